"""Which listed contest people mean, and whether an award is one of the first three.

Whose rule: New Taipei's IT-gifted identification 113, 附件三 (accepted contests, order of awards). The names, short
names and what makes a similar name another contest are data (``data/awards.toml``).

A contest is *listed* only when its own words all stand in the text and nothing that makes it another contest does:
技藝競賽 and 技能競賽, 國際 and 全國, the national final and its heats are never merged. What merely looks alike is
*near*: for the person to choose. The rest is *not listed*: the committee decides.

>>> look_up("NPSC 高中組第三名").competition.id
'npsc'
>>> look_up("全國高中技藝競賽 網頁設計").kind.value
'not_listed'
>>> [read_rank(award).state.value for award in ("銅牌", "第四名", "一等獎")]
['met', 'unmet', 'review']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from pydantic import Field
from rapidfuzz import fuzz

from knowledge.criteria import Truth
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Cited, Entry, Short, Slug
from knowledge.wording import typed

ALIKE = 62.0
"""From this likeness (rapidfuzz, 0–100) on a listed contest is offered as a near neighbour."""
MISSPELT = 70.0
"""From this likeness what stands beside a contest's name may be one of its items, misspelt."""
MISSPELT_WITHIN = 75.0
"""The same for a stretch of a longer text: three characters of four."""
NUMBER = "一二兩三四五六七八九十壹貳參\\d"
PLACE = re.compile(
    f"第?(?P<a>[{NUMBER}]+)名|第(?P<b>[{NUMBER}]+)(?![{NUMBER}屆等級組次回])|^(?P<c>[{NUMBER}]+)$"
)


class Competition(Entry):
    """One accepted contest; see ``data/awards.toml`` for what each list means."""

    id: Slug
    name: Short
    organiser: Short
    evidence: tuple[Short, ...] = Field(min_length=1)
    divisions: tuple[str, ...] = ()
    contest: tuple[Short, ...] = Field(min_length=1)
    item: tuple[Short, ...] = ()
    without: tuple[Short, ...] = ()


class Ranks(Cited):
    """How awards are put in order. Each list holds words; ``first_three`` the numbers that name a first, second, third."""

    first_three: tuple[str, ...]
    top: tuple[str, ...]
    alone: tuple[str, ...]
    lower: tuple[str, ...]
    unnamed: tuple[str, ...]


class Awards(Entry):
    """The whole file."""

    document: Slug
    clause: tuple[Short, ...] = Field(min_length=1)
    all_divisions: tuple[str, ...]
    other: tuple[str, ...]
    no_division: tuple[str, ...]
    exhibition: tuple[str, ...]
    fillers: tuple[str, ...]
    divisions: dict[str, tuple[str, ...]]
    ranks: Ranks
    competitions: tuple[Competition, ...]

    @cached_property
    def accepted(self) -> tuple[Listing, ...]:
        """The contests, ready to be compared; those whose name limits no division are listed for every one."""
        return tuple(
            Listing.of(c if c.divisions else c.model_copy(update={"divisions": self.all_divisions}))
            for c in self.competitions
        )

    @cached_property
    def division_words(self) -> dict[str, tuple[str, ...]]:
        return {division: tuple(map(letters, words)) for division, words in self.divisions.items()}

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """Words that may stand beside a contest's name without making it another one."""
        ranks = (*self.ranks.top, *self.ranks.lower, *self.ranks.unnamed)
        divisions = (word for words in self.divisions.values() for word in words)
        return tuple(map(letters, (*ranks, *divisions, *self.fillers)))


@dataclass(frozen=True)
class Listing:
    """A contest with its words as ``letters`` makes them."""

    competition: Competition
    contest: tuple[str, ...]
    item: tuple[str, ...]
    without: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, competition: Competition) -> Listing:
        c = competition
        names = [c.name, *(contest + item for contest in c.contest for item in c.item or ("",))]
        groups = (tuple(map(letters, words)) for words in (c.contest, c.item, c.without, names))
        return cls(c, *groups)

    @property
    def divisions(self) -> tuple[str, ...]:
        return self.competition.divisions

    def is_named(self, plain: str) -> bool:
        """The contest's own name stands in the text, and nothing that makes it another one."""
        return has(plain, self.contest) and not has(plain, self.without)

    def has_item(self, plain: str) -> bool:
        return not self.item or has(plain, self.item)


class Kind(StrEnum):
    LISTED = "listed"
    NEAR = "near"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True)
class Match:
    """What a text names. ``near``: listed contests it might be meant for, best first.

    ``division`` is the one the text itself tells; ``exhibition``: its words say 觀摩賽 or 示範賽.
    """

    kind: Kind
    competition: Competition | None = None
    near: tuple[Competition, ...] = ()
    why: str = ""
    division: str | None = None
    exhibition: bool = False


@dataclass(frozen=True)
class RankReading:
    """``state``: one of the first three, below them, or an order that the document does not name."""

    state: Truth
    why: str


@cache
def load_awards(data: Path = DATA) -> Awards:
    """The accepted contests. KnowledgeError names file, entry and key."""
    path = data / "awards.toml"
    awards = parse(Awards, read_toml(path), path.name)
    for entry, key, words in word_lists(awards):
        plain = [letters(word) for word in words]
        for word in plain:
            if sum(other in word for other in plain) > 1:
                raise KnowledgeError(path.name, entry, key, f"「{word}」多餘：清單裡已經有它的一部分")
    return awards


