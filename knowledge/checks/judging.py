"""Judge one applicant by one check: criteria, verdict, window, the next question, and what depends on the answers.

Pure: what is known and the moment go in, a Judgement comes out. An unmet criterion settles the verdict; otherwise
every criterion that applies has to be known. While it is not known whether a criterion applies, it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.checks.entitlements import (
    DueDay,
    FigureTold,
    Money,
    NoteTold,
    PaperTold,
    benefit_of,
    deadline_of,
    extra_fields,
    figures_of,
    notes_of,
    papers_of,
)
from knowledge.checks.gaps import gap_of
from knowledge.checks.model import Check, Criterion
from knowledge.checks.rules import key
from knowledge.checks.windows import OpenWindow, window_of
from knowledge.criteria import DECLINED, Answers, Exact, Facts, Truth


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"
    REVIEW = "review"


@dataclass(frozen=True)
class Outcome:
    """What became of one criterion. ``gap``: how much it is missed by (差3分), empty where that cannot be said."""

    id: str
    label: str
    state: Truth
    clauses: tuple[str, ...]
    explanation: str
    gap: str = ""
    change: str = ""


@dataclass(frozen=True)
class Judgement:
    """``next`` is the field to ask for the verdict, None once it is settled (or nothing is left to ask).

    ``also`` is the next field that matters only for money, deadline, figures and papers. ``more`` is what would be
    asked next by whoever wants to go on although the verdict is settled.
    """

    verdict: Verdict
    criteria: dict[str, Outcome]
    window: OpenWindow | None
    next: str | None
    also: str | None
    more: str | None
    benefit: Money | None
    deadline: DueDay | None
    figures: tuple[FigureTold, ...]
    papers: tuple[PaperTold, ...]
    notes: tuple[NoteTold, ...]


def judge(check: Check, answers: Answers, at: datetime) -> Judgement:
    """The judgement of ``answers`` (by field; absent ones may be left out) at the moment ``at`` (with time zone)."""
    facts = Facts(answers, at)
    applying = [(c, state) for c in check.criteria if (state := state_of(c, facts)) is not None]
    criteria = {c.id: outcome(check, c, state, facts) for c, state in applying}
    verdict = verdict_of(o.state for o in criteria.values())
    due = deadline_of(check, facts)
    undecided = [c for c, state in applying if state is Truth.UNKNOWN]
    more = first(check, facts, (name for c in undecided for name in open_fields(c, facts)))
    return Judgement(
        verdict=verdict,
        criteria=criteria,
        window=window_of(check, facts, due),
        next=more if verdict is Verdict.UNDETERMINED else None,
        also=also_field(check, facts),
        more=more,
        benefit=benefit_of(check, facts),
        deadline=due,
        figures=tuple(figures_of(check, facts)),
        papers=tuple(papers_of(check, facts)),
        notes=tuple(notes_of(check, facts)),
    )


def state_of(criterion: Criterion, facts: Facts) -> Truth | None:
    """The criterion's state, or None where it does not apply to this applicant."""
    if criterion.applies_when is not None:
        applies = criterion.applies_when.state(facts)
        if applies is Truth.UNMET:
            return None
        if applies is not Truth.MET:
            return Truth.UNKNOWN
    return criterion.rule.state(facts)


def verdict_of(states: Iterable[Truth]) -> Verdict:
    """Ineligible if any is unmet, else undetermined if any is unknown, else review if any is, else eligible."""
    found = set(states)
    if Truth.UNMET in found:
        return Verdict.INELIGIBLE
    if Truth.UNKNOWN in found:
        return Verdict.UNDETERMINED
    return Verdict.REVIEW if Truth.REVIEW in found else Verdict.ELIGIBLE


def open_fields(criterion: Criterion, facts: Facts) -> Iterator[str]:
    """Fields whose answer could still change the criterion; first of all whether it applies."""
    if criterion.applies_when is not None:
        applies = criterion.applies_when.state(facts)
        if applies is Truth.UNKNOWN:
            yield from criterion.applies_when.open(facts)
        if applies is not Truth.MET:
            return
    yield from criterion.rule.open(facts)


def next_field(check: Check, facts: Facts) -> str | None:
    """The first field, in the author's order, that an undecided criterion still hangs on and that may be asked."""
    return first(check, facts, (name for c in check.criteria for name in open_fields(c, facts)))


def also_field(check: Check, facts: Facts) -> str | None:
    """The first field that only money, deadline, figures or papers still hang on."""
    return first(check, facts, extra_fields(check, facts))


def first(check: Check, facts: Facts, wanted: Iterable[str]) -> str | None:
    names = {name for name in wanted if facts.known(name) is not DECLINED}
    return next((field.id for field in check.fields if field.id in names), None)


def outcome(check: Check, criterion: Criterion, state: Truth, facts: Facts) -> Outcome:
    """A criterion's state put into words."""
    needs = needs_of(criterion, facts)
    short = needs if needs != criterion.needs else criterion.unmet
    told = {Truth.UNMET: short, Truth.REVIEW: criterion.review or needs}.get(state, needs)
    unmet = state is Truth.UNMET
    return Outcome(
        criterion.id,
        criterion.label,
        state,
        criterion.clause,
        told,
        gap_of(check, criterion.rule, facts) if unmet else "",
        criterion.change if unmet else "",
    )


def needs_of(criterion: Criterion, facts: Facts) -> str:
    """What is required, said for the applicant's own case where that is known."""
    if criterion.case is not None:
        known = facts.known(criterion.case)
        if isinstance(known, Exact):
            return criterion.needs_by.get(key(known.value), criterion.needs)
    return criterion.needs
