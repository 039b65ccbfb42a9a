"""The announcement desk: what is wrong is said before anything leaves; what leaves goes once, to those who were meant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.messages import Gone, Outgoing, Refused, State, Unsure
from handlers.office.announcements import MOVES, Act
from handlers.office.announcements import State as Step
from handlers.office.audiences import Tag
from handlers.turn import Attached, Reply, TurnKind
from tests.handlers.office.office import OWNER, PARENT, SETTINGS, STAFF, STRANGER, TEACHER, World

SECOND = 16


def members(world: World, count: int = 3, role: str = "parent", tag: str = "") -> list[int]:
    chats = list(range(1000, 1000 + count))
    for chat in chats:
        world.members.join(chat, role, tag, world.now)
    return chats


def draft(world: World, text: str = "明天停課一天。", count: int = 3) -> Reply:
    if not world.staff.member(STAFF):
        world.hire()
    if count:
        members(world, count)
    world.says("/announce", STAFF)
    return world.says(text, STAFF)


def release(world: World, text: str = "明天停課一天。", count: int = 3) -> Reply:
    draft(world, text, count)
    world.taps("送出", STAFF)
    return world.taps("確定送出", STAFF)


def reported(world: World) -> str:
    world.says("/announcements", STAFF)
    number = max(found.id for found in world.office.book.latest(None, 20))
    return world.taps(f"{number} ", STAFF).text


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


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("   ", "還沒有內容"),
        ("字" * 4097, "太長了"),
        ("&lt;b&gt;重要", "沒有關好"),
        ("&lt;b&gt;重要&lt;/i&gt;", "沒有對應"),
        ("&lt;h1&gt;重要&lt;/h1&gt;", "不能用「<h1>」"),
        ("{姓名}您好", "沒有人有「姓名」"),
        ("{學校您好", "成對"),
    ],
)
async def test_a_text_that_cannot_go_gets_a_sentence_and_another_try(
    world: World, text: str, part: str
) -> None:
    """``text`` as Telegram gives it: escaped."""
    draft_ = draft(world, text)
    assert part in draft_.text
    assert await world.deliver() == [], "not even a preview"
    assert "3 人" in world.says("好的內容", STAFF).text


def test_the_longest_text_counts_everything_around_it(world: World) -> None:
    said = draft(world, "字" * 4096).text
    over = int(said.partition("請刪掉 ")[2].partition(" ")[0])
    assert "太長了" not in world.says("字" * (4096 - over), STAFF).text


def test_typed_tags_and_telegram_s_own_markup_both_work(world: World) -> None:
    said = draft(world, "&lt;b&gt;重要&lt;/b&gt; <i>斜</i> 5 &lt; 6")
    assert "重要 斜 5 < 6" in said.text


async def test_a_picture_and_a_file_go_by_their_id(world: World) -> None:
    world.hire()
    members(world)
    world.says("/announce", STAFF)
    world.says("請看附圖", STAFF, kind=TurnKind.TEXT, attached=Attached(TurnKind.PHOTO, "photo-id"))
    world.taps("送出", STAFF)
    world.taps("確定送出", STAFF)
    await world.deliver()
    assert {message.photo for chat, message in world.sent if chat >= 1000} == {"photo-id"}


def test_a_caption_is_shorter(world: World) -> None:
    world.hire()
    members(world)
    world.says("/announce", STAFF)
    said = world.says("字" * 1024, STAFF, attached=Attached(TurnKind.FILE, "file-id")).text
    assert "最多 1024 字" in said


@pytest.mark.parametrize("kind", [TurnKind.VOICE, TurnKind.STICKER, TurnKind.PLACE, TurnKind.OTHER])
def test_what_cannot_be_announced_gets_a_sentence(world: World, kind: TurnKind) -> None:
    world.hire()
    world.says("/announce", STAFF)
    assert "圖片或檔案" in world.says("", STAFF, kind=kind).text


def test_an_audience_of_nobody_is_not_sent_to(world: World) -> None:
    assert "0 人" in draft(world, count=0).text
    assert "還不能送" in world.taps("送出", STAFF).text


async def test_placeholders_need_a_fallback_where_somebody_has_nothing(world: World) -> None:
    world.members.add_tag(Tag("a", "景美國小", "school"), STAFF, world.now)
    members(world, 2)
    world.members.join(1000, "parent", "a", world.now)
    assert "學校 1 人" in draft(world, "{學校}的{身分}", count=0).text
    assert "還不能送" in world.taps("送出", STAFF).text
    release(world, "{學校|貴校}的{身分}", count=0)
    await world.deliver()
    assert "景美國小的家長" in world.heard(1000)[0]
    assert "貴校的家長" in world.heard(1001)[0]


async def test_the_audience_is_chosen_by_taps_and_all_of_it_must_hold(world: World) -> None:
    world.members.add_tag(Tag("a", "三年二班", "class", "taipei"), STAFF, world.now)
    members(world, 2, tag="a")
    world.members.join(TEACHER, "teacher", "a", world.now)
    world.members.join(PARENT, "parent", "", world.now)
    assert "4 人" in draft(world, count=0).text
    world.taps("改對象", STAFF)
    assert "3 人" in world.taps("三年二班", STAFF).text
    assert "1 人" in world.taps("老師", STAFF).text
    assert "✓ 老師" in [button.label for row in world.said.buttons for button in row]
    world.taps("好了", STAFF)
    world.taps("送出", STAFF)
    world.taps("確定送出（1 人）", STAFF)
    await world.deliver()
    assert {chat for chat, _ in world.sent} == {STAFF, TEACHER}


async def test_whoever_is_confined_to_a_tag_reaches_nobody_else(world: World) -> None:
    world.members.add_tag(Tag("a", "三年二班", "class"), OWNER, world.now)
    world.members.join(1000, "parent", "a", world.now)
    world.members.join(1001, "parent", "", world.now)
    world.hire(scope="a")
    assert "1 人" in draft(world, count=0).text
    world.taps("改對象", STAFF)
    assert "，1 人" in world.taps("每個人", STAFF).text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("昨天 8:00", "已經過了"),
        ("4/20", "幾點"),
        ("13/40 8:00", "12個月"),
        ("隨便", "日期"),
        ("4月到5月", "一段"),
    ],
)
def test_a_time_that_cannot_be_gets_a_sentence(world: World, text: str, part: str) -> None:
    draft(world)
    world.taps("排時間", STAFF)
    assert part in world.says(text, STAFF).text


async def test_a_scheduled_one_goes_at_its_time(world: World) -> None:
    draft(world)
    world.taps("排時間", STAFF)
    assert "2026-04-16 12:00" in world.says("今天中午12點", STAFF).text
    world.taps("送出", STAFF)
    assert "12:00" in world.taps("確定排定", STAFF).text
    await world.deliver(60)
    assert world.heard(1000) == []
    await world.deliver(60)
    assert len(world.heard(1000)) == 1


async def test_a_draft_whose_time_has_passed_is_not_sent(world: World) -> None:
    draft(world)
    world.taps("排時間", STAFF)
    world.says("今天 10:30", STAFF)
    confirm = world.taps("送出", STAFF)
    world.now += timedelta(hours=1)
    assert "已經過了" in world.taps("確定排定", STAFF, on=confirm).text
    await world.deliver()
    assert world.heard(1000) == []


@pytest.mark.parametrize("choice", ["現在送", "取消", "改回草稿"])
async def test_what_missed_its_time_asks_first(world: World, choice: str) -> None:
    """The server was down: nobody wants tonight what was meant for this morning."""
    draft(world)
    world.taps("排時間", STAFF)
    world.says("今天 12:00", STAFF)
    world.taps("送出", STAFF)
    world.taps("確定排定", STAFF)
    await world.deliver()
    world.start()
    await world.deliver(60 * 9)
    assert world.heard(1000) == []
    _, asked = world.sent[-1]
    assert "要現在送嗎" in asked.html
    carried = next(button.action for row in asked.buttons for button in row if button.label == choice)
    world.presses(carried, STAFF)
    await world.deliver()
    assert len(world.heard(1000)) == (1 if choice == "現在送" else 0)


async def test_pressing_twice_or_two_people_at_once_sends_once(world: World) -> None:
    world.hire(SECOND)
    draft(world)
    confirm = world.taps("送出", STAFF)
    first = world.taps("確定送出", STAFF, on=confirm).text
    second = world.taps("確定送出", SECOND, on=confirm).text
    assert "開始送出" in first
    assert "沒有再送" in second
    await world.deliver()
    world.taps("確定送出", STAFF, on=confirm)
    await world.deliver()
    assert [len(world.heard(chat)) for chat in (1000, 1001, 1002)] == [1, 1, 1]


def test_of_two_steps_from_one_state_the_store_makes_one(world: World) -> None:
    """Not only the desk: the update itself names the state and version it starts from."""
    draft(world)
    (seen,) = world.office.book.latest(None, 1)
    assert world.office.book.move(seen, Act.SEND, STAFF, world.now) is not None
    assert world.office.book.move(seen, Act.SEND, SECOND, world.now) is None
    assert world.office.book.change(seen, seen.content, None) is None


@pytest.mark.parametrize("state", Step)
@pytest.mark.parametrize("act", Act)
def test_every_step_that_the_table_does_not_have_is_refused(world: World, state: Step, act: Act) -> None:
    draft(world)
    world.store.write("update announcements set state = ?", state.value)
    (seen,) = world.office.book.latest(None, 1)
    moved = world.office.book.move(seen, act, STAFF, world.now)
    assert (moved is not None) == ((state, act) in MOVES)


def test_a_button_of_an_older_card_is_refused(world: World) -> None:
    card = draft(world)
    world.taps("改內容", STAFF)
    world.says("另一個內容", STAFF)
    said = world.taps("送出", STAFF, on=card).text
    assert "舊的" in said
    assert "後來改過" in world.taps("改對象", STAFF, on=card).text


@pytest.mark.parametrize("act", ["now!", "resume", "approve"])
def test_a_forged_shortcut_past_the_checks_does_nothing(world: World, act: str) -> None:
    draft(world, count=0)
    (seen,) = world.office.book.latest(None, 1)
    assert "沒有動作" in world.presses(f"1|desk|{act}|{seen.id}|{seen.version}", STAFF).text
    assert world.office.book.latest(None, 1)[0].state is Step.DRAFT


@pytest.mark.parametrize("label", ["送出", "丟掉", "改內容", "傳一則"])
def test_a_forwarded_card_is_worthless_to_others(world: World, label: str) -> None:
    card = draft(world)
    assert "承辦人員" in world.taps(label, STRANGER, on=card).text
    world.hire(SECOND, "木柵國小")
    assert "別的單位" in world.taps(label, SECOND, on=card).text
    assert [deed.refused for deed in world.staff.deeds(2)] == [True, True]


async def test_two_people(world: World) -> None:
    world.settings = SETTINGS.__class__(**{**SETTINGS.__dict__, "two_people": True, "owner": None})
    world.start()
    world.staff.owner = OWNER
    world.hire()
    world.staff.owner = None
    draft(world)
    assert "第二位" in world.taps("送出", STAFF).text, "nobody else is there"
    world.staff.owner = OWNER
    world.hire(SECOND)
    world.says("/announcements", STAFF)
    world.taps("1 ", STAFF)
    world.taps("送出", STAFF)
    world.taps("送請核可", STAFF)
    await world.deliver()
    assert world.heard(1000) == []
    asked = next(message for chat, message in world.sent if chat == SECOND and message.buttons)
    approve = asked.buttons[0][0].action
    assert "自己寫的" in world.presses(approve, STAFF).text
    assert "開始送出" in world.presses(approve, SECOND).text
    assert "沒有動作" in world.presses(approve, SECOND).text
    await world.deliver()
    assert len(world.heard(1000)) == 1


async def test_a_returned_draft_has_to_be_approved_anew(world: World) -> None:
    world.settings = SETTINGS.__class__(**{**SETTINGS.__dict__, "two_people": True})
    world.start()
    world.hire(SECOND)
    draft(world)
    world.taps("送出", STAFF)
    world.taps("送請核可", STAFF)
    await world.deliver()
    asked = next(message for chat, message in world.sent if chat == SECOND and message.buttons)
    assert "退回" in world.presses(asked.buttons[1][0].action, SECOND).text
    world.says("/announcements", STAFF)
    world.taps("1 ", STAFF)
    world.taps("改內容", STAFF)
    world.says("改過了", STAFF)
    assert "舊的" in world.presses(asked.buttons[0][0].action, SECOND).text


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
    assert (
        "確定"
        in world.presses(f"1|desk|stop|{world.office.book.latest(None, 1)[0].id}|2", STAFF)
        .buttons[0][0]
        .label
    )
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


async def test_a_correction_and_a_withdrawal_person_by_person(world: World) -> None:
    release(world)
    await world.deliver()
    numbers = dict(world.store.rows("select chat, message from ledger where kind = 'announcement'"))
    reported(world)
    report = world.said
    world.taps("更正", STAFF, on=report)
    assert "3 人" in world.says("後天停課一天。", STAFF).text
    world.taps("送出", STAFF)
    world.taps("確定送出（3 人）", STAFF)
    await world.deliver()
    edits = {chat: message for chat, message in world.sent if message.edits is not None}
    assert {chat: message.edits for chat, message in edits.items()} == numbers
    assert "【景美國小】（更正）</b>\n後天停課一天。" in edits[1000].html
    world.taps("收回", STAFF, on=report)
    world.taps("送出", STAFF)
    world.taps("確定送出（3 人）", STAFF)
    await world.deliver()
    assert {chat: message.deletes for chat, message in world.sent if message.deletes} == numbers


async def test_after_two_days_nothing_can_be_changed_and_that_is_said(world: World) -> None:
    release(world)
    await world.deliver()
    reported(world)
    report = world.said
    world.now += timedelta(hours=49)
    assert "48 小時" in world.taps("更正", STAFF, on=report).text
    assert "48 小時" in world.taps("收回", STAFF, on=report).text


async def test_templates_have_versions(world: World) -> None:
    draft(world, "停課通知：{學校|本校}")
    world.taps("存成範本", STAFF)
    assert "第 1 版" in world.says("停課", STAFF).text
    draft(world, "停課通知二")
    world.taps("存成範本", STAFF)
    assert "第 2 版" in world.says("停課", STAFF).text
    world.says("/announce", STAFF)
    assert "停課通知二" in world.taps("停課（第 2 版）", STAFF).text


async def test_a_revoked_author_s_scheduled_announcement_asks_the_owner(world: World) -> None:
    draft(world)
    world.taps("排時間", STAFF)
    world.says("今天 12:00", STAFF)
    world.taps("送出", STAFF)
    world.taps("確定排定", STAFF)
    world.says(f"/staff revoke {STAFF}", OWNER)
    await world.deliver(120)
    assert world.heard(1000) == []
    assert "已經不是承辦人員" in world.heard(OWNER)[-1]


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
