"""What depends on an applicant's answers besides yes or no: money, a deadline, figures, papers to hand in.

Cases are read from the top; the first that holds counts, unless one before it is still open. Nothing is guessed from
a partial answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from knowledge.checks.model import Amount, Check, DeadlineCase, Formula
from knowledge.checks.rules import Rule
from knowledge.criteria import Exact, Facts, Truth

C = TypeVar("C", Amount, DeadlineCase)


@dataclass(frozen=True)
class Money:
    """The most that can be got, in New Taiwan dollars."""

    ntd: int
    say: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class DueDay:
    """A last day that depends on answers."""

    last_day: date
    label: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class FigureTold:
    id: str
    label: str
    value: int | float
    unit: str
    say: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class PaperTold:
    """``needed``: met = has to be handed in; unknown = depends on something not told."""

    id: str
    label: str
    note: str
    clauses: tuple[str, ...]
    needed: Truth


@dataclass(frozen=True)
class NoteTold:
    id: str
    say: str
    clauses: tuple[str, ...]


def holds(when: Rule | None, facts: Facts) -> Truth:
    """A condition's truth; none is met."""
    return Truth.MET if when is None else when.state(facts)


def chosen(cases: Sequence[C], facts: Facts) -> C | None:
    """The first case that holds, provided that none before it is open."""
    for case in cases:
        state = holds(case.when, facts)
        if state is Truth.MET:
            return case
        if state is not Truth.UNMET:
            return None
    return None


def still_open(cases: Sequence[Amount] | Sequence[DeadlineCase], facts: Facts) -> Iterator[str]:
    """Fields that decide which case it is."""
    for case in cases:
        if case.when is None or case.when.state(facts) is Truth.MET:
            return
        yield from case.when.open(facts)


def missing_terms(formula: Formula, facts: Facts) -> Iterator[str]:
    yield from (term.field for term in formula.terms if not isinstance(facts.known(term.field), Exact))


def value_of(formula: Formula, facts: Facts) -> int | float | None:
    """The figure, or None while a term is not exactly known."""
    total = Fraction(0)
    for term in formula.terms:
        known = facts.known(term.field)
        if not isinstance(known, Exact) or not isinstance(known.value, int | float):
            return None
        total += Fraction(str(known.value)) * Fraction(str(term.times))
    parted = formula.parts and total % formula.divide != 0
    value = float(total / formula.divide) if parted else int(total // formula.divide)
    value = value if formula.least is None else max(value, formula.least)
    return value if formula.most is None else min(value, formula.most)


def benefit_of(check: Check, facts: Facts) -> Money | None:
    """The most that this applicant can get, once that is known."""
    if check.benefit is None or (case := chosen(check.benefit.cases, facts)) is None:
        return None
    ntd = case.ntd if case.formula is None else value_of(case.formula, facts)
    return None if ntd is None else Money(int(ntd), case.say, case.clause)


def deadline_of(check: Check, facts: Facts) -> DueDay | None:
    """The last day for this applicant, once that is known."""
    if check.deadline is None or (case := chosen(check.deadline.cases, facts)) is None:
        return None
    known = facts.known(case.due)
    if not isinstance(known, Exact):
        return None
    anchor = known.value if isinstance(known.value, date) else date(int(known.value), 1, 1)
    return DueDay(case.last_day(anchor), check.deadline.label, case.clause)


def figures_of(check: Check, facts: Facts) -> Iterator[FigureTold]:
    """The figures that are known and apply."""
    for figure in check.figures:
        value = value_of(figure.formula, facts)
        if value is not None and holds(figure.when, facts) is Truth.MET:
            yield FigureTold(figure.id, figure.label, value, figure.unit, figure.say, figure.clause)


def papers_of(check: Check, facts: Facts) -> Iterator[PaperTold]:
    """The papers that have to be handed in, or may have to be."""
    for paper in check.papers:
        needed = holds(paper.when, facts)
        if needed is not Truth.UNMET:
            yield PaperTold(paper.id, paper.label, paper.note or "", paper.clause, needed)


def notes_of(check: Check, facts: Facts) -> Iterator[NoteTold]:
    """The notes that concern this applicant."""
    for note in check.notes:
        if holds(note.when, facts) is Truth.MET:
            yield NoteTold(note.id, note.say, note.clause)


def extra_fields(check: Check, facts: Facts) -> Iterator[str]:
    """Fields that money, deadline, figures and papers still hang on."""
    if check.benefit is not None:
        yield from still_open(check.benefit.cases, facts)
        amount = chosen(check.benefit.cases, facts)
        if amount is not None and amount.formula is not None:
            yield from missing_terms(amount.formula, facts)
    if check.deadline is not None:
        yield from still_open(check.deadline.cases, facts)
        case = chosen(check.deadline.cases, facts)
        if case is not None and not isinstance(facts.known(case.due), Exact):
            yield case.due
    for figure in check.figures:
        if figure.when is not None:
            yield from figure.when.open(facts)
        if holds(figure.when, facts) is Truth.MET:
            yield from missing_terms(figure.formula, facts)
    for when in (*(paper.when for paper in check.papers), *(note.when for note in check.notes)):
        if when is not None:
            yield from when.open(facts)
