"""Dates, numbers and grades: read as documents and people write them, counted as the law does, written one way.

    >>> from datetime import datetime
    >>> read("113年8月9日下午4時前", reference=datetime(2024, 8, 1), mode=Mode.DOCUMENT).end
    datetime.datetime(2024, 8, 9, 16, 0)

No module here looks at a clock: the present is always an argument.
"""

from .counting import (
    Counted,
    add_months,
    after_working_days,
    deadline,
    holiday_name,
    month_end,
    next_working_day,
    period_before,
    period_end,
)
from .expressions import find_all, read
from .schoolyears import school_year, school_year_span, semester, semester_span
from .shapes import TAIPEI, Anchors, Mode, Reading, Status, in_taipei
from .writing import clock, countdown, roc, roc_range, roc_with_gregorian, roc_year, weekday_name

__all__ = [
    "TAIPEI",
    "Anchors",
    "Counted",
    "Mode",
    "Reading",
    "Status",
    "add_months",
    "after_working_days",
    "clock",
    "countdown",
    "deadline",
    "find_all",
    "holiday_name",
    "in_taipei",
    "month_end",
    "next_working_day",
    "period_before",
    "period_end",
    "read",
    "roc",
    "roc_range",
    "roc_with_gregorian",
    "roc_year",
    "school_year",
    "school_year_span",
    "semester",
    "semester_span",
    "weekday_name",
]
