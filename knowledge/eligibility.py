"""What a question tells of the person's own case, judged: the verdict that an answer leads with.

Only what was told is judged, and nothing is led with where the question is general (「要幾年級」) or tells nothing that
decides. Where no programme was named, what was told may point to one (``implied``): a word for what it decides on and
its city, or something that no other programme asks about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge import awards
from knowledge.answer import Line, Style
from knowledge.answering import Citation, Finding
from knowledge.base import KnowledgeBase
from knowledge.case import Case, branches, same
from knowledge.checks import Check, load_checks
from knowledge.criteria import TAIPEI, Exact, Truth
from knowledge.hearing import hear
from knowledge.hearing.sentence import NAME, pattern
from knowledge.hearing.words import How, load_hearing
from knowledge.model import Fact, Kind
from knowledge.questions import Question
from knowledge.units import Unit
from knowledge.verdicts import Told, tell, tell_money
from knowledge.wording import typed

YES = ("可以", "符合", "算", "能", "行", "達標", "夠")
NO = ("不可以", "不符", "不算", "不能", "不行", "不夠", "不得", "沒有資格")
NO_NO = ("不一定", "不用", "不必", "不限", "不需", "不會", "不到", "不同", "不管", "不論", "不含")
"""What begins like a no and is none."""
CLAUSE = re.compile("[，：；。]")
SENTENCE = re.compile("[；。]")
FIGURE = re.compile(r"\d+年\d+月\d+日|\d+(?:\.\d+)?")
PUNCTUATION = re.compile(r"[\W_]")
SAID_AGAIN, SAID_AFTER_NO = 0.6, 0.4
"""A fact that shares this much of its pairs of characters with what was told before it says nothing new."""


@dataclass(frozen=True)
class Lead:
    """What an answer leads with. ``unmet``, ``met``: ids and clauses of the criteria told; ``only_met``: it says
    nothing but that they are met; ``refused``: that a contest does not count; ``window``: the line on applying; ``sum``: the money that it tells (70萬)."""

    lines: tuple[Line, ...] = ()
    citations: tuple[Citation, ...] = ()
    unmet: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    only_met: bool = False
    refused: bool = False
    window: str = ""
    sum: str = ""

    def beside(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Its lines before those of an answer: that one can still apply, or no more, is left to the dates there."""
        dated = any(line.style is Style.DATE for line in lines)
        return tuple(line for line in self.lines if not dated or line.text != self.window)

    def contradicts(self, unit: Unit) -> bool:
        """Whether a fact says yes where the person's own case is a no, or the reverse on the same criterion."""
        entry = unit.entry
        if not isinstance(entry, Fact):
            return False
        if self.refused and accepts(entry.say):
            return True
        if self.unmet:
            return entry.say.startswith(YES)
        return bool(self.met & about(unit)) and entry.say.startswith(NO)

    def speaks_of(self, unit: Unit) -> bool:
        """Whether a unit is about what is not met, or a clause under it."""
        return any(one.startswith(other) for one in about(unit) for other in self.unmet)

    def pays_others(self, unit: Unit) -> bool:
        """Whether a fact tells other sums than the one that is this person's."""
        entry = unit.entry
        paid = isinstance(entry, Fact) and Kind.MONEY in entry.kind and FIGURE.search(entry.say) is not None
        return bool(self.sum) and paid and self.sum not in unit.say

    def repeated_by(self, unit: Unit) -> bool:
        """Whether a fact says again, in other words, what the lead has told: its clause, its figures, its matter."""
        entry = unit.entry
        here = {same(citation.section) for citation in self.citations}
        if not isinstance(entry, Fact) or entry.dates or not here & about(unit):
            return False
        told = PUNCTUATION.sub("", "".join(line.text for line in self.lines))
        if set(FIGURE.findall(entry.say)) - set(FIGURE.findall(told)):
            return False
        words = PUNCTUATION.sub("", entry.say)
        pairs = [words[place : place + 2] for place in range(len(words) - 1)]
        enough = SAID_AFTER_NO if self.unmet & about(unit) and FIGURE.search(entry.say) else SAID_AGAIN
        return sum(pair in told for pair in pairs) >= enough * len(pairs)

    def yields(self, unit: Unit) -> bool:
        """Whether a fact comes first: it says no to what is asked, where the case only meets something else."""
        if not self.only_met or not isinstance(unit.entry, Fact) or self.met & about(unit):
            return False
        say = unit.entry.say
        refused = any(word in CLAUSE.split(say)[0] for word in load_hearing().asks.refused)
        return refused or (say.startswith("不") and not say.startswith(NO_NO))


@dataclass(frozen=True)
class Implied:
    """Programmes that a case points to: ``sure`` by its city or by what no other asks, ``perhaps`` by a word alone."""

    sure: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


def only_verdict(plain: str) -> bool:
    """Whether a message, without the programme's name, asks for a verdict and nothing else: 「我的孩子可以申請嗎」."""
    asks = load_hearing().asks
    left = plain.replace(NAME, "")
    for word in sorted(asks.own, key=len, reverse=True):
        left = left.replace(typed(word), "")
    return bare(left) in set(map(bare, asks.start))


def bare(text: str) -> str:
    """``text`` without marks and blanks, to be compared."""
    return PUNCTUATION.sub("", typed(text))


