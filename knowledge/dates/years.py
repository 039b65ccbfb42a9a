"""Which year a text means: 民國 has one to three digits, 西元 four, and where both are printed they must agree."""

from __future__ import annotations

from calendar import monthrange

from .numerals import whole_number
from .sentences import (
    Fault,
    eras_disagree,
    gregorian_as_roc,
    no_day,
    no_month,
    no_year_zero,
    roc_as_gregorian,
    year_out_of_range,
)


def valid(year: int | None, month: int | None, day: int) -> Fault | None:
    """Why this is no day of the calendar; ``None`` if it is one. A missing year is taken for a leap year."""
    if month is not None and not 1 <= month <= 12:
        return no_month(month)
    if not 1 <= day <= (31 if month is None else monthrange(year or 2024, month)[1]):
        return no_day(year, month or 1, day)
    return None


def read_year(era: str, before: str, written: str, second: str = "") -> int | Fault:
    """The Gregorian year of 「民國113年」, 「2024年」, 「民國前1年」; ``second`` is the year printed in brackets behind it."""
    number = 1 if written == "元" else whole_number(written)
    if number is None:
        return year_out_of_range(0)
    if before:
        return 1912 - number if 0 < number < 200 else year_out_of_range(number)
    roc = _is_roc(era, number)
    if isinstance(roc, Fault):
        return roc
    year = number + 1911 if roc else number
    if second:
        return _agreed(year, roc, whole_number(second) or 0)
    return year


def _is_roc(era: str, number: int) -> bool | Fault:
    if era.endswith("民國"):
        if number == 0:
            return no_year_zero()
        if number >= 1000:
            return gregorian_as_roc(number)
        return True if number < 300 else year_out_of_range(number)
    if era:
        return False if 1000 <= number < 2300 else roc_as_gregorian(number)
    if 1800 <= number < 2300:
        return False
    return True if 0 < number < 300 else year_out_of_range(number)


def _agreed(year: int, roc: bool, second: int) -> int | Fault:
    other = second if second >= 1000 else second + 1911
    if other == year:
        return year
    return eras_disagree(year - 1911, other) if roc else eras_disagree(other - 1911, year)


def short_year(era: str, digits: str) -> int | Fault | None:
    """The year of a date written with slashes, dots or hyphens; ``None`` where this can be no date."""
    number = int(digits)
    if era:
        return read_year(era, "", digits)
    if len(digits) == 4 and not digits.startswith("0"):
        return number if 1800 <= number < 2300 else None
    if number < 10 or number >= 200:
        return None
    return number + 1911
