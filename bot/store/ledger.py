"""The delivery ledger: one row for each message to each chat, unique by what it is and whom it is for.

A row is written before anything is sent, and ``sending`` is written before the call. A claim is one transaction just
ahead of the sending moment: take the pace, take what is due, space the chats, move the pace. It is a lease; where it
runs out because the process died, the row goes back to be sent again, marked, or becomes doubtful, as its kind says.
Two processes on one file never hold the same row.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from bot.delivery.messages import Claimed, Limits, Message, Outcome, State
from bot.store.connection import Store, marks, moment, stamp
from bot.store.pace import OVERALL, read_pace, write_pace

ROUNDS = 20
BATCH = 1000
FIELDS = "id, kind, key, chat, payload, body, due, expires, attempts, again"
PLAN = """insert into ledger (kind, key, chat, body, payload, state, due, expires, planned, changed)
    values (?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?) on conflict (key, chat) do nothing"""


@dataclass(frozen=True)
class Row:
    """A message as the ledger has it, for reports and for changing what was sent."""

    id: int
    kind: str
    key: str
    chat: int
    payload: Mapping[str, Any]
    state: State
    reason: str | None
    message: int | None


class Ledger:
    """The ledger in a store. Each instance is one sender (``owner``); leases tell them apart."""

    def __init__(self, store: Store, limits: Limits | None = None) -> None:
        self.store, self.limits = store, limits or Limits()
        self.owner = secrets.token_hex(8)

    def plan(self, messages: Iterable[Message], now: datetime) -> int:
        """Write messages down, a thousand in a transaction; how many were new. Known ones are left as they are."""
        new = 0
        rows = (self._values(message, now) for message in messages)
        while batch := list(islice(rows, BATCH)):
            with self.store.writing() as connection:
                before = connection.total_changes
                connection.executemany(PLAN, batch)
                new += connection.total_changes - before
        return new

    def plan_one(self, message: Message, now: datetime) -> int | None:
        """Write one message down; its row's number, None where it was known already."""
        with self.store.writing() as connection:
            found = connection.execute(f"{PLAN} returning id", self._values(message, now)).fetchall()
        return int(found[0][0]) if found else None

    def _values(self, message: Message, now: datetime) -> tuple[Any, ...]:
        payload = json.dumps(dict(message.payload), ensure_ascii=False, separators=(",", ":"))
        expires = stamp(message.expires) if message.expires is not None else None
        at = stamp(now)
        return (
            message.kind, message.key, message.chat, message.body, payload, stamp(message.due), expires, at, at,
        )  # fmt: skip

    def share(self, payload: Mapping[str, Any]) -> int:
        """Keep what many messages have in common; its number goes into their ``body``."""
        with self.store.writing() as connection:
            done = connection.execute(
                "insert into bodies (payload) values (?)", (json.dumps(dict(payload), ensure_ascii=False),)
            )
        return int(done.lastrowid or 0)

    def shared(self, body: int) -> Mapping[str, Any]:
        """What ``share`` kept."""
        found = self.store.rows("select payload from bodies where id = ?", body)
        return dict(json.loads(found[0][0])) if found else {}

    def claim(self, now: datetime, busy: int = 0) -> list[Claimed]:
        """What this process may send in the coming moments, each with its moment; ``busy``: answers given since.

        Those who wait for an answer go first: each answer takes one place from the pace.
        """
        at, gap = stamp(now), 1000 * self.limits.gap
        with self.store.writing() as connection:
            start = max(at - 1000 * self.limits.late, read_pace(connection, OVERALL, at)) + busy * gap
            room = int((at + 1000 * self.limits.ahead - start) // gap) + 1
            claimed: list[Claimed] = []
            places: dict[int, int] = {}
            for _ in range(ROUNDS):
                fetched = self._due(connection, at, 2 * room + 20) if len(claimed) < room else []
                for row in fetched:
                    slot = round(start + len(claimed) * gap)
                    if len(claimed) < room and self._take(connection, row, at, slot, places):
                        claimed.append(claimed_row(row, slot))
                if not fetched:
                    break
            if claimed or busy:
                write_pace(connection, OVERALL, round(start + len(claimed) * gap), at)
        return claimed

    def _due(self, connection: sqlite3.Connection, at: int, most: int) -> list[tuple[Any, ...]]:
        return connection.execute(
            f"select {FIELDS} from ledger where state = 'planned' and due <= ? order by due, id limit ?",
            (at, most),
        ).fetchall()

    def _take(
        self, connection: sqlite3.Connection, row: tuple[Any, ...], at: int, slot: int, places: dict[int, int]
    ) -> bool:
        """Take a row for ``slot``, or put it off until its chat may hear again, or give it up as too late.

        ``places``: the next free moment of each chat met in this claim, so that those put off are put off in a row.
        """
        number, chat, expires = row[0], row[3], row[7]
        if expires is not None and expires <= at:
            connection.execute(
                "update ledger set state = 'skipped', reason = 'too late', changed = ? where id = ?",
                (at, number),
            )
            return False
        free = places[chat] if chat in places else read_pace(connection, chat, at)
        soonest = max(slot, at)
        places[chat] = max(free, soonest) + self.limits.chat(chat)
        if free > soonest:
            connection.execute("update ledger set due = ? where id = ?", (free, number))
            return False
        write_pace(connection, chat, places[chat], at)
        connection.execute(
            """update ledger set state = 'sending', owner = ?, lease = ?, attempts = attempts + 1, changed = ?
                where id = ?""",
            (self.owner, slot + round(1000 * self.limits.lease), at, number),
        )
        return True

    def settle(self, outcomes: Iterable[Outcome], now: datetime) -> None:
        """Write down how claimed messages ended, in one transaction."""
        at = stamp(now)
        with self.store.writing() as connection:
            connection.executemany(
                """update ledger set state = ?, reason = ?, message = ?, due = coalesce(?, due),
                    again = max(again, ?), attempts = attempts - ?, owner = null, lease = null, changed = ?
                    where id = ? and owner = ?""",
                [
                    (
                        outcome.state.value, outcome.reason, outcome.message,
                        stamp(outcome.retry) if outcome.retry is not None else None,
                        int(outcome.again), int(not outcome.counted), at, outcome.id, self.owner,
                    )
                    for outcome in outcomes
                ],
            )  # fmt: skip

    def recover(self, now: datetime, sent_again: Collection[str]) -> tuple[int, int]:
        """Rows of senders that died: (put back to be sent again, made doubtful). Own rows are left alone."""
        lost = "state = 'sending' and lease < ? and owner <> ?"
        kinds = f"kind in ({marks(list(sent_again))})" if sent_again else "1 = 0"
        values = (stamp(now), stamp(now), self.owner, *sent_again)
        with self.store.writing() as connection:
            back = connection.execute(
                f"""update ledger set state = 'planned', again = 1, owner = null, lease = null, changed = ?
                    where {lost} and {kinds}""",
                values,
            ).rowcount
            doubtful = connection.execute(
                f"""update ledger set state = 'doubtful', reason = 'stopped while sending', owner = null,
                    lease = null, changed = ? where {lost} and not ({kinds})""",
                values,
            ).rowcount
        return back, doubtful

    def halt(self, until: datetime, now: datetime, chat: int | None = None) -> None:
        """Send nothing (or nothing to one chat) before ``until``."""
        with self.store.writing() as connection:
            who, at = OVERALL if chat is None else chat, stamp(now)
            write_pace(connection, who, max(stamp(until), read_pace(connection, who, at)), at)

    def block(self, chat: int, reason: str, now: datetime) -> int:
        """Nothing more goes to a chat that does not want us; how many messages that was."""
        return self.store.write(
            "update ledger set state = 'blocked', reason = ?, changed = ? where chat = ? and state = 'planned'",
            reason, stamp(now), chat,
        )  # fmt: skip

    def postpone(self, key: str, due: datetime) -> int:
        """Everything planned under ``key`` is due at another moment (to pause, and to go on)."""
        return self.store.write(
            "update ledger set due = ? where key = ? and state = 'planned'", stamp(due), key
        )

    def cancel(self, key: str, reason: str, now: datetime) -> int:
        """Everything planned under ``key`` is not sent; how many that was."""
        return self.store.write(
            "update ledger set state = 'skipped', reason = ?, changed = ? where key = ? and state = 'planned'",
            reason, stamp(now), key,
        )  # fmt: skip

    def counts(self, key: str | None = None) -> dict[State, int]:
        """How many rows stand in each state, of one key or of all."""
        where, values = ("where key = ?", (key,)) if key is not None else ("", ())
        found = self.store.rows(f"select state, count(*) from ledger {where} group by state", *values)
        return {State(state): count for state, count in found}

    def row(self, number: int) -> Row | None:
        """One row by its number."""
        return next(self._rows("id = ?", number), None)

    def of(self, key: str) -> Iterator[Row]:
        """Every row of one key."""
        return self._rows("key = ?", key)

    def _rows(self, where: str, *values: Any) -> Iterator[Row]:
        sql = f"select id, kind, key, chat, payload, state, reason, message from ledger where {where}"
        for number, kind, key, chat, payload, state, reason, message in self.store.rows(sql, *values):
            yield Row(number, kind, key, chat, json.loads(payload), State(state), reason, message)

    def next_due(self) -> datetime | None:
        """When the next planned message is due; None where none is planned."""
        found = self.store.rows("select min(due) from ledger where state = 'planned'")
        return moment(found[0][0]) if found[0][0] is not None else None

    def tidy(self, before: datetime) -> int:
        """Drop what was settled before a moment, and what no message shares any more."""
        with self.store.writing() as connection:
            gone = connection.execute(
                "delete from ledger where changed < ? and state not in ('planned', 'sending')",
                (stamp(before),),
            ).rowcount
            connection.execute(
                "delete from bodies where not exists (select 1 from ledger where body = bodies.id)"
            )
        return gone


def claimed_row(row: tuple[Any, ...], slot: int) -> Claimed:
    number, kind, key, chat, payload, body, due, expires, attempts, again = row
    return Claimed(
        number, kind, key, chat, json.loads(payload), body, moment(due),
        moment(expires) if expires is not None else None, attempts + 1, bool(again), moment(slot),
    )  # fmt: skip


__all__ = ["Ledger", "Row"]
