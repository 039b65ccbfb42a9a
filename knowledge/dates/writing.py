"""One way of writing dates for everything people read: 民國 year, weekday, how long still.

Weekday names and the Gregorian pattern come from Babel (zh_Hant_TW); 民國 formatting is ours. What is written here is
read back to the same dates by :func:`knowledge.dates.read` in every mode.

    >>> roc(date(2021, 12, 27)), roc_with_gregorian(date(2021, 12, 27))
    ('110年12月27日（一）', '110年12月27日（2021/12/27，一）')
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from knowledge.speaking import _, _n, in_english

from .shapes import day_of, in_taipei


@cache
def _weekday_names() -> tuple[str, ...]:
    from babel.dates import get_day_names

    names = get_day_names("narrow", locale="zh_Hant_TW")
    return tuple(names[i] for i in range(7))


def weekday_name(day: date) -> str:
    """一 to 日."""
    return _weekday_names()[day.weekday()]


def roc_year(year: int) -> str:
    """A Gregorian year as people write it in Taiwan: ``110年``, ``民國前1年``."""
    return f"{year - 1911}年" if year > 1911 else f"民國前{1912 - year}年"


def _gregorian(day: date) -> str:
    from babel.dates import format_date

    return format_date(day, "y/M/d", locale="zh_Hant_TW")


def _english(day: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale="en")


def _days_words(day: date, *, year: bool) -> str:
    # 民國 years of one digit, and the first nineteen, read like a length of time without their era.
    era = "民國" if 1911 < day.year < 1931 else ""
    return (era + roc_year(day.year) if year else "") + f"{day.month}月{day.day}日"


def clock(moment: datetime) -> str:
    """A time of day: ``上午9時``, ``下午4時30分``, ``中午12時``; in English ``16:30``."""
    hour, minute = moment.hour, moment.minute
    if in_english():
        return f"{hour}:{minute:02}"
    if hour == 12:
        words = "中午12時"
    elif hour < 12:
        words = f"上午{hour}時"
    else:
        words = f"下午{hour - 12}時"
    return words + (f"{minute}分" if minute else "")


def roc(when: date | datetime, *, weekday: bool = True, year: bool = True) -> str:
    """A day, with its time if it has one: ``113年8月9日（五）下午4時``, ``Fri, 9 Aug 2024, 16:00``."""
    day = when.date() if isinstance(when, datetime) else when
    if in_english():
        time = f", {clock(when)}" if isinstance(when, datetime) else ""
        return _english(day, f"{'EEE, ' if weekday else ''}d MMM{' y' if year else ''}") + time
    words = _days_words(day, year=year)
    if weekday:
        words += f"（{weekday_name(day)}）"
    return words + (clock(when) if isinstance(when, datetime) else "")


def day_of_year(month: int, day: int) -> str:
    """A day of any year: ``4月30日``, ``30 Apr``."""
    return _english(date(2000, month, day), "d MMM") if in_english() else f"{month}月{day}日"


def month_name(month: int) -> str:
    """``4月``, ``April``."""
    return _english(date(2000, month, 1), "MMMM") if in_english() else f"{month}月"


def month_of_year(year: int, month: int) -> str:
    """``115年4月``, ``April 2026``."""
    if in_english():
        return _english(date(year, month, 1), "MMMM y")
    return f"{roc_year(year)}{month}月"


def roc_with_gregorian(when: date | datetime) -> str:
    """A day in both eras: ``110年12月27日（2021/12/27，一）``; in English there is one."""
    if in_english():
        return roc(when)
    day = when.date() if isinstance(when, datetime) else when
    words = f"{_days_words(day, year=True)}（{_gregorian(day)}，{weekday_name(day)}）"
    return words + (clock(when) if isinstance(when, datetime) else "")


def roc_range(start: date | datetime | None, end: date | datetime | None) -> str:
    """A window, both ends included; an open side is said so. The year is repeated only where it changes."""
    if start is None and end is None:
        return ""
    if start is None and end is not None:
        return _("{day}前", day=roc(end))
    if start is not None and end is None:
        return _("{day}起", day=roc(start))
    assert start is not None
    assert end is not None
    first, last = day_of(start), day_of(end)
    assert first is not None
    assert last is not None
    if start == end:
        return roc(start)
    if first == last and isinstance(start, datetime) and isinstance(end, datetime):
        return _("{start}至{end}", start=roc(start), end=clock(end))
    twice = first.year != last.year or in_english()
    return _("{start}至{end}", start=roc(start), end=roc(end, year=twice))


def countdown(when: date | datetime, now: datetime) -> str:
    """How far away a day or an instant is: 今天、明天、還有 12 天、已過 3 天."""
    now = in_taipei(now)
    moment = in_taipei(when) if isinstance(when, datetime) else None
    day = moment.date() if moment else when
    away = (day - now.date()) // timedelta(days=1)
    near = {0: _("今天"), 1: _("明天"), 2: _("後天"), -1: _("昨天")}
    if away == 0 and moment and moment < now:
        return _("今天（時間已過）")
    if away in near:
        return near[away]
    return _n("還有 {count} 天", count=away) if away > 0 else _n("已過 {count} 天", count=-away)
