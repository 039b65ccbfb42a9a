"""The ledger: nothing twice in silence, nothing lost, the pace kept."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.delivery.messages import Claimed, Limits, Message, Outcome, State
from bot.store.connection import Store, StoreError
from bot.store.ledger import Ledger
from tests.bot.store.conftest import NOW

SECOND = timedelta(seconds=1)


def message(chat: int = 1, key: str = "k", kind: str = "reminder", **more: object) -> Message:
    return Message(kind, key, chat, NOW, **more)  # type: ignore[arg-type]


def drained(ledger: Ledger, start: float = 0.0, seconds: float = 1.0) -> list[Claimed]:
    """Everything that is claimed in a stretch of time, each sent at once."""
    claimed = []
    for step in range(round(seconds / 0.1)):
        now = NOW + timedelta(seconds=start + 0.1 * step)
        rows = ledger.claim(now)
        ledger.settle([Outcome(row.id, State.SENT, message=row.id) for row in rows], now)
        claimed += rows
    return claimed


def test_the_same_message_is_planned_once(ledger: Ledger) -> None:
    assert ledger.plan([message(), message(), message(2)], NOW) == 2
    assert ledger.plan([message()], NOW + SECOND) == 0
    assert ledger.plan_one(message(), NOW) is None
    assert ledger.counts() == {State.PLANNED: 2}


def test_what_is_claimed_is_written_down_before_it_is_sent(ledger: Ledger) -> None:
    ledger.plan([message(payload={"a": "字"})], NOW)
    (row,) = ledger.claim(NOW)
    assert (row.payload, row.attempts, row.again) == ({"a": "字"}, 1, False)
    assert ledger.counts() == {State.SENDING: 1}
    assert ledger.claim(NOW + SECOND) == []


def test_two_senders_never_hold_the_same_message(tmp_path: Path) -> None:
    ledgers = [Ledger(Store(tmp_path / "z.db")) for _ in range(2)]
    ledgers[0].plan([message(chat) for chat in range(1, 101)], NOW)
    taken = [
        row.chat for step in range(60) for row in ledgers[step % 2].claim(NOW + timedelta(seconds=step * 0.1))
    ]
    assert sorted(taken) == list(range(1, 101))


def test_the_overall_pace_is_kept(ledger: Ledger) -> None:
    ledger.plan([message(chat) for chat in range(1, 201)], NOW)
    rows = drained(ledger, seconds=2)
    gaps = [(b.slot - a.slot).total_seconds() for a, b in pairwise(rows)]
    assert 50 <= len(rows) <= 56, "25 a second, and what is claimed ahead"
    assert min(gaps) >= 0.039


@pytest.mark.parametrize(("chat", "gap"), [(7, 1.0), (-7, 3.0)], ids=["person", "group"])
def test_one_chat_is_not_written_to_faster_than_it_may_be(ledger: Ledger, chat: int, gap: float) -> None:
    ledger.plan([message(chat, f"k{n}") for n in range(5)], NOW)
    slots = [row.slot for row in drained(ledger, seconds=16)]
    assert len(slots) == 5
    assert min(b - a for a, b in pairwise(slots)) >= timedelta(seconds=gap)


def test_a_chat_that_must_wait_holds_nobody_up(ledger: Ledger) -> None:
    ledger.plan([message(-7, f"k{n}") for n in range(60)] + [message(chat) for chat in range(1, 21)], NOW)
    assert {row.chat for row in drained(ledger, seconds=2)} >= set(range(1, 21))


def test_answers_that_people_wait_for_take_their_places_from_the_pace(ledger: Ledger) -> None:
    ledger.plan([message(chat) for chat in range(1, 101)], NOW)
    assert len(ledger.claim(NOW, busy=3)) == 1, "four places in 0.12 s, less three"
    assert ledger.claim(NOW, busy=50) == []


def test_a_lease_that_ran_out_is_sent_again_marked_or_becomes_doubtful(store: Store) -> None:
    dead, living = Ledger(store), Ledger(store)
    dead.plan([message(1), message(2, kind="announcement")], NOW)
    assert len(dead.claim(NOW)) == 2
    assert living.recover(NOW + 15 * SECOND, {"reminder"}) == (0, 0), "the lease still holds"
    assert dead.recover(NOW + 40 * SECOND, {"reminder"}) == (0, 0), "whoever lives knows its own"
    assert living.recover(NOW + 40 * SECOND, {"reminder"}) == (1, 1)
    (row,) = living.claim(NOW + 40 * SECOND)
    assert row.again
    assert row.chat == 1
    dead.settle([Outcome(row.id, State.FAILED)], NOW + 41 * SECOND)
    assert living.counts() == {State.SENDING: 1, State.DOUBTFUL: 1}, (
        "a late result of the dead changes nothing"
    )


def test_what_expired_is_skipped_and_what_failed_comes_back(ledger: Ledger) -> None:
    ledger.plan([message(1, expires=NOW + SECOND), message(2)], NOW)
    (row,) = ledger.claim(NOW + 2 * SECOND)
    assert row.chat == 2
    ledger.settle([Outcome(row.id, State.PLANNED, "unreachable", retry=NOW + 9 * SECOND, counted=False)], NOW)
    assert ledger.claim(NOW + 5 * SECOND) == []
    (row,) = ledger.claim(NOW + 9 * SECOND)
    assert row.attempts == 1
    assert ledger.counts() == {State.SKIPPED: 1, State.SENDING: 1}


def test_a_halt_is_obeyed_and_a_clock_set_back_does_not_prolong_it(ledger: Ledger) -> None:
    ledger.plan([message(chat) for chat in range(1, 4)], NOW)
    ledger.halt(NOW + 60 * SECOND, NOW)
    assert ledger.claim(NOW + 59 * SECOND) == []
    assert ledger.claim(NOW + 60 * SECOND)
    ledger.plan([message(chat, "later") for chat in range(1, 4)], NOW - timedelta(hours=1))
    assert len(ledger.claim(NOW)) == 3


def test_a_halt_of_one_chat_leaves_the_others_alone(ledger: Ledger) -> None:
    ledger.plan([message(-5), message(6)], NOW)
    ledger.halt(NOW + 60 * SECOND, NOW, chat=-5)
    assert [row.chat for row in ledger.claim(NOW)] == [6]
    assert [row.chat for row in ledger.claim(NOW + 61 * SECOND)] == [-5]


def test_planned_messages_can_be_put_off_cancelled_and_blocked(ledger: Ledger) -> None:
    ledger.plan([message(chat, key) for chat in (1, 2) for key in ("a", "b", "c")], NOW)
    assert ledger.postpone("a", NOW + timedelta(days=9)) == 2
    assert ledger.cancel("b", "withdrawn", NOW) == 2
    assert ledger.block(1, "blocked", NOW) == 2
    assert ledger.counts() == {State.PLANNED: 2, State.SKIPPED: 2, State.BLOCKED: 2}
    assert ledger.next_due() == NOW
    assert {row.state for row in ledger.of("b")} == {State.SKIPPED}


def test_what_is_settled_is_dropped_when_its_time_is_over(ledger: Ledger) -> None:
    body = ledger.share({"html": "<b>各位家長</b>"})
    ledger.plan([message(1, body=body)], NOW)
    drained(ledger)
    assert ledger.tidy(NOW - SECOND) == 0
    assert ledger.shared(body)
    assert ledger.tidy(NOW + timedelta(days=1)) == 1
    assert not ledger.shared(body)


def test_a_locked_database_is_told_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.connection.PATIENCE", 0.05)
    ledger, other = Ledger(Store(tmp_path / "z.db")), Store(tmp_path / "z.db")
    ledger.plan([message()], NOW)
    other.connection.execute("begin immediate")
    with pytest.raises(StoreError, match="占用"):
        ledger.claim(NOW)
    other.connection.rollback()
    assert len(ledger.claim(NOW)) == 1


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "z.db")
    ledger = Ledger(store, Limits())
    ledger.plan([message()], NOW)
    pages = store.rows("pragma page_count")[0][0]
    store.connection.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(StoreError, match="磁碟滿了"):
        ledger.plan([message(chat, "x" * 200) for chat in range(1000)], NOW)
    assert ledger.counts() == {State.PLANNED: 1}
