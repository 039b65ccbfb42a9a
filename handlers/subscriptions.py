"""What somebody wants to be told of, and when: the values, the limits, and what whoever keeps them must offer.

A subscription belongs to a chat (a person's, or a group's). Nothing else is kept of anybody: a number, what, when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

LEADS = (14, 7, 3, 1, 0)
"""Days before a date at which people hear of it, unless they choose otherwise."""
FARTHEST_LEAD = 90
MOST_LEADS = 8
MOST_SUBSCRIPTIONS = 50


class TargetKind(StrEnum):
    """What can be subscribed to. ``own``: the last day counted from a day that the person told (返國 11/3); ``opening``:
    the first day of a window."""

    DATE = "date"
    PROGRAMME = "programme"
    CITY = "city"
    AUDIENCE = "audience"
    EDITION = "edition"
    OWN = "own"
    OPENING = "opening"


@dataclass(frozen=True)
class Target:
    """``name``: a programme's id, a city, or an audience; ``entry``: a date entry's id; ``day``: from which to count."""

    kind: TargetKind
    name: str
    entry: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Preferences:
    """How a chat wants to be told: its zone, the minute of the day, the quiet hours (minutes; they may span midnight)."""

    zone: str = "Asia/Taipei"
    minute: int = 8 * 60 + 30
    quiet_from: int = 22 * 60
    quiet_to: int = 7 * 60
    leads: tuple[int, ...] = LEADS

    def quiet(self, minute: int) -> bool:
        """Whether a minute of the day lies in the quiet hours."""
        start, end = self.quiet_from, self.quiet_to
        return start <= minute < end if start <= end else minute >= start or minute < end


@dataclass(frozen=True)
class Subscription:
    """One wish of a chat. ``leads`` empty: as the chat prefers. ``next``: when it will next be heard of, if ever."""

    id: int
    chat: int
    target: Target
    leads: tuple[int, ...]
    planned_until: datetime
    next: datetime | None
    ended: datetime | None = None


@dataclass(frozen=True)
class Item:
    """One thing to be reminded of: a date entry's turn on ``on``, ``lead`` days ahead."""

    programme: str
    entry: str
    on: date
    lead: int

    @property
    def subject(self) -> str:
        return f"{self.programme}/{self.entry}"

    @property
    def turn(self) -> str:
        """Names this turn of the date: what 已完成 ticks off."""
        return f"{self.subject}@{self.on.isoformat()}"

    @property
    def what(self) -> str:
        """Names this reminder, for ever."""
        return f"{self.turn}#{self.lead}"

    @classmethod
    def read(cls, what: str) -> Item:
        """The item that ``what`` names."""
        turn, _, lead = what.rpartition("#")
        subject, _, on = turn.rpartition("@")
        programme, _, entry = subject.partition("/")
        return cls(programme, entry, date.fromisoformat(on), int(lead))


class TooMany(Exception):
    """The chat has as many subscriptions as it may."""


class Reminders(Protocol):
    """Whoever keeps subscriptions. Every method is harmless when repeated; numbers of other chats are not found."""

    def preferences(self, chat: int) -> Preferences: ...

    def prefer(self, chat: int, preferences: Preferences, at: datetime) -> None: ...

    def subscribe(self, chat: int, target: Target, leads: Sequence[int], at: datetime) -> Subscription:
        """The chat's subscription to ``target``, made or taken up again; TooMany where it has enough."""
        ...

    def subscriptions(self, chat: int) -> list[Subscription]:
        """Those that have not ended, oldest first."""
        ...

    def find(self, chat: int, number: int) -> Subscription | None:
        """One of the chat's subscriptions, ended or not."""
        ...

    def change(self, chat: int, number: int, leads: Sequence[int], at: datetime) -> None: ...

    def stop(self, chat: int, numbers: Sequence[int], at: datetime) -> None: ...

    def resume(self, chat: int, numbers: Sequence[int], at: datetime) -> None: ...

    def ended_since(self, chat: int, moment: datetime) -> list[int]:
        """The numbers of those that were stopped at or after a moment."""
        ...

    def tick_off(self, chat: int, turn: str, at: datetime) -> None:
        """No more reminders of this turn of a date."""
        ...

    def untick(self, chat: int, turn: str) -> None: ...

    def reminder(self, chat: int, number: int) -> tuple[Item, ...]:
        """What a reminder that the chat has received was about; empty where it is not known any more."""
        ...

    def snooze(self, chat: int, number: int, until: datetime, at: datetime) -> None:
        """Send a reminder once more, at ``until``."""
        ...

    def sequence(self, programme: str, entry: str) -> int:
        """How often a date has changed since it was first seen."""
        ...
