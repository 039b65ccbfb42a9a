"""Numbers, money and shares as people and documents write them: 1萬5,000、七萬五、7.5萬、貳拾壹萬、百分之五十、五成.

A number in running text is found only where its writing or its unit says that it is one: 「統一」, 「第一」 and 「千萬別」 hold
numerals and no number. A digit after a unit without 零 counts the next lower unit (七萬五 is 75,000; 七萬零五 is 70,005).

    >>> read_money("1萬5,000元"), read_number("四十五點五"), read_percent("五成")
    (15000, Decimal('45.5'), Decimal('50'))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .numerals import BIG, DIGITS, SMALL, TENS
from .paper import even

_CN_DIGITS = "".join(DIGITS) + "".join(TENS)
_CN_UNITS = "".join(SMALL) + "".join(BIG)
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_ATOM = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<digit>[{_CN_DIGITS}])|(?P<unit>[{_CN_UNITS}])|(?P<dot>點)")
_START = rf"(?:(?:{_ARABIC})[{_CN_UNITS}]*|[{_CN_DIGITS}]+|[十拾百佰](?!分))"
_RUN = rf"{_START}(?:{_ARABIC}|[{_CN_DIGITS}{_CN_UNITS}]|點(?=[{_CN_DIGITS}]))*"
_UNITS = (
    r"個人|人次|學分|公里|公分|元整|圓整|塊錢|分鐘|小時|個月|週歲|級分|元|圓|塊|%|趴|折|倍|分|名|位|人|歲|節|次|場|件|份|組|校|班|頁"
    r"|張|項|屆|科|字|天|日|週|年|月|時|點|度|篇|堂|隊|團|家|冊|本|支"
)
_FOUND = re.compile(
    rf"(?P<money>(?:NT\$|NTD|TWD|新臺幣|臺幣|\$)\s*)?(?P<percent>百分之)?(?<![0-9.])(?P<run>{_RUN})(?:多|餘)?"
    rf"(?:(?P<parts>分之)(?P<of>{_RUN})|(?P<unit>成(?P<half>[{_CN_DIGITS}半0-9])?|{_UNITS}))?",
    re.IGNORECASE,
)
_HALF = re.compile("一半")
_LONGEST = 24
_MONEY_UNITS = {"元", "圓", "塊", "元整", "圓整", "塊錢"}


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number in a text: its value, its place in the text as given, and its unit (``元``, ``%``, ``分``, ``歲`` …).

    成 is told as ``%`` with its value times ten. 新臺幣 and NT$ give ``元``.
    """

    value: Decimal
    span: tuple[int, int]
    unit: str | None = None


def parse_number(written: str) -> Decimal | None:
    """The value of one number, nothing else beside it; ``None`` if the characters do not make one."""
    parser = _Sum()
    at = 0
    for atom in _ATOM.finditer(written):
        if atom.start() != at or not parser.take(atom):
            return None
        at = atom.end()
    return parser.value() if at == len(written) and written else None


