"""Reads the point that starts at a token: its head, then weekday, the same day in the other era, and time of day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from . import named_days, numeric_days
from .clocks import read_clock
from .points import Head, Point, Words
from .sentences import WEEKDAYS, Fault, two_dates_disagree
from .shapes import Mode
from .tokens import Token
from .years import read_year, valid

WEEKDAY_OF = {c: i for i, c in enumerate(WEEKDAYS)} | {"天": 6} | {str(i + 1): i for i in range(7)}


def read_point(words: Words, i: int, *, after_day: bool = False) -> tuple[Point, int] | None:
    """The point that starts with token ``i``, and the number of the token after it.

    ``after_day``: the left end of a range named a day, so a bare time is enough.
    """
    token = words.get(i, "CLOCK", *_HEADS)
    if token is None:
        return None
    if token.kind == "CLOCK":
        timed = _bare_clock(words, token, after_day)
        return (timed, i + 1) if timed else None
    point = Point(token.start, token.end)
    j = _HEADS[token.kind](Head(words, i, token, point))
    return None if j is None else (point, _tail(words, j, point))


def _settled_later(head: Head) -> int:
    """A word that means something only from somewhere: 下週、明天、本學期、寒假、3天後."""
    head.point.word = head.token
    return head.i + 1


_HEADS: dict[str, Callable[[Head], int | None]] = {
    "DATE3": numeric_days.year_month_day,
    "STAMP": numeric_days.stamp,
    "MD": numeric_days.month_day,
    "YM": numeric_days.year_month,
    "Y": named_days.year,
    "YY": named_days.years,
    "RY": named_days.relative_year,
    "EVERY": named_days.every,
    "M": named_days.month,
    "MM": named_days.months,
    "RM": named_days.relative_month,
    "D": named_days.lone_day,
    "DD": named_days.lone_day,
}
_HEADS |= dict.fromkeys(
    ("SY", "SYLIST", "RSY", "SEMNUM", "SEM", "NEAR", "RD", "W", "PART", "HOLIDAY", "FEAST", "DUR"),
    _settled_later,
)


def _tail(words: Words, j: int, point: Point) -> int:
    for _ in range(4):
        if not (_weekday(words, j, point) or _both(words, j, point) or _clock(words, j, point)):
            break
        point.end = words.tokens[j].end
        j += 1
    return j


def _weekday(words: Words, j: int, point: Point) -> bool:
    """（三）, 星期三, or a comma and 星期三."""
    after = point.end + words.text.startswith(",", point.end)
    token = words.next_to(point.end, j, "WEEKPAREN", "W") or words.next_to(after, j, "W")
    if token is None or not (point.is_day or point.month is not None):
        return False
    if point.word is not None and point.word.kind == "W":
        return False
    if token.kind == "W" and (token["rel"] or token["wd"] not in WEEKDAY_OF):
        return False
    point.weekday = WEEKDAY_OF[token["wd"]]
    return True


def _both(words: Words, j: int, point: Point) -> bool:
    """（2024/8/7，三）: the same day in the other era must be the same day."""
    token = words.next_to(point.end, j, "BOTHPAREN")
    if token is None or point.day is None:
        return False
    year = read_year(token["era"], "", token["y"])
    month, day = int(token["m"]), int(token["d"])
    fault = year if isinstance(year, Fault) else valid(year, month, day)
    if isinstance(year, Fault) or fault:
        point.blame(fault)
        return True
    if token["wd"]:
        point.weekday = WEEKDAY_OF[token["wd"]]
    if point.year is None and (point.month, point.day) == (month, day):
        point.year = year
    elif point.year is not None and point.month is not None and not point.fault:
        mine, other = date(point.year, point.month, point.day), date(year, month, day)
        if mine != other:
            point.fault = two_dates_disagree(mine, other)
    return True


def _clock(words: Words, j: int, point: Point) -> bool:
    iso = words.text.startswith("T", point.end)  # 2026-12-05T16:00
    token = words.next_to(point.end + iso, j, "CLOCK")
    if token is None or not point.is_day or point.clock is not None or point.day_end is not None:
        return False
    _set_clock(point, token)
    return True


def _set_clock(point: Point, token: Token) -> None:
    read = read_clock(token)
    if isinstance(read, Fault):
        point.blame(read)
    elif read is not None:
        point.clock, point.clock_bare = read, not token["ap"]


def _bare_clock(words: Words, token: Token, after_day: bool) -> Point | None:
    """A time without a day: the left end's day, or today's if a person plainly says a time."""
    alone = words.alone(token)
    plain = token["ap"] or token["mi2"] or token["noon"] or token["h3"] or alone
    ratio = words.text[: token.start].endswith(("比", "比例", "比數", "比率"))
    if not after_day and (words.mode is Mode.DOCUMENT or not plain or ratio):
        return None
    point = Point(token.start, token.end)
    _set_clock(point, token)
    told = point.clock is not None or (point.fault is not None and (after_day or alone))
    return point if told else None
