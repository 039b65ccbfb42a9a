"""``python -m tests.learning``: the weights in ``knowledge/data/words/weights.toml``, learnt on the golden questions.

``[fit]``, weights that put the right unit first, by pairwise logistic regression: every golden question gives pairs (a unit that answers, one that does not); the weights are moved so that the first
scores higher. ``[trust]``, whether a question that names no programme is about ours at all, by logistic regression:
the yes are golden questions without a name; the no are the best units of *other* documents for every golden question,
and what the questions on unstated things come nearest to. Prints the weights as TOML, and on standard error how good
they are, on questions that were learnt from and on the third that was held out. Plain Python: a minute or two.
"""

from __future__ import annotations

import math
import random
import sys
import zlib
from dataclasses import replace

from knowledge.answering import Finder
from knowledge.base import open_base
from knowledge.questions import Question
from knowledge.units import Fit
from knowledge.weighing import evidence, trusted
from tests.golden import Golden, answers, golden
from tests.learning import holding

Pair = tuple[dict[str, float], dict[str, float]]


def held_out(question: Golden) -> bool:
    return zlib.crc32(question.question.encode()) % 3 == 0


def candidates(finder: Finder, question: Golden) -> list[tuple[bool, dict[str, float]]]:
    """(answers it, its evidence) for the thirty best units."""
    read = finder.reader.read(question.question, question.context)
    found = []
    for fit in finder.rank(read)[:30]:
        right = answers(question, fit.unit.programme, fit.unit.id)
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
    shuffled = random.Random(0)
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


Sample = tuple[dict[str, float], bool, Golden]


def samples(finder: Finder) -> list[Sample]:
    """(evidence of the best unit, whether it answers, the question) for learning trust."""
    found: list[Sample] = []
    for question in golden():
        read = finder.reader.read(question.question)
        if question.context:
            continue
        if question.expect == "answer" and not read.named:
            best = next(iter(finder.rank(read)), None)
            if best and answers(question, best.unit.programme, best.unit.id):
                found.append((trusted(read, best), True, question))
        if question.programme is None or question.expect == "answer":
            nearest = stranger(finder, read, question)
            if nearest is not None:
                found.append((trusted(read, nearest), False, question))
    return found


def stranger(finder: Finder, read: Question, question: Golden) -> Fit | None:
    """The best unit of a document that does not answer the question, as if nobody had named a programme."""
    programmes = finder.base.programmes
    own = programmes[question.programme].programme.document if question.programme else None
    nameless = replace(read, named=(), topic=(), rest=finder.wording.bare(read.plain), facets={})
    return next(
        (fit for fit in finder.rank(nameless) if programmes[fit.unit.programme].programme.document != own),
        None,
    )


def learn_trust(found: list[Sample], rounds: int = 300) -> dict[str, float]:
    """Logistic regression; the few yes count as much as half the many no."""
    weights = dict.fromkeys(["base", *found[0][0]], 0.0)
    yes = sum(right for _, right, _ in found)
    heavier = (len(found) - yes) / max(1, yes) / 2
    shuffled = random.Random(1)
    for number in range(rounds):
        rate = 0.015 / (1 + number / 30)
        shuffled.shuffle(found)
        for evidence_, right, sample in found:
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, value(weights, evidence_)))))
            error = (right - chance) * (heavier if right else 4.0 if sample.programme is None else 1.0)
            weights["base"] += rate * error
            for name, part in evidence_.items():
                weights[name] += rate * (error * part - 0.0005 * weights[name])
    return weights


def value(weights: dict[str, float], evidence_: dict[str, float]) -> float:
    return weights["base"] + sum(weights[name] * part for name, part in evidence_.items())


def told_trust(found: list[Sample], weights: dict[str, float], enough: float) -> str:
    """How many of the yes are trusted, and how many of the no."""
    yes = [value(weights, e) >= enough for e, right, _ in found if right]
    no = [value(weights, e) >= enough for e, right, _ in found if not right]
    return f"{sum(yes)}/{len(yes)} of ours trusted, {sum(no)}/{len(no)} of others'"


def main() -> None:
    finder = Finder(open_base())
    learn_fit(finder)
    every = samples(finder)
    weights = learn_trust([sample for sample in every if not held_out(sample[2])])
    for name, wanted in (("learnt", False), ("held out", True)):
        chosen = [sample for sample in every if held_out(sample[2]) is wanted]
        print(f"# trust, {name}: {told_trust(chosen, weights, finder.weights.enough)}", file=sys.stderr)
    print("\n[trust]")
    for name, weight in weights.items():
        print(f"{name} = {weight:.2f}")
    learn_held(finder)


def learn_held(finder: Finder) -> None:
    """Learn and print ``[held]``."""
    every = holding.samples(finder)
    weights = holding.learn([sample for sample in every if not held_out(sample[2])])
    for name, wanted in (("learnt", False), ("held out", True)):
        chosen = [sample for sample in every if held_out(sample[2]) is wanted]
        print(f"# held, {name}: {holding.good(chosen, weights, finder.weights.told)}", file=sys.stderr)
    print("\n[held]")
    for name, weight in weights.items():
        print(f"{name} = {weight:.2f}")


def learn_fit(finder: Finder) -> None:
    """Learn and print ``[fit]``."""
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
