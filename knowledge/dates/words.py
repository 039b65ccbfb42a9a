"""People's words and school years: 下週五、明天、下個月十號、本學期、近三學年、3天後.

Weeks start on Monday. A bare weekday is the coming one (today included). A word that means something only from the day
it is said is not read in an official document. 上學期 in a document is the year's first half; a person may also mean the half
before this one: where the two differ and no school year is known, both are given and the bot asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .counting import add_months, after_working_days, month_end
from .numerals import whole_number
from .parts import is_vague, month_part, year_part
from .points import Point
from .schoolyears import (
    school_year,
    school_year_span,
    semester,
    semester_span,
    summer_holiday,
    winter_holiday,
)
from .sentences import Fault
from .shapes import Mode, Present
from .tokens import Token
from .years import valid


@dataclass(slots=True)
class Meant:
    """First and last day of a word, or what is missing, or the two things it may mean."""

    start: date | datetime | None = None
    end: date | datetime | None = None
    missing: str | None = None
    fault: Fault | None = None
    choices: tuple[tuple[date, date, str], ...] = ()
    approximate: bool = False
    recurring: bool = False


def settle_word(point: Point, token: Token, present: Present) -> Meant | None:
    """What the word means now; ``None`` if nothing."""
    return _WORDS[token.kind](point, token, present)


# days, weeks, months

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


def _relative_day(point: Point, token: Token, present: Present) -> Meant | None:
    word = (token["rel"] or token["part_of"]).rstrip("天日")
    if present.mode is Mode.DOCUMENT or word not in _DAYS:
        return None
    day = present.today + timedelta(days=_DAYS[word])
    return Meant(day, day)


_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6} | {str(i + 1): i for i in range(7)}


def _week(point: Point, token: Token, present: Present) -> Meant | None:
    if present.mode is Mode.DOCUMENT:
        return None
    today = present.today
    monday = today - timedelta(days=today.weekday())
    if token["ewd"]:
        day = today + timedelta(days=(_WEEKDAYS[token["ewd"]] - today.weekday()) % 7)
        return Meant(day, day, recurring=True)
    monday += timedelta(weeks=_SHIFT.get(token["rel"] or token["rel2"], 0))
    if token["rel2"]:
        return Meant(monday, monday + timedelta(days=6))
    if token["weekend"] or token["wd"] == "末":
        return Meant(monday + timedelta(days=5), monday + timedelta(days=6))
    weekday = _WEEKDAYS[token["wd"]]
    if token["rel"]:
        day = monday + timedelta(days=weekday)
    else:
        day = today + timedelta(days=(weekday - today.weekday()) % 7)
    return Meant(day, day)


def _month(point: Point, token: Token, present: Present) -> Meant | None:
    if present.mode is Mode.DOCUMENT:
        return None
    first = add_months(present.today.replace(day=1), _SHIFT.get(token["rel"], 0))
    if point.day is None:
        return Meant(*month_part(first.year, first.month, point.part), approximate=is_vague(point.part))
    last = point.day_end or point.day
    fault = valid(first.year, first.month, point.day) or valid(first.year, first.month, last)
    return Meant(fault=fault) if fault else Meant(first.replace(day=point.day), first.replace(day=last))


def _part(point: Point, token: Token, present: Present) -> Meant | None:
    if present.mode is Mode.DOCUMENT:
        return None
    today, part = present.today, token["part"]
    days = month_part(today.year, today.month, part) if token["unit"] == "月" else year_part(today.year, part)
    return Meant(*days, approximate=is_vague(part))


# lengths of time


def length(token: Token, suffix: str) -> tuple[int, int, int] | None:
    """Months, days and working days of a length of time (半個月 is 15 days, 半年 six months); ``None`` if it is none."""
    written, unit = token["n" + suffix], token["u" + suffix]
    halves = 1 if token["half" + suffix] or token["yhalf" + suffix] else 0
    if unit == "月" and not token["m" + suffix]:
        return None
    if written == "半":
        return {"年": (6, 0, 0), "月": (0, 15, 0)}.get(unit)
    n = whole_number(written)
    if n is None or n > 500:
        return None
    return _in_units(n, halves, unit)


def _in_units(n: int, halves: int, unit: str) -> tuple[int, int, int] | None:
    if unit == "年":
        return 12 * n + 6 * halves, 0, 0
    if unit == "月":
        return n, 15 * halves, 0
    if unit in {"星期", "禮拜", "週"}:
        return 0, 7 * n, 0
    if unit in {"天", "日"}:
        return 0, n, 0
    return (0, 0, n) if unit.startswith("工作") else None


def _duration(point: Point, token: Token, present: Present) -> Meant | None:
    span = length(token, "4")
    if span is None:
        return None
    months, days, working = span
    if present.mode is Mode.DOCUMENT:
        return Meant(missing="event") if token["u4"] != "年" else None
    today = present.today
    if token["bef4"]:
        day = add_months(today, -months) - timedelta(days=days)
        if token["u4"] == "日" and 1 <= days <= 31:
            return _day_or_days(today, day, days)
        return None if working else Meant(day, day)
    day = after_working_days(add_months(today, months) + timedelta(days=days), working)
    return Meant(today if token["in4"] else day, day)


def _day_or_days(today: date, ago: date, n: int) -> Meant:
    """7日前 is seven days ago or before the seventh."""
    first = today.replace(day=1)
    while valid(first.year, first.month, n) or first.replace(day=n) < today:
        first = add_months(first, 1)
    coming = first.replace(day=n)
    return Meant(choices=((ago, ago, f"{n}天以前"), (coming, coming, f"{coming.month}月{n}日以前")))


# school years and semesters


def _school_year(point: Point, token: Token, present: Present) -> Meant | None:
    n = whole_number(token["n"])
    if n is None or (n < 20 and len(token["n"]) < 3):
        return None
    if n > 1900:
        n -= 1911
    return _half(n, token) if n < 300 else None


def _half(n: int, token: Token) -> Meant:
    caught = token.match.groupdict()
    if caught.get("hol"):
        year = n + 1912
        return Meant(
            *(winter_holiday(year) if caught["hol"] == "寒假" else summer_holiday(year)), approximate=True
        )
    half = caught.get("s") or caught.get("s2")
    if not half:
        return Meant(*school_year_span(n))
    return Meant(*semester_span(n, 2 if half in "二2下" else 1))


def _semester_number(point: Point, token: Token, present: Present) -> Meant | None:
    n = int(token["n"])
    if not 80 <= n <= 199 or (token["n"].startswith("0")):
        return None
    return _half(n, token)


def _list(point: Point, token: Token, present: Present) -> Meant | None:
    numbers = [whole_number(n) for n in _split(token["list"])]
    years = [n for n in numbers if n is not None and 20 <= n < 300]
    if len(years) != len(numbers) or years != sorted(years):
        return None
    return Meant(school_year_span(years[0])[0], school_year_span(years[-1])[1])


def _split(text: str) -> list[str]:
    for mark in "、及和與至到~":
        text = text.replace(mark, "-")
    return text.split("-")


_SCHOOL_SHIFT = {"上": -1, "前": -1, "前一": -1, "去": -1, "下": 1, "下一": 1, "次": 1, "隔": 1, "明": 1}


def _this_school_year(present: Present) -> int:
    anchored = present.year_of("doc_school_year")
    return school_year(present.today) if anchored is None else anchored - 1911


def _relative_school_year(point: Point, token: Token, present: Present) -> Meant | None:
    return _half(_this_school_year(present) + _SCHOOL_SHIFT.get(token["rel"], 0), token)


def _semester(point: Point, token: Token, present: Present) -> Meant | None:
    n, half = semester(present.today)
    n_told = _this_school_year(present)
    if token["s"]:
        if present.mode is Mode.DOCUMENT and present.year_of("doc_school_year") is None:
            return Meant(missing="doc_school_year")
        return Meant(*semester_span(n_told, 2 if token["s"] in "二2" else 1))
    if token["rel"]:
        step = {"下個": 1, "下": 1, "下下個": 2, "下下": 2, "上個": -1}.get(token["rel"], 0)
        place = n * 2 + half - 1 + step
        return Meant(*semester_span(place // 2, place % 2 + 1))
    named = (n_told, 1 if token["name"] == "上" else 2)
    place = n * 2 + half - 1 + (-1 if token["name"] == "上" else 1)
    counted = (place // 2, place % 2 + 1)
    if counted == named or present.year_of("doc_school_year") is not None:
        return Meant(*semester_span(*named))
    return Meant(
        choices=tuple((*semester_span(*which), _semester_words(*which)) for which in (counted, named))
    )


def _semester_words(n: int, half: int) -> str:
    return f"{n}學年度第{half}學期"


def _near(point: Point, token: Token, present: Present) -> Meant | None:
    n = whole_number(token["n"])
    if n is None or not 1 <= n <= 100:
        return None
    unit = token["u"]
    if unit.startswith("學年"):
        if present.mode is Mode.DOCUMENT and present.year_of("doc_school_year") is None:
            return Meant(missing="doc_school_year")
        last = _this_school_year(present)
        return Meant(school_year_span(last - n + 1)[0], school_year_span(last)[1])
    if present.mode is Mode.DOCUMENT or unit == "學期":
        return None
    back = {"年": (12 * n, 0), "年度": (12 * n, 0), "月": (n, 0), "週": (0, 7 * n), "天": (0, n)}[unit]
    today = present.today
    return Meant(add_months(today, -back[0]) - timedelta(days=back[1]), today)


_WORDS: dict[str, Callable[[Point, Token, Present], Meant | None]] = {
    "RD": _relative_day,
    "W": _week,
    "RM": _month,
    "PART": _part,
    "DUR": _duration,
    "SY": _school_year,
    "SEMNUM": _semester_number,
    "SYLIST": _list,
    "RSY": _relative_school_year,
    "SEM": _semester,
    "NEAR": _near,
}

_ = month_end
