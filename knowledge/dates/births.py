"""Dates of birth, ages, and the school years that follow from them.

A year of birth alone is an interval, and an interval may settle a question. A child enters grade 1 in the 學年 by whose 9/1
it is six (國民教育法施行細則; born 9/2 to the next 9/1): that is the usual case, and whoever started early or late must say the grade.

    >>> from datetime import datetime
    >>> read_birth("民國95年生", datetime(2026, 11, 21))
    BirthReading(earliest=datetime.date(2006, 1, 1), latest=datetime.date(2006, 12, 31))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .counting import add_months
from .expressions import find_all
from .numerals import CN, whole_number
from .paper import even
from .shapes import Mode, Status, day_of, in_taipei

_YEARS = rf"(?:[0-9]{{1,3}}|[{CN}]{{1,4}})"
_AGE = re.compile(
    rf"(?:(?P<low>{_YEARS})足?(?:歲?(?:至|到|~|-)|歲以上[,、]?(?=[^歲]{{1,8}}歲)))?(?P<under>未滿|不滿|不到)?(?P<n>{_YEARS})(?:週|足)?歲(?P<side>以上|以下)?"
)
_YEAR_ALONE = re.compile(r"(?:民國)?([0-9]{2,4})年?(?:次|生|出生)?")


@dataclass(frozen=True, slots=True)
class BirthReading:
    """The interval of days on which somebody was born, both included."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class AgeReading:
    """Full years; an open side is ``None``. 未滿18歲 is at most 17, 六歲以上 at least 6."""

    low: int | None
    high: int | None


def read_age(text: str) -> AgeReading | None:
    """The age a text tells: 16歲, 未滿18歲, 六歲以上, 15至18歲."""
    match = _AGE.search(even(text).text)
    n = whole_number(match["n"]) if match else None
    if match is None or n is None or n > 130:
        return None
    if match["low"]:
        low = whole_number(match["low"])
        return AgeReading(low, n - bool(match["under"])) if low is not None and low <= n else None
    if match["under"]:
        return AgeReading(None, n - 1)
    sides = {"以上": AgeReading(n, None), "以下": AgeReading(None, n)}
    return sides.get(match["side"] or "", AgeReading(n, n))


def read_birth(text: str, reference: datetime) -> BirthReading | None:
    """When somebody was born: a day, a month, a year, or an age counted from ``reference``.

    ``None`` if the text does not say, says several, or names a day that is still to come.
    """
    now = in_taipei(reference)
    days = _told(text, now) or _year_alone(text) or _from_age(text, now.date())
    if days is None or days.earliest > now.date():
        return None
    return BirthReading(days.earliest, min(days.latest, now.date()))


def _told(text: str, now: datetime) -> BirthReading | None:
    found = [
        r
        for r in find_all(text, reference=now, mode=Mode.ANSWER)
        if r.status is Status.OK and not r.assumed_year
    ]
    days = {(day_of(r.start), day_of(r.end)) for r in found}
    if len(days) != 1:
        return None
    start, end = days.pop()
    if start is None or end is None or (end - start).days > 366:
        return None
    return BirthReading(start, end)


def _year_alone(text: str) -> BirthReading | None:
    """「95」, 「2006」 or 「95年次」 as an answer."""
    match = _YEAR_ALONE.fullmatch(even(text).text.strip("。. !?"))
    if match is None:
        return None
    year = int(match[1])
    if len(match[1]) < 4 and 20 <= year < 200:
        year += 1911
    return BirthReading(date(year, 1, 1), date(year, 12, 31)) if 1900 <= year < 2200 else None


def _from_age(text: str, today: date) -> BirthReading | None:
    age = read_age(text)
    if age is None or age.low is None or age.low != age.high:
        return None
    earliest = add_months(today, -12 * (age.low + 1)) + timedelta(days=1)
    return BirthReading(earliest, add_months(today, -12 * age.low))


def entry_school_year(birth: date) -> int:
    """The 民國 學年 in which a child born that day usually enters grade 1.

    >>> entry_school_year(date(2010, 9, 1)), entry_school_year(date(2010, 9, 2))
    (105, 106)
    """
    late = (birth.month, birth.day) > (9, 1)
    return birth.year + 6 + late - 1911


def usual_grades(birth: BirthReading, in_school_year: int) -> frozenset[int]:
    """The grades somebody born then is usually in; several where the interval crosses 9/1."""
    first, last = entry_school_year(birth.earliest), entry_school_year(birth.latest)
    return frozenset(in_school_year - entry + 1 for entry in range(first, last + 1))


def age_on(birth: date, day: date) -> int:
    """Full years on a day (民法第124條: a birthday completes the year)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
