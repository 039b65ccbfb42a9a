"""How much each piece of evidence counts: which unit fits best, whether it may be answered from.

Three sums of weights, all learnt (``python -m tests.learning``): ``score`` says how well a unit fits a question;
``trust`` whether a question that names no programme is about ours at all; ``held`` whether the best unit tells what
is asked, or only something beside it. What is asked about but stands nowhere in a programme (繁星, 游泳課, 制服) must
not be answered from what shares the rest of the sentence: so ``held`` looks at the words that a programme lacks.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.deadlines import Anchored
from knowledge.lexicon import Lexicon, words_in
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import DateEntry, Entry
from knowledge.questions import Question
from knowledge.units import Fit, Index, Unit
from knowledge.wording import normal

LATIN_WORD = r"[a-z]+(?:[-'][a-z]+)*"
RUN = re.compile(rf"{LATIN_WORD}|[一-鿿]+")


class Weights(Entry):
    """How much each piece of evidence counts.

    ``fit``: which unit fits best, by name of the evidence (see ``evidence``); ``trust``: whether a question that
    names no programme is about ours at all, ``held``: whether the best unit tells what is asked (logistic
    regressions; ``base`` is the constant, ``enough`` and ``told`` are the bounds).
    A best unit below ``sure`` is not answered from. The conversation's programme is kept while its best unit is
    within ``stay`` of the best of all, a named one unless another is ``leave`` times better
    and what it holds of the question is ``strange`` enough, in words that few programmes use. Units within ``near`` of
    the best go along, and one within ``instead`` takes its place where it alone holds the kind of thing asked for; a
    programme within ``rival`` makes the question ambiguous (within ``vague`` where the question holds no word that few
    programmes use; within ``latin`` where it is in English, which few typical questions are),
    unless what both say is as alike as ``same``.
    Where nothing is sure, units of ``offer`` at least are offered, where none is named only from a trust of ``offered``.
    Which choice is meant is not asked where a unit for all of them is within ``general`` of the best.
    Where nobody named a programme and the best unit holds ``broad`` of the question, whatever is within ``alike`` of it
    (and ``least`` at least) and lacks no word that weighs more than ``odd`` may be meant as well.
    """

    fit: dict[str, float]
    trust: dict[str, float]
    held: dict[str, float]
    sure: float
    enough: float
    told: float
    near: float
    offer: float
    offered: float
    rival: float
    stay: float
    leave: float
    strange: float
    vague: float
    latin: float
    alike: float
    instead: float
    general: float
    same: float
    broad: float
    least: float
    odd: float


def load_weights(data: Path = DATA) -> Weights:
    path = data / "words" / "weights.toml"
    return parse(Weights, read_toml(path), path.name)


class Scales:
    """Weighs how units fit questions, with one knowledge base's words."""

    def __init__(self, base: KnowledgeBase, lexicon: Lexicon, index: Index) -> None:
        self.base, self.index, self.wording = base, index, lexicon.reader.wording
        self.anchored = Anchored(base.data)
        self.weights = load_weights(base.data)
        self.costs = {self.wording.canonical(normal(word)): cost for word, cost in lexicon.costs.items()}

    def score(self, question: Question, fit: Fit) -> float:
        """How well a unit fits: all the evidence in one number."""
        parts = evidence(question, fit) | {"anchor": float(self.hangs(question, self._dates(fit.unit)))}
        return sum(self.weights.fit.get(name, 0.0) * value for name, value in parts.items())

    def _dates(self, unit: Unit) -> Iterator[DateEntry]:
        return (self.base.dates[unit.programme, name] for name in dates_of(unit))

    def hangs(self, question: Question, dates: Iterable[DateEntry]) -> bool:
        """Whether a period is counted from something that the question speaks of (返國, 收到 …)."""
        anchors = {date.anchor for date in dates} - {None}
        return bool(anchors & set(self.anchored.places(question.plain)))

    def sure(self, question: Question, best: Fit) -> bool:
        """Whether the best unit fits well enough to be answered from."""
        if best.score < self.weights.sure:
            return False
        kept = best.unit.programme in question.named or best.unit.programme in question.topic
        if not kept and self.trust(question, best) < self.weights.enough:
            return False
        follows = question.before or question.follows
        silent = best.unit.group == "silence" and (question.named or not question.topic)
        return bool(follows or silent) or self.held(question, best)

    def trust(self, question: Question, fit: Fit) -> float:
        """How likely a question that names no programme is about this unit's; 0 is even odds."""
        return weighed(self.weights.trust, trusted(question, fit))

    def held(self, question: Question, fit: Fit) -> bool:
        """Whether a unit tells what is asked, and not something beside it. In doubt is only a question with a word of
        which the unit's programme tells nothing, or of whose head a slip has left one character."""
        if self.stray(question):
            return False
        parts = self.holding(question, fit)
        return not parts["foreign"] or weighed(self.weights.held, parts) >= self.weights.told

    def holding(self, question: Question, fit: Fit) -> dict[str, float]:
        """The evidence that a unit tells what is asked. ``foreign`` is the weightiest word of which the programme
        tells nothing, ``part`` the share of such words in the question."""
        spoken = self.index.spoken[fit.unit.programme]
        words = list(self.words(question.asked))
        lacking = [self.lacking(word, spoken) for word in words]
        return {
            "score": fit.score,
            "cover": fit.cover,
            "named": float(fit.unit.programme in question.named),
            "foreign": max(lacking, default=0.0),
            "part": sum(lacking) / (sum(self.lacking(word, ()) for word in words) or 1.0),
        }

    def stray(self, question: Question) -> bool:
        """Whether the thing asked about, behind the programme's name, is one character that no document has there
        (新北資訊資優的查要怎麼申請)."""
        run = RUN.match(self.wording.canonical(normal(question.asked.strip())))
        head = list(words_in(run[0], self.costs))[:3] if run else []
        return (
            len(head) > 2
            and (head[0], len(head[1])) == ("的", 1)
            and len(head[2]) > 1
            and "".join(head[:2]) not in self.index.told
        )

    def strange(self, question: Question, fit: Fit) -> float:
        """The weightiest word of the question of which the unit itself tells nothing."""
        own = self.index.held[fit.number].whole
        return max((self.lacking(word, own) for word in self.words(question.asked)), default=0.0)

    def lacking(self, word: str, spoken: Container[str]) -> float:
        """What the n-grams of ``word`` weigh that ``spoken`` lacks; 0 where it has all."""
        grams = [word] if word.isascii() else [word[i : i + 2] for i in range(len(word) - 1)]
        missing = sum(gram not in spoken for gram in grams) / len(grams)
        return missing * sum(map(self.index.weight, grams)) / 10

    def words(self, text: str) -> Iterator[str]:
        """The usual words of ``text`` (Latin ones too) in comparable form; what is no word is left out."""
        for run in RUN.findall(self.wording.canonical(normal(text))):
            if run.isascii():
                yield run
            else:
                yield from (
                    word for word in words_in(run, self.costs) if len(word) > 1 and word in self.costs
                )


