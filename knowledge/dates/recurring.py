"""What comes back: 每年9月底前、每年6月及12月、每月10日. Its next occurrence is told, today included, and marked ``recurring``."""

from __future__ import annotations

from dataclasses import replace

from .counting import add_months
from .parts import feast
from .points import Point
from .schoolyears import long_holiday
from .shapes import Present
from .windows import Window, in_year


def next_time(point: Point, present: Present) -> Window | None:
    """The first occurrence that is not over; ``None`` if there is none within eight years (or one)."""
    times = range(9) if point.every == "年" else range(13)
    occurrences = [window for n in times for window in _occurrences(point, present, n)]
    coming = [w for w in occurrences if w.last_day is not None and w.last_day >= present.today]
    if not coming:
        return None
    first = min(coming, key=lambda w: str(w.start))
    first.recurring = True
    return first


def _occurrences(point: Point, present: Present, n: int) -> list[Window]:
    year = present.today.year + n
    if point.every == "月":
        first = add_months(present.today.replace(day=1), n)
        return [in_year(replace(point, month=first.month), first.year)]
    if point.word is None:
        months = point.months or (point.month,)
        return [in_year(replace(point, month=month, months=()), year) for month in months]
    if point.word.kind == "HOLIDAY":
        return [Window(*long_holiday(point.word["hol"], year), approximate=True)]
    days = feast(point.word["feast"], year)
    return [Window(*days)] if days else []
