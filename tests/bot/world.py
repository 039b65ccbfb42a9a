"""A bot that keeps reminders, with a clock that can be set and a Telegram that can be made to fail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bot.delivery.delivering import BUSY, Delivery
from bot.delivery.messages import Limits, Outgoing, State
from bot.kinds import kinds
from bot.reminding import Reminding
from bot.store.chats import ChatBook
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from handlers.schedules import Schedule
from handlers.subscriptions import Target, TargetKind
from knowledge.base import KnowledgeBase, open_base
from knowledge.telling import Teller

AT_ONCE = Limits(gap=1e-6, chat_gap=0.0, group_gap=0.0, ahead=0.001)
YEARLY = next(key for key, entry in open_base().dates.items() if entry.yearly and entry.yearly.month == 4)
RELATIVE = next(key for key, entry in open_base().dates.items() if entry.anchor == "return")
ONE_OFF = next(key for key, entry in open_base().dates.items() if entry.kind == "deadline")


@cache
def base() -> KnowledgeBase:
    return open_base()


@dataclass
class Sent:
    """A message that arrived."""

    at: datetime
    chat: int
    message: Outgoing


@dataclass
class World:
    """``trouble``: called before each sending; may raise a SendError."""

    now: datetime
    knowledge: KnowledgeBase = field(default_factory=base)
    path: Path | None = None
    limits: Limits = AT_ONCE
    store: Store | None = None
    sent: list[Sent] = field(default_factory=list)
    trouble: Callable[[int, Outgoing], None] | None = None

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start (again) on what the disk has."""
        self.store = self.store or Store(self.path)
        self.ledger = Ledger(self.store, self.limits)
        self.subscriptions = Subscriptions(self.store, self.ledger, Schedule(self.knowledge))
        self.book = ChatBook(self.store, self.ledger, self.subscriptions)
        self.reminding = Reminding(self.store, self.ledger, self.subscriptions, self.knowledge)
        self.delivery = Delivery(
            self.ledger,
            self,
            kinds(self.subscriptions, Teller(self.knowledge)),
            self.book,
            self.reminding.tick,
            lambda: self.now,
        )

    def subscribe(
        self, kind: str, name: str, entry: str = "", *, chat: int = 1, leads: tuple[int, ...] = ()
    ) -> int:
        """Subscribe a chat; the subscription's number."""
        target = Target(TargetKind(kind), name, entry)
        return self.subscriptions.subscribe(chat, target, leads, self.now).id

    async def send(self, chat: int, message: Outgoing) -> int:
        if self.trouble is not None:
            self.trouble(chat, message)
        self.sent.append(Sent(self.now, chat, message))
        return len(self.sent)

    async def deliver(self, now: datetime | None = None) -> list[Sent]:
        """Everything that goes out at a moment."""
        self.now = now or self.now
        before = len(self.sent)
        for _ in range(1000):
            tasks = [*await self._round()]
            if not tasks:
                break
        return self.sent[before:]

    async def _round(self) -> list[asyncio.Task[None]]:
        more = await self.delivery.round() <= BUSY
        tasks = list(self.delivery.tasks)
        if tasks:
            await asyncio.wait(tasks)
        due = self.ledger.next_due()
        return tasks if more and due is not None and due <= self.now else []

    async def live(self, until: datetime, step: timedelta) -> list[Sent]:
        """Everything that goes out until a moment, looked at every ``step``."""
        before = len(self.sent)
        while self.now < until:
            await self.deliver(min(self.now + step, until))
        return self.sent[before:]

    def states(self) -> dict[State, int]:
        return self.ledger.counts()
