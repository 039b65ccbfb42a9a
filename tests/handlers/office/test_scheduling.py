"""Times: what cannot be is said, what is due goes, what missed its moment asks first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.office.desk import draft
from tests.handlers.office.office import OWNER, STAFF, World


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
    carried = next(b.action for row in world.sent[-1][1].buttons for b in row if b.label == "現在送")
    world.presses(carried, OWNER)
    await world.deliver()
    assert len(world.heard(1000)) == 1
    assert "送達 3" in world.heard(OWNER)[-1], "the report goes to whoever answers for it now"
