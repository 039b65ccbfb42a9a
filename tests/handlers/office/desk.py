"""What staff do at the announcement desk, up to a draft, a sending, a report."""

from __future__ import annotations

from handlers.turn import Reply
from tests.handlers.office.office import STAFF, World

SECOND = 16


def members(world: World, count: int = 3, role: str = "parent", tag: str = "") -> list[int]:
    chats = list(range(1000, 1000 + count))
    for chat in chats:
        world.members.join(chat, role, tag, world.now)
    return chats


def draft(world: World, text: str = "明天停課一天。", count: int = 3) -> Reply:
    """A draft to everybody, up to its card; to so many parents, who join first."""
    if not world.staff.member(STAFF):
        world.hire()
    if count:
        members(world, count)
    world.says("/announce", STAFF)
    if "還沒選對象" in world.says(text, STAFF).text:
        world.taps("選對象", STAFF)
        world.taps("每個人", STAFF)
        world.taps("好了", STAFF)
    return world.said


def release(world: World, text: str = "明天停課一天。", count: int = 3) -> Reply:
    draft(world, text, count)
    world.taps("送出", STAFF)
    return world.taps("確定送出", STAFF)


def reported(world: World) -> str:
    world.says("/announcements", STAFF)
    number = max(found.id for found in world.office.book.latest(None, 20))
    return world.taps(f"{number} ", STAFF).text
