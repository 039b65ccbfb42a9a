"""Dates, numbers and grades: read as documents and people write them, counted as the law does, written one way.

    >>> from datetime import datetime
    >>> read("113年8月9日下午4時前", reference=datetime(2024, 8, 1), mode=Mode.DOCUMENT).end
    datetime.datetime(2024, 8, 9, 16, 0)

No module here looks at a clock: the present is always an argument.
"""

from .births import AgeReading, BirthReading, age_on, entry_school_year, read_age, read_birth, usual_grades
from .counting import (
    Counted,
    add_months,
    after_working_days,
    deadline,
    holiday_name,
    length_told,
    month_end,
    next_working_day,
    period_before,
    period_end,
)
from .expressions import find_all, read
from .grades import GradeReading, as_of, grade_name, read_grade
from .machine import answer_line
from .numbers import NumberFound, find_numbers, parse_number, read_money, read_number, read_percent
from .schoolyears import school_year, school_year_span, semester, semester_span
from .shapes import TAIPEI, Anchors, Mode, Reading, Status, in_taipei
from .writing import (
    clock,
    countdown,
    day_of_year,
    month_name,
    month_of_year,
    roc,
    roc_range,
    roc_with_gregorian,
    roc_year,
    weekday_name,
)

__all__ = [
    "TAIPEI",
    "AgeReading",
    "Anchors",
    "BirthReading",
    "Counted",
    "GradeReading",
    "Mode",
    "NumberFound",
    "Reading",
    "Status",
    "add_months",
    "after_working_days",
    "age_on",
    "answer_line",
    "as_of",
    "clock",
    "countdown",
    "day_of_year",
    "deadline",
    "entry_school_year",
    "find_all",
    "find_numbers",
    "grade_name",
    "holiday_name",
    "in_taipei",
    "length_told",
    "month_end",
    "month_name",
    "month_of_year",
    "next_working_day",
    "parse_number",
    "period_before",
    "period_end",
    "read",
    "read_age",
    "read_birth",
    "read_grade",
    "read_money",
    "read_number",
    "read_percent",
    "roc",
    "roc_range",
    "roc_with_gregorian",
    "roc_year",
    "school_year",
    "school_year_span",
    "semester",
    "semester_span",
    "usual_grades",
    "weekday_name",
]
