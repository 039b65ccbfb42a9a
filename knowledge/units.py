"""The pieces an answer can be made of, and how well each fits what was asked.

A unit is a fact, a list, one row of a list, a date, a contact, a silence or a doubt. Its wording (typical questions,
title, synonyms, what it says) is cut into n-grams once; a question is compared with all of them through an inverted
index. Scores are between 0 and 1: how much of the question the unit covers, and how like one of its typical
questions it is, both weighted by how rare each n-gram is among all units.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.base import KnowledgeBase
from knowledge.model import DateEntry, Fact, Kind, Piece, Programme, Table
from knowledge.wording import Wording

PAIR, LATIN, SINGLE = 1.0, 1.4, 0.3  # weights of a pair of characters, a Latin word or number, one character
STRANGE_NUMBER = 0.1
MOST = 400
"""Units that are compared with a question in full, those that hold most of it: what a message costs stays bounded."""
AS_MUCH = 0.35
"""What a unit has to hold of a question, as a share of what the best of its programme holds, to be looked at closely."""


@dataclass(frozen=True)
class Unit:
    """One thing that can be answered with. ``row`` is set for one row of a list."""

    programme: str
    id: str
    group: str
    title: str
    say: str
    kinds: frozenset[Kind]
    asks: tuple[str, ...]
    words: tuple[str, ...]
    facets: Mapping[str, str]
    entry: Piece = field(repr=False, compare=False)
    row: int | None = None


@dataclass(frozen=True)
class Fit:
    """How a unit fits a question. Every part is between 0 and 1, weighted by how rare the n-grams are.

    ``like``: likeness to its best typical question; ``inside``: how much of one typical question stands in the
    question; ``cover``: how much of the question the unit's words hold; ``core``: the same without what it says;
    ``title``: how much of its title stands in the question; ``before``: how much of the earlier question it holds;
    ``special`` and ``rare``: how much of the question it holds in n-grams that at most two, or four, programmes use;
    ``number``: the unit's place in the index; ``unknown``: how much of the question no unit at all holds, silences aside.
    """

    unit: Unit
    like: float
    inside: float
    cover: float
    core: float
    title: float
    before: float
    special: float
    rare: float
    unknown: float
    number: int
    score: float = 0.0


def row_text(table: Table, row: int) -> str:
    """One row of a list, said by its template."""
    return table.row.format_map(dict(zip(table.columns, table.rows[row], strict=True)))


def units_of(name: str, programme: Programme) -> Iterator[Unit]:
    """Every unit of one programme."""
    for fact in programme.facts:
        yield unit(name, "fact", fact, fact.title, fact.say, fact.kind, fact.asks, fact.words)
    for table in programme.lists:
        say = "\n".join(
            [*(f"・{row_text(table, n)}" for n in range(len(table.rows))), *filter(None, [table.note])]
        )
        yield unit(name, "list", table, table.title, say, table.kind, table.asks, ())
        for n, cells in enumerate(table.rows):
            yield unit(
                name,
                "row",
                table,
                table.title,
                row_text(table, n),
                table.kind,
                (f"{cells[0]}{table.title}",),
                cells,
                n,
            )
    told = {date for fact in programme.facts for date in fact.dates}
    for date in programme.dates:
        if date.asks or date.id not in told:
            yield unit(
                name, "date", date, date.label, date.label, (Kind.WHEN,), date.asks, ("什麼時候", "截止")
            )
    for contact in programme.contacts:
        words = tuple(filter(None, (contact.office, contact.person, contact.address, "電話 信箱 聯絡")))
        asks = (*contact.asks, f"{contact.handles}要找誰")
        yield unit(
            name, "contact", contact, contact.handles, contact.office, (Kind.CONTACT, Kind.WHERE), asks, words
        )
    for silence in programme.silences:
        yield unit(name, "silence", silence, silence.title, silence.say, (), silence.asks, silence.words)
    for doubt in programme.doubts:
        if doubt.asks:
            yield unit(name, "doubt", doubt, doubt.title, doubt.say, (), doubt.asks, ())


def unit(
    programme: str, group: str, entry: Piece, title: str, say: str, kinds: tuple[Kind, ...],
    asks: tuple[str, ...], words: tuple[str, ...], row: int | None = None,
) -> Unit:  # fmt: skip
    facets = entry.facets if isinstance(entry, Fact | DateEntry | Table) else {}
    return Unit(programme, entry.id, group, title, say, frozenset(kinds), asks, words, facets, entry, row)


@dataclass(frozen=True)
class Held:
    """One unit's n-grams: of each typical question with its weight, of its title, of all but what it says, of all."""

    asks: tuple[tuple[frozenset[str], float], ...]
    title: frozenset[str]
    title_whole: float
    core: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """A question's n-grams, what they weigh together, and which share of that no unit holds."""

    grams: frozenset[str]
    whole: float
    unknown: float


