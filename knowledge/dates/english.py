"""English dates, said the Chinese way before they are read: Dec 5, 2026 → 2026年12月5日, next Friday → 下週五.

The readers know one language; a phrase becomes what it means in that one. How many days a word stands for stays theirs.

>>> [said for _, _, said in phrases("by 5 December, from Monday to next Friday, within 3 days")]
['12月5日前', '週一到下週五', '3天內']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FULL = ["uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"]
_MONTH = (
    "|".join(rf"{m}(?:{rest}|\.)?" if rest else m for m, rest in zip(_MONTHS, _FULL, strict=True))
    + r"|sept\.?"
)
_WEEKDAYS = dict(zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "一二三四五六日", strict=True))
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?=[.,)]|$)"
"""Written short only where it ends something: the SAT is an examination, and Sun Yat-sen a name."""
_DAYS = {
    "the day after tomorrow": "後天", "the day before yesterday": "前天", "today": "今天", "tonight": "今天晚上",
    "tomorrow": "明天", "yesterday": "昨天",
}  # fmt: skip
_SHIFTS = {"next": "下", "last": "上", "this": "這", "coming": "", "": ""}
_UNITS = {"day": "天", "week": "週", "month": "個月", "year": "年"}
_NUMBERS = dict(
    zip(
        ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "ten"],
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 10),
        strict=True,
    )
)
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = "|".join(_UNITS)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*(?P<y{0}>(?:19|20)\d\d)(?!\d))"

_POINT = (
    rf"(?:(?P<m{{0}}>{_MONTH})\s*(?P<d{{0}}>{_NTH})(?![\d:]){_YEAR}?"
    rf"|(?P<e{{0}}>{_NTH})\s*(?:of\s+)?(?P<n{{0}}>{_MONTH})(?![a-z]){_YEAR.replace('y{0}', 'z{0}')}?"
    rf"|(?P<o{{0}}>{_MONTH})(?![a-z])\s*{_YEAR.replace('y{0}', 'x{0}')}"
    rf"|(?P<word{{0}}>{'|'.join(_DAYS)})(?![a-z])"
    rf"|(?:(?P<shift{{0}}>next|last|this|coming)\s+)?(?P<wd{{0}}>{_WEEKDAY})(?![a-z])"
    rf"|(?P<by{{0}}>next|last|this)\s+(?P<unit{{0}}>week|month|year)(?![a-z]))"
)


def _point(number: int) -> str:
    return re.sub(r"\{0\}", str(number), _POINT)


_DATES = re.compile(
    rf"(?<![a-z])(?:(?P<until>(?:by|before|until|till)\s+)|(?P<since>(?:after|from|since)\s+)|(?:on|in|between)\s+)?"
    rf"{_point(1)}(?:\s*(?:to|and|until|till|through|-|~)\s*{_point(2)})?",
    re.I,
)
_LENGTHS = re.compile(
    rf"(?<![a-z])(?:(?P<in>in|within)\s+)?(?P<n>{_NUMBER})\s+(?P<u>{_UNIT})s?(?:\s+(?P<to>later|ago|from\s+now))?(?![a-z])",
    re.I,
)


def phrases(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the Chinese for it) for every English date in ``text``, from left to right."""
    found = [(m.start(), m.end(), said) for m in _DATES.finditer(text) if (said := _dates(m))]
    found += [(m.start(), m.end(), said) for m in _LENGTHS.finditer(text) if (said := _length(m))]
    end = 0
    for start, stop, said in sorted(found):
        if start >= end:
            yield start, stop, said
            end = stop


def _dates(match: re.Match[str]) -> str:
    first, second = _one(match, "1"), _one(match, "2")
    if second:
        return f"{first}到{second}"
    return f"{first}{'前' if match['until'] else '起' if match['since'] else ''}"


def _one(match: re.Match[str], which: str) -> str:
    """One date; empty where that side is not there."""

    def part(name: str) -> str:
        return (match[f"{name}{which}"] or "").lower()

    if month := part("m") or part("n") or part("o"):
        year = part("y") or part("z") or part("x")
        day = re.sub(r"\D", "", part("d") or part("e"))
        return f"{year}年" * bool(year) + f"{_MONTHS.index(month[:3]) + 1}月" + f"{day}日" * bool(day)
    if word := part("word"):
        return _DAYS[re.sub(r"\s+", " ", word)]
    if weekday := part("wd"):
        return f"{_SHIFTS[part('shift')]}週{_WEEKDAYS[weekday[:3]]}"
    if unit := part("unit"):
        return {"year": {"next": "明", "last": "去", "this": "今"}[part("by")] + "年"}.get(
            unit, f"{_SHIFTS[part('by')]}{'個月' if unit == 'month' else '週'}"
        )
    return ""


def _length(match: re.Match[str]) -> str:
    """3 days ago, in two weeks, within a month; a bare length says no date."""
    within, behind = (match["in"] or "").lower(), (match["to"] or "").lower()
    if not within and not behind:
        return ""
    number = match["n"].lower()
    side = "內" if within == "within" else "前" if behind == "ago" else "後"
    return f"{_NUMBERS.get(number, number)}{_UNITS[match['u'].lower()]}{side}"
