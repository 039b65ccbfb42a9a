"""明年、前年、前年度、當年度、隔年: years told from the present, from the programme's year, or from the year just named.

前年 is two years ago when somebody says it; 前年度 in a document is the year before the programme's (Kinmen 八). The words
that belong to a programme need its year: the anchor ``programme_year``, or the day of the event itself.
"""

from __future__ import annotations

from .points import Point
from .shapes import Mode, Present
from .windows import Window

_FROM_NOW = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "後年": 2, "大後年": 3}
_FROM_NOW |= {"上年度": -1, "去年度": -1, "今年度": 0, "本年度": 0, "明年度": 1, "下年度": 1, "後年度": 2}
_FROM_PROGRAMME = {"當年": 0, "當年度": 0, "前年度": -1, "前一年": -1, "前一年度": -1}
_FROM_PROGRAMME |= {"上一年": -1, "上一年度": -1, "下一年": 1, "下一年度": 1}
_FROM_BEFORE = {
    "同年": 0,
    "同年度": 0,
    "次年": 1,
    "次年度": 1,
    "隔年": 1,
    "隔年度": 1,
    "翌年": 1,
    "翌年度": 1,
}


def relative_year(point: Point, present: Present, left: Window | None) -> int | str:
    """The Gregorian year of a word, or the name of the anchor that is missing.

    ``left`` is the left end of a range, which 隔年 and its like follow.
    """
    word = point.relative_year
    if word in _FROM_NOW:
        return _from_now(_FROM_NOW[word], present)
    offset = _FROM_PROGRAMME[word] if word in _FROM_PROGRAMME else _FROM_BEFORE.get(word, 0)
    base: int | None = left.start.year if left is not None and left.start is not None else None
    if base is None:
        base = present.year_of("programme_year") or _event_year(present)
    if base is None and word in _FROM_BEFORE:
        base = present.carried_to(point.start) or present.year_of("doc_year")
    return "programme_year" if base is None else base + offset


def _from_now(offset: int, present: Present) -> int | str:
    if present.mode is not Mode.DOCUMENT:
        return present.today.year + offset
    base = present.year_of("doc_year")
    return "doc_year" if base is None else base + offset


def _event_year(present: Present) -> int | None:
    for anchor in ("event", "departure"):
        day = present.day_of(anchor)
        if day:
            return day.year
    return None
