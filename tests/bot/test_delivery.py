"""Delivery under faults: nothing lost, nothing in a hot loop, each trouble told once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import TAIPEI
from bot.delivery.lane import Lane
from bot.delivery.messages import (
    Flooded,
    Gone,
    Later,
    Message,
    Moved,
    Outgoing,
    Refused,
    SendError,
    Skip,
    State,
    Unreachable,
    Unsure,
)
from tests.bot.world import YEARLY, World

NOW = datetime(2027, 3, 1, 9, tzinfo=TAIPEI)
MINUTE = timedelta(minutes=1)


class Plain:
    """A kind of message that says its chat's number."""

    def __init__(self, *, sent_again: bool, made: Callable[[], Skip | Later | None] = lambda: None) -> None:
        self.sent_again, self.made = sent_again, made

    def compose(self, row: object, now: datetime) -> Outgoing | Skip | Later:
        return self.made() or Outgoing("字")


@pytest.fixture
def world() -> World:
    world = World(NOW)
    world.delivery.kinds = {"note": Plain(sent_again=True), "announcement": Plain(sent_again=False)}
    return world


def plan(world: World, *chats: int, kind: str = "note", key: str = "k") -> None:
    world.ledger.plan([Message(kind, key, chat, NOW) for chat in chats], NOW)


def failing(times: int, error: SendError) -> Callable[[int, Outgoing], None]:
    """Fails so many times, then works."""
    left = [times]

    def trouble(_: int, __: Outgoing) -> None:
        if left[0]:
            left[0] -= 1
            raise error

    return trouble


async def test_a_flood_limit_is_waited_out_by_everybody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    plan(world, 1, 2, 3)
    world.trouble = failing(1, Flooded(3000))
    await world.deliver()
    world.trouble = failing(10_000, Flooded(1))
    before = world.states()
    await world.deliver(NOW + 40 * MINUTE)
    assert world.states() == before, "nothing is tried before its time"
    world.trouble = None
    await world.live(NOW + 55 * MINUTE, MINUTE)
    assert world.states() == {State.SENT: 3}
    assert len([r for r in caplog.records if "flood" in r.message]) == 1


async def test_a_group_s_flood_limit_holds_up_nobody_else(world: World) -> None:
    plan(world, -5)
    world.trouble = failing(1, Flooded(600))
    await world.deliver()
    plan(world, 1, 2)
    assert [each.chat for each in await world.deliver(NOW + MINUTE)] == [1, 2]
    assert [each.chat for each in await world.deliver(NOW + 11 * MINUTE)] == [-5]


@pytest.mark.parametrize("error", [Gone("Forbidden: bot was blocked by the user"), Gone("Chat not found")])
async def test_whoever_is_gone_hears_nothing_more_and_nobody_is_told(error: SendError) -> None:
    world = World(datetime(2027, 4, 1, tzinfo=TAIPEI))
    world.subscribe("date", *YEARLY)
    world.ledger.plan(
        [Message("reminder", "later", 1, world.now + timedelta(days=60), {"items": []})], world.now
    )
    world.trouble = failing(1, error)
    await world.live(datetime(2027, 5, 5, tzinfo=TAIPEI), timedelta(hours=1))
    assert world.sent == []
    assert world.states() == {State.BLOCKED: 2}
    assert world.subscriptions.subscriptions(1) == []


async def test_a_message_that_telegram_refuses_is_failed_with_its_reason(world: World) -> None:
    plan(world, 1)
    world.trouble = failing(9, Refused("Bad Request: can't parse entities"))
    await world.live(NOW + 10 * MINUTE, MINUTE)
    (row,) = world.ledger.of("k")
    assert (row.state, row.reason) == (State.FAILED, "Bad Request: can't parse entities")


