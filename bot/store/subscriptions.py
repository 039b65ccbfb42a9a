"""Subscriptions on disk: what ``handlers.subscriptions.Reminders`` asks for, and what the planner needs.

``next`` is the moment at which a subscription next has something to say; an index on it makes a look at what is due
cost the same for ten subscriptions as for a million. ``planned_until`` tells up to when everything has been planned.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.delivery.messages import Message
from bot.store.connection import Store, marks, moment, stamp
from bot.store.ledger import Ledger
from handlers.schedules import Schedule
from handlers.subscriptions import (
    MOST_SUBSCRIPTIONS,
    Item,
    Preferences,
    Subscription,
    Target,
    TargetKind,
    TooMany,
)

FIELDS = "id, chat, kind, name, entry, day, leads, planned_until, next, ended"
REMINDER = "reminder"
PREFERENCES = "zone, minute, quiet_from, quiet_to, leads"


@dataclass(frozen=True)
class Planned:
    """What planning found out about a subscription."""

    id: int
    until: datetime
    next: datetime | None


class Subscriptions:
    """The subscriptions of one store; when each is next due is worked out with ``schedule``."""

    def __init__(self, store: Store, ledger: Ledger, schedule: Schedule) -> None:
        self.store, self.ledger, self.schedule = store, ledger, schedule

    # what a chat prefers

    def preferences(self, chat: int) -> Preferences:
        """How the chat wants to be told."""
        found = self.store.rows(f"select {PREFERENCES} from chats where chat = ?", chat)
        return read_preferences(found[0]) if found else Preferences()

    def prefer(self, chat: int, preferences: Preferences, at: datetime) -> None:
        """Keep preferences; everything that follows them is scheduled anew."""
        p = preferences
        with self.store.writing() as connection:
            connection.execute(
                f"""insert into chats (chat, {PREFERENCES}) values (?, ?, ?, ?, ?, ?) on conflict (chat) do update
                    set zone = excluded.zone, minute = excluded.minute, quiet_from = excluded.quiet_from,
                    quiet_to = excluded.quiet_to, leads = excluded.leads""",
                (chat, p.zone, p.minute, p.quiet_from, p.quiet_to, write_leads(p.leads)),
            )
            for subscription in self.subscriptions(chat):
                self._schedule(subscription, p, at)

    # what a chat has subscribed to

    def subscribe(self, chat: int, target: Target, leads: Sequence[int], at: datetime) -> Subscription:
        """The chat's subscription to ``target``, made or taken up again."""
        with self.store.writing() as connection:
            key = (chat, target.kind.value, target.name, target.entry, write_day(target.day))
            where = "chat = ? and kind = ? and name = ? and entry = ? and day = ?"
            known = self.store.rows(f"select id, ended from subscriptions where {where}", *key)
            if not known or known[0][1] is not None:
                self._room(chat)
            connection.execute(
                """insert into subscriptions (chat, kind, name, entry, day, leads, created, planned_until)
                    values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (chat, kind, name, entry, day) do update
                    set leads = excluded.leads, ended = null, why = null,
                        planned_until = max(planned_until, excluded.planned_until)""",
                (*key, write_leads(leads), stamp(at), stamp(at)),
            )
            (found,) = self._select(where, *key)
            return self._schedule(found, self.preferences(chat), at)

    def _room(self, chat: int) -> None:
        count = self.store.rows("select count(*) from subscriptions where chat = ? and ended is null", chat)
        if count[0][0] >= MOST_SUBSCRIPTIONS:
            raise TooMany

    def subscriptions(self, chat: int) -> list[Subscription]:
        """Those that have not ended, oldest first."""
        return self._select("chat = ? and ended is null order by id", chat)

    def find(self, chat: int, number: int) -> Subscription | None:
        """One of the chat's subscriptions, ended or not."""
        return next(iter(self._select("chat = ? and id = ?", chat, number)), None)

    def change(self, chat: int, number: int, leads: Sequence[int], at: datetime) -> None:
        """Other lead times for one subscription."""
        with self.store.writing() as connection:
            connection.execute(
                "update subscriptions set leads = ? where chat = ? and id = ?",
                (write_leads(leads), chat, number),
            )
            found = self.find(chat, number)
            if found is not None:
                self._schedule(found, self.preferences(chat), at)

    def stop(self, chat: int, numbers: Sequence[int], at: datetime) -> None:
        """End subscriptions; they can be resumed."""
        self.store.write(
            f"""update subscriptions set ended = ?, why = 'stopped', next = null
                where chat = ? and ended is null and id in ({marks(numbers)})""",
            stamp(at), chat, *numbers,
        )  # fmt: skip

    def resume(self, chat: int, numbers: Sequence[int], at: datetime) -> None:
        """Take up again what was ended, as far as there is room; what fell due in between is not made up for."""
        with self.store.writing() as connection:
            active = {each.id for each in self.subscriptions(chat)}
            numbers = [number for number in numbers if number not in active]
            numbers = numbers[: MOST_SUBSCRIPTIONS - len(active)]
            connection.execute(
                f"""update subscriptions set ended = null, why = null, planned_until = max(planned_until, ?)
                    where chat = ? and id in ({marks(numbers)})""",
                (stamp(at), chat, *numbers),
            )
            preferences = self.preferences(chat)
            for subscription in self._select(f"chat = ? and id in ({marks(numbers)})", chat, *numbers):
                self._schedule(subscription, preferences, at)

    def end_all(self, chat: int, why: str, at: datetime) -> int:
        """End everything of a chat that does not hear us any more; how many that were."""
        return self.store.write(
            "update subscriptions set ended = ?, why = ?, next = null where chat = ? and ended is null",
            stamp(at), why, chat,
        )  # fmt: skip

    def lost(self, chat: int) -> list[Subscription]:
        """Those that ended because the chat did not hear us."""
        return self._select("chat = ? and why = 'gone'", chat)

    def ended_since(self, chat: int, moment: datetime) -> list[int]:
        """The numbers of those that were stopped at or after a moment."""
        found = self.store.rows(
            "select id from subscriptions where chat = ? and why = 'stopped' and ended >= ?",
            chat,
            stamp(moment),
        )
        return [number for (number,) in found]

    def tick_off(self, chat: int, turn: str, at: datetime) -> None:
        """No more reminders of this turn of a date."""
        self.store.write(
            "insert into done (chat, what, at) values (?, ?, ?) on conflict (chat, what) do nothing",
            chat, turn, stamp(at),
        )  # fmt: skip

    def untick(self, chat: int, turn: str) -> None:
        """Reminders of this turn again, from now on."""
        self.store.write("delete from done where chat = ? and what = ?", chat, turn)

    def ticked(self, chat: int) -> set[str]:
        """The turns that the chat has ticked off."""
        return {what for (what,) in self.store.rows("select what from done where chat = ?", chat)}

    # reminders that were sent

    def reminder(self, chat: int, number: int) -> tuple[Item, ...]:
        """What a reminder was about; empty where it is not known, or not this chat's."""
        row = self.ledger.row(number)
        if row is None or row.chat != chat or row.kind != REMINDER:
            return ()
        return tuple(Item.read(what) for what in row.payload["items"])

    def snooze(self, chat: int, number: int, until: datetime, at: datetime) -> None:
        """Send a reminder once more, at ``until``; asking twice for the same moment sends it once."""
        items = [item.what for item in self.reminder(chat, number)]
        if items:
            key = f"{REMINDER}:{number}+{stamp(until) // 60_000}"
            self.ledger.plan_one(Message(REMINDER, key, chat, until, {"items": items}), at)

    def sequence(self, programme: str, entry: str) -> int:
        """How often a date has changed since it was first seen."""
        found = self.store.rows(
            "select sequence from known_dates where programme = ? and entry = ?", programme, entry
        )
        return int(found[0][0]) if found else 0

    # what the planner needs

    def due_chats(self, now: datetime, most: int) -> list[int]:
        """Chats for which something is due, those that wait longest first."""
        found = self.store.rows(
            "select chat from subscriptions where next <= ? order by next limit ?", stamp(now), most
        )
        return list(dict.fromkeys(chat for (chat,) in found))

    def due(self, chats: Sequence[int], now: datetime) -> list[Subscription]:
        """What is due for some chats, chat by chat."""
        return self._select(f"chat in ({marks(chats)}) and next <= ? order by chat, id", *chats, stamp(now))

    def planned(self, found: Iterable[Planned]) -> None:
        """Write down up to when subscriptions are planned, and when each is next due."""
        with self.store.writing() as connection:
            connection.executemany(
                "update subscriptions set planned_until = max(planned_until, ?), next = ? where id = ?",
                [(stamp(each.until), stamp(each.next) if each.next else None, each.id) for each in found],
            )

    def remember(self, chat: int, item: Item, ledger: int) -> None:
        """This reminder was planned, in that message."""
        self.store.write(
            "insert into reminded (chat, what, subject, ledger) values (?, ?, ?, ?)",
            chat, item.what, item.subject, ledger,
        )  # fmt: skip

    def known(self, chat: int, items: Sequence[Item]) -> set[str]:
        """Which reminders the chat has had planned already."""
        whats = [item.what for item in items]
        found = self.store.rows(
            f"select what from reminded where chat = ? and what in ({marks(whats)})", chat, *whats
        )
        return {what for (what,) in found}

    def _schedule(self, subscription: Subscription, preferences: Preferences, at: datetime) -> Subscription:
        """When the subscription is next due, from now on; what is due already stays so until it is planned."""
        if subscription.next is not None and subscription.next <= at:
            return subscription
        after = max(at, subscription.planned_until)
        dues = self.schedule.dues(subscription.target, subscription.leads, preferences, after)
        self.planned([Planned(subscription.id, after, dues[0].at if dues else None)])
        found = self.find(subscription.chat, subscription.id)
        assert found is not None
        return found

    def _select(self, where: str, *values: Any) -> list[Subscription]:
        return [
            read_subscription(row)
            for row in self.store.rows(f"select {FIELDS} from subscriptions where {where}", *values)
        ]


def read_subscription(row: tuple[Any, ...]) -> Subscription:
    number, chat, kind, name, entry, day, leads, until, following, ended = row
    target = Target(TargetKind(kind), name, entry, date.fromisoformat(day) if day else None)
    return Subscription(
        number, chat, target, read_leads(leads), moment(until),
        moment(following) if following is not None else None, moment(ended) if ended is not None else None,
    )  # fmt: skip


def read_preferences(row: tuple[Any, ...]) -> Preferences:
    zone, minute, quiet_from, quiet_to, leads = row
    return Preferences(zone, minute, quiet_from, quiet_to, read_leads(leads))


def read_leads(text: str) -> tuple[int, ...]:
    return tuple(json.loads(text))


def write_leads(leads: Iterable[int]) -> str:
    return json.dumps(sorted(set(leads), reverse=True))


def write_day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
