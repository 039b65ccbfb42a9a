"""What a reading of a date looks like, and the ways a text may be read.

A reading is a window: both ends count, an open side is ``None``. An end is a ``date``, or a ``datetime`` without
offset (Taipei time) where the text itself gives a time of day. A reading that could not be made says why in
``status`` and tells the person in ``note`` what to type instead; it never falls back to a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")

#: What a relative phrase hangs on: dates for events, 民國 years for ``programme_year``, ``doc_year``, ``doc_school_year``.
Anchors = Mapping[str, date | int]
#: Characters over which a document's year is carried to dates that have none (a row of a table, a sentence).
CARRIED_WITHIN = 100
DATE_ANCHORS = ("departure", "return", "received", "event", "event_end")
YEAR_ANCHORS = ("programme_year", "doc_year", "doc_school_year")


class Mode(StrEnum):
    """How a text is read."""

    DOCUMENT = "document"  # an official document: never relative to the day somebody reads it
    MESSAGE = "message"  # what a person types: 下週五 is meant from now
    ANSWER = "answer"  # the answer to a question for a date: the most lenient


class Status(StrEnum):
    """How reading went (contract: machine interface, ``dates``)."""

    OK = "ok"
    NONE = "none"
    NEEDS_ANCHOR = "needs_anchor"
    WEEKDAY_MISMATCH = "weekday_mismatch"
    INVALID = "invalid"
    ERA_MISMATCH = "era_mismatch"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Reading:
    """One date or window in a text.

    ``span`` counts characters of the text as it was given. ``anchor`` names what is missing when the status is
    ``needs_anchor``. ``readings`` holds the possibilities when the status is ``ask``, and the reading that would
    agree with a printed weekday where one lies near. ``weekday_told`` and ``weekday_real`` count from Monday = 0.
    ``assumed_year``: the text gave no year and the nearest was taken. ``recurring``: 每年、每月, next occurrence.
    ``approximate``: the word has no exact edges (寒假、月初). ``holidays_included``: the text says 含例假日.
    """

    start: date | datetime | None = None
    end: date | datetime | None = None
    status: Status = Status.NONE
    anchor: str | None = None
    readings: tuple[Reading, ...] = ()
    span: tuple[int, int] = (0, 0)
    text: str = ""
    note: str = ""
    weekday_told: int | None = None
    weekday_real: int | None = None
    assumed_year: bool = False
    recurring: bool = False
    approximate: bool = False
    holidays_included: bool = False

    @property
    def first_day(self) -> date | None:
        """The day of ``start``, without its time."""
        return day_of(self.start)

    @property
    def last_day(self) -> date | None:
        """The day of ``end``, without its time."""
        return day_of(self.end)


@dataclass(slots=True)
class Present:
    """What a text is read against: the moment, the mode, the anchors, and the years met so far in the text."""

    reference: datetime
    mode: Mode
    anchors: dict[str, date | int] = field(default_factory=dict)
    carried_year: int | None = None
    carried_at: int = 0
    assumed: set[str] = field(default_factory=set)
    given: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.given = frozenset(self.anchors)

    @property
    def today(self) -> date:
        return self.reference.date()

    def carry(self, year: int, at: int) -> None:
        """A year printed at ``at``: what follows without one may lean on it."""
        self.carried_year, self.carried_at = year, at

    def carried_to(self, at: int) -> int | None:
        """The year to lean on at ``at``. In a document only one printed close by: far ones are numbers of letters."""
        if self.mode is Mode.DOCUMENT and at - self.carried_at > CARRIED_WITHIN:
            return None
        return self.carried_year

    def year_of(self, anchor: str) -> int | None:
        """An anchor that is a 民國 year, as a Gregorian one."""
        value = self.anchors.get(anchor)
        if isinstance(value, date):
            return value.year
        return None if value is None else value + 1911

    def day_of(self, anchor: str) -> date | None:
        """An anchor that is a day."""
        value = self.anchors.get(anchor)
        return value if isinstance(value, date) else None

    def only_day(self) -> date | None:
        """The one event whose day was given from outside; nothing if there are several."""
        days = {day for name in self.given for day in (self.day_of(name),) if day is not None}
        return days.pop() if len(days) == 1 else None


def day_of(value: date | datetime | None) -> date | None:
    """The calendar day of a date or an instant."""
    return value.date() if isinstance(value, datetime) else value


def in_taipei(moment: datetime) -> datetime:
    """The same moment as a Taipei wall time without offset; a moment without offset is already one."""
    return moment if moment.tzinfo is None else moment.astimezone(TAIPEI).replace(tzinfo=None)


def moved(reading: Reading, offset: int) -> Reading:
    """The reading with its span shifted."""
    return replace(reading, span=(reading.span[0] + offset, reading.span[1] + offset))
