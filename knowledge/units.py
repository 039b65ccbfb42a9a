"""The pieces an answer can be made of, and how well each fits what was asked.

A unit is a fact, a list, one row of a list, a date, a contact, a silence or a doubt. Its wording (typical questions,
title, synonyms, what it says) is cut into n-grams once; a question is compared with all of them through an inverted
index. Scores are between 0 and 1: how much of the question the unit covers, and how like one of its typical
questions it is, both weighted by how rare each n-gram is among all units.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.base import KnowledgeBase
from knowledge.model import Contact, DateEntry, Doubt, Fact, Kind, Piece, Programme, Silence, Table
from knowledge.wording import Wording

PAIR, LATIN, SINGLE = 1.0, 1.4, 0.3  # weights of a pair of characters, a Latin word or number, one character


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
    """How a unit fits a question: ``like`` its best typical question, ``cover`` of the question's words."""

    unit: Unit
    like: float
    cover: float
    title: float
    score: float


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


class Index:
    """All units of a knowledge base, ready to be compared with questions."""

    def __init__(self, base: KnowledgeBase, wording: Wording) -> None:
        self.wording = wording
        self.units = [u for name, programme in base.programmes.items() for u in units_of(name, programme)]
        self.asks: list[list[dict[str, int]]] = []
        self.titles: list[dict[str, int]] = []
        bags: list[dict[str, int]] = []
        for u in self.units:
            asks = [wording.grams(wording.bare(ask)) for ask in u.asks]
            self.asks.append(asks)
            self.titles.append(wording.grams(u.title))
            bag = wording.grams("\n".join((u.title, u.say, *u.words)))
            for ask in asks:
                bag.update(ask)
            bags.append(bag)
        self.postings: dict[str, list[int]] = {}
        for number, bag in enumerate(bags):
            for gram in bag:
                self.postings.setdefault(gram, []).append(number)
        self.total = len(self.units)
        self.weights = {gram: self._weight(gram, len(held)) for gram, held in self.postings.items()}
        self.ask_weights = [[sum(map(self.weight, ask)) for ask in asks] for asks in self.asks]

    def _weight(self, gram: str, held: int) -> float:
        rarity = math.log((self.total + 1) / (held + 0.5))
        kind = LATIN if gram[0].isascii() else PAIR if len(gram) > 1 else SINGLE
        return kind * max(rarity, 0.05)

    def weight(self, gram: str) -> float:
        """How much an n-gram says; one that no unit holds weighs as if two did."""
        known = self.weights.get(gram)
        return known if known is not None else self._weight(gram, 2)

    def fits(self, text: str, least: float = 0.12) -> list[Fit]:
        """Every unit that covers at least ``least`` of ``text`` (bare words), best first."""
        grams = self.wording.grams(text)
        whole = sum(map(self.weight, grams))
        if not whole:
            return []
        covered: dict[int, float] = {}
        for gram in grams:
            weight = self.weight(gram)
            for number in self.postings.get(gram, ()):
                covered[number] = covered.get(number, 0.0) + weight
        found = [
            self._fit(number, grams, whole, weight / whole)
            for number, weight in covered.items()
            if weight >= least * whole
        ]
        return sorted(found, key=lambda fit: fit.score, reverse=True)

    def _fit(self, number: int, grams: dict[str, int], whole: float, cover: float) -> Fit:
        like = 0.0
        for ask, ask_weight in zip(self.asks[number], self.ask_weights[number], strict=True):
            shared = sum(self.weight(gram) for gram in ask if gram in grams)
            like = max(like, 2 * shared / (whole + ask_weight) if shared else 0.0)
        title = self.titles[number]
        title_whole = sum(map(self.weight, title)) or 1.0
        named = sum(self.weight(gram) for gram in title if gram in grams) / title_whole
        return Fit(self.units[number], like, cover, named, 0.5 * like + 0.4 * cover + 0.1 * named)


__all__ = ["Contact", "Doubt", "Fit", "Index", "Silence", "Unit", "row_text", "units_of"]
