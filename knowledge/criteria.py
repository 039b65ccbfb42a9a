"""What is known about an applicant, and the four states a criterion can be in.

A criterion is met, unmet, not known yet, or left by the document to the authority (``review``). *Not known* is never
turned into yes or no. A criterion of several parts is unmet if any part is, else unknown if any part is, else for the
authority if any part is, else met; so an early "no" stays right whatever else is told.

Knowledge of one field may be partial: a value, an interval (only the year of birth), a few possible values
(三年級 = 3, 9 or 12), a list of which some elements are known, or nothing at all. ``DECLINED`` is "I don't know": as
unknown as ``ABSENT``, but not asked again.

>>> both([Truth.MET, Truth.UNKNOWN, Truth.REVIEW]), either([Truth.UNMET, Truth.UNKNOWN])
(<Truth.UNKNOWN: 'unknown'>, <Truth.UNKNOWN: 'unknown'>)
>>> common(size >= 3 for size in candidates(Between(3, 9)))
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")
Scalar = bool | int | float | date | str


class Truth(StrEnum):
    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    REVIEW = "review"


class Missing(Enum):
    ABSENT = "absent"  # not told yet: may be asked
    DECLINED = "declined"  # 「不知道」: stays unknown and is not asked again


ABSENT, DECLINED = Missing.ABSENT, Missing.DECLINED


@dataclass(frozen=True, slots=True)
class Exact:
    """The value itself."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Between:
    """Somewhere from ``low`` to ``high``, both ends included: dates, or numbers of one type."""

    low: int | float | date
    high: int | float | date


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values."""

    values: frozenset[Scalar]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, element by element; an element may be unknown."""

    items: tuple[Known, ...]


Known = Exact | Between | OneOf | Items | Missing
Answers = Mapping[str, Known]


@dataclass(frozen=True)
class Facts:
    """What is known of one applicant at one moment. ``at`` carries a time zone."""

    answers: Answers
    at: datetime

    @cached_property
    def today(self) -> date:
        """The day it is in Taipei."""
        return self.at.astimezone(TAIPEI).date()

    def known(self, field: str) -> Known:
        return self.answers.get(field, ABSENT)


def both(states: Iterable[Truth]) -> Truth:
    """All parts are needed: unmet, else unknown, else review, else met."""
    found = set(states)
    for state in (Truth.UNMET, Truth.UNKNOWN, Truth.REVIEW):
        if state in found:
            return state
    return Truth.MET


def either(states: Iterable[Truth]) -> Truth:
    """One part is enough: met, else unknown, else review, else unmet."""
    found = set(states)
    for state in (Truth.MET, Truth.UNKNOWN, Truth.REVIEW):
        if state in found:
            return state
    return Truth.UNMET


def opposite(state: Truth) -> Truth:
    """Met and unmet change places; what is not known, or for the authority, stays so."""
    return {Truth.MET: Truth.UNMET, Truth.UNMET: Truth.MET}.get(state, state)


def candidates(known: Known, bounds: Iterable[Scalar] = ()) -> tuple[Scalar, ...]:
    """Values that stand for all that are possible, given where a test changes its answer (``bounds``).

    For an interval: its ends, every bound inside, and a bound's neighbours where values are whole numbers or days.
    Nothing for what is missing, and for a list.
    """
    match known:
        case Exact(value):
            return (value,)
        case OneOf(values):
            return tuple(values)
        case Between(low, high):
            near = {low, high}
            near.update(point for bound in bounds for point in around(bound) if within(point, low, high))
            return tuple(near)
        case _:
            return ()


def around(bound: Scalar) -> tuple[int | float | date, ...]:
    """A bound and, for whole numbers and days, the values on either side."""
    if isinstance(bound, date):
        return (bound - timedelta(days=1), bound, bound + timedelta(days=1))
    if isinstance(bound, str):
        return ()
    return (bound,) if isinstance(bound, float) else (bound - 1, bound, bound + 1)


def within(point: int | float | date, low: int | float | date, high: int | float | date) -> bool:
    if isinstance(point, date):
        return isinstance(low, date) and isinstance(high, date) and low <= point <= high
    return not isinstance(low, date) and not isinstance(high, date) and low <= point <= high


T = TypeVar("T")


def common(found: Iterable[T]) -> T | None:
    """What all of ``found`` are, or None where they differ or there are none."""
    values = set(found)
    return values.pop() if len(values) == 1 else None


def settled(found: Iterable[Truth]) -> Truth:
    """The state that every possible value leads to, else unknown."""
    return common(found) or Truth.UNKNOWN
