"""Who lets an announcement go: once, from the state that was seen, by a second person where that is asked for."""

from __future__ import annotations

import pytest

from handlers.office.states import MOVES, Act
from handlers.office.states import State as Step
from tests.handlers.office.desk import SECOND, draft
from tests.handlers.office.office import OWNER, SETTINGS, STAFF, STRANGER, World


async def test_pressing_twice_or_two_people_at_once_sends_once(world: World) -> None:
    world.hire(SECOND)
    draft(world)
    confirm = world.taps("送出", STAFF)
    first = world.taps("確定送出", STAFF, on=confirm).text
    second = world.taps("確定送出", SECOND, on=confirm).text
    assert "開始送出" in first
    assert "沒有再送" in second
    assert (world.staff.deeds(1)[0].person, world.staff.deeds(1)[0].refused) == (SECOND, True)
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
    assert world.staff.deeds(1)[0].refused
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
    assert "進度傳給寫公告的人" in world.presses(approve, SECOND).text
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
