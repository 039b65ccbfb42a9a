"""學年 and 學期 in words: 113學年度第2學期、108及109學年度、113-1、下學年度、上學期、近三學年.

上學期 may name the first half of a school year or the half before this one (下學期 likewise the second, or the next): where the
two differ and no school year is known, both are given and the bot asks. 近三學年 counts the year it is told from.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .numerals import whole_number
from .people_words import lately
from .points import Point
from .schoolyears import long_holiday, school_year, school_year_span, semester, semester_span
from .shapes import Mode, Present
from .tokens import Token
from .windows import Window

_ROC_BEGINS = 1911
_NUMBERS = range(20, 300)
_MARKS = re.compile("[-~至到、及和與或]")
_SHIFT = {"上": -1, "前": -1, "前一": -1, "去": -1, "下": 1, "下一": 1, "次": 1, "隔": 1, "明": 1}
_STEP = {"下個": 1, "下": 1, "下下個": 2, "下下": 2, "上個": -1}


def _year(point: Point, _present: Present) -> Window | None:
    assert point.word is not None
    n = _number(point.word["n"])
    return None if n is None else _half(n, point.word)


def _number(written: str) -> int | None:
    """A 民國 school year; 一學年 and 3學年 are lengths of time."""
    n = whole_number(written)
    if n is not None and n > _ROC_BEGINS:
        n -= _ROC_BEGINS
    return n if n in _NUMBERS else None


def _half(n: int, token: Token) -> Window:
    """The whole year, or the semester or holiday the token names."""
    caught = token.match.groupdict()
    if caught.get("hol"):
        return Window(*long_holiday(caught["hol"], n + _ROC_BEGINS + 1), approximate=True)
    half = caught.get("s") or caught.get("s2")
    if not half:
        return Window(*school_year_span(n))
    return Window(*semester_span(n, _which(half)))


def _which(half: str) -> int:
    return 2 if half in "二2下" else 1


def _year_and_half(point: Point, _present: Present) -> Window | None:
    """113-1; a leading zero or a small number is something else."""
    assert point.word is not None
    n = _number(point.word["n"])
    return None if n is None or n < 80 else _half(n, point.word)


def _years(point: Point, _present: Present) -> Window | None:
    assert point.word is not None
    written = point.word["list"]
    numbers = [_number(n) for n in _MARKS.split(written)]
    known = [n for n in numbers if n is not None]
    if len(known) != len(numbers) or known != sorted(known):
        return None
    if "或" in written:
        return Window(choices=tuple((*school_year_span(n), f"{n}學年度") for n in known))
    return Window(school_year_span(known[0])[0], school_year_span(known[-1])[1])


def _this_year(present: Present) -> int:
    anchored = present.year_of("doc_school_year")
    return school_year(present.today) if anchored is None else anchored - _ROC_BEGINS


def _relative_year(point: Point, present: Present) -> Window | None:
    assert point.word is not None
    return _half(_this_year(present) + _SHIFT.get(point.word["rel"], 0), point.word)


def _semester(point: Point, present: Present) -> Window | None:
    token = point.word
    assert token is not None
    anchored = present.year_of("doc_school_year") is not None
    if token["s"]:
        if present.mode is Mode.DOCUMENT and not anchored:
            return Window(missing="doc_school_year")
        return Window(*semester_span(_this_year(present), _which(token["s"])))
    if token["rel"]:
        return Window(*semester_span(*_stepped(present, _STEP.get(token["rel"], 0))))
    named = (_this_year(present), _which(token["name"]))
    counted = _stepped(present, -1 if token["name"] == "上" else 1)
    if anchored or counted == named:
        return Window(*semester_span(*named))
    return Window(choices=tuple((*semester_span(n, h), f"{n}學年度第{h}學期") for n, h in (counted, named)))


def _stepped(present: Present, step: int) -> tuple[int, int]:
    n, half = semester(present.today)
    place = n * 2 + half - 1 + step
    return place // 2, place % 2 + 1


def _lately(point: Point, present: Present) -> Window | None:
    token = point.word
    assert token is not None
    if not token["u"].startswith("學年"):
        return lately(point, present)
    n = whole_number(token["n"])
    if n is None or not 1 <= n <= 20:
        return None
    if present.mode is Mode.DOCUMENT and present.year_of("doc_school_year") is None:
        return Window(missing="doc_school_year")
    last = _this_year(present)
    return Window(school_year_span(last - n + 1)[0], school_year_span(last)[1])


SCHOOL_WORDS: dict[str, Callable[[Point, Present], Window | None]] = {
    "SY": _year,
    "SEMNUM": _year_and_half,
    "SYLIST": _years,
    "RSY": _relative_year,
    "SEM": _semester,
    "NEAR": _lately,
}
