"""An expression of a date: one point or a range of two, with what limits it, and the reading it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .paper import Paper
from .points import Point
from .sentences import either, needs, weekday_note
from .shapes import Mode, Reading, Status
from .tokens import Token
from .windows import Window
from .years import valid


@dataclass(slots=True)
class Expression:
    """``start`` and ``end`` count in the evened text; ``following`` is the number of the token behind it.

    ``open_start`` and ``open_end``: 前 and 起 leave that side open. ``hung``: counted from an event.
    """

    window: Window
    start: int
    end: int
    following: int
    points: list[Point] = field(default_factory=list)
    open_start: bool = False
    open_end: bool = False
    holidays_included: bool = False
    hung: bool = False

    def take(self, token: Token) -> None:
        """The token right behind belongs to the expression."""
        self.end, self.following = token.end, self.following + 1

    @property
    def is_open(self) -> bool:
        return self.open_start or self.open_end


def reading_of(expression: Expression, paper: Paper, given: str, mode: Mode) -> Reading:
    """The reading an expression becomes: its ends, or why there are none."""
    span = paper.span(expression.start, expression.end)
    base = Reading(span=span, text=given[slice(*span)], holidays_included=expression.holidays_included)
    window = expression.window
    if window.fault:
        return replace(base, status=window.fault.status, note=window.fault.note)
    if window.missing:
        return _needing(base, window.missing)
    if window.choices:
        return _asking(base, expression)
    reading = replace(
        base,
        start=None if expression.open_start else window.start,
        end=None if expression.open_end else window.end,
        status=Status.OK,
        assumed_year=window.assumed_year,
        recurring=window.recurring,
        approximate=window.approximate,
    )
    return _with_weekdays(reading, expression, mode)


def _needing(base: Reading, anchor: str) -> Reading:
    return replace(base, status=Status.NEEDS_ANCHOR, anchor=anchor, note=needs(anchor))


def _asking(base: Reading, expression: Expression) -> Reading:
    choices = expression.window.choices
    readings = tuple(
        replace(
            base,
            start=None if expression.open_start else start,
            end=None if expression.open_end else end,
            status=Status.OK,
        )
        for start, end, _ in choices
    )
    note = either(*(words for _, _, words in choices))
    return replace(base, status=Status.ASK, readings=readings, note=note)


def _with_weekdays(reading: Reading, expression: Expression, mode: Mode) -> Reading:
    """The printed weekdays checked against their days. The first that does not agree is told.

    A weekday that does not agree with a year that is not printed beside it says that the year is another one: then a
    document needs its year.
    """
    window = expression.window
    for told, day in _printed_weekdays(expression):
        if told != day.weekday():
            if window.carried_year and mode is Mode.DOCUMENT:
                return _needing(Reading(span=reading.span, text=reading.text), "doc_year")
            return _false_weekday(reading, told, day)
        reading = replace(reading, weekday_told=told, weekday_real=told)
    return reading


def _printed_weekdays(expression: Expression) -> Iterator[tuple[int, date]]:
    window, points = expression.window, expression.points
    days = [window.first_day, window.last_day] if len(points) > 1 else [window.last_day]
    for point, day in zip(points, days, strict=False):
        if point.weekday is not None and day is not None:
            at_midnight = point.clock is not None and point.clock.next_day
            yield point.weekday, day - timedelta(days=at_midnight)


def _false_weekday(reading: Reading, told: int, day: date) -> Reading:
    other = _other_year(day, told) if reading.assumed_year else None
    return replace(
        reading,
        status=Status.WEEKDAY_MISMATCH,
        weekday_told=told,
        weekday_real=day.weekday(),
        note=weekday_note(day, told, other),
        readings=() if other is None else (replace(reading, start=other, end=other),),
    )


def _other_year(day: date, weekday: int) -> date | None:
    """The nearest year in which the printed weekday is right."""
    for step in (1, 2, 3, 4, 5, 6):
        for year in (day.year - step, day.year + step):
            if not valid(year, day.month, day.day) and day.replace(year=year).weekday() == weekday:
                return day.replace(year=year)
    return None
