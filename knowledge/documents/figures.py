"""The figures of a text, so that what we tell can be compared with what a document prints.

Arabic figures always count; Chinese numerals count where a unit follows (八仟元, 二個月, 十六名, 百分之二十). Amounts are
compared by value: 1萬5,000 and 15,000, 7.5萬 and 75,000 are the same.

>>> sorted(map(str, read_figures("每班補助1萬5,000元，翻譯費八仟元，二個月內").every))
['15000', '2', '8000']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.documents.characters import chinese_number, normal

URL = re.compile(r"https?://[^\s()<>「」、。,;]+")
LATIN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-z0-9À-ÿ&'@._+-]*[A-Za-z0-9À-ÿ]")
PHONE = re.compile(r"\(?0\d{1,3}\)?[- ]?\d{3,4}[- ]?\d{3,5}(?!\d)")

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ARABIC = re.compile(rf"(?P<a>{_NUMBER})(?:\s*(?P<unit>[千萬億])(?:\s*(?P<b>{_NUMBER})(?!\s*[千萬億.]))?)?")
_SCALE = {"千": 1_000, "萬": 10_000, "億": 100_000_000}
_CHINESE = "[〇零一二兩三四五六七八九十百千萬億壹貳參叁肆伍陸柒捌玖拾佰仟廿卅]+"
_FRACTION = re.compile(rf"(?P<whole>{_CHINESE})分之(?P<part>{_CHINESE})")
_COUNTED = re.compile(
    rf"(?P<before>[第前]?)(?P<n>{_CHINESE})\s*"
    r"(?P<unit>年級|個|名|人|位|次|組|班|校|所|節|日|天|週|周|月|年|小時|時|分|份|級|期|項|件|成|倍|歲|頁|類|輪|座|屆|元|等獎|學年|學期)"
)


@dataclass
class Figures:
    """The values of a text with how often each stands there.

    ``required`` must be told by whoever quotes the text; ``optional`` may be (一, 第二次, 三年級: words as much as
    figures); ``arabic`` are those written in digits.
    """

    required: Counter[Decimal] = field(default_factory=Counter)
    optional: Counter[Decimal] = field(default_factory=Counter)
    arabic: Counter[Decimal] = field(default_factory=Counter)

    @property
    def every(self) -> Counter[Decimal]:
        return self.required + self.optional

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.required + other.required, self.optional + other.optional, self.arabic + other.arabic
        )


def read_figures(text: str) -> Figures:
    """Every figure of ``text``; digits inside Latin names, addresses and telephone numbers are not figures."""
    found = Figures()
    rest = normal(text)
    for pattern in (URL, PHONE, LATIN):
        rest = pattern.sub(" _ ", rest)
    rest = _ARABIC.sub(lambda match: _take_arabic(match, found), rest)
    rest = _FRACTION.sub(lambda match: _take_fraction(match, found), rest)
    for match in _COUNTED.finditer(rest):
        value = Decimal(chinese_number(match["n"]) or 0)
        wordlike = value <= 1 or match["before"] or match["unit"] in ("年級", "等獎")
        (found.optional if wordlike else found.required)[value] += 1
    return found


def all_figures(texts: Iterable[str]) -> Figures:
    """The figures of several texts together."""
    return sum((read_figures(text) for text in texts), Figures())


def _take_arabic(match: re.Match[str], found: Figures) -> str:
    value = Decimal(match["a"].replace(",", ""))
    if match["unit"]:
        value = value * _SCALE[match["unit"]] + Decimal((match["b"] or "0").replace(",", ""))
    value = value.normalize() + 0
    found.required[value] += 1
    found.arabic[value] += 1
    return " _ "


def _take_fraction(match: re.Match[str], found: Figures) -> str:
    whole, part = chinese_number(match["whole"]), chinese_number(match["part"])
    found.required[Decimal(part or 0)] += 1
    if whole != 100:
        found.required[Decimal(whole or 0)] += 1
    return " _ "


def written(value: Decimal) -> str:
    """A value as people write it (no exponent)."""
    return f"{value:f}"
