"""A day or a month without its year.

- An official document never means its reader's year: the anchors ``doc_year``, ``programme_year`` or ``doc_school_year``
  decide, else a year printed close before it in the same text, else a printed weekday that vouches for the nearest such
  day; else the anchor is asked for.
- A person means the nearest such day, past or future (the past one where the text says that it has happened); a year said
  before in the same text is kept. The window is marked ``assumed_year`` so that the answer can say which was understood.
"""

from __future__ import annotations

from datetime import date

from .counting import add_months
from .points import Point
from .sentences import end_before_start, no_day
from .shapes import Mode, Present
from .windows import Window, in_year
from .years import valid


def without_year(point: Point, present: Present, left: Window | None, *, past: bool) -> Window:
    """The window of a month or day that has no year; ``left`` is the left end of a range."""
    if left is not None and left.first_day is not None:
        return _after_left(point, left, left.first_day)
    known = _anchored_year(point, present)
    if known is not None:
        return in_year(point, known)
    carried = present.carried_to(point.start)
    if carried is not None:
        window = in_year(point, carried)
        window.carried_year = True
        return window
    if present.mode is Mode.DOCUMENT:
        return _vouched_by_weekday(point, present)
    return _nearest(point, present, past=past)


def _after_left(point: Point, left: Window, start: date) -> Window:
    """The left end's year, or the next one where the months turn over (12月28日至1月3日)."""
    turned = (point.month or 0) < start.month
    window = in_year(point, start.year + turned)
    window.assumed_year, window.carried_year = left.assumed_year, left.carried_year
    return window


def _anchored_year(point: Point, present: Present) -> int | None:
    if present.mode is not Mode.DOCUMENT:
        return None
    year = present.year_of("doc_year") or present.year_of("programme_year")
    if year is not None:
        return year
    school_year = present.year_of("doc_school_year")
    return None if school_year is None else school_year + ((point.month or 8) < 8)


def _vouched_by_weekday(point: Point, present: Present) -> Window:
    if point.weekday is not None:
        near = _nearest(point, present, past=False)
        if near.first_day is not None and near.first_day.weekday() == point.weekday:
            return near
    return Window(missing="doc_year")


def _nearest(point: Point, present: Present, *, past: bool) -> Window:
    """The nearest year in which the day exists (29 February may lie four years away)."""
    today = present.today
    best: tuple[int, Window] | None = None
    for year in sorted(range(today.year - 4, today.year + 5), key=lambda y: abs(y - today.year)):
        window = in_year(point, year)
        first, last = window.first_day, window.last_day
        if first is None or last is None or (past and first > today):
            continue
        away = max((first - today).days, (today - last).days, 0)
        if best is None or away < best[0]:
            best = (away, window)
    if best is None:
        return in_year(point, today.year)
    best[1].assumed_year = True
    return best[1]


def same_month(point: Point, left: Window) -> Window | None:
    """The right end of 8月7日至9日, or of 上午9時至下午4時."""
    day = left.last_day
    if day is None or (point.day is None and point.clock is None):
        return None
    if point.day is not None:
        fault = valid(day.year, day.month, point.day)
        if fault:
            return Window(fault=fault)
        day = day.replace(day=point.day)
    return Window(day, day, assumed_year=left.assumed_year, carried_year=left.carried_year)


def lone_day(point: Point, present: Present) -> Window:
    """25號: the nearest such day."""
    number = point.day or 0
    today = present.today
    months = [add_months(today.replace(day=1), n) for n in (0, 1, -1, 2, -2)]
    days = [first.replace(day=number) for first in months if not valid(first.year, first.month, number)]
    if not days:
        return Window(fault=no_day(None, 1, number))
    day = min(days, key=lambda d: abs((d - today).days))
    end = point.day_end or number
    if end < number or valid(day.year, day.month, end):
        return Window(fault=end_before_start())
    return Window(day, day.replace(day=end), assumed_year=True)
