"""Stretches of a month or a year: 上旬、月底、第1週、第2個星期五、年底, and the feasts.

旬 have exact edges (1–10, 11–20, 21–end). 底 and 末 are the last day, because that is what a deadline means by them. 初 and
中 have no edges: they are taken as the first and the second ten days and marked approximate. 第1週 of a month is taken as its
first seven days (approximate as well: some count from the first Monday).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from .counting import month_end
from .numerals import whole_number
from .vocabulary import WD

_TENS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}
_VAGUE = {"初", "中"}
_FEASTS = {
    "元旦": (1, 1),
    "和平紀念日": (2, 28),
    "二二八": (2, 28),
    "兒童節": (4, 4),
    "勞動節": (5, 1),
    "教師節": (9, 28),
    "國慶日": (10, 10),
    "雙十節": (10, 10),
    "光復節": (10, 25),
    "行憲紀念日": (12, 25),
    "聖誕節": (12, 25),
    "耶誕節": (12, 25),
}
_MOVABLE = {
    "清明節": "民族掃墓節",
    "端午節": "端午節",
    "中秋節": "中秋節",
    "除夕": "農曆除夕",
    "春節": "春節",
}


def month_part(year: int, month: int, part: str) -> tuple[date, date]:
    """First and last day of a part of a month; of the whole month if ``part`` is empty."""
    last = monthrange(year, month)[1]
    if not part:
        return date(year, month, 1), date(year, month, last)
    if part in _TENS:
        first, end = _TENS[part]
        return date(year, month, first), date(year, month, min(end, last))
    if part.startswith("第"):
        return _numbered(year, month, part)
    return date(year, month, last), date(year, month, last)


def _numbered(year: int, month: int, part: str) -> tuple[date, date]:
    n = whole_number(part[1]) or 1
    if part[-1] in WD and len(part) > 3:
        weekday = WD.index(part[-1]) if part[-1] != "天" else 6
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
        return day, day
    start = date(year, month, min(7 * n - 6, 29 if monthrange(year, month)[1] > 28 else 28))
    return start, min(start + timedelta(days=6), month_end(year, month))


def year_part(year: int, part: str) -> tuple[date, date]:
    """First and last day of a year, or of 年底 (its last day), 年初 (January), 年中 (June and July)."""
    if part in {"底", "末"}:
        return date(year, 12, 31), date(year, 12, 31)
    if part == "初":
        return date(year, 1, 1), date(year, 1, 31)
    if part == "上半年":
        return date(year, 1, 1), date(year, 6, 30)
    if part == "下半年":
        return date(year, 7, 1), date(year, 12, 31)
    if part == "中":
        return date(year, 6, 1), date(year, 7, 31)
    return date(year, 1, 1), date(year, 12, 31)


def is_vague(part: str) -> bool:
    """The part has no exact edges."""
    return part in _VAGUE or (part.startswith("第") and part[-1] not in WD)


def feast(name: str, year: int) -> tuple[date, date] | None:
    """The day or days of a feast in a year; the movable ones come from the ``holidays`` library."""
    if name in _FEASTS:
        day = date(year, *_FEASTS[name])
        return day, day
    from holidays import country_holidays

    days = [
        d
        for d, n in country_holidays("TW", years=year, language="zh_TW").items()
        if n.split("; ")[0] == _MOVABLE[name]
    ]
    return (min(days), max(days)) if days else None
