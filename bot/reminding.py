"""Reminders: planned when they fall due, worded when they are sent.

``tick`` asks what is due at a moment and plans one message to each chat, however much falls due together: after a
stop of days that is one digest. A reminder is unique for ever (``reminded``), so a clock set back, a second process
or two subscriptions that overlap never tell the same thing twice. Nothing here knows what time it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.delivery.messages import Message
from bot.store.connection import Store
from bot.store.known import Known
from bot.store.ledger import Ledger
from bot.store.subscriptions import REMINDER, Planned, Subscriptions
from handlers.schedules import Due, Schedule, held
from handlers.subscriptions import Preferences, Subscription
from knowledge.base import KnowledgeBase

CHATS = 100
"""Chats planned in one transaction."""
LATE = timedelta(minutes=15)
"""What is older than this did not come in time: the quiet hours are asked again."""
AGE = timedelta(days=7)
"""What is older than this is not told any more."""


class Reminding:
    """Plans what falls due in one store."""

    def __init__(
        self, store: Store, ledger: Ledger, subscriptions: Subscriptions, base: KnowledgeBase
    ) -> None:
        self.store, self.ledger, self.subscriptions, self.base = store, ledger, subscriptions, base
        self.schedule: Schedule = subscriptions.schedule
        self.known = Known(store)
        self.refreshed = False

    def tick(self, now: datetime) -> bool:
        """Plan a part of what is due at ``now``; True where more is waiting.

        The first tick also looks at what has changed in the knowledge base since the bot last ran.
        """
        if not self.refreshed:
            self.known.refresh(self.base, now)
            self.refreshed = True
        chats = self.subscriptions.due_chats(now, CHATS)
        if not chats:
            return False
        with self.store.writing():
            memory: dict[object, list[Due]] = {}
            due = self.subscriptions.due(chats, now)
            for chat in chats:
                self._plan(chat, [each for each in due if each.chat == chat], now, memory)
        return True

    def _plan(
        self, chat: int, due: Sequence[Subscription], now: datetime, memory: dict[object, list[Due]]
    ) -> None:
        """Plan what is due for one chat and note when each subscription is next due."""
        preferences = self.subscriptions.preferences(chat)
        found: dict[str, Due] = {}
        planned = []
        for each in due:
            key = (each.target, each.leads, preferences, each.planned_until)
            if key not in memory:
                memory[key] = self.schedule.dues(each.target, each.leads, preferences, each.planned_until)
            dues = memory[key]
            found |= {one.item.what: one for one in dues if one.at <= now}
            planned.append(Planned(each.id, now, next((one.at for one in dues if one.at > now), None)))
        self.subscriptions.planned(planned)
        self._messages(chat, self._new(chat, found.values()), preferences, now)

    def _new(self, chat: int, found: Iterable[Due]) -> list[Due]:
        """Those that were not planned before and are not ticked off."""
        dues = list(found)
        if not dues:
            return []
        known = self.subscriptions.known(chat, [due.item for due in dues])
        ticked = self.subscriptions.ticked(chat)
        return [due for due in dues if due.item.what not in known and due.item.turn not in ticked]

    def _messages(self, chat: int, dues: list[Due], preferences: Preferences, now: datetime) -> None:
        for part in parted(dues, now):
            oldest = min(due.at for due in part)
            late = now - oldest > LATE
            message = Message(
                REMINDER,
                key(due.item.what for due in part),
                chat,
                held(now, preferences) if late else now,
                {"items": [due.item.what for due in part], "late": late},
                expires=max(due.at for due in part) + AGE,
            )
            number = self.ledger.plan_one(message, now)
            for due in part if number is not None else ():
                self.subscriptions.remember(chat, due.item, number or 0)


def parted(dues: Sequence[Due], now: datetime) -> Iterator[list[Due]]:
    """What goes into one message: all that can still be told; what is too old apart, to be skipped as such."""
    old = [due for due in dues if now - due.at >= AGE]
    rest = [due for due in dues if now - due.at < AGE]
    yield from (part for part in (old, rest) if part)


def key(whats: Iterable[str]) -> str:
    """Names a reminder message by what it holds."""
    every = sorted(whats)
    if len(every) == 1:
        return f"{REMINDER}:{every[0]}"
    digest = hashlib.blake2b("\n".join(every).encode(), digest_size=12).hexdigest()
    return f"{REMINDER}s:{digest}"
