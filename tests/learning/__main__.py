"""``python -m tests.learning``: weights that put the right unit first, by pairwise logistic regression.

Every golden question gives pairs (a unit that answers, one that does not); the weights are moved so that the first
scores higher. Prints the weights as TOML and how often the right unit comes first, on questions that were learnt from
and on the third that was held out. Plain Python: some minutes.
"""

from __future__ import annotations

import math
import random
import sys
import zlib

from knowledge.answering import Finder, evidence
from knowledge.base import open_base
from tests.golden import Golden, golden

Pair = tuple[dict[str, float], dict[str, float]]
FIXED = {"named"}
START_ZERO = 0.0


def held_out(question: Golden) -> bool:
    return zlib.crc32(question.question.encode()) % 3 == 0


def candidates(finder: Finder, question: Golden) -> list[tuple[bool, dict[str, float]]]:
    """(answers it, its evidence) for the thirty best units."""
    read = finder.reader.read(question.question, question.context)
    found = []
    for fit in finder.rank(read)[:30]:
        right = fit.unit.programme == question.programme and fit.unit.id in question.facts
        found.append((right, evidence(read, fit)))
    return found


def first_right(weights: dict[str, float], questions: list[list[tuple[bool, dict[str, float]]]]) -> float:
    """The share of questions whose best-scored unit is right."""
    good = 0
    for units in questions:
        best = max(units, key=lambda unit: sum(weights.get(k, 0.0) * v for k, v in unit[1].items()))
        good += best[0]
    return good / max(1, len(questions))


def learn(weights: dict[str, float], pairs: list[Pair], rounds: int, sharp: float = 12.0) -> dict[str, float]:
    """Stochastic gradient descent on the logistic loss of each pair's difference, pulled towards where it began."""
    begun = dict(weights)
    shuffled = random.Random(0)  # noqa: S311  (not a secret)
    for number in range(rounds):
        rate = 0.01 / (1 + number)
        shuffled.shuffle(pairs)
        for right, wrong in pairs:
            names = right.keys() | wrong.keys()
            margin = sum(weights.get(n, 0.0) * (right.get(n, 0.0) - wrong.get(n, 0.0)) for n in names)
            push = 1 / (1 + math.exp(min(50.0, sharp * margin)))
            for n in names:
                moved = weights.get(n, 0.0) + rate * (push * (right.get(n, 0.0) - wrong.get(n, 0.0)))
                weights[n] = moved - rate * 0.002 * (moved - begun.get(n, 0.0))
    return weights


def main() -> None:
    finder = Finder(open_base())
    learnt: list[list[tuple[bool, dict[str, float]]]] = []
    kept: list[list[tuple[bool, dict[str, float]]]] = []
    for question in golden():
        units = candidates(finder, question)
        if any(right for right, _ in units) and not all(right for right, _ in units):
            (kept if held_out(question) else learnt).append(units)
    weights = dict(finder.weights.fit)
    print(
        f"# before: {first_right(weights, learnt):.3f} learnt, {first_right(weights, kept):.3f} held out",
        file=sys.stderr,
    )
    pairs = [(a, b) for units in learnt for right, a in units if right for wrong, b in units if not wrong]
    learn(weights, pairs, rounds=6)
    print(
        f"# after: {first_right(weights, learnt):.3f} learnt, {first_right(weights, kept):.3f} held out",
        file=sys.stderr,
    )
    print("[fit]")
    for name, value in weights.items():
        if abs(value) >= 0.005:
            print(f"{name} = {value:.3f}")


if __name__ == "__main__":
    main()
