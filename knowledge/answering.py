"""From a question to an answer: cited facts, or a question back, or an honest "not stated".

The order of what matters: right, then honest silence. A unit has to fit well enough; two programmes that fit alike
lead to a question back; choices that were not told do too; a city that the knowledge base does not hold is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.base import KnowledgeBase
from knowledge.lexicon import HAN, Lexicon
from knowledge.model import DateEntry, Kind
from knowledge.needs import load_needs, unmet
from knowledge.questions import Question, Reader
from knowledge.speaking import _
from knowledge.units import Fit, Index, Unit
from knowledge.weighing import Scales, dates_of
from knowledge.wording import Wording

OFFERED = frozenset({"fact", "date", "list", "contact"})
MOST_NEAR = 3


class Status(StrEnum):
    ANSWERED = "answered"
    CLARIFY = "clarify"
    ABSTAINED = "abstained"


@dataclass(frozen=True)
class Citation:
    """Where a line stands: the document's title, its 文號 if it has one, the clause."""

    document: str
    number: str | None
    section: str


@dataclass(frozen=True)
class Choice:
    """Something to tap: what it says, and the programme, or the choice within a programme, it stands for."""

    label: str
    programme: str
    facet: str = ""
    value: str = ""


@dataclass(frozen=True)
class Finding:
    """What the question leads to, before it is put into words. ``units``: best first; ``near``: what may have been
    meant where nothing fits well enough, to be offered and never told."""

    status: Status
    question: Question
    programme: str | None = None
    units: tuple[Unit, ...] = ()
    choices: tuple[Choice, ...] = ()
    asking: str = ""
    reason: str = ""
    sure: float = 0.0
    near: tuple[Unit, ...] = ()


