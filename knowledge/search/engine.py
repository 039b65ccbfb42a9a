"""Search over passages: candidates by rare n-grams, the best dozen re-ranked, and how sure the first of them is.

>>> index = SearchIndex.build([Passage("1", "交換學生", "報名到三月十五日截止。"), Passage("2", "筆友", "每學期交流兩次。")])
>>> index.search("筆友一學期要交流幾次")[0].id
'2'

Cost: candidates come from the rarest n-grams only, and stop at a fixed number of postings, so a question costs about
the same in a city's documents as in a few.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.search import ranking
from knowledge.search.asked import Asked, read
from knowledge.search.grams import code
from knowledge.search.segment import Folded, Passage, Segment, build
from knowledge.search.weights import Ranked, Weights, load_weights

BEST = 16
"""Passages that are looked at closely, at most."""
NEAR = 0.4
"""Of these only those with this share of the best one's score among the candidates: the answer is among them as often."""
POSTINGS = 600
"""Postings read for the candidates; the rarest n-gram is always read whole."""
SINGLE = 0.3
"""How much a single character counts for the candidates, beside a pair."""
MOST_SEGMENTS = 4

__all__ = ["Hit", "Passage", "SearchIndex"]


@dataclass(frozen=True)
class Hit:
    """A passage found. ``confidence``: how likely it answers, learnt (0 where not the first);
    ``span``: the window of its text that holds most of the question (start, end)."""

    id: str
    score: float
    confidence: float
    span: tuple[int, int]
    number: int


