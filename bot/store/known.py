"""Dates and editions as they were when the bot last looked, so that a change in the knowledge base is noticed.

A changed date makes every subscription that covers it due to be scheduled anew, and plans a message to those who had
heard the old one: who was reminded of it, or had subscribed to exactly this date. A new edition plans one to those
who wait for it. All of it is one transaction with the noting of the new state, so a kill in the middle loses nothing.
"""

from __future__ import annotations

import json
from datetime import datetime

from bot.store.connection import Store, marks, stamp
from handlers.schedules import family
from knowledge.base import KnowledgeBase
from knowledge.deadlines import timing
from knowledge.model import DateEntry

SHAPE = {"kind", "start", "end", "yearly", "anchor", "offset"}
"""What of a date matters to whoever waits for it."""
CHANGED = "changed"
EDITION = "edition"
PLAN = """insert into ledger (kind, key, chat, payload, state, due, planned, changed)
    select distinct ?, ?, chat, ?, 'planned', ?, ?, ? from ({}) as those where true
    on conflict (key, chat) do nothing"""
HEARD = """select r.chat from reminded r where r.subject = ?
    union select s.chat from subscriptions s
    where s.ended is null and s.name = ? and s.entry = ? and s.kind in ('date', 'own', 'opening')"""
WAITING = (
    "select chat from subscriptions where ended is null and name = ? and kind in ('edition', 'programme')"
)


class Known:
    """What one store last knew of the knowledge base."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def refresh(self, base: KnowledgeBase, now: datetime) -> int:
        """Notice what has changed since last time, and plan what is to be told; how many dates changed.

        The first time nothing is told: nobody has heard anything yet.
        """
        with self.store.writing():
            found = self.store.rows("select value from known where name = 'fingerprint'")
            if found and found[0][0] == base.fingerprint:
                return 0
            changed = self._dates(base, now)
            self._editions(base, now, first=not found)
            self.store.write(
                """insert into known (name, value) values ('fingerprint', ?)
                    on conflict (name) do update set value = excluded.value""",
                base.fingerprint,
            )
        return changed

    def _dates(self, base: KnowledgeBase, now: datetime) -> int:
        rows = self.store.rows("select programme, entry, value, told, sequence from known_dates")
        before = {
            (programme, entry): (value, told, sequence) for programme, entry, value, told, sequence in rows
        }
        changed = 0
        for programme, name in {**dict.fromkeys(before), **dict.fromkeys(base.dates)}:
            entry = base.dates.get((programme, name))
            value, told, sequence = before.get((programme, name), (None, "", -1))
            if value == shape(entry):
                continue
            new = timing(entry) if entry is not None else ""
            self._note(programme, name, shape(entry), new, sequence + 1)
            if before:
                self._again(base, programme, now)
            if value is not None:
                self._tell_change(programme, name, sequence + 1, told, new, value, now)
                changed += 1
        return changed

    def _note(self, programme: str, entry: str, value: str, told: str, sequence: int) -> None:
        self.store.write(
            """insert into known_dates (programme, entry, value, told, sequence) values (?, ?, ?, ?, ?)
                on conflict (programme, entry) do update
                set value = excluded.value, told = excluded.told, sequence = excluded.sequence""",
            programme, entry, value, told, sequence,
        )  # fmt: skip

    def _again(self, base: KnowledgeBase, programme: str, now: datetime) -> None:
        """Everything that covers a programme's dates is scheduled anew at the next tick."""
        known = base.programmes.get(programme)
        names = [programme, *((known.programme.city, *known.programme.audience) if known else ())]
        self.store.write(
            f"update subscriptions set next = ? where ended is null and name in ({marks(names)})",
            stamp(now), *names,
        )  # fmt: skip

    def _tell_change(
        self, programme: str, entry: str, sequence: int, old: str, new: str, was: str, now: datetime
    ) -> None:
        payload = {"programme": programme, "entry": entry, "old": old, "new": new, "was": was}
        key = f"{CHANGED}:{programme}/{entry}:{sequence}"
        subject = f"{programme}/{entry}"
        self._tell(CHANGED, key, payload, now, HEARD, subject, programme, entry)

    def _editions(self, base: KnowledgeBase, now: datetime, *, first: bool) -> None:
        """A programme's new edition is another label, or a new file of the same family."""
        before = dict(self.store.rows("select programme, label from known_editions"))
        for name, programme in base.programmes.items():
            label = programme.programme.edition.label
            if before.get(name) == label:
                continue
            self.store.write(
                """insert into known_editions (programme, label) values (?, ?)
                    on conflict (programme) do update set label = excluded.label""",
                name, label,
            )  # fmt: skip
            older = [other for other in {*before, name} if family(other) == family(name)]
            for other in [] if first else older:
                payload = {"programme": name, "label": label}
                self._tell(EDITION, f"{EDITION}:{name}:{label}", payload, now, WAITING, other)

    def _tell(
        self, kind: str, key: str, payload: dict[str, str], now: datetime, whom: str, *values: str
    ) -> None:
        at = stamp(now)
        self.store.write(
            PLAN.format(whom), kind, key, json.dumps(payload, ensure_ascii=False), at, at, at, *values
        )


def earlier(entry: DateEntry, was: str) -> DateEntry | None:
    """``entry`` as it was when its ``shape`` was ``was``; None where it was not there."""
    if not was:
        return None
    kept = json.loads(entry.model_dump_json(exclude=SHAPE, exclude_none=True, by_alias=True))
    return DateEntry.model_validate_json(json.dumps({**kept, **json.loads(was)}))


def shape(entry: DateEntry | None) -> str:
    """What of a date matters to whoever waits for it; empty where it is gone."""
    if entry is None:
        return ""
    return entry.model_dump_json(include=SHAPE, exclude_none=True)
