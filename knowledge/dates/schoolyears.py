"""學年、學期 and the long holidays as days (各級學校學生學年學期假期辦法第2、3、4條).

A 學年 runs from 8/1 to 7/31 and carries the 民國 year it starts in; the first 學期 ends on 1/31, the second on 7/31.

    >>> school_year(date(2026, 7, 31)), school_year(date(2026, 8, 1))
    (114, 115)

The holidays of schools are told approximately: 寒假 is 1/21～2/10 by that rule and is moved around 春節 nearly every year,
暑假 is taken as 7/1～8/31 (the rule prints 8/29; schools have opened on 8/30 or 9/1).
"""

from __future__ import annotations

from datetime import date


def school_year(day: date) -> int:
    """The 民國 學年 a day belongs to."""
    return day.year - 1911 - (day.month < 8)


def school_year_span(n: int) -> tuple[date, date]:
    """First and last day of 學年 ``n`` (民國)."""
    return date(n + 1911, 8, 1), date(n + 1912, 7, 31)


def semester(day: date) -> tuple[int, int]:
    """學年 and 學期 (1 or 2) of a day."""
    return school_year(day), 2 if 2 <= day.month <= 7 else 1


def semester_span(n: int, which: int) -> tuple[date, date]:
    """First and last day of 學年 ``n``'s 第1 or 第2 學期."""
    if which == 1:
        return date(n + 1911, 8, 1), date(n + 1912, 1, 31)
    return date(n + 1912, 2, 1), date(n + 1912, 7, 31)


def long_holiday(name: str, year: int) -> tuple[date, date]:
    """寒假 or 暑假 of a calendar year, approximately."""
    if name == "寒假":
        return date(year, 1, 21), date(year, 2, 10)
    return date(year, 7, 1), date(year, 8, 31)
