"""What people say from the day they say it: 下週五、明天、下個月十號、月底、3天後、最近三個月.

Weeks start on Monday. A bare weekday is the coming one, today included. None of these is read in an official document,
where a length of time without its event asks for the event.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .counting import add_months
from .lengths import Length, read_length
from .numerals import whole_number
from .parts import is_vague, month_part, year_part
from .pointing import WEEKDAY_OF
from .points import Point
from .shapes import Mode, Present
from .tokens import Token
from .windows import Window
from .years import valid

_DAYS = {
    "今": 0,
    "明": 1,
    "昨": -1,
    "後": 2,
    "前": -2,
    "大後": 3,
    "大前": -3,
    "隔": 1,
    "次": 1,
    "翌": 1,
    "即": 0,
}
_SHIFT = {"上上": -2, "上": -1, "下": 1, "下下": 2, "次": 1, "隔": 1}


def _day(point: Point, present: Present) -> Window | None:
    assert point.word is not None
    word = (point.word["rel"] or point.word["part_of"]).rstrip("天日")
    if present.mode is Mode.DOCUMENT or word not in _DAYS:
        return None
    day = present.today + timedelta(days=_DAYS[word])
    return Window(day, day)


def weekday_after(token: Token, first: date) -> Window | None:
    """The 週五 of 「這週一到週五」: the first one from the left end on."""
    if token["wd"] not in WEEKDAY_OF:
        return None
    day = _coming(first, WEEKDAY_OF[token["wd"]])
    return Window(day, day)


def _week(point: Point, present: Present) -> Window | None:
    if present.mode is Mode.DOCUMENT:
        return None
    token = point.word
    assert token is not None
    today = present.today
    if token["every"]:
        day = _coming(today, WEEKDAY_OF[token["ewd"]])
        return Window(day, day, recurring=True)
    shift = _SHIFT.get(token["rel"] or token["rel2"], 0)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    if token["rel2"]:
        return Window(monday, monday + timedelta(days=6))
    if token["weekend"] or token["wd"] == "末":
        return Window(monday + timedelta(days=5), monday + timedelta(days=6))
    weekday = WEEKDAY_OF[token["wd"]]
    day = monday + timedelta(days=weekday) if token["rel"] else _coming(today, weekday)
    return Window(day, day)


def _coming(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _month(point: Point, present: Present) -> Window | None:
    if present.mode is Mode.DOCUMENT:
        return None
    assert point.word is not None
    first = add_months(present.today.replace(day=1), _SHIFT.get(point.word["rel"], 0))
    if point.day is None:
        return Window(*month_part(first.year, first.month, point.part), approximate=is_vague(point.part))
    last = max(point.day_end or point.day, point.day)
    fault = valid(first.year, first.month, point.day) or valid(first.year, first.month, last)
    return Window(fault=fault) if fault else Window(first.replace(day=point.day), first.replace(day=last))


def _part(point: Point, present: Present) -> Window | None:
    """月底, 年底, 月初 of the present month or year."""
    if present.mode is Mode.DOCUMENT:
        return None
    assert point.word is not None
    today, part = present.today, point.word["part"] or point.word["half_year"]
    this_month = point.word["unit"] == "月"
    days = month_part(today.year, today.month, part) if this_month else year_part(today.year, part)
    return Window(*days, approximate=is_vague(part))


def _duration(point: Point, present: Present) -> Window | None:
    """3天後, 兩週內, 五天前."""
    token = point.word
    length = read_length(token, "4") if token is not None else None
    if token is None or length is None:
        return None
    event = present.only_day()
    if event is not None:
        return _from_event(token, length, event)
    if present.mode is Mode.DOCUMENT:
        return None if length.years else Window(missing="event")
    today = present.today
    if not token["bef4"]:
        day = length.later(today)
        return Window(today if token["in4"] else day, day)
    ago = length.before(today)
    if ago is None:
        return None
    if length.plain_days and 1 <= length.days <= 31:
        return _ago_or_before(today, ago, length.days)
    return Window(ago, ago)


def _from_event(token: Token, length: Length, event: date) -> Window | None:
    """「應於1個月內函報」 where one event's day is known."""
    if token["bef4"]:
        last = length.before(event)
        return None if last is None else Window(None, last)
    if token["aft4"]:
        return Window(length.later(event), length.later(event))
    return Window(None, length.after(event))


def _ago_or_before(today: date, ago: date, n: int) -> Window:
    """7日前 is seven days ago, or before the seventh."""
    first = today.replace(day=1)
    while valid(first.year, first.month, n) or first.replace(day=n) < today:
        first = add_months(first, 1)
    coming = first.replace(day=n)
    words = f"{coming.month}月{n}日以前"
    return Window(choices=((ago, ago, f"{n}天以前"), (coming, coming, words)))


def lately(point: Point, present: Present) -> Window | None:
    """最近三個月, 過去一年: up to today."""
    token = point.word
    n = whole_number(token["n"]) if token is not None else None
    if token is None or n is None or not 1 <= n <= 100 or present.mode is Mode.DOCUMENT:
        return None
    months = {"年": 12 * n, "年度": 12 * n, "月": n}.get(token["u"], 0)
    days = {"週": 7 * n, "天": n}.get(token["u"], 0)
    if not (months or days):
        return None
    return Window(add_months(present.today, -months) - timedelta(days=days), present.today)


PEOPLE_WORDS: dict[str, Callable[[Point, Present], Window | None]] = {
    "RD": _day,
    "W": _week,
    "RM": _month,
    "PART": _part,
    "DUR": _duration,
}
