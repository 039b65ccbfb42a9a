"""The window of a point: its first and last day, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .parts import is_vague, month_part, year_part
from .points import Point
from .sentences import Fault, end_before_start
from .years import valid

#: A possible window, with the words that tell it from the others.
Choice = tuple[date, date, str]


@dataclass(slots=True)
class Window:
    """First and last day (or instant) of what a text names.

    ``missing`` names the anchor that is needed, ``fault`` what is wrong, ``choices`` the windows that are possible.
    ``assumed_year``: the nearest was taken. ``carried_year``: taken from what stood before.
    """

    start: date | datetime | None = None
    end: date | datetime | None = None
    missing: str | None = None
    fault: Fault | None = None
    choices: tuple[Choice, ...] = ()
    assumed_year: bool = False
    carried_year: bool = False
    recurring: bool = False
    approximate: bool = False

    @property
    def settled(self) -> bool:
        """Both ends are known."""
        return self.start is not None and self.end is not None

    @property
    def first_day(self) -> date | None:
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date | None:
        return self.end.date() if isinstance(self.end, datetime) else self.end


def in_year(point: Point, year: int) -> Window:
    """The window of a point in a given year; a fault where the year has no such day."""
    days = _days_in(point, year)
    if isinstance(days, Fault):
        return Window(fault=days)
    return Window(*days, approximate=is_vague(point.part))


def _days_in(point: Point, year: int) -> tuple[date, date] | Fault:
    if point.month is None:
        return year_part(year, point.part)
    if point.months:
        return month_part(year, point.months[0], "")[0], month_part(year, point.months[-1], "")[1]
    if point.month_end is not None:
        later = year + (point.month_end < point.month)
        return month_part(year, point.month, "")[0], month_part(later, point.month_end, "")[1]
    if point.day is None:
        return valid(year, point.month, 1) or month_part(year, point.month, point.part)
    last = point.day_end or point.day
    fault = valid(year, point.month, point.day) or valid(year, point.month, last)
    if fault or last < point.day:
        return fault or end_before_start()
    return date(year, point.month, point.day), date(year, point.month, last)


def of_list(point: Point, window: Window) -> Window:
    """8月7、9日 or 6月及12月: several, and nothing says which. Months that follow each other are one stretch."""
    first = window.first_day
    if first is None or not (point.days or len(point.months) > 1):
        return window
    faults = [fault for n in point.days if (fault := valid(first.year, first.month, n))]
    if faults:
        return Window(fault=faults[0])
    if point.days:
        days = [first.replace(day=n) for n in point.days]
        return Window(choices=tuple((d, d, f"{d.month}月{d.day}日") for d in days))
    neighbours = point.months == tuple(range(point.months[0], point.months[-1] + 1))
    if neighbours and not point.either:
        return window
    return Window(choices=tuple((*month_part(first.year, n, ""), f"{n}月") for n in point.months))
