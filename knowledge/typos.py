"""Wrong characters with the right sound, and other slips of a thumb, put right against the knowledge base's terms.

Which reading of a message is likeliest: it is cut into words the cheapest way (``knowledge.lexicon``), and a term may
stand for a stretch that sounds exactly the same (資憂 → 資優), or lacks one of its characters, or doubles one, at a
price. A message that is made of usual words therefore stays as it is. What only sounds alike (申述 → 申訴) is never
put right silently, but for a single character of a long term: it is offered (``near``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.lexicon import LONGEST_TERM, OWN_TERM, RARE_CHARACTER, RARE_WORD, Lexicon
from knowledge.readings import Readings
from knowledge.wording import typed

ZHUYIN = "ㄅ-ㄩˊˇˋ˙"
RUN = re.compile(rf"[一-鿿{ZHUYIN}]+")
CELL = re.compile(rf"[一-鿿]|[ㄅ-ㄩ]+[ˊˇˋ˙]?|[{ZHUYIN}]")
SPOKEN = {
    "ㄉ": "的", "ㄇ": "嗎", "ㄋ": "呢", "ㄅ": "吧", "ㄚ": "啊", "ㄟ": "欸", "ㄛ": "喔", "ㄌ": "了", "ㄍ": "個",
    "ㄧ": "一", "ㄏ": "", "ㄎ": "", "ㄏㄏ": "", "ㄎㄎ": "", "ㄨ": "嗚", "ㄝ": "欸",
}  # fmt: skip
"""Zhuyin that people type on purpose, in place of a word."""

SAME_SOUND, SLURRED, ALIKE, LACKING, DOUBLED, STRAY = 6.0, 6.5, 7.0, 11.0, 9.0, 4.0
"""What a change costs: for each character put right, for one that sounds alike in the same tone, or in another, for one left out or doubled, and
more for a short term that does not go with its neighbours."""
LONG = 4
FIXED = frozenset("〇零一二三四五六七八九十百千萬兩壹貳參肆伍陸柒捌玖拾的得地哪那")
"""A number is never taken for another word, or the other way round; what a particle sounds like says nothing."""
STRANGE = 3.0
"""More for a rare word that is no term."""
LONGEST_SLIP = 6
"""Longer terms still match by what is left of them."""
EMPTY = frozenset("的了與和及或之在是會有第到從個")
"""What people leave out because it says nothing."""


@dataclass(frozen=True)
class Change:
    """What was typed, and the term that it is taken for."""

    typed: str
    term: str


@dataclass(frozen=True)
class Put:
    """A message with its slips put right; ``text`` is the message itself where there is none."""

    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Step:
    """One word of a cut: from ``start``, what it says, what it costs in all, the term where it was changed."""

    cost: float
    start: int
    says: str
    term: str = ""


class Typos:
    """Puts messages right against one lexicon. Everything it needs is made when the first message comes."""

    def __init__(self, lexicon: Lexicon, readings: Readings | None = None) -> None:
        self.lexicon = lexicon
        self.readings = readings or Readings(lexicon.base.data)

    def right(self, text: str) -> Put:
        """``text`` with what is certain put right."""
        return self._put(text, blur=False)

    def near(self, text: str) -> Put:
        """``text`` with what sounds alike put right too: to be offered, not taken for granted."""
        return self._put(text, blur=True)

    def _put(self, text: str, *, blur: bool) -> Put:
        plain = typed(text)
        changes: list[Change] = []
        said = RUN.sub(lambda match: self._run(match[0], changes, blur), plain)
        return Put(said, tuple(changes)) if said != plain else Put(text)

    def _run(self, run: str, changes: list[Change], blur: bool) -> str:
        """One stretch of characters as it is most likely meant."""
        cells = [SPOKEN.get(cell, cell) for cell in CELL.findall(run)]
        cells = [cell for cell in cells if cell]
        best = [Step(0.0, 0, "")]
        coming: list[list[Step]] = [[] for _ in range(len(cells) + 1)]
        for start in range(len(cells)):
            for end, step in self._steps(cells, start, blur):
                coming[end].append(Step(best[start].cost + step.cost, start, step.says, step.term))
            best.append(min(coming[start + 1], key=lambda step: step.cost))
        said: list[str] = []
        end = len(cells)
        while end:
            step = best[end]
            said.append(step.says)
            if step.term:
                changes.insert(0, Change("".join(cells[step.start : end]), step.term))
            end = step.start
        return "".join(reversed(said))

    def _steps(self, cells: list[str], start: int, blur: bool) -> Iterator[tuple[int, Step]]:
        """(end, step) for every word that may begin at ``start``."""
        costs = self.lexicon.costs
        text = ""
        for end in range(start + 1, min(len(cells), start + LONGEST_TERM) + 1):
            text += cells[end - 1]
            cost = costs.get(text)
            if cost is not None:
                yield end, Step(cost + (STRANGE if cost >= RARE_WORD else 0.0), start, text)
            elif end == start + 1:
                yield end, Step(RARE_CHARACTER, start, text if text >= "一" else "")
            slip = self._slips.get(text)
            if slip is not None and (text in slip[0] or not self.lexicon.familiar(text)):
                yield end, Step(slip[1], start, slip[0], slip[0])
        yield from self._sounding(cells, start, blur)

    def _sounding(self, cells: list[str], start: int, blur: bool) -> Iterator[tuple[int, Step]]:
        """Terms that sound like what stands at ``start``."""
        if start + 1 >= len(cells):
            return
        seen: set[str] = set()
        for key in self._keys(cells[start], cells[start + 1]):
            for term in self._by_sound.get(key, ()):
                end = start + len(term)
                if end > len(cells) or term in seen:
                    continue
                seen.add(term)
                price = self._price(cells[start:end], term, blur)
                if price is not None:
                    if len(term) < LONG and not self._joined(cells, start, end, term):
                        price += STRAY
                    yield end, Step(self.lexicon.terms[term] + price, start, term, term)

    def _price(self, cells: list[str], term: str, blur: bool) -> float | None:
        """What it costs to take ``cells`` for ``term``; None where that is not allowed."""
        changes = [self._change(cell, to) for cell, to in zip(cells, term, strict=True) if cell != to]
        if not changes or None in changes or len(changes) == len(term) > 2:
            return None
        prices = [price for price in changes if price is not None]
        alike = ALIKE in prices
        if len(term) < LONG and not blur and (alike or (SLURRED in prices and len(prices) > 1)):
            return None
        if alike and not blur and len(prices) > 1:
            return None
        known = self.lexicon.familiar("".join(cells), strictly=blur and alike)
        return None if known else sum(prices)

    def _change(self, cell: str, to: str) -> float | None:
        """What it costs to take one character for another; None where they do not sound alike."""
        if cell in FIXED or to in FIXED:
            return None
        if self.readings.of(cell) & self.readings.of(to):
            return SAME_SOUND if cell >= "一" else 0.0
        if self.readings.slurred(cell) & self.readings.slurred(to):
            return SLURRED
        return ALIKE if self.readings.like(cell) & self.readings.like(to) else None

    def _joined(self, cells: list[str], start: int, end: int, term: str) -> bool:
        """Whether a short term goes with what stands beside it: a pair that the knowledge base holds, or nothing."""
        before = cells[start - 1] + term[0] if start else ""
        after = term[-1] + cells[end] if end < len(cells) else ""
        return not (before or after) or before in self.lexicon.pairs or after in self.lexicon.pairs

    def _keys(self, first: str, second: str) -> Iterator[tuple[str, str]]:
        for one in self.readings.like(first):
            for other in self.readings.like(second):
                yield one, other

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Terms by how their first two characters sound, tones and near sounds not told apart."""
        found: dict[tuple[str, str], list[str]] = {}
        for term in self.lexicon.terms:
            for key in set(self._keys(term[0], term[1])):
                found.setdefault(key, []).append(term)
        return {key: tuple(terms) for key, terms in found.items()}

    @cached_property
    def _slips(self) -> Mapping[str, tuple[str, float]]:
        """Terms with one character left out or doubled, as they would be typed → (term, cost)."""
        found: dict[str, tuple[str, float]] = {}
        for term, cost in self.lexicon.terms.items():
            for slip, price in slips(term) if len(term) <= LONGEST_SLIP else ():
                if cost + price < found.get(slip, ("", 1e9))[1]:
                    found[slip] = (term, cost + price)
        for name in self.lexicon.names:
            for slip in (name[1:], name[:-1]):
                if len(name) >= LONG and self._only_in(slip, name):
                    found.setdefault(slip, (name, OWN_TERM + LACKING))
        return found

    def _only_in(self, slip: str, name: str) -> bool:
        """Whether ``slip`` stands in the knowledge base as part of ``name`` only."""
        text = self.lexicon.text
        return slip not in self.lexicon.costs and text.count(slip) == text.count(name)


def slips(term: str) -> Iterable[tuple[str, float]]:
    """Ways to mistype ``term`` by one character too few (inside it) or one twice."""
    if len(term) >= LONG:
        for at in range(1, len(term) - 1):
            if term[at] not in EMPTY:
                yield term[:at] + term[at + 1 :], LACKING
    for at, character in enumerate(term):
        yield term[:at] + character + term[at:], DOUBLED