class Index:
    """All units of a knowledge base, ready to be compared with questions."""

    def __init__(self, base: KnowledgeBase, wording: Wording) -> None:
        self.wording = wording
        self.units = [u for name, programme in base.programmes.items() for u in units_of(name, programme)]
        asks = [[frozenset(wording.grams(wording.bare(ask))) for ask in u.asks] for u in self.units]
        titles = [frozenset(wording.grams(u.title)) for u in self.units]
        cores = [
            frozenset().union(title, wording.grams("\n".join(u.words)), *own)
            for u, title, own in zip(self.units, titles, asks, strict=True)
        ]
        wholes = [core.union(wording.grams(u.say)) for u, core in zip(self.units, cores, strict=True)]
        self.postings: dict[str, list[int]] = {}
        for number, whole in enumerate(wholes):
            for gram in whole:
                self.postings.setdefault(gram, []).append(number)
        users: dict[str, set[str]] = {}
        self.spoken: dict[str, dict[str, int]] = {}
        """By programme, the n-grams of what it tells, with how many of its units hold each; silences tell nothing."""
        for one, core, whole in zip(self.units, cores, wholes, strict=True):
            for gram in core:
                users.setdefault(gram, set()).add(one.programme)
            spoken = self.spoken.setdefault(one.programme, {})
            for gram in whole if one.group != "silence" else ():
                spoken[gram] = spoken.get(gram, 0) + 1
        self.told = frozenset().union(*self.spoken.values())
        self.users = {gram: len(programmes) for gram, programmes in users.items()}
        self.weights = {gram: self._weight(gram, len(held)) for gram, held in self.postings.items()}
        self.held = [
            Held(
                tuple((ask, sum(map(self.weight, ask)) or 1.0) for ask in own),
                title,
                sum(map(self.weight, title)) or 1.0,
                core,
                whole,
            )
            for own, title, core, whole in zip(asks, titles, cores, wholes, strict=True)
        ]

    def _weight(self, gram: str, held: int) -> float:
        rarity = math.log((len(self.units) + 1) / (held + 0.5))
        letter = len(gram) == 1 and not gram.isdigit()
        kind = SINGLE if letter else LATIN if gram[0].isascii() else PAIR
        return kind * max(rarity, 0.05)

    def weight(self, gram: str) -> float:
        """How much an n-gram says. One that no unit holds weighs as if two did; but a number that none holds is one
        that people tell of themselves, and says next to nothing about what is asked."""
        known = self.weights.get(gram)
        if known is None:
            known = self._weight(gram, 2) * (STRANGE_NUMBER if gram[0].isdigit() else 1.0)
        return known

    def covered(self, grams: Iterable[str]) -> tuple[dict[int, float], float]:
        """How much of ``grams`` each unit holds (by its number), and how much there is."""
        held: dict[int, float] = {}
        whole = 0.0
        for gram in grams:
            weight = self.weight(gram)
            whole += weight
            for number in self.postings.get(gram, ()):
                held[number] = held.get(number, 0.0) + weight
        return held, whole or 1.0

    def fits(self, text: str, before: str = "", least: float = 0.1) -> list[Fit]:
        """Every unit that holds at least ``least`` of ``text``, or of ``before`` (an earlier question, bare words)."""
        grams = frozenset(self.wording.grams(text))
        held, whole = self.covered(grams)
        earlier, earlier_whole = self.covered(self.wording.grams(before)) if before else ({}, 1.0)
        enough = [n for n, weight in held.items() if weight >= least * whole]
        numbers = set(enough if len(enough) <= MOST else heapq.nlargest(MOST, enough, key=held.__getitem__))
        numbers |= {n for n, weight in earlier.items() if weight >= 3 * least * earlier_whole}
        asked = Asked(grams, whole, sum(self.weight(gram) for gram in grams if gram not in self.told) / whole)
        return [
            self.fit(n, asked, held.get(n, 0.0) / whole, earlier.get(n, 0.0) / earlier_whole)
            for n in numbers & (self._near(held) | self._near(earlier))
        ]

    def _near(self, held: Mapping[int, float]) -> set[int]:
        """Those that hold at least ``AS_MUCH`` of what the best of their own programme holds."""
        most: dict[str, float] = {}
        for n, weight in held.items():
            programme = self.units[n].programme
            most[programme] = max(weight, most.get(programme, 0.0))
        return {n for n, weight in held.items() if weight >= AS_MUCH * most[self.units[n].programme]}

    def fit(self, number: int, asked: Asked, cover: float, before: float) -> Fit:
        """How one unit, by its number, fits; ``cover`` and ``before`` as in ``Fit``."""
        held, grams, whole = self.held[number], asked.grams, asked.whole
        weigh = self.weights.__getitem__
        like = inside = 0.0
        for ask, ask_whole in held.asks:
            if shared := sum(map(weigh, ask & grams)):
                like = max(like, 2 * shared / (whole + ask_whole))
                inside = max(inside, shared / ask_whole)
        core = [(weigh(gram), self.users[gram]) for gram in held.core & grams]
        title = sum(map(weigh, held.title & grams)) / held.title_whole
        return Fit(
            self.units[number], like, inside, cover, sum(weight for weight, _ in core) / whole, title, before,
            special=sum(weight for weight, users in core if users <= 2) / whole,
            rare=sum(weight for weight, users in core if users <= 4) / whole,
            unknown=asked.unknown, number=number,
        )  # fmt: skip
