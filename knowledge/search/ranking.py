"""The re-ranking of the best dozen: what is looked at in a passage, and one linear sum of it.

What paid on 3,500 questions: BM25 with full counts, the share of the question that stands within 40 characters (most),
the same with the n-grams that tell these passages apart, numbers, quoted names, a name in the question that is another
passage's title and stands nowhere here, and something of the kind asked for near the window. The weights are learnt
(``python -m tests.benchmarks.learn``) and kept in ``weights.toml``: one set for passages with titles, one for those without.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.asked import KINDS, Asked
from knowledge.search.grams import single
from knowledge.search.segment import Folded

WINDOW = 40
NAMES = (
    "pairs", "singles", "held_pairs", "held_singles", "window", "window_apart", "numbers", "quoted",
    "others_title", "date", "number", "person", "place", "length", "runs", "title",
)  # fmt: skip
RARE = 0.4
"""Characters this close to the rarest possible weight take part in the window; commoner ones stand everywhere."""


@dataclass(frozen=True)
class Looked:
    """What was seen in one passage: values in the order of ``NAMES``, and where the best window is."""

    values: tuple[float, ...]
    start: int
    end: int


def look(asked: Asked, passages: Sequence[Folded]) -> list[Looked]:
    """What each of the best passages shows for the question."""
    windowed = asked.pairs | rare_singles(asked)
    common = {gram: weight for gram, weight in asked.singles.items() if gram not in windowed}
    places = [positions(windowed, passage.text) for passage in passages]
    apart = telling_apart(windowed, places)
    names = named_titles(asked, passages)
    wholes = Wholes(
        sum(asked.pairs.values()) or 1.0, sum(asked.singles.values()) or 1.0, sum(apart.values()) or 1.0
    )
    weighing = Weighing(windowed, common, apart, wholes)
    return [_look(asked, passage, weighing, at, names) for passage, at in zip(passages, places, strict=True)]


def rare_singles(asked: Asked) -> dict[str, float]:
    """Single characters that say something."""
    least = RARE * max([*asked.pairs.values(), *asked.singles.values()], default=0.0)
    return {gram: weight for gram, weight in asked.singles.items() if weight >= least}


Places = list[tuple[int, str]]


@dataclass(frozen=True)
class Wholes:
    """What the sums are measured by."""

    pairs: float
    singles: float
    apart: float


@dataclass(frozen=True)
class Weighing:
    """A question's n-grams for these passages: those whose places count, other characters, what tells apart."""

    windowed: dict[str, float]
    common: dict[str, float]
    apart: dict[str, float]
    wholes: Wholes


def positions(windowed: dict[str, float], text: str) -> Places:
    """Where the question's n-grams stand in a text, in order."""
    found = []
    find = text.find
    for gram in windowed:
        at = find(gram)
        while at >= 0:
            found.append((at, gram))
            at = find(gram, at + 1)
    found.sort()
    return found


def telling_apart(windowed: dict[str, float], places: Sequence[Places]) -> dict[str, float]:
    """Weights once more, by how few of these very passages hold the n-gram."""
    held: dict[str, int] = {}
    for at in places:
        for gram in {gram for _, gram in at}:
            held[gram] = held.get(gram, 0) + 1
    return {gram: windowed[gram] * math.log((len(places) + 1) / (n + 0.5)) for gram, n in held.items()}


def named_titles(asked: Asked, passages: Sequence[Folded]) -> tuple[str, ...]:
    """Titles of these passages that the question names; of one within another only the longer."""
    titles = {p.title for p in passages if len(p.title) > 1 and p.title in asked.text}
    return tuple(t for t in titles if not any(t != other and t in other for other in titles))


def _look(
    asked: Asked, passage: Folded, weighing: Weighing, places: Places, names: tuple[str, ...]
) -> Looked:
    text, title, wholes = passage.text, passage.title, weighing.wholes
    often = dict.fromkeys((gram for gram in weighing.windowed if gram in title), 1)
    titled = sum(asked.pairs.get(gram, 0.0) for gram in often)
    for _, gram in places:
        often[gram] = often.get(gram, 0) + 1
    for gram in weighing.common:
        if times := text.count(gram):
            often[gram] = times
    pairs, held_pairs = weighed(asked.pairs, often, passage.damp)
    singles, held_singles = weighed(asked.singles, often, passage.damp)
    best, best_apart, start, end = windows(places, weighing.windowed, weighing.apart)
    near = text[max(0, start - 30) : end + 30] if asked.kinds else ""
    kinds = [1.0 if kind in asked.kinds and KINDS[kind][1].search(near) else 0.0 for kind in KINDS]
    values = (
        pairs / wholes.pairs,
        singles / wholes.singles,
        held_pairs / wholes.pairs,
        held_singles / wholes.singles,
        best / asked.whole,
        best_apart / wholes.apart,
        share(asked.numbers, text),
        share(asked.quoted, text),
        sum(len(name) for name in names if name not in text and name not in title) / len(asked.text),
        *kinds,
        math.log((len(text) + 20) / 400),
        runs(places) / (len(asked.pairs) or 1),
        titled / wholes.pairs,
    )
    return Looked(values, start, end)


def weighed(weights: dict[str, float], often: dict[str, int], damp: float) -> tuple[float, float]:
    """BM25 of the n-grams that stand ``often``, and their weight."""
    score = held = 0.0
    for gram, weight in weights.items():
        if gram in often:
            times = often[gram]
            score += weight * times / (times + damp)
            held += weight
    return score, held


def runs(places: Places) -> int:
    """How many different pairs go on from the pair before them, as in the question: three characters in a row."""
    found = set()
    last, before = -2, ""
    for at, gram in places:
        if len(gram) == 2:
            if at == last + 1 and gram[0] == before[1]:
                found.add(gram)
            last, before = at, gram
    return len(found)


def windows(
    places: Places, weights: dict[str, float], apart: dict[str, float]
) -> tuple[float, float, int, int]:
    """The most weight within WINDOW characters, the same by ``apart``, and where the first is (start, end)."""
    best = best_apart = now = now_apart = 0.0
    start = end = first = 0
    inside: dict[str, int] = {}
    for place, (at, gram) in enumerate(places):
        while places[first][0] < at - WINDOW:
            gone = places[first][1]
            first += 1
            inside[gone] -= 1
            if not inside[gone]:
                now -= weights[gone]
                now_apart -= apart[gone]
        held = inside.get(gram, 0)
        inside[gram] = held + 1
        if not held:
            now += weights[gram]
            now_apart += apart[gram]
            if now > best:
                best, start, end = now, first, place
            if now_apart > best_apart:
                best_apart = now_apart
    return best, best_apart, *span(places[start : end + 1])


def span(places: Places) -> tuple[int, int]:
    """Where a window begins and ends, without single characters at its edges that any sentence may hold."""
    kept = [entry for entry in places if not single(entry[1])] or places
    return (kept[0][0], kept[-1][0] + len(kept[-1][1])) if kept else (0, 0)


def share(wanted: tuple[str, ...], text: str) -> float:
    """How many of ``wanted`` stand in the text, from 0 to 1; 0 where nothing is wanted."""
    return sum(word in text for word in wanted) / len(wanted) if wanted else 0.0