class Finder:
    """Finds what answers a question in one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.wording = Wording(base.data)
        self.reader = Reader(base, self.wording, base.data)
        self.index = base.once("index", lambda: Index(base, self.wording))
        self.lexicon = base.once("lexicon", lambda: Lexicon(base, self.reader))
        self.scales = Scales(base, self.lexicon, self.index)
        self.weights = self.scales.weights
        self.needs = load_needs(base.data)

    def find(self, text: str, earlier: Iterable[str] = (), *, beside: bool = False) -> Finding:
        """The finding for one question; ``earlier`` are the same person's before it, oldest first, of which the last is
        of the same message where it stands ``beside``."""
        question = self._question(text, tuple(earlier), beside=beside)
        if (elsewhere := self._elsewhere(question)) is not None:
            return elsewhere
        if question.named and not (question.before or question.rest.strip("?!。, ")):
            return self._overview(question)
        fits = self.rank(question)
        if question.still and (about := self._about(question, fits)) is not None:
            return self._still(question, about, fits)
        if not fits:
            return Finding(Status.ABSTAINED, question, programme=self._only(question))
        names = self._alike(question, fits)
        if len(names) < 2 and not self.scales.sure(question, fits[0]):
            return self._missed(question, fits)
        names = names if len(names) > 1 else self._rivals(question, fits)
        if len(names) > 1:
            return self._which_programme(question, names, fits[0].score)
        return self._from(question, fits)

    def _missed(self, question: Question, fits: list[Fit]) -> Finding:
        """Nothing fits well enough: what comes near, where the question is about one of ours."""
        name, best = self._only(question), fits[0]
        hinted = best.unit.programme in question.hinted
        ours = question.named or hinted or self.scales.trust(question, best) >= self.weights.offered
        near = [
            fit.unit
            for fit in fits
            if ours
            and fit.unit.programme == (name or best.unit.programme)
            and fit.unit.group in OFFERED
            and fit.unit.row is None
            and fit.score >= self.weights.offer
        ]
        near = list({unit.id: unit for unit in near}.values())[:MOST_NEAR]
        return Finding(Status.ABSTAINED, question, name, near=tuple(near), sure=best.score)

    def _from(self, question: Question, fits: list[Fit]) -> Finding:
        """What one programme's units tell, of which the best fits well enough."""
        best = fits[0]
        if best.unit.group == "silence":
            return Finding(Status.ABSTAINED, question, best.unit.programme, (best.unit,), sure=best.score)
        if (back := self._which_facet(question, fits)) is not None:
            return back
        units = self._together(question, fits)
        for need in unmet(self.needs, question.plain, units):
            holding = next((fit for fit in fits if need.held(fit.unit) and self._as_good(fit, best)), None)
            if holding is None:
                return Finding(
                    Status.ABSTAINED, question, best.unit.programme, reason=need.name, sure=best.score
                )
            units = (holding.unit, *units[:1])
        return Finding(Status.ANSWERED, question, best.unit.programme, units, sure=best.score)

    def _as_good(self, fit: Fit, best: Fit) -> bool:
        return fit.unit.programme == best.unit.programme and fit.score >= self.weights.instead * best.score

    def _question(self, text: str, earlier: tuple[str, ...], *, beside: bool = False) -> Question:
        """What was understood; where nobody named a programme, the topic is what the last question led to."""
        question = self.reader.read(text, earlier)
        known = question.named or question.topic
        if not earlier or (known and not beside):
            return question
        led = self.find(earlier[-1], earlier[:-1]).programme
        if led and not known:
            question = replace(question, topic=(led,))
        return self.reader.beside(question, earlier) if beside and {*question.named} <= {led} else question

    def rank(self, question: Question) -> list[Fit]:
        """Units that fit, best first, with the programme, the choices and the kind taken into account."""
        found = []
        for fit in self.index.fits(question.asked, question.before or question.beside):
            if self._agrees(question, fit.unit) and self._there(question, fit.unit):
                found.append(replace(fit, score=self.scales.score(question, fit)))
        found.sort(key=lambda fit: fit.score, reverse=True)
        return self._within(question, found)

    def _within(self, question: Question, fits: list[Fit]) -> list[Fit]:
        """Only the named programmes' units, or those of the conversation, unless others fit far better (and come, where
        one was named, from the same document: what Kinmen writes answers no question about New Taipei)."""
        kept = question.named or question.topic
        within = [fit for fit in fits if fit.unit.programme in kept]
        if not question.named and question.topic and fits and self._general(question, fits):
            return within
        if not within:
            return [] if question.named else fits
        if question.named:
            own = {self.base.programmes[name].programme.document for name in question.named}
            near = [fit for fit in fits if self.base.programmes[fit.unit.programme].programme.document in own]
            stranger = near[0].special + near[0].rare >= self.weights.strange
            return near if stranger and near[0].score > self.weights.leave * within[0].score else within
        follows = question.follows or question.before or question.beside
        return within if follows or within[0].score >= self.weights.stay * fits[0].score else fits

    def _agrees(self, question: Question, unit: Unit) -> bool:
        """False where the unit is about another choice than the one named."""
        told, both = question.facets, question.both
        return all(
            told.get((unit.programme, facet), value) == value
            and value in both.get((unit.programme, facet), (value,))
            for facet, value in unit.facets.items()
        )

    def _there(self, question: Question, unit: Unit) -> bool:
        """False where the question is about other cities than the unit's, and names no programme."""
        city = self.base.programmes[unit.programme].programme.city
        return bool(question.named) or not question.cities or city in question.cities

    def _elsewhere(self, question: Question) -> Finding | None:
        """The question is about cities, none of which has what it asks for."""
        cities = question.cities - question.homes if question.named else question.cities
        names = question.named or tuple(self.base.programmes)
        if not cities or any(self.base.programmes[name].programme.city in cities for name in names):
            return None
        return Finding(Status.ABSTAINED, question, reason="city")

    def _about(self, question: Question, fits: list[Fit]) -> str | None:
        """The one programme with something to apply for that the question is about, if there is one."""
        names = question.named or question.topic
        if len(names) != 1:
            names = (
                (fits[0].unit.programme,)
                if fits and self.scales.sure(question, fits[0]) and len(self._rivals(question, fits)) == 1
                else ()
            )
        name = names[0] if names else None
        return name if name and any(date.applying for date in self.base.programmes[name].dates) else None

    def _still(self, question: Question, name: str, fits: list[Fit]) -> Finding:
        """Whether it is still possible to apply: the dates that decide it, then what fits the question."""
        sure = bool(fits) and self.scales.sure(question, fits[0])
        if sure and fits[0].unit.group == "silence":
            return Finding(Status.ABSTAINED, question, name, (fits[0].unit,), sure=fits[0].score)
        fitting = self._together(question, fits) if sure else ()
        told = {date for unit in fitting[:1] for date in (unit.id, *getattr(unit.entry, "dates", ()))}
        units = fitting
        if not told & {date.id for date in self.base.programmes[name].dates}:
            dates = [date for date in self.base.programmes[name].dates if date.applying]
            settled = [date for date in dates if date.anchor is None or self.scales.hangs(question, [date])]
            applying = (unit_of(name, date) for date in (settled if fitting else dates))
            units = (*[unit for unit in applying if self._agrees(question, unit)][:2], *fitting[:1])
        return Finding(Status.ANSWERED, question, name, units, sure=1.0)

    def _only(self, question: Question) -> str | None:
        names = question.named or question.topic
        return names[0] if len(names) == 1 else None

    def _overview(self, question: Question) -> Finding:
        if len(question.named) > 1:
            return self._which_programme(question, list(question.named), 1.0)
        programme = self.base.programmes[question.named[0]]
        wanted = programme.programme.overview
        units = [
            u
            for u in self.index.units
            if u.programme == question.named[0] and u.id in wanted and u.row is None
        ]
        units.sort(key=lambda u: wanted.index(u.id))
        return Finding(
            Status.ANSWERED, question, question.named[0], tuple(units[:4]), sure=1.0, reason="overview"
        )

    def _rivals(self, question: Question, fits: list[Fit]) -> list[str]:
        """Programmes whose best unit fits about as well as the best of all, and tells something."""
        best: dict[str, Fit] = {}
        for fit in fits:
            best.setdefault(fit.unit.programme, fit)
        top = fits[0]
        if len(question.named) == 1 or top.unit.programme in question.topic:
            return [top.unit.programme]
        ratio = self.weights.rival if top.special + top.rare >= self.weights.strange else self.weights.vague
        if not HAN.search(question.text) and top.special < self.weights.strange:
            ratio = self.weights.latin
        return [
            name
            for name, fit in best.items()
            if fit is top
            or (
                fit.score >= ratio * top.score
                and fit.unit.group != "silence"
                and 2 * fit.before >= top.before  # what a follow-up follows is about it too
                and not self._same(fit.unit, top.unit)
            )
        ]

    def _general(self, question: Question, fits: list[Fit]) -> bool:
        """Whether a question could be put to several programmes, so that in a conversation it is about its own."""
        return len(self._alike(replace(question, topic=(), before=""), fits)) > 1

    def _alike(self, question: Question, fits: list[Fit]) -> list[str]:
        """Programmes that tell what a question asks which names none and could be put to each (「敘獎額度多少」)."""
        told = question.named or question.topic or question.placed or question.before
        top, best = fits[0], dict[str, Fit]()
        if told or top.cover < self.weights.broad or top.unit.group == "silence":
            return []
        if self.scales.strange(question, top) > self.weights.odd:
            return []  # what is asked about stands nowhere
        for fit in fits:
            if fit.unit.group != "silence":
                best.setdefault(fit.unit.programme, fit)
        alike = {
            name: fit
            for name, fit in best.items()
            if fit.score >= max(self.weights.alike * top.score, self.weights.least)
            and self.scales.strange(question, fit) <= self.weights.odd
            and (fit is top or not self._same(fit.unit, top.unit))
        }
        ours = any(self.scales.trust(question, fit) >= self.weights.enough for fit in alike.values())
        return list(alike) if ours else []  # a holiday or an examination is nobody's of ours

    def _same(self, one: Unit, other: Unit) -> bool:
        """Whether two programmes' units say the same thing, so that it does not matter which is meant."""
        cities = {self.base.programmes[unit.programme].programme.city for unit in (one, other)}
        if len(cities) > 1:
            return False
        document = self.base.programmes[one.programme].programme.document
        if document == self.base.programmes[other.programme].programme.document and set(clauses(one)) & set(
            clauses(other)
        ):
            return True
        first, second = (set(self.wording.grams(unit.say)) for unit in (one, other))
        return len(first & second) >= self.weights.same * min(len(first), len(second))

    def _which_programme(self, question: Question, names: list[str], sure: float) -> Finding:
        choices = tuple(Choice(self.base.programmes[n].programme.short, n) for n in names)
        return Finding(
            Status.CLARIFY, question, None, (), choices, _("您想問的是哪一個計畫？"), "programme", sure
        )

    def _which_facet(self, question: Question, fits: list[Fit]) -> Finding | None:
        """The best units differ only in a choice that was not told: ask which."""
        best = fits[0]
        programme = self.base.programmes[best.unit.programme]
        for facet in programme.facets:
            key = best.unit.programme, facet.id
            if facet.id not in best.unit.facets or key in question.facets or key in question.both:
                continue
            near = [
                f
                for f in fits
                if f.score >= self.weights.near * best.score and f.unit.programme == best.unit.programme
            ]
            if any(facet.id not in f.unit.facets and self._beside(f, best) for f in near):
                continue
            values = list(dict.fromkeys(f.unit.facets[facet.id] for f in near if facet.id in f.unit.facets))
            if len(values) < 2:
                continue
            choices = tuple(Choice(facet.values[v][0], best.unit.programme, facet.id, v) for v in values)
            units = tuple(f.unit for f in near if facet.id in f.unit.facets)
            return Finding(
                Status.CLARIFY,
                question,
                best.unit.programme,
                units,
                choices,
                facet.question,
                "facet",
                best.score,
            )
        return None

    def _beside(self, fit: Fit, best: Fit) -> bool:
        """Whether a unit for every choice fits as well as the best for one, so that nobody need be asked which."""
        return fit.unit.group != "silence" and fit.score >= self.weights.general * best.score

    def _together(self, question: Question, fits: list[Fit]) -> tuple[Unit, ...]:
        """The best unit and those that fit nearly as well, without saying anything twice."""
        best = fits[0]
        near = [
            fit.unit
            for fit in fits
            if fit.score >= self.weights.near * best.score
            and fit.unit.programme == best.unit.programme
            and fit.unit.group != "silence"
        ]
        chosen = next((unit for unit in near if self._chosen(question, unit)), None)
        if chosen is not None and (near[0] is chosen or self._sums_up(near[0], chosen)):
            near = [chosen, *(unit for unit in near if not self._sums_up(unit, chosen))]
        near = [near[0], *(unit for unit in near[1:] if not self._sums_up(near[0], unit))]
        kept: list[Unit] = []
        for unit in near:
            if any(unit.id == other.id or unit.say == other.say for other in kept):
                continue
            if kept and dates_of(unit) and dates_of(kept[0]) and not dates_of(unit) & dates_of(kept[0]):
                continue  # another date than the one asked for
            kept.append(unit)
        return tuple(kept[:3])

    def _chosen(self, question: Question, unit: Unit) -> bool:
        """Whether the unit is about the one choice that the question names."""
        return bool(unit.facets) and all((unit.programme, facet) in question.facets for facet in unit.facets)

    def _sums_up(self, unit: Unit, chosen: Unit) -> bool:
        """Whether ``unit`` tells of every choice what ``chosen`` tells of one: it stands in the same clause and names
        another choice."""
        if unit.facets or not set(clauses(unit)) & set(clauses(chosen)):
            return False
        facets = self.base.programmes[chosen.programme].facets
        others = (
            words
            for facet in facets
            if facet.id in chosen.facets
            for value, words in facet.values.items()
            if value != chosen.facets[facet.id]
        )
        return any(word in unit.say for words in others for word in words)


def unit_of(programme: str, date: DateEntry) -> Unit:
    """A date on its own, as something to answer with."""
    return Unit(
        programme, date.id, "date", date.label, date.label, frozenset({Kind.WHEN}), (), (), date.facets, date
    )


def clauses(unit: Unit) -> tuple[str, ...]:
    """Where a unit stands; a silence stands nowhere."""
    found: tuple[str, ...] = getattr(unit.entry, "clause", ())
    return found
