"""``python -m tests.benchmarks.learn RETRIEVAL_FOLDER DOCUMENTS_FOLDER``: the search's weights, learnt on development questions.

Titled passages from drcd4k, untitled ones from tpe. The re-ranking is a softmax over the passages looked at; the
confidence is a logistic regression on every question asked twice, the second time with the passages that answer it
taken away, and on the golden questions asked of the official documents, half of the weight. Prints what five-fold validation says (folds by passage, so that no passage is both learnt from and tried)
and writes ``knowledge/search/weights.toml``. Plain Python: a few minutes.
"""

from __future__ import annotations

import math
import random
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import knowledge.search.weights as kept
from knowledge.search import SearchIndex, ranking
from knowledge.search.engine import BEST
from knowledge.search.weights import Weights, signs
from tests.benchmarks.corpora import Asked, passages, questions
from tests.benchmarks.documents import Right, document_questions

FOLDS = 5
SPEAKS = 0.9
"""``enough`` is the least confidence above which this share of answers is right, half the questions unanswerable."""
Vector = tuple[float, ...]


@dataclass(frozen=True)
class Example:
    """One question: what was seen in each passage, and which of them answers."""

    seen: list[Vector]
    right: list[bool]
    fold: int


def examples(index: SearchIndex, asked: list[Asked]) -> list[Example]:
    """What the ranking would see for each question."""
    found = []
    for question in asked:
        read_question = index.read(question.question)
        ranked = index.ranked(read_question, index.candidates(read_question, BEST))
        right = [index.passage(number).id in question.gold for _, _, number in ranked]
        fold = zlib.crc32(question.gold[0].encode()) % FOLDS
        found.append(Example([looked.values for _, looked, _ in ranked], right, fold))
    return found


def spread(found: list[Example]) -> list[float]:
    """How far each value strays from its question's mean, so that all are learnt at one pace."""
    size = len(ranking.NAMES)
    sums, count = [0.0] * size, 0
    for example in found:
        means = [sum(column) / len(example.seen) for column in zip(*example.seen, strict=True)]
        count += len(example.seen)
        for values in example.seen:
            for n in range(size):
                sums[n] += (values[n] - means[n]) ** 2
    return [math.sqrt(total / max(1, count)) or 1.0 for total in sums]


def learn_ranking(found: list[Example], rounds: int = 30, pull: float = 1e-2) -> list[float]:
    """Softmax over each question's passages, by stochastic gradient descent."""
    wide = spread(found)
    useful = [
        ([[v / w for v, w in zip(values, wide, strict=True)] for values in e.seen], e.right.index(True))
        for e in found
        if True in e.right
    ]
    weights = [0.0] * len(wide)
    shuffled = random.Random(1)
    for turn in range(rounds):
        rate = 0.05 / (1 + turn / 4)
        shuffled.shuffle(useful)
        for seen, right in useful:
            scores = [sum(map(float.__mul__, weights, values)) for values in seen]
            top = max(scores)
            odds = [math.exp(score - top) for score in scores]
            whole = sum(odds)
            for values, odd, place in zip(seen, odds, range(len(seen)), strict=True):
                push = rate * ((place == right) - odd / whole)
                if abs(push) > 1e-5:
                    weights = [w + push * v for w, v in zip(weights, values, strict=True)]
            weights = [w * (1 - rate * pull) for w in weights]
    return [weight / w for weight, w in zip(weights, wide, strict=True)]


def first_right(weights: list[float], found: list[Example]) -> float:
    """The share of questions whose best passage answers."""
    good = 0
    for example in found:
        scores = [sum(map(float.__mul__, weights, values)) for values in example.seen]
        good += bool(scores) and example.right[scores.index(max(scores))]
    return good / max(1, len(found))


def validated(found: list[Example], learn: Callable[[list[Example]], list[float]]) -> float:
    """``first_right`` on each fold, learnt on the others."""
    total = 0.0
    for fold in range(FOLDS):
        held = [e for e in found if e.fold == fold]
        total += first_right(learn([e for e in found if e.fold != fold]), held) * len(held)
    return total / len(found)


Judged = list[tuple[dict[str, float], bool]]