class _Sum:
    """Adds up a number from left to right: digits, units, and a fraction behind 點."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.number: Decimal | None = None
        self.was_digit = self.zero = False
        self.last_unit = 1
        self.fraction = Decimal(0)
        self.place = 0

    def take(self, atom: re.Match[str]) -> bool:
        if atom["arabic"]:
            return self._arabic(atom["arabic"])
        if atom["digit"]:
            return self._digit(atom["digit"])
        if atom["unit"]:
            return self._unit(atom["unit"])
        if self.place:
            return False
        self.place, self.last_unit = 1, 1
        return True

    def _arabic(self, written: str) -> bool:
        if self.number or self.place:  # a 零 may stand before it (1萬零5百)
            return False
        self.number, self.was_digit = Decimal(written.replace(",", "")), False
        self.zero = self.zero or len(written) > 1
        return True

    def _digit(self, c: str) -> bool:
        if self.place:
            self.fraction += Decimal(DIGITS.get(c, 0)).scaleb(-self.place)
            self.place += 1
            return True
        if c in TENS:
            self.section += TENS[c]
            self.last_unit = 10
            return True
        if self.number is not None and not self.was_digit:
            return False
        self.zero = self.zero or DIGITS[c] == 0 or self.number is not None
        self.number = (self.number or Decimal(0)) * 10 + DIGITS[c]
        self.was_digit = True
        return True

    def _unit(self, c: str) -> bool:
        if self.place:
            self.number = (self.section + (self.number or 0)) + self.fraction
            self.section, self.fraction, self.place = Decimal(0), Decimal(0), 0
        self.zero = False
        if c in SMALL:
            self.section += (Decimal(1) if self.number is None else self.number) * SMALL[c]
            self.last_unit = SMALL[c]
        else:
            here = self.section + (self.number or 0)
            if not here and not self.total:
                return False
            self.total = (self.total + here) * BIG[c] if c == "億" else self.total + here * BIG[c]
            self.section, self.last_unit = Decimal(0), BIG[c]
        self.number, self.was_digit = None, False
        return True

    def value(self) -> Decimal:
        number = self.number or Decimal(0)
        if self.last_unit >= 100 and not self.zero and 0 < number < 10 and not self.place:
            number = number * self.last_unit / 10
        return _plain(self.total + self.section + number + self.fraction)


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def find_numbers(text: str) -> tuple[NumberFound, ...]:
    """Every number of a text, with its unit where one follows. 三分之二 is a share of 66.67 %, 一半 of 50 %."""
    paper = even(text)
    found = [NumberFound(Decimal(50), paper.span(*m.span()), "%") for m in _HALF.finditer(paper.text)]
    for match in _FOUND.finditer(paper.text):
        value = parse_number(match["run"]) if len(match["run"]) <= _LONGEST else None
        if value is None or not _is_number(match, paper.text):
            continue
        valued = _with_unit(value, match)
        if valued is not None:
            found.append(NumberFound(valued[0], paper.span(match.start(), match.end()), valued[1]))
    return tuple(sorted(found, key=lambda n: n.span))


def _with_unit(value: Decimal, match: re.Match[str]) -> tuple[Decimal, str | None] | None:
    """Value and unit as they are told; ``None`` for a share of nothing."""
    unit = match["unit"]
    if match["parts"]:
        part = parse_number(match["of"]) if len(match["of"]) <= _LONGEST else None
        return (_plain(round(100 * part / value, 2)), "%") if part is not None and value else None
    if match["percent"] or unit == "趴":
        return value, "%"
    if unit and unit.startswith("成"):
        return value * 10 + _half_share(match["half"]), "%"
    return value, "元" if match["money"] or unit in _MONEY_UNITS else unit


def _half_share(c: str | None) -> int:
    """The 五 of 七成五."""
    if c is None:
        return 0
    return 5 if c == "半" else DIGITS.get(c, 0) if c in DIGITS else int(c)


def _is_number(match: re.Match[str], text: str) -> bool:
    run = match["run"]
    if run[0] in "0123456789" or match["money"] or match["percent"]:
        return True
    if match.start() == 0 and match.end("run") == len(text):
        return True
    if match.start() and text[match.start() - 1] in "第初統":
        return False
    return bool(match["unit"] or match["parts"]) or (len(run) > 1 and any(c in _CN_UNITS for c in run))


def _only(values: list[Decimal]) -> Decimal | None:
    return values[0] if len(set(values)) == 1 else None


def read_number(text: str) -> Decimal | None:
    """The one number of a text; ``None`` if there is none, or several different ones."""
    return _only([n.value for n in find_numbers(text)])


def read_percent(text: str) -> Decimal | None:
    """The one share of a text, in percent (50 for 五成、50%、百分之五十)."""
    return _only([n.value for n in find_numbers(text) if n.unit == "%"])


def read_money(text: str) -> int | None:
    """The one sum of a text, in New Taiwan dollars; a bare number counts if no sum says its unit."""
    numbers = find_numbers(text)
    sums = [n.value for n in numbers if n.unit == "元"] or [n.value for n in numbers if n.unit is None]
    value = _only(sums)
    return int(value) if value is not None and value == value.to_integral_value() else None
