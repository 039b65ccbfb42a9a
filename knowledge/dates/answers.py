"""Short answers to a question for a date, written out: 「8.7」, 「113 8 7」, 「98」, 「0520」.

Only the answer to a question may be this short: in running text the same characters are marks, prices and room numbers.

    >>> spell_out("8.7", 2026), spell_out("98", 2026), spell_out("5/6/2009", 2026)
    (['8月7日'], ['民國98年'], ['2009年5月6日', '2009年6月5日'])
"""

from __future__ import annotations

import re

_MARK = r"[ ,./\-]"
_THREE = re.compile(rf"(?:民國)?([0-9]{{2,4}}){_MARK}([0-9]{{1,2}}){_MARK}([0-9]{{1,2}})")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}}){_MARK}([0-9]{{1,2}}){_MARK}([12][0-9]{{3}})")
_TWO = re.compile(rf"([0-9]{{1,3}}){_MARK}([0-9]{{1,2}})")
_FOUR = re.compile(r"([0-9]{2})([0-9]{2})")
_YEAR = re.compile(r"(民國|西元)?([0-9]{2,4})")


def spell_out(answer: str, this_year: int) -> list[str]:
    """What a short answer may stand for; nothing if it is not one of these forms."""
    return _three(answer) or _two(answer) or _one(answer, this_year)


def _three(answer: str) -> list[str]:
    match = _THREE.fullmatch(answer)
    if match:
        return [f"{int(match[1])}/{match[2]}/{match[3]}"] if " " in answer or "," in answer else []
    match = _YEAR_LAST.fullmatch(answer)
    if match is None:
        return []
    first, second, year = match.groups()
    orders = {(int(first), int(second)), (int(second), int(first))}
    return [f"{year}年{month}月{day}日" for month, day in sorted(orders) if month <= 12 and day <= 31]


def _two(answer: str) -> list[str]:
    match = _TWO.fullmatch(answer)
    if match is None:
        return []
    first, second = int(match[1]), int(match[2])
    if first > 31 and 1 <= second <= 12:
        return [f"民國{first}年{second}月"]
    return [f"{first}月{second}日"]


def _one(answer: str, this_year: int) -> list[str]:
    match = _YEAR.fullmatch(answer)
    if match is None:
        return []
    era, digits = match[1] or "", match[2]
    number = int(digits)
    if era or (len(digits) == 4 and 1900 <= number < 2100):
        return [f"{era}{number}年"]
    if len(digits) < 4 and 32 <= number <= this_year - 1911 + 10:
        return [f"民國{number}年"]
    two = _FOUR.fullmatch(digits)
    if two and 1 <= int(two[1]) <= 12 and 1 <= int(two[2]) <= 31:
        return [f"{int(two[1])}月{int(two[2])}日"]
    return []
