"""Counting periods as the law does: 行政程序法第48條, 民法第119～123條.

- The day of the event is not counted (始日不算入); a period of days ends with its last day.
- Weeks and months are counted by the calendar. A period that starts with the first day of a month takes whole months;
  any other ends the day before the corresponding day of its last month, and where that month has no corresponding
  day, with the month's last day.
- So 返國後兩個月內 from 6/30 is counted from 7/1 and ends on 8/31, not on 8/30.

Where two readings of the law are possible, this is what was chosen:

- **Backwards** (出國前二個月): the corresponding day that many months earlier, or the last day of that month; a thing
  to be done before an event is done by that day. From 7/10 the day is 5/10.
- **A last day on a Sunday or holiday** moves to the next working day, on a Saturday to Monday (for Saturdays the statute
  says Monday *morning*). Where the law moves it is told beside the last day and never instead of it: whoever keeps the
  earlier day is safe under every reading.
- **Backward** deadlines are not moved by holidays: moving them would shorten the time of the other side, and the
  statute speaks of the end of a period only.
- **含例假日** (the document counts holidays in) concerns the counting; here the last day is then not moved either, which
  is the careful reading.
- A fixed date (「12月27日前」) is no period: it is not moved.

Holidays are those of the ``holidays`` library for Taiwan. It knows the law's holidays and make-up days, not a typhoon day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from knowledge.speaking import _, _n, in_english

from .writing import day_of_year

if TYPE_CHECKING:
    from holidays import HolidayBase


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months later (earlier if negative), or that month's last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_end(start: date, *, days: int = 0, weeks: int = 0, months: int = 0) -> date:
    """Last day of a period after ``start``, the day of the event, which is not counted.

    >>> period_end(date(2027, 6, 30), months=2), period_end(date(2024, 8, 31), days=20)
    (datetime.date(2027, 8, 31), datetime.date(2024, 9, 20))
    """
    first = start + timedelta(days=1)
    if months:
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        month += 1
        if first.day > monthrange(year, month)[1]:
            last = month_end(year, month)
        else:
            last = date(year, month, first.day) - timedelta(days=1)
        return last + timedelta(days=days + 7 * weeks)
    return start + timedelta(days=days + 7 * weeks)


def period_before(day: date, *, days: int = 0, weeks: int = 0, months: int = 0) -> date:
    """The day that lies so long before ``day``.

    >>> period_before(date(2027, 7, 10), months=2)
    datetime.date(2027, 5, 10)
    """
    return add_months(day, -months) - timedelta(days=days + 7 * weeks)


@cache
def _taiwan(language: str) -> HolidayBase:
    from holidays import country_holidays  # 0.1 s to import: only whoever counts pays for it

    return country_holidays("TW", language=language)


def holiday_name(day: date) -> str | None:
    """The name of the public holiday, 星期六 or 星期日 if nobody works that day, else ``None``."""
    taiwan = _taiwan("en_US" if in_english() else "zh_TW")
    if taiwan.is_working_day(day):
        return None
    name = taiwan.get(day)
    return name.replace("; ", _("、")) if name else (_("星期六") if day.weekday() == 5 else _("星期日"))


def next_working_day(day: date) -> date:
    """The first working day after ``day``."""
    day += timedelta(days=1)
    while holiday_name(day):
        day += timedelta(days=1)
    return day


def after_working_days(start: date, n: int) -> date:
    """The n-th working day after ``start`` (工作天)."""
    for __ in range(n):
        start = next_working_day(start)
    return start


@dataclass(frozen=True, slots=True)
class Counted:
    """A deadline that was counted. ``moved_to``: where the law puts a last day that falls on a holiday."""

    last_day: date
    how: str
    moved_to: date | None = None
    holiday_name: str | None = None


def deadline(
    anchor_day: date,
    *,
    days: int = 0,
    weeks: int = 0,
    months: int = 0,
    include_holidays: bool = False,
) -> Counted:
    """Count a deadline from the day of an event; negative lengths count backwards, exactly one length is given.

    Raises ``ValueError`` if none or several lengths are given.
    """
    given = [n for n in (days, weeks, months) if n]
    if len(given) != 1:
        raise ValueError("恰好要有 days、weeks、months 其中之一")
    length = length_told(days, weeks, months)
    if given[0] < 0:
        last = period_before(anchor_day, days=-days, weeks=-weeks, months=-months)
        return Counted(
            last,
            _("從{day}往前推{length}，是{last}", day=_short(anchor_day), length=length, last=_short(last)),
        )
    last = period_end(anchor_day, days=days, weeks=weeks, months=months)
    first = anchor_day + timedelta(days=1)
    how = _(
        "{day}當天不算，從次日{first}起算{length}，到{last}",
        day=_short(anchor_day),
        first=_short(first),
        length=length,
        last=_short(last),
    )
    if months and last == month_end(last.year, last.month) and first.day > last.day:
        how += _("（那個月沒有{day}日，算到月底）", day=first.day)
    if include_holidays:
        return Counted(last, how + _("（含例假日）"))
    name = holiday_name(last)
    if name is None:
        return Counted(last, how)
    return Counted(last, how, next_working_day(last), name)


def length_told(days: int, weeks: int, months: int) -> str:
    """One length in words, without its sign: 「2個月」."""
    if days:
        return _n("{count}天", count=abs(days))
    if weeks:
        return _n("{count}週", count=abs(weeks))
    return _n("{count}個月", count=abs(months))


def _short(day: date) -> str:
    return day_of_year(day.month, day.day)
