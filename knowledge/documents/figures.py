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
_UNIT = re.compile(
    rf"(?:\s*(?:[、,~\-/]|至|到|及|或|和)\s*第?{_NUMBER})*\s*個?"
    r"(學年|年級|年|月|日|天|時|分|元|名|人|位|次|校|所|組|班|節|週|周|項|款|條|件|份|歲|小時|張|期|團|屆|座|級|點|頁"
    r"|大類|主軸|種|%|號|段|樓|學期|等|篇|隊|場|冊|句|字|間)"
)
_SAME = {
    "人": "名", "位": "名", "天": "日", "號": "日", "周": "週", "點": "時", "隊": "組", "團": "組", "間": "校", "所": "校",
}  # fmt: skip
_CLOCK = re.compile(r"(?<!\d)(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?!\d)")
_TIMES = re.compile(r"(?<=\d)\s*[xX×]\s*(?=\d)")
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
    units: set[tuple[Decimal, str | None]] = field(default_factory=set)
    arabic_units: set[tuple[Decimal, str | None]] = field(default_factory=set)

    @property
    def every(self) -> Counter[Decimal]:
        return self.required + self.optional

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.required + other.required,
            self.optional + other.optional,
            self.arabic + other.arabic,
            self.units | other.units,
            self.arabic_units | other.arabic_units,
        )


def read_figures(text: str) -> Figures:
    """Every figure of ``text``; digits inside Latin names, addresses and telephone numbers are not figures."""
    found = Figures()
    rest = _TIMES.sub("*", normal(text))
    for pattern in (URL, PHONE, LATIN):
        rest = pattern.sub(" _ ", rest)
    rest = _CLOCK.sub(lambda match: _take_clock(match, found), rest)
    rest = _ARABIC.sub(lambda match: _take_arabic(match, found), rest)
    rest = _FRACTION.sub(lambda match: _take_fraction(match, found), rest)
    for match in _COUNTED.finditer(rest):
        value = Decimal(chinese_number(match["n"]) or 0)
        found.units.add((value, _unit(match)))
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
    unit = _UNIT.match(match.string, match.end())
    nth = "第" if unit and match.string[: match.start()].rstrip().endswith("第") else ""
    found.arabic_units.add((value, nth + _SAME.get(unit[1], unit[1]) if unit else None))
    found.units |= found.arabic_units
    return " _ "


def _unit(match: re.Match[str]) -> str | None:
    unit = match["unit"]
    if unit == "個":
        unit = "月" if match.string.startswith("月", match.end()) else None
    nth = "第" if match["before"] == "第" else ""
    return nth + _SAME.get(unit, unit) if unit else None


def _take_clock(match: re.Match[str], found: Figures) -> str:
    value = Decimal(int(match["hour"]) * 100 + int(match["minute"]))
    found.required[value] += 1
    found.arabic[value] += 1
    found.units.add((value, ":"))
    found.arabic_units.add((value, ":"))
    return " _ "


def _take_fraction(match: re.Match[str], found: Figures) -> str:
    whole, part = chinese_number(match["whole"]), chinese_number(match["part"])
    found.required[Decimal(part or 0)] += 1
    found.units |= {(Decimal(part or 0), None), (Decimal(whole or 0), None)}
    if whole != 100:
        found.required[Decimal(whole or 0)] += 1
    return " _ "


def units_of(value: Decimal, units: set[tuple[Decimal, str | None]]) -> set[str | None]:
    """The units that follow a value."""
    return {unit for held, unit in units if held == value}


def written(value: Decimal) -> str:
    """A value as people write it (no exponent)."""
    return f"{value:f}"