async def test_an_unreachable_telegram_is_waited_for_without_a_hot_loop(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    calls = []

    def down(chat: int, _: Outgoing) -> None:
        calls.append(chat)
        if world.now < NOW + 60 * MINUTE:
            raise Unreachable("Bad Gateway (502)")

    world.trouble = down
    plan(world, *range(1, 21))
    await world.live(NOW + 60 * MINUTE, timedelta(seconds=1))
    assert world.sent == []
    assert len(calls) < 400, "20 messages, an hour"
    await world.live(NOW + 120 * MINUTE, timedelta(seconds=10))
    assert world.states() == {State.SENT: 20}
    assert [r.message for r in caplog.records if "each Telegram" in r.message or "reach" in r.message] == [
        "cannot reach Telegram (Bad Gateway (502)); trying again",
        "Telegram can be reached again",
    ]


async def test_a_broken_connection_sends_a_reminder_again_and_leaves_an_announcement_doubtful(
    world: World,
) -> None:
    plan(world, 1)
    plan(world, 2, kind="announcement", key="a")
    world.trouble = failing(2, Unsure("ReadError"))
    await world.live(NOW + 10 * MINUTE, MINUTE)
    assert [each.chat for each in world.sent] == [1]
    assert world.states() == {State.SENT: 1, State.DOUBTFUL: 1}
    assert world.store is not None
    assert world.store.rows("select again from ledger where chat = 1") == [(1,)]


async def test_a_reminder_that_may_have_come_is_marked() -> None:
    world = World(datetime(2027, 4, 1, tzinfo=TAIPEI))
    world.subscribe("date", *YEARLY, leads=(7,))
    world.trouble = failing(1, Unsure("ReadError"))
    (sent,) = await world.live(datetime(2027, 4, 24, tzinfo=TAIPEI), timedelta(minutes=10))
    assert "可能重複" in sent.message.html


async def test_a_group_that_moved_is_followed() -> None:
    world = World(datetime(2027, 4, 1, tzinfo=TAIPEI))
    world.subscribe("date", *YEARLY, chat=-5)
    world.subscribe("date", *YEARLY, chat=-100)
    world.subscribe("city", "taipei", chat=-5)
    world.trouble = failing(1, Moved(-100))
    sent = await world.live(datetime(2027, 5, 5, tzinfo=TAIPEI), timedelta(hours=1))
    assert {each.chat for each in sent} == {-100}
    assert len(sent) == 5, "two chats that had the same become one that has it once"
    assert len(world.subscriptions.subscriptions(-100)) == 2
    assert world.subscriptions.subscriptions(-5) == []


async def test_a_message_that_cannot_be_made_stops_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise KeyError("secret words")

    world.delivery.kinds = {"note": Plain(sent_again=True), "broken": Plain(sent_again=True, made=broken)}
    plan(world, 1, kind="broken", key="b")
    plan(world, 2, kind="unheard of", key="u")
    plan(world, 3)
    await world.deliver()
    assert world.states() == {State.FAILED: 2, State.SENT: 1}
    assert "secret" not in caplog.text


async def test_what_is_not_wanted_is_skipped_and_what_must_wait_waits(world: World) -> None:
    made: list[Skip | Later | None] = [Skip("no"), Later(NOW + 10 * MINUTE), None]
    world.delivery.kinds = {"note": Plain(sent_again=True, made=lambda: made.pop(0))}
    plan(world, 1, 2)
    assert await world.deliver() == []
    assert len(await world.live(NOW + 11 * MINUTE, MINUTE)) == 1
    assert world.states() == {State.SKIPPED: 1, State.SENT: 1}


@pytest.mark.parametrize("trouble", ["locked", "full"])
async def test_a_database_that_cannot_be_written_loses_nothing_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It breaks while messages are under way; their results wait until it works again, and nothing is claimed."""
    monkeypatch.setattr("bot.store.connection.PATIENCE", 0.01)
    world = World(NOW, path=tmp_path / "z.db")
    other = World(NOW, path=tmp_path / "z.db")
    world.delivery.kinds = {"note": Plain(sent_again=True)}
    assert world.store is not None
    assert other.store is not None
    store, elsewhere = world.store, other.store
    plan(world, *range(1, 11))

    def breaks(_: int, __: Outgoing) -> None:
        if trouble == "locked" and not elsewhere.connection.in_transaction:
            elsewhere.connection.execute("begin immediate")
        elif trouble == "full":
            monkeypatch.setattr(store, "writing", full)

    def full() -> None:
        from bot.store.connection import StoreError

        raise StoreError("磁碟滿了")

    world.trouble = breaks
    await world.delivery.round()
    await asyncio.wait(world.delivery.tasks)
    assert len(world.sent) == 10
    for _ in range(20):
        assert await world.delivery.round() >= 1, "a pause, not a hot loop"
    world.trouble = None
    elsewhere.connection.rollback()
    monkeypatch.undo()
    await world.deliver(NOW + 10 * MINUTE)
    assert len(world.sent) == 10
    assert world.states() == {State.SENT: 10}
    assert len([r for r in caplog.records if "results" in r.message]) == 1


async def test_a_bug_in_planning_does_not_end_delivery(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = asyncio.Event()
    monkeypatch.setattr("bot.delivery.delivering.PAUSES", (0.01,))
    failures = [True, True]

    def tick(_: datetime) -> bool:
        if failures:
            failures.pop()
            raise ValueError
        stop.set()
        return False

    world.delivery.tick = tick
    plan(world, 1)
    await asyncio.wait_for(world.delivery.run(stop), 5)
    assert len(world.sent) == 1


async def test_a_stop_waits_for_what_is_under_way(world: World) -> None:
    stop = asyncio.Event()

    async def slow(chat: int, _: Outgoing) -> int:
        stop.set()
        await asyncio.sleep(0.1)
        return chat

    world.send = slow  # type: ignore[assignment, method-assign]
    plan(world, 1)
    await asyncio.wait_for(world.delivery.run(stop), 5)
    assert world.states() == {State.SENT: 1}


async def test_bulk_yields_to_answers_but_not_for_ever() -> None:
    lane = Lane()
    with lane.answering():
        waiting = asyncio.create_task(lane.clear())
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await asyncio.wait_for(waiting, 3)
    await asyncio.wait_for(lane.clear(), 0.1)
    lane.sent()
    assert (lane.taken(), lane.taken()) == (1, 0)