class SearchIndex:
    """Segments searched as one. Immutable: adding and removing give another index that shares what it can."""

    def __init__(
        self, segments: Sequence[Segment], gone: Collection[int] = (), weights: Weights | None = None
    ) -> None:
        self.segments = tuple(segment for segment in segments if segment.size)
        self.gone = frozenset(gone)
        self.weights = weights or load_weights()
        self.size = sum(segment.size for segment in self.segments)
        self._offsets = [sum(s.size for s in self.segments[:n]) for n in range(len(self.segments))]

    @classmethod
    def build(cls, passages: Iterable[Passage]) -> SearchIndex:
        """An index of ``passages``, in memory."""
        return cls([build(passages)])

    @classmethod
    def open(cls, path: Path) -> SearchIndex:
        """The index in a file, mapped and not read. Raises SegmentError, OSError."""
        return cls([Segment.open(path)])

    @property
    def made_from(self) -> str:
        """What ``save`` was told that the index was made from; empty where it comes from no file."""
        return self.segments[0].made_from if self.segments else ""

    def save(self, path: Path, made_from: str = "") -> None:
        """Write the index to one file, whole or not at all; ``made_from`` is kept with it. Raises OSError."""
        self._merged().save(path, made_from)

    def with_added(self, passages: Iterable[Passage]) -> SearchIndex:
        """This index and more passages; what was indexed is not read again until there are too many segments."""
        larger = SearchIndex([*self.segments, build(passages)], self.gone, self.weights)
        return larger if len(larger.segments) <= MOST_SEGMENTS else larger.together()

    def without(self, ids: Collection[str]) -> SearchIndex:
        """This index without some passages."""
        gone = {number for number in range(self.size) if self._id(number) in ids}
        return SearchIndex(self.segments, self.gone | gone, self.weights)

    def together(self) -> SearchIndex:
        """The same as one segment, without what was removed."""
        return SearchIndex([self._merged()], (), self.weights)

    def _merged(self) -> Segment:
        if len(self.segments) == 1 and not self.gone:
            return self.segments[0]
        return build(self.passage(number) for number in range(self.size) if number not in self.gone)

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        """The passages that fit best, best first; only the first ``BEST`` are told apart with care."""
        asked = self.read(question)
        scored = self.candidates(asked, max(limit, BEST))
        ranked = self.ranked(asked, scored)
        if not ranked:
            return []
        sure = self.weights.confidence(asked, ranked)
        hits = [
            Hit(self._id(number), score, 0.0 if place else sure, (seen.start, seen.end), number)
            for place, (score, seen, number) in enumerate(ranked[:limit])
        ]
        for _, number in scored[len(hits) : limit]:
            hits.append(Hit(self._id(number), hits[-1].score - 1, 0.0, (0, 0), number))
        return hits

    def ranked(self, asked: Asked, scored: Sequence[tuple[float, int]]) -> Ranked:
        """(score, what was seen, number) of the best candidates, re-ranked."""
        best = [entry for entry in scored[:BEST] if entry[0] >= NEAR * scored[0][0]]
        passages = [self.folded(number) for _, number in best]
        weights = self.weights.values(any(passage.title for passage in passages))
        found = [
            (sum(map(float.__mul__, weights, seen.values)), seen, number)
            for seen, (_, number) in zip(ranking.look(asked, passages), best, strict=True)
        ]
        found.sort(key=lambda entry: entry[0], reverse=True)
        return found

    def candidates(self, asked: Asked, most: int) -> list[tuple[float, int]]:
        """(score, number) of the passages that hold the rarest n-grams, best first."""
        if len(self.segments) == 1 and not self.gone:
            return highest(gathered(asked, self.segments[0], 0), most)
        found: dict[int, float] = {}
        for place, (offset, segment) in enumerate(zip(self._offsets, self.segments, strict=True)):
            for number, score in gathered(asked, segment, place).items():
                if offset + number not in self.gone:
                    found[offset + number] = score
        return highest(found, most)

    def spans(self, gram: str) -> list[tuple[int, int]]:
        """Where an n-gram's postings begin and end in each segment."""
        number = code(gram)
        return [segment.find(number) for segment in self.segments]

    def rarity(self, spans: list[tuple[int, int]]) -> float:
        """How much an n-gram says that stands in so many passages."""
        held = sum(end - start for start, end in spans)
        return math.log(1 + (self.size - held + 0.5) / (held + 0.5))

    def read(self, question: str) -> Asked:
        """A question read against this index."""
        return read(question, self.spans, self.rarity)

    def folded(self, number: int) -> Folded:
        """What matching looks at in a passage."""
        segment, place = self._place(number)
        return segment.folded(place)

    def passage(self, number: int) -> Passage:
        """A passage as it was given."""
        segment, place = self._place(number)
        return segment.passage(place)

    def sentence(self, hit: Hit) -> str:
        """The sentence of the hit's passage that the window stands in; the sentences, where it reaches over two."""
        text = self.passage(hit.number).text
        start, end = hit.span
        bounds = [0, *(match.end() for match in re.finditer(r"[。！？!?；;\n]+[」』）)]*", text)), len(text)]
        first = max((bound for bound in bounds if bound <= start), default=0)
        last = min((bound for bound in bounds if bound >= max(end, start + 1)), default=len(text))
        return text[first:last].strip()

    def _place(self, number: int) -> tuple[Segment, int]:
        for offset, segment in zip(self._offsets, self.segments, strict=True):
            if number < offset + segment.size:
                return segment, number - offset
        raise IndexError(number)

    def _id(self, number: int) -> str:
        segment, place = self._place(number)
        return segment.id(place)


def gathered(asked: Asked, segment: Segment, place: int) -> dict[int, float]:
    """Scores by passage of the segment at ``place``, from the rarest n-grams until POSTINGS are read."""
    wanted = []
    for share, weights in ((1.0, asked.pairs), (SINGLE, asked.singles)):
        for gram, weight in weights.items():
            start, end = asked.spans[gram][place]
            wanted.append((end - start, share * weight, start, end))
    wanted.sort()
    found: dict[int, float] = {}
    get = found.get
    taken = 0
    for size, weight, start, end in wanted:
        if taken and taken + size > POSTINGS:
            break
        taken += size
        for number, impact in segment.postings(start, end):
            found[number] = get(number, 0.0) + weight * impact
    return found


def highest(found: dict[int, float], most: int) -> list[tuple[float, int]]:
    """The ``most`` best of the scores as (score, number), best first; of equals the lower number."""
    least = max(found.values(), default=0.0) * 0.45
    good = [(score, -number) for number, score in found.items() if score >= least]
    if len(good) < most:
        good = [(score, -number) for number, score in found.items()]
    good.sort(reverse=True)
    return [(score, -number) for score, number in good[:most]]
