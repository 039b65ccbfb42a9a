"""Periods that hang on an event: 出國前二個月、返國之次日起四週內、收到通知之次日起30天內（含例假日）.

Without the day of the event there is no answer: the reading names the anchor, and never takes today for it. Periods after
an event are counted by :mod:`.counting`; the first day of the window is told only where the text says 次日 or the like,
because 「返國後兩個月內」 states an end and no beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .counting import after_working_days, period_before, period_end
from .shapes import Present
from .tokens import Token
from .vocabulary import ANCHOR_OF
from .words import length


@dataclass(slots=True)
class Hung:
    """The window of a period, or the anchor it lacks."""

    start: date | None = None
    end: date | None = None
    missing: str | None = None
    holidays_included: bool = False
    assumed_year: bool = False


def read_relative(token: Token, present: Present, told: date | None = None) -> Hung | None:
    """What a REL token means. ``told`` is the event's day where the text gives it right before (11/3返國後…)."""
    suffix = next(s for s in "123" if token["ev" + s])
    span = length(token, suffix)
    if span is None:
        return None
    anchor = ANCHOR_OF[token["ev" + suffix]]
    day = told or present.day_of(anchor)
    if day is None:
        return Hung(missing=anchor)
    hung = _before(day, span) if suffix != "1" else _after(token, day, span)
    if hung is not None:
        hung.assumed_year = anchor in present.assumed
    return hung


def _before(day: date, span: tuple[int, int, int]) -> Hung | None:
    months, days, working = span
    return None if working else Hung(end=period_before(day, months=months, days=days))


def _after(token: Token, day: date, span: tuple[int, int, int]) -> Hung:
    months, days, working = span
    same_day_counts = bool(token["day1"]) and token["day1"] != "日" and bool(token["from1"])
    start = day - timedelta(days=1) if same_day_counts else day
    end = after_working_days(period_end(start, months=months, days=days), working)
    if token["aft1"]:
        return Hung(start=end, end=end)
    first = day + timedelta(days=1) if token["next"] else day if same_day_counts else None
    return Hung(first, end, holidays_included=bool(token["hin1"] or token["hin2"]))
