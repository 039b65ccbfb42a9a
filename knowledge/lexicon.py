"""The words a message may hold: ordinary ones, and the terms of the knowledge base.

A term is a name, a choice, a cue, a word given with a fact, or an ordinary word that the knowledge base's questions
use. What a message most likely says is the cheapest way to cut it into such words (``knowledge.typos``); a word's cost
is −ln of how often it is used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.loading import DATA
from knowledge.questions import Reader
from knowledge.wording import normal

HAN = re.compile(r"[一-鿿]+")
LONGEST_TERM = 10
OWN_TERM = 9.0
"""What a term of ours costs at most: it is about as usual, to people who write here, as an ordinary noun."""
RARE_CHARACTER = 14.0
RARE_WORD = 13.0
"""From this cost on, a word that the knowledge base never uses is sooner a slip than meant."""
USED_OFTEN = 4
"""Times an ordinary word stands in the knowledge base's questions before it counts as one of its terms."""


class Ordinary:
    """Usual words with their cost, read when first needed from ``data/words/ordinary.tsv``."""

    def __init__(self, data: Path = DATA) -> None:
        self.path = data / "words" / "ordinary.tsv"

    @cached_property
    def costs(self) -> Mapping[str, float]:
        found: dict[str, float] = {}
        for line in self.path.read_text(encoding="utf-8").splitlines():
            if line and line[0].isdigit():
                cost, _, words = line.partition("\t")
                found.update(dict.fromkeys(words.split(), float(cost)))
        return found


class Lexicon:
    """Ordinary words and one knowledge base's terms together."""

    def __init__(self, base: KnowledgeBase, reader: Reader) -> None:
        self.base, self.reader = base, reader
        self.ordinary = Ordinary(base.data).costs

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """Every term with its cost."""
        named = {run for text in self._curated() for run in HAN.findall(normal(text))}
        found = {term for term in named if 2 <= len(term) <= LONGEST_TERM}
        counted = Counter(
            run[i : i + long]
            for text in self._asked()
            for run in HAN.findall(normal(text))
            for long in (2, 3)
            for i in range(len(run) - long + 1)
            if run[i : i + long] in self.ordinary
        )
        found |= {word for word, often in counted.items() if often >= USED_OFTEN}
        return {term: min(OWN_TERM, self.ordinary.get(term, OWN_TERM)) for term in found}

    @cached_property
    def costs(self) -> Mapping[str, float]:
        """Every word, ordinary or ours, with its cost."""
        return {**self.ordinary, **self.terms}

    @cached_property
    def names(self) -> frozenset[str]:
        """What programmes are called, in Chinese."""
        about = (programme.programme for programme in self.base.programmes.values())
        said = (normal(name) for each in about for name in (each.name, each.short, *each.aliases))
        return frozenset(name for name in said if HAN.fullmatch(name))

    @cached_property
    def text(self) -> str:
        """Everything that the knowledge base says and is asked."""
        return normal("\n".join((*self._asked(), *self._curated())))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two neighbouring characters that stand more than once in the knowledge base: a slip in one typical
        question is none of its words."""
        counted = Counter(run[i : i + 2] for run in HAN.findall(self.text) for i in range(len(run) - 1))
        return frozenset(pair for pair, often in counted.items() if often > 1)

    def familiar(self, text: str, *, strictly: bool = False) -> bool:
        """Whether ``text`` may well be meant as it stands: a term, a word that is not rare, such words side by side, or
        pairs that all stand in the knowledge base. ``strictly``: only a term."""
        if strictly or text in self.terms:
            return text in self.terms
        if all(text[i : i + 2] in self.pairs for i in range(len(text) - 1)):
            return True
        if text in self.ordinary:
            return self.ordinary[text] < RARE_WORD
        return len(text) >= 4 and all(len(word) > 1 for word in words_in(text, self.costs))

    def _curated(self) -> Iterator[str]:
        """Names, choices, cues and words that somebody chose."""
        reader = self.reader
        for cues in (*reader.kinds.values(), reader.still, *reader.places.values(), *reader.hints.values()):
            yield from cues
        yield from (*reader.wording.synonyms, *reader.wording.synonyms.values(), *reader.wording.fillers)
        for programme in self.base.programmes.values():
            about = programme.programme
            yield from (about.name, about.short, *about.aliases)
            for facet in programme.facets:
                yield facet.title
                for words in facet.values.values():
                    yield from words
            for fact in programme.facts:
                yield from (fact.title, *fact.words)
            for table in programme.lists:
                yield table.title
                for cells in table.rows:
                    yield from cells
            for silence in programme.silences:
                yield from (silence.title, *silence.words)

    def _asked(self) -> Iterator[str]:
        """Typical questions, and what the facts say."""
        for programme in self.base.programmes.values():
            for fact in programme.facts:
                yield from (*fact.asks, fact.say)
            for table in programme.lists:
                yield from table.asks
            for date in programme.dates:
                yield from (date.label, *date.asks)
            for contact in programme.contacts:
                yield from (contact.office, contact.handles, *contact.asks)
            for silence in programme.silences:
                yield from (silence.say, *silence.asks)


def words_in(text: str, costs: Mapping[str, float]) -> Iterator[str]:
    """``text`` cut into usual words, the cheapest way."""
    for run in HAN.findall(text):
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(run) + 1):
            best.append(
                min(
                    (best[start][0] + costs.get(run[start:end], RARE_CHARACTER * (end - start)), start)
                    for start in range(max(0, end - 4), end)
                )
            )
        cuts: list[int] = [len(run)]
        while cuts[-1]:
            cuts.append(best[cuts[-1]][1])
        cuts.reverse()
        yield from (run[start:end] for start, end in pairwise(cuts))