def accepts(say: str) -> bool:
    """Whether a fact says of a contest that it counts, and not of another one beside it that it does not."""
    asks = load_hearing().asks
    first = SENTENCE.split(say)[0]
    return any(word in first for word in asks.accepted) and not any(word in first for word in asks.refused)


def about(unit: Unit) -> set[str]:
    """The clauses of a unit and the criterion it speaks of."""
    entry = unit.entry
    criterion = {entry.criterion} if isinstance(entry, Fact) and entry.criterion else set()
    return {*map(same, getattr(entry, "clause", ())), *criterion}


class Eligibility:
    """Judges what questions tell, by one knowledge base's checks."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.checks = load_checks(base.data)
        self.asks = load_hearing(base.data).asks

    def verdict_lines(self, text: str, programme: str, at: datetime) -> tuple[list[Line], list[Citation]]:
        """The lines an answer about ``programme`` leads with, and what they cite; nothing where nothing is decided."""
        lead = self.lead(text, programme, at)
        return list(lead.lines), list(lead.citations)

    def lead(
        self,
        text: str,
        programme: str,
        at: datetime,
        *,
        whole: str | None = None,
        before: str = "",
        chosen: Mapping[str, str] | None = None,
    ) -> Lead:
        """The same as a value.

        ``text`` is without names of programmes, ``whole`` with them; ``before``: the question that it follows
        (「那高三呢」); ``chosen``: branches of the programme that were named, by field.
        """
        check = self.checks.get(programme)
        if check is None:
            return Lead()
        plain, before = typed(whole or text), typed(before)
        verdict = self._asks(plain, self.asks.verdict) or self._asks(before, self.asks.verdict)
        money = self._asks(plain, self.asks.money) or self._asks(before, self.asks.money)
        figures = {f.id for f in check.figures if self._asks(plain, f.asks) or (money and not f.asks)}
        if not verdict and not money and not figures:
            return Lead()
        at = at if at.tzinfo else at.replace(tzinfo=TAIPEI)
        answers = {**branches(check, chosen or {}), **hear(check, text, at, whole=whole).answers}
        case = Case.of(check, answers, at)
        told = Told(check)
        if verdict:
            quiet = self._asks(plain, self.asks.other)
            tell(case, told, applying=self._asks(plain, self.asks.apply), quiet=quiet)
        if money or figures:
            tell_money(case, told, figures, sums=money)
        return self._lead(check, case, told)

    def _asks(self, plain: str, words: Iterable[str]) -> bool:
        return any(pattern(word).search(plain) for word in words)

    def _lead(self, check: Check, case: Case, told: Told) -> Lead:
        if not told.lines:
            return Lead()
        title = self.base.documents[check.check.document].title
        cited = tuple(Citation(title, check.check.number, clause) for clause in dict.fromkeys(told.clauses))
        first = replace(told.lines[0], style=Style.STRONG)
        return Lead(
            (first, *told.lines[1:]),
            cited,
            case.about(Truth.UNMET),
            case.about(Truth.MET),
            told.only_met,
            told.refused,
            told.window,
            told.sum,
        )

    def implied(self, question: Question, text: str, at: datetime) -> Implied:
        """The programmes that a question's own case points to, where it names none."""
        plain = typed(text)
        if question.named or not self._asks(plain, self.asks.verdict) or self._asks(plain, self.asks.other):
            return Implied()
        sure: list[str] = []
        perhaps: list[str] = []
        for each in load_hearing(self.base.data).implied:
            if not self._asks(plain, each.words) or self._asks(plain, each.unless):
                continue
            case = self._case(each.programme, text, at)
            here = self.base.programmes[each.programme].programme.city in question.cities
            if not case.touched() or (question.cities and not here):
                continue
            (sure if here or self._pointing(case) else perhaps).append(each.programme)
        return Implied(tuple(sure), tuple(perhaps))

    def meant(self, names: Iterable[str], text: str, at: datetime) -> str | None:
        """Of several named programmes the one whose criteria most of what was told bears on, where a verdict is asked."""
        if not self._asks(typed(text), self.asks.verdict) or self._asks(typed(text), self.asks.other):
            return None
        touched = {name: len(self._case(name, text, at).own) for name in names if name in self.checks}
        most = max(touched.values(), default=0)
        best = [name for name, number in touched.items() if number == most > 0]
        return best[0] if len(best) == 1 else None

    def _case(self, programme: str, text: str, at: datetime) -> Case:
        check = self.checks[programme]
        return Case.of(check, hear(check, text, at).answers, at if at.tzinfo else at.replace(tzinfo=TAIPEI))

    def _pointing(self, case: Case) -> bool:
        """Whether something was told that only this programme asks about; of contests, one that it lists."""
        contests = [
            n for n, m in load_hearing(self.base.data).manners(case.check).items() if m.how is How.CONTEST
        ]
        if contests:
            known = case.answers.get(contests[0])
            return isinstance(known, Exact) and awards.look_up(str(known.value)).competition is not None
        others = {f.id for c in self.checks.values() if c is not case.check for f in c.fields}
        return bool(case.own - others)

    def without(self, finding: Finding, lead: Lead) -> Finding:
        """``finding`` without the facts that would say the opposite of ``lead``."""
        kept = [unit for unit in finding.units if not lead.contradicts(unit)]
        if lead.unmet:
            kept = [unit for unit in kept if lead.speaks_of(unit)]
        kept = [unit for unit in kept if not (lead.repeated_by(unit) or lead.pays_others(unit))]
        return replace(finding, units=tuple(kept))
