"""What a point means, read against the present, the anchors and what stood before it.

Words that mean something only from somewhere are :mod:`.people_words` and :mod:`.school_words`; a missing year is
:mod:`.missing_years`; what comes back every year or month is :mod:`.recurring`.
"""

from __future__ import annotations

from collections.abc import Callable

from .clocks import Clock
from .missing_years import lone_day, same_month, without_year
from .parts import feast, year_part
from .people_words import PEOPLE_WORDS, weekday_after
from .points import Point
from .recurring import next_time
from .relative_years import relative_year
from .school_words import SCHOOL_WORDS
from .schoolyears import long_holiday
from .shapes import Mode, Present
from .tokens import Token
from .windows import Window, in_year, of_list

_WORDS: dict[str, Callable[[Point, Present], Window | None]] = {**PEOPLE_WORDS, **SCHOOL_WORDS}


def settle(
    point: Point, present: Present, left: Window | None = None, *, past: bool = False
) -> Window | None:
    """The window of a point; ``None`` if the words mean no date here.

    ``left`` is the settled left end of a range, whose year and month carry over. ``past``: the text says that it has
    happened, so a missing year is taken backwards.
    """
    if point.fault:
        return Window(fault=point.fault)
    if point.choices:
        return Window(choices=tuple((d, d, f"{d.year}年{d.month}月{d.day}日") for d in point.choices))
    window = _days(point, present, left, past)
    if window is None or not window.settled:
        return window
    if not point.every:
        window = of_list(point, window)
    return _at(point.clock, window) if point.clock else window


def _at(clock: Clock, window: Window) -> Window:
    if window.first_day is not None and window.last_day is not None:
        window.start, window.end = clock.on(window.first_day), clock.on(window.last_day)
    return window


def _days(point: Point, present: Present, left: Window | None, past: bool) -> Window | None:
    if point.every:
        return next_time(point, present)
    if point.word is not None and left is not None and left.first_day and _is_bare_weekday(point.word):
        return weekday_after(point.word, left.first_day)
    if point.word is not None:
        named = point.word.kind in {"HOLIDAY", "FEAST"}
        return _named(point, present, left) if named else _WORDS[point.word.kind](point, present)
    if point.year is not None or point.relative_year:
        return _with_year(point, present, left)
    if point.month is not None:
        return without_year(point, present, left, past=past)
    if left is not None and left.settled:
        return same_month(point, left)
    if point.day is not None:
        return lone_day(point, present)
    return Window(present.today, present.today) if point.clock else None


def _is_bare_weekday(token: Token) -> bool:
    return token.kind == "W" and not (token["rel"] or token["rel2"] or token["every"] or token["weekend"])


def _with_year(point: Point, present: Present, left: Window | None) -> Window:
    year = point.year if point.year is not None else relative_year(point, present, left)
    if isinstance(year, str):
        return Window(missing=year)
    if point.year_end is not None:
        return Window(year_part(year, "")[0], year_part(point.year_end, point.part)[1])
    if point.year is not None and point.month is not None:
        present.carry(year, point.end)
    return in_year(point, year)


def _named(point: Point, present: Present, left: Window | None) -> Window | None:
    """寒假, 明年暑假, 教師節: in the year that is told, else the coming one."""
    year: int | str | None = point.year
    if year is None and point.relative_year:
        year = relative_year(point, present, left)
    if isinstance(year, str):
        return Window(missing=year)
    if year is not None:
        return named_days(point, year)
    if present.mode is Mode.DOCUMENT:
        anchored = present.year_of("doc_year")
        return None if anchored is None else named_days(point, anchored)
    for n in (0, 1):
        window = named_days(point, present.today.year + n)
        if window is not None and window.last_day is not None and window.last_day >= present.today:
            window.assumed_year = True
            return window
    return None


def named_days(point: Point, year: int) -> Window | None:
    """The days of a school holiday or a feast in a year; school holidays are approximate."""
    assert point.word is not None
    if point.word.kind == "HOLIDAY":
        return Window(*long_holiday(point.word["hol"], year), approximate=True)
    days = feast(point.word["feast"], year)
    return Window(*days) if days else None
