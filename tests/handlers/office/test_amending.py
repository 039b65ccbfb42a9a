"""What was sent, changed and withdrawn person by person, as long as Telegram allows it."""

from __future__ import annotations

from datetime import timedelta

from handlers.turn import Attached, TurnKind
from tests.handlers.office.desk import draft, release, reported
from tests.handlers.office.office import STAFF, World


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
    assert "共 3 人：已收回 3" in world.heard(STAFF)[-1]


async def test_after_two_days_nothing_can_be_changed_and_that_is_said(world: World) -> None:
    release(world)
    await world.deliver()
    reported(world)
    report = world.said
    world.now += timedelta(hours=49)
    assert "48 小時" in world.taps("更正", STAFF, on=report).text
    assert "48 小時" in world.taps("收回", STAFF, on=report).text
    assert len(world.office.book.latest(None, 9)) == 1, "no draft is left of what cannot be"


async def test_a_correction_of_a_picture_changes_its_words_and_keeps_it(world: World) -> None:
    draft(world)
    world.taps("改內容", STAFF)
    world.says("請看附圖", STAFF, attached=Attached(TurnKind.PHOTO, "photo-id"))
    world.taps("送出", STAFF)
    world.taps("確定送出", STAFF)
    await world.deliver()
    reported(world)
    world.now += timedelta(minutes=1)
    assert "說明文字" in world.taps("更正", STAFF).text
    said = world.says("新圖", STAFF, kind=TurnKind.PHOTO, attached=Attached(TurnKind.PHOTO, "other"))
    assert "只能改文字" in said.text
    world.says("新的說明", STAFF)
    world.taps("送出", STAFF)
    world.taps("確定送出", STAFF)
    await world.deliver()
    changed = next(message for chat, message in world.sent if chat == 1000 and message.edits)
    assert (changed.photo, changed.edits is not None) == ("photo-id", True)
    assert "新的說明" in changed.html
