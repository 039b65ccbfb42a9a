"""The number in the answer to a question for a number: one, or the range that 不到, 以上, 十幾 and 五六 leave open.

A range stays a range: 不到15人 is never 15. A number counted in another unit (6次 where people are asked for) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from knowledge.criteria import Between, Exact, Known
from knowledge.hearing import figures

WRITTEN = r"\d+(?:\.\d+)?|[零〇一二兩三四五六七八九十百]+"
NUMBER = re.compile(WRITTEN)
DIGITS = "一二三四五六七八九"
NEIGHBOURS = re.compile("|".join(f"{a}{b}" for a, b in pairwise(DIGITS)).replace("二三", "[二兩]三"))
RANGE = re.compile(rf"({WRITTEN})[個人位次所班節頁天%％]?(?:到|至|-|~|～|、|或)({WRITTEN})")
TENS = re.compile(rf"({WRITTEN})幾")
UNITS = re.compile(rf"(?:{WRITTEN})幾?\s*([次人位名所間校班節頁天場])")
SAME = ({"人", "位", "名"}, {"所", "間", "校"}, {"次", "場"})
LESS = re.compile(r"不到|未滿|不滿|低於|少於|不足|沒到|沒有到|小於|沒滿")
MORE = re.compile(r"超過|多於|大於|高於")
LEAST = re.compile(r"以上|至少|起碼|最少")
MOST = re.compile(r"以下|最多|以內|至多")


def amount(plain: str, limits: tuple[float, float], step: float) -> Known | None:
    """What number the answer tells; None where it tells none, or several. ``step``: between one value and the next."""
    low, high = limits
    if re.match(r"\s*[-−]\s*\d", plain):
        return None
    if match := NEIGHBOURS.search(plain):
        first, last = (figures.number(digit) for digit in match[0])
        return between(first, last)
    if match := RANGE.search(plain):
        return between(figures.number(match[1]), figures.number(match[2]))
    values = [value for match in NUMBER.finditer(plain) if (value := figures.number(match[0])) is not None]
    if len(values) > 1 and re.search(r"[+＋加]", plain):
        return Exact(whole(float(sum(values))))
    if len(set(values)) != 1:
        return None
    value = whole(float(values[0]))
    if TENS.search(plain) and value % 10 == 0:
        return Between(value + 1, value + 9)
    if LESS.search(plain):
        return between(low, value - step)
    if MORE.search(plain):
        return between(value + step, high)
    if LEAST.search(plain):
        return between(value, high)
    return between(low, value) if MOST.search(plain) else Exact(value)


def between(low: float | None, high: float | None) -> Known | None:
    """A range, or the one number in it; None where it is none."""
    if low is None or high is None or low > high:
        return None
    return Exact(whole(low)) if low == high else Between(whole(low), whole(high))


def whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def counted_in(plain: str, units: Iterable[str]) -> tuple[str, str]:
    """The text without numbers counted in none of ``units``, and the first such number where it has no other."""
    letters = set("".join(units))
    allowed = letters.union(*(family for family in SAME if family & letters))
    found = list(UNITS.finditer(plain))
    others = [match[0] for match in found if letters and match[1] not in allowed]
    if len(others) == len(found):
        return plain, others[0] if others else ""
    for other in others:
        plain = plain.replace(other, "")
    return plain, ""