def word_lists(awards: Awards) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(entry, key, words) of every list in which one word is enough: none may contain another."""
    yield from (("", key, getattr(awards, key)) for key in ("other", "exhibition"))
    yield from (("ranks", key, getattr(awards.ranks, key)) for key in ("top", "lower", "unnamed"))
    yield from (("divisions", key, words) for key, words in awards.divisions.items())
    for competition in awards.competitions:
        for key in ("contest", "item", "without"):
            yield f"competitions {competition.id}", key, getattr(competition, key)


def letters(text: str) -> str:
    """``text`` for matching: simplified made traditional, lower case, without spaces and punctuation."""
    return re.sub(r"[\W_]+", "", typed(text))


def look_up(text: str, division: str | None = None, awards: Awards | None = None) -> Match:
    """The contest that ``text`` names; any text, of any length.

    With ``division`` (elementary, junior_high, senior_high), ``why`` also tells whether it is listed for that one.
    """
    held = awards or load_awards()
    plain = letters(text[:400])
    match = find(held, plain)
    match = replace(
        match,
        division=told_division(held, plain),
        exhibition=has(plain, held.exhibition),
    )
    found = match.competition
    if found is None or division is None or division in found.divisions:
        return match
    return replace(match, why="採認清單沒有列這個組別，由鑑輔會認定。")


def told_division(awards: Awards, plain: str) -> str | None:
    for word in awards.no_division:
        plain = plain.replace(word, "")
    return next((d for d, words in awards.division_words.items() if has(plain, words)), None)


def find(awards: Awards, plain: str) -> Match:
    """The match by name alone; ``plain`` as ``letters`` makes it."""
    named = [c for c in awards.accepted if c.is_named(plain)]
    full = [c for c in named if c.has_item(plain)]
    if not has(plain, awards.other):
        if len(full) == 1:
            return Match(Kind.LISTED, full[0].competition, (), f"在採認清單上：{full[0].competition.name}")
        if full or (named and perhaps_item(rest(awards, plain, named), named)):
            choices = competitions(full or named)
            return Match(Kind.NEAR, None, choices, "這項競賽有幾個項目列在採認清單上，請選是哪一個。")
    near = competitions(full) or neighbours(awards, plain)
    if has(plain, awards.other) or any(has(plain, c.contest) for c in awards.accepted):
        return Match(
            Kind.NOT_LISTED, None, near, "採認清單上沒有這一項；名稱相近的不是同一項，由鑑輔會認定。"
        )
    if near:
        return Match(Kind.NEAR, None, near, "採認清單上有相近的名稱，請選是不是其中一項。")
    return Match(Kind.NOT_LISTED, None, (), "採認清單上沒有這一項，由鑑輔會認定。")


def has(plain: str, words: tuple[str, ...]) -> bool:
    return any(word in plain for word in words)


def competitions(found: list[Listing]) -> tuple[Competition, ...]:
    return tuple(listing.competition for listing in found)


def rest(awards: Awards, plain: str, named: list[Listing]) -> str:
    """What the text says beyond the contest's name, division and award: another item, most likely."""
    words = [word for listing in named for word in (letters(listing.competition.name), *listing.contest)]
    for word in sorted((*words, *awards.beside), key=len, reverse=True):
        plain = plain.replace(word, "")
    return re.sub(f"[{NUMBER}名等]+", "", plain)


def perhaps_item(words: str, named: list[Listing]) -> bool:
    """No item is told, or one that is misspelt, perhaps among other words."""
    items = [item for c in named for item in c.item]
    return not words or any(
        fuzz.ratio(words, item) >= MISSPELT
        or (len(words) > len(item) and fuzz.partial_ratio(words, item) >= MISSPELT_WITHIN)
        for item in items
    )


def neighbours(awards: Awards, plain: str) -> tuple[Competition, ...]:
    """Up to three listed contests whose names are like ``plain``, best first."""
    if len(plain) < 2:
        return ()
    scored = [(max(fuzz.ratio(plain, name) for name in c.names), c) for c in awards.accepted]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return competitions([c for score, c in scored[:3] if score >= ALIKE])


def read_rank(text: str, awards: Awards | None = None) -> RankReading:
    """Whether an award is one of the first three of an order the document names (附件三 一(一))."""
    ranks = (awards or load_awards()).ranks
    plain = letters(text[:100])
    if has(plain, ranks.unnamed):
        return RankReading(Truth.REVIEW, "公文沒有寫這種排序，由鑑輔會認定。")
    places = [m["a"] or m["b"] or m["c"] for m in PLACE.finditer(plain)]
    top = has(plain, ranks.top) or plain in ranks.alone or any(p in ranks.first_three for p in places)
    lower = has(plain, ranks.lower) or any(p not in ranks.first_three for p in places)
    if top and not lower:
        return RankReading(Truth.MET, "是前三等的獎項。")
    if lower and not top:
        return RankReading(Truth.UNMET, "在第三等之後。")
    return RankReading(Truth.REVIEW, f"從「{text.strip()[:20]}」看不出是不是前三等，由鑑輔會認定。")
