"""Learning ``[held]``: whether the best unit tells what is asked, or only something beside it.

The yes are golden questions with the units that answer them. The no are golden questions on unstated things with the
unit nearest to them once silences are left out: what would be told had nobody thought of the silence. Only those with a word of which the
programme tells nothing are in doubt.
"""

from __future__ import annotations

import random
from math import exp

from knowledge.answering import Finder
from knowledge.weighing import weighed
from tests.golden import Golden, answers, golden

Sample = tuple[dict[str, float], bool, Golden]


def samples(finder: Finder) -> list[Sample]:
    """(evidence, whether the unit tells it, the question)."""
    found: list[Sample] = []
    for question in golden():
        if question.context or question.expect == "clarify":
            continue
        read = finder.reader.read(question.question)
        stated = question.expect == "answer"
        fits = [fit for fit in finder.rank(read) if stated or fit.unit.group != "silence"]
        if not fits or fits[0].score < finder.weights.sure:
            continue
        best = fits[0].unit
        parts = finder.scales.holding(read, fits[0])
        if parts["foreign"] and (not stated or answers(question, best.programme, best.id)):
            found.append((parts, stated, question))
    return found


def learn(found: list[Sample], rounds: int = 40) -> dict[str, float]:
    """Logistic regression; all the yes count as much as all the no."""
    weights = dict.fromkeys(["base", *found[0][0]], 0.0)
    yes = sum(right for _, right, _ in found)
    heavier = yes / max(1, len(found) - yes)
    shuffled = random.Random(1)
    found = list(found)
    for number in range(rounds):
        rate = 0.05 / (1 + number / 8)
        shuffled.shuffle(found)
        for parts, right, _ in found:
            chance = 1 / (1 + exp(-max(-30.0, min(30.0, weighed(weights, parts)))))
            error = (right - chance) * (1.0 if right else heavier)
            weights["base"] += rate * error
            for name, part in parts.items():
                weights[name] += rate * (error * part - 0.0001 * weights[name])
    return weights


def good(found: list[Sample], weights: dict[str, float], bound: float) -> str:
    """How many of the yes are told, and how many of the no."""
    yes = [weighed(weights, parts) >= bound for parts, right, _ in found if right]
    no = [weighed(weights, parts) >= bound for parts, right, _ in found if not right]
    return f"{sum(yes)}/{len(yes)} of the stated told, {sum(no)}/{len(no)} of the unstated"
