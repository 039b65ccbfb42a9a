"""When somebody is to be reminded of what: pure functions of the knowledge base, a wish, and a moment.

A reminder comes so many days before the day that counts: the last day of a window or deadline, the first of an event.
A date that ends at an hour is never reminded of when it is too late: the last reminder comes two hours before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.subscriptions import Item, Preferences, Target, TargetKind
from knowledge.base import KnowledgeBase
from knowledge.deadlines import (
    ONE_OFF,
    TAIPEI,
    Turn,
    counted,
    moment,
    next_turn,
    phase_of,
    turn_of,
    yearly_turn,
)
from knowledge.model import DateEntry, DateKind

LAST_CALL = timedelta(hours=2)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """One turn of a date: the day that counts and the moment it is over."""

    programme: str
    turn: Turn
    day: date
    over: datetime

    @property
    def entry(self) -> DateEntry:
        return self.turn.entry

    def item(self, lead: int) -> Item:
        return Item(self.programme, self.entry.id, self.day, lead)


@dataclass(frozen=True)
class Due:
    """A reminder and its moment."""

    at: datetime
    item: Item
    over: datetime


def happening(programme: str, turn: Turn) -> Happening:
    """The day of ``turn`` that counts: the end, or for what merely happens the beginning."""
    starts = turn.entry.kind in {DateKind.DAY, DateKind.PERIOD}
    value = (turn.start if starts else turn.end) or turn.end or turn.start
    assert value is not None
    over = moment(value, last=True)
    return Happening(programme, turn, over.date(), over)


def opening(programme: str, turn: Turn) -> Happening | None:
    """The first day of ``turn``; None where only its end is known."""
    if turn.start is None or turn.end is None:
        return None
    first = moment(turn.start, last=False)
    return Happening(programme, turn, first.date(), moment(first.date(), last=True))


def own_turn(entry: DateEntry, day: date, at: datetime) -> Turn:
    """A relative date, counted from ``day``."""
    last = counted(entry, day).last_day
    return Turn(entry, None, last, phase_of(None, last, at))


def family(programme: str) -> str:
    """What the editions of one programme have in common: its id without the year at the end."""
    return re.sub(r"-\d{2,4}$", "", programme)


def local(day: date, minute: int, zone: str) -> datetime:
    """A minute of a day in a zone, as Taipei time."""
    return datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone)).astimezone(TAIPEI)


def held(at: datetime, preferences: Preferences) -> datetime:
    """``at``, or the end of the quiet hours that it lies in."""
    here = at.astimezone(ZoneInfo(preferences.zone))
    minute = here.hour * 60 + here.minute
    if not preferences.quiet(minute):
        return at
    day = here.date() + DAY if minute >= preferences.quiet_to else here.date()
    return local(day, preferences.quiet_to, preferences.zone)


class Schedule:
    """What a knowledge base has coming for a target."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def entries(self, target: Target) -> Iterator[tuple[str, DateEntry]]:
        """Every date that ``target`` covers, with its programme."""
        for (programme, name), entry in self.base.dates.items():
            if self._covers(target, programme, name):
                yield programme, entry

    def covers(self, target: Target, item: Item) -> bool:
        """Whether ``item`` is among what ``target`` is about."""
        return self._covers(target, item.programme, item.entry)

    def _covers(self, target: Target, programme: str, name: str) -> bool:
        """A role is meant by what a date says of itself, else by what its programme says."""
        entry = self.base.dates.get((programme, name))
        if entry is None:
            return False
        about = self.base.programmes[programme].programme
        return {
            TargetKind.DATE: (programme, name) == (target.name, target.entry),
            TargetKind.OWN: (programme, name) == (target.name, target.entry),
            TargetKind.OPENING: (programme, name) == (target.name, target.entry),
            TargetKind.PROGRAMME: programme == target.name,
            TargetKind.CITY: about.city == target.name,
            TargetKind.AUDIENCE: target.name in (entry.who or about.audience),
        }.get(target.kind, False)

    def happenings(self, target: Target, after: datetime) -> list[Happening]:
        """What ``target`` covers and is not over at ``after``; of a yearly rule the next two turns."""
        told = opening if target.kind is TargetKind.OPENING else happening
        every = [
            told(programme, turn)
            for programme, entry in self.entries(target)
            for turn in self._turns(entry, target.day, after)
        ]
        found = [each for each in every if each is not None]
        return sorted(
            (each for each in found if each.over >= after and self._holds(each)), key=lambda each: each.over
        )

    def _holds(self, each: Happening) -> bool:
        """A yearly rule of an edition that ends does not outlive it."""
        ends = self.base.programmes[each.programme].programme.edition.ends
        return each.entry.kind is not DateKind.YEARLY or ends is None or each.day <= ends

    def _turns(self, entry: DateEntry, day: date | None, after: datetime) -> list[Turn]:
        if entry.kind is DateKind.YEARLY:
            first = next_turn(entry, after)
            due = first.end or after
            return [first, yearly_turn(entry, after, due.year + 1)]
        if entry.kind in ONE_OFF:
            turn = turn_of(entry, after)
            return [turn] if turn is not None else []
        return [own_turn(entry, day, after)] if day is not None else []

    def dues(
        self, target: Target, leads: Sequence[int], preferences: Preferences, after: datetime
    ) -> list[Due]:
        """Every reminder later than ``after``, in order."""
        found = [
            Due(when(each, lead, preferences), each.item(lead), each.over)
            for each in self.happenings(target, after)
            for lead in leads or preferences.leads
        ]
        return sorted((due for due in found if due.at > after), key=lambda due: (due.at, due.item.what))

    def find(self, item: Item, at: datetime) -> Happening | None:
        """The turn that an item speaks of; None where the knowledge base no longer has it on that day."""
        entry = self.base.dates.get((item.programme, item.entry))
        if entry is None:
            return None
        if entry.kind is DateKind.RELATIVE:
            turn: Turn | None = Turn(entry, None, item.on, phase_of(None, item.on, at))
        elif entry.kind is DateKind.YEARLY:
            turn = yearly_turn(entry, at, item.on.year)
        else:
            turn = turn_of(entry, at)
        if turn is None:
            return None
        both = (happening(item.programme, turn), opening(item.programme, turn))
        return next((each for each in both if each and each.day == item.on and self._holds(each)), None)


def when(each: Happening, lead: int, preferences: Preferences) -> datetime:
    """The moment at which ``each`` is reminded of, ``lead`` days ahead: out of the quiet hours, never too late."""
    at = held(local(each.day - lead * DAY, preferences.minute, preferences.zone), preferences)
    return min(at, each.over - LAST_CALL)
