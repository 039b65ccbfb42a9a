"""What the rest of the bot asks of the store, small enough that another database could stand in.

What handlers ask for is with them (``handlers.subscriptions.Reminders``); what delivery asks for is here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from bot.delivery.messages import Claimed, Limits, Message, Outcome


class DeliveryLedger(Protocol):
    """The ledger as delivery sees it. StoreError where it cannot be used at the moment; nothing is changed then."""

    limits: Limits

    def plan(self, messages: Iterable[Message], now: datetime) -> int:
        """Write messages down; how many were new."""
        ...

    def next_due(self) -> datetime | None:
        """When the next planned message is due."""
        ...

    def claim(self, now: datetime, busy: int = 0) -> list[Claimed]:
        """What this process alone may send in the coming moments."""
        ...

    def settle(self, outcomes: Iterable[Outcome], now: datetime) -> None:
        """Write down how claimed messages ended."""
        ...

    def recover(self, now: datetime, sent_again: Collection[str]) -> tuple[int, int]:
        """Rows of senders that died: (put back, made doubtful)."""
        ...

    def halt(self, until: datetime, now: datetime, chat: int | None = None) -> None:
        """Send nothing (or nothing to one chat) before a moment."""
        ...


class Chats(Protocol):
    """What is to be done about a chat that is gone, is back, or has moved."""

    def gone(self, chat: int, reason: str, now: datetime) -> None:
        """End what it wanted, quietly."""
        ...

    def back(self, chat: int, now: datetime) -> None:
        """Take up again what ended because it was gone."""
        ...

    def moved(self, old: int, new: int) -> None:
        """Follow it to its new number."""
        ...


class Listeners(Chats, Protocol):
    """Chats that are written to, each in its language."""

    def language(self, chat: int) -> str:
        """The language that it has chosen."""
        ...
