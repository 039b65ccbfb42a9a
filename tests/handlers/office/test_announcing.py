"""An announcement on its way: once to those who were meant, paused, cancelled, and a report that adds up."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.messages import Gone, Outgoing, Refused, State, Unsure
from handlers.office.states import State as Step
from tests.handlers.office.desk import draft, release, reported
from tests.handlers.office.office import STAFF, World


async def test_from_writing_to_the_report(world: World) -> None:
    card = draft(world)
    assert "3 人" in card.text
    await world.deliver()
    assert [chat for chat, _ in world.sent] == [STAFF], "the preview, and to nobody else"
    confirm = world.taps("送出", STAFF)
    assert "3 人" in confirm.text
    assert "秒" in confirm.text
    await world.deliver()
    assert world.heard(1000) == [], "asking is not sending"
    world.taps("確定送出（3 人）", STAFF)
    await world.deliver()
    (heard,) = world.heard(1000)
    assert heard == world.heard(STAFF)[0], "the preview was exactly what arrived"
    assert heard.startswith("<b>【景美國小】</b>\n明天停課一天。")
    assert "送達 3" in world.heard(STAFF)[-1]
    assert "送達 3" in reported(world)


async def test_a_stop_under_each_message_works_in_one_tap(world: World) -> None:
    release(world)
    await world.deliver()
    (stop,) = [button for _, message in world.sent[-2:-1] for row in message.buttons for button in row]
    chat = world.sent[-2][0]
    assert "景美國小" in world.presses(stop.action, chat).text
    undo = world.said
    await world.deliver()
    release(world, "第二則", count=0)
    await world.deliver()
    assert {each: len(world.heard(each)) for each in (1000, 1001, 1002)} == {
        each: 1 if each == chat else 2 for each in (1000, 1001, 1002)
    }
    assert "再收到" in world.taps("恢復", chat, on=undo).text


async def test_pausing_going_on_and_cancelling(world: World) -> None:
    world.office.announcing.ahead = 2
    release(world, count=9)

    def press(act: str) -> str:
        (seen,) = world.office.book.latest(None, 1)
        return world.presses(f"1|desk|{act}|{seen.id}|{seen.version}", STAFF).text

    world.office.announcing.tick(world.now)
    assert "暫停" in press("pause")
    await world.deliver(30)
    assert world.states() == {State.PLANNED: 2}
    assert "還沒送 9" in reported(world)
    assert "繼續" in press("resume")
    world.office.announcing.looked = None
    await world.delivery.round()
    await world.delivery.round()
    assert press("stop").startswith("已送出")
    assert world.said.buttons[0][0].label == "確定取消"
    assert "已取消" in press("stop!")
    await world.deliver()
    sent = world.states().get(State.SENT, 0)
    tally = world.office.book.tally(world.office.book.latest(None, 1)[0])
    assert tally.total == 9
    assert sent < 9
    assert "共 9 人" in reported(world)


async def test_too_many_failures_pause_by_themselves(world: World) -> None:
    def refused(chat: int, _: Outgoing) -> None:
        if chat >= 1000:
            raise Refused("Bad Request: wrong file identifier")

    world.office.announcing.ahead = 12
    world.trouble = refused
    release(world, count=100)
    await world.deliver()
    (found,) = world.office.book.latest(None, 1)
    assert found.state is Step.PAUSED
    assert world.states()[State.FAILED] < 40
    assert "自動暫停" in world.heard(STAFF)[-1]
    assert "wrong file identifier" in reported(world)
    world.trouble = None
    world.taps("繼續", STAFF)
    await world.deliver()
    assert world.office.book.latest(None, 1)[0].state is Step.DONE
    assert world.office.book.tally(found).total == 100


async def test_the_report_tells_every_way_it_ended_and_adds_up(world: World) -> None:
    def ends(chat: int, _: Outgoing) -> None:
        if chat == 1001:
            raise Gone("Forbidden: bot was blocked by the user")
        if chat == 1002:
            raise Unsure("ReadError")

    world.trouble = ends
    release(world, count=4)
    await world.deliver()
    said = reported(world)
    for part in ("共 4 人：送達 2", "封鎖或已離開 1", "不確定有沒有送到（沒有再送） 1"):
        assert part in said
    table = world.taps("名單 CSV", STAFF).file
    assert table is not None
    lines = table.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 4
    assert "1001" not in table.content.decode("utf-8-sig"), "no Telegram numbers"


async def test_whoever_leaves_while_it_is_on_its_way_hears_nothing(world: World) -> None:
    release(world)
    world.office.announcing.tick(world.now)
    world.members.leave(1001)
    await world.deliver()
    assert world.heard(1001) == []
    assert world.states() == {State.SENT: 2, State.SKIPPED: 1}


async def test_a_restart_in_the_middle_goes_on_where_it_was(world: World) -> None:
    world.office.announcing.ahead = 5
    release(world, count=30)
    for _ in range(3):
        world.now += timedelta(milliseconds=200)
        await world.delivery.round()
    world.start()
    await world.deliver(5)
    assert sum(len(world.heard(chat)) for chat in range(1000, 1030)) == 30


async def test_everything_is_in_the_audit_trail(world: World) -> None:
    release(world)
    await world.deliver()
    did = [deed.did for deed in world.staff.deeds(20)]
    assert {"announce.draft", "announce.send", "announce.finish"} <= set(did)
