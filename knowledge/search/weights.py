"""The learnt numbers of the search: how much each thing seen counts, and how sure a score is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.loading import parse, read_toml
from knowledge.model import Entry
from knowledge.search.asked import Asked
from knowledge.search.ranking import NAMES, Looked

MUCH = 16
"""As many of the question's n-grams, of the rarest, are all that a passage has to hold; more adds nothing to being sure."""
ALONE = 4.0
"""The lead of a passage that no other comes near, in the score of the re-ranking."""
Ranked = Sequence[tuple[float, Looked, int]]


class Weights(Entry):
    """``titled``, ``untitled``: by name (``ranking.NAMES``); ``sure``: logistic regression over ``signs``.

    ``enough``: a confidence below it is not answered from.
    """

    titled: dict[str, float]
    untitled: dict[str, float]
    sure: dict[str, float]
    enough: float

    def values(self, titled: bool) -> tuple[float, ...]:
        """The weights in the order of ``NAMES``."""
        return _ordered(tuple((self.titled if titled else self.untitled).items()))

    def confidence(self, asked: Asked, ranked: Ranked) -> float:
        """How likely the first passage answers the question, from 0 to 1."""
        total = sum(self.sure.get(name, 0.0) * value for name, value in signs(asked, ranked).items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


@lru_cache(maxsize=4)
def _ordered(weights: tuple[tuple[str, float], ...]) -> tuple[float, ...]:
    by_name = dict(weights)
    return tuple(by_name.get(name, 0.0) for name in NAMES)


def signs(asked: Asked, ranked: Ranked) -> dict[str, float]:
    """What speaks for the first passage answering at all."""
    best, seen, _ = ranked[0]
    values = dict(zip(NAMES, seen.values, strict=True))
    pairs, singles = sum(asked.pairs.values()), sum(asked.singles.values())
    held = values["held_pairs"] * pairs + values["held_singles"] * singles
    return {
        "one": 1.0,
        "window": values["window"],
        "held": held / asked.whole,
        "much": min(1.0, held / (MUCH * asked.rarest)),
        "margin": min(5.0, best - ranked[1][0]) if len(ranked) > 1 else ALONE,
        "numbers": values["numbers"] - 1.0 if asked.numbers else 0.0,
        "quoted": values["quoted"] - 1.0 if asked.quoted else 0.0,
        "runs": values["runs"],
        "title": values["title"],
    }


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that come with the package. Raises KnowledgeError."""
    path = Path(__file__).with_name("weights.toml")
    return parse(Weights, read_toml(path), path.name)