def weighed(weights: dict[str, float], parts: dict[str, float]) -> float:
    return weights["base"] + sum(weights[name] * value for name, value in parts.items())


def evidence(question: Question, fit: Fit) -> dict[str, float]:
    """Each piece of evidence that a unit answers a question, by name."""
    unit = fit.unit
    asked, told = question.kinds, unit.kinds
    return {
        "like": fit.like,
        "inside": fit.inside,
        "cover": fit.cover,
        "core": fit.core,
        "title": fit.title,
        "before": fit.before,
        "named": float(unit.programme in question.named),
        "topic": float(unit.programme in question.topic and unit.programme not in question.named),
        "hint": float(unit.programme in question.hinted),
        "kind": float(bool(asked & told)),
        "other_kind": float(bool(asked and told and not asked & told)),
        "facet": float(any((unit.programme, facet) in question.facets for facet in unit.facets)),
        "general": float(not unit.facets),
        unit.group: 1.0,
    }


def trusted(question: Question, fit: Fit) -> dict[str, float]:
    """The evidence that a question is about our programmes at all."""
    return {
        "score": fit.score, "like": fit.like, "inside": fit.inside, "cover": fit.cover, "core": fit.core,
        "title": fit.title, "special": fit.special, "rare": fit.rare, "unknown": fit.unknown,
        "hint": float(fit.unit.programme in question.hinted),
        "city": float(fit.unit.programme in question.placed),
    }  # fmt: skip


def dates_of(unit: Unit) -> frozenset[str]:
    """The dates that a unit tells."""
    return frozenset((unit.id,) if unit.group == "date" else getattr(unit.entry, "dates", ()))