def judged(index: SearchIndex, asked: list[Asked], weights: Weights) -> Judged:
    """(signs, the first passage answers) for each question, and again with its passages taken away."""
    numbers = {index.passage(number).id: number for number in range(index.size)}
    found: Judged = []
    for question in asked:
        without = SearchIndex(index.segments, {numbers[name] for name in question.gold}, weights)
        for here in (SearchIndex(index.segments, (), weights), without):
            read_question = here.read(question.question)
            ranked = here.ranked(read_question, here.candidates(read_question, BEST))
            if ranked:
                answers = here.passage(ranked[0][2]).id in question.gold
                found.append((signs(read_question, ranked), answers))
    return found


def judged_documents(index: SearchIndex, asked: list[tuple[str, Right]]) -> Judged:
    """(signs, the first passage answers) for each golden question."""
    found: Judged = []
    for question, right in asked:
        read_question = index.read(question)
        ranked = index.ranked(read_question, index.candidates(read_question, BEST))
        if ranked:
            best = index.passage(ranked[0][2])
            found.append((signs(read_question, ranked), right(best.id, best.text)))
    return found


def learn_sure(found: Judged, rounds: int = 40) -> dict[str, float]:
    """Logistic regression by stochastic gradient descent."""
    names = list(found[0][0])
    weights = dict.fromkeys(names, 0.0)
    shuffled, mixed = random.Random(1), list(found)
    for turn in range(rounds):
        rate = 0.2 / (1 + turn)
        shuffled.shuffle(mixed)
        for values, answers in mixed:
            total = sum(weights[name] * values[name] for name in names)
            push = rate * (answers - 1 / (1 + math.exp(-max(-50.0, min(50.0, total)))))
            for name in names:
                weights[name] += push * values[name]
    return weights


def threshold(sure: dict[str, float], found: Judged) -> tuple[float, float]:
    """(least confidence above which SPEAKS of the answers are right, share of the answerable still answered)."""
    told = sorted(
        (
            (1 / (1 + math.exp(-sum(sure[n] * v for n, v in values.items()))), answers)
            for values, answers in found
        ),
        reverse=True,
    )
    right, best = 0, (1.0, 0.0)
    answerable = sum(answers for _, answers in told)
    for place, (confidence, answers) in enumerate(told, 1):
        right += answers
        if right / place >= SPEAKS:
            best = (confidence, right / max(1, answerable))
    return best


def toml(weights: Weights) -> str:
    """The file's text."""
    lines = [
        "# Learnt by `python -m tests.benchmarks.learn`; see knowledge/search/weights.py.",
        f"enough = {weights.enough:.3f}",
    ]
    for name in ("titled", "untitled", "sure"):
        lines += ["", f"[{name}]", *(f"{key} = {value:.3f}" for key, value in getattr(weights, name).items())]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Learn, print, write."""
    folder = Path(arguments[0])
    learnt: dict[str, dict[str, float]] = {}
    corpora = {"titled": ("drcd4k", "q_drcd_dev"), "untitled": ("tpe", "q_tpe_dev")}
    held = {}
    for kind, (corpus, asked_in) in corpora.items():
        index = SearchIndex.build(passages(folder / f"{corpus}.jsonl"))
        held[kind] = (index, questions(folder / f"{asked_in}.jsonl"))
        found = examples(*held[kind])
        weights = learn_ranking(found)
        learnt[kind] = dict(zip(ranking.NAMES, weights, strict=True))
        reached = sum(True in e.right for e in found) / len(found)
        print(
            f"{kind}: among the {BEST} looked at {reached:.4f}, first {first_right(weights, found):.4f},",
            f"validated {validated(found, learn_ranking):.4f}", flush=True,
        )  # fmt: skip
    ranked = Weights(titled=learnt["titled"], untitled=learnt["untitled"], sure={}, enough=1.0)
    told = {kind: judged(index, asked, ranked) for kind, (index, asked) in held.items()}
    index, about = document_questions(Path(arguments[1]))
    told["documents"] = judged_documents(SearchIndex(index.segments, (), ranked), about)
    general = told["titled"] + told["untitled"]
    mixed = general + told["documents"] * max(1, len(general) // len(told["documents"]))
    sure = learn_sure(mixed)
    for kind, cases in told.items():
        least, still = threshold(sure, cases)
        right = sum(answers for _, answers in cases)
        print(f"{kind}: {right} of {len(cases)} right; enough {least:.3f} keeps {still:.3f} of these")
    enough, still = threshold(sure, mixed)
    print(f"all: enough {enough:.3f}, {still:.3f} of the answerable still answered")
    whole = Weights(titled=ranked.titled, untitled=ranked.untitled, sure=sure, enough=round(enough, 3))
    Path(kept.__file__).with_name("weights.toml").write_text(toml(whole), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
