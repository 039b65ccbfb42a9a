"""Where a check's answers change: every bound of its rules, and test cases made from them.

A bound gives three values (one below, at, one above), a choice each of its words, a list the same value throughout, a
text what the award look-up tells apart. Each case starts from an applicant who meets every criterion (``passing``),
in every branch of the check, and changes one answer; days that are counted get the moments around their last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from knowledge import awards
from knowledge.checks.bounds import Bounds
from knowledge.checks.fields import CheckField, FieldKind
from knowledge.checks.judging import Verdict, judge, state_of
from knowledge.checks.model import Check
from knowledge.checks.reading import rules_inside, rules_of
from knowledge.checks.rules import AnyOf, Case, Due, Every, Listed, Rank, Rule, Test
from knowledge.criteria import TAIPEI, Exact, Facts, Items, Known, Scalar, Truth

ANCHORS = (date(2027, 1, 31), date(2027, 7, 10), date(2028, 4, 30))
"""Days for periods to hang on: month ends, a leap year's February, an ordinary day."""


@dataclass(frozen=True)
class Applicant:
    """One test case: what is told, and when. ``changed``: the field that makes it differ from a passing one."""

    answers: Mapping[str, Known]
    at: datetime
    changed: str = ""
    branch: Mapping[str, Scalar] = field(default_factory=dict)


def rules_in(check: Check) -> Iterator[Rule]:
    for _, _, rule in rules_of(check):
        yield from rules_inside(rule)


def tests_of(check: Check, name: str) -> Iterator[Bounds]:
    """Every test of one field, anywhere in the check."""
    for inner in rules_in(check):
        if (isinstance(inner, Test) and inner.field == name) or (
            isinstance(inner, Every) and inner.every == name
        ):
            yield inner


def bounds_of(check: Check, name: str) -> tuple[Scalar, ...]:
    """The values at which some test of the field changes its answer, without the day the question is asked."""
    found: dict[Scalar, None] = {}
    for test in tests_of(check, name):
        numbers = (test.at_least, test.at_most, test.above, test.below, test.review_above)
        days = (test.from_, test.to if test.to != "today" else None)
        given = (test.is_, *test.one_of, *numbers, *days)
        found.update(dict.fromkeys(value for value in given if value is not None))
    return tuple(found)


def values_of(check: Check, asked: CheckField, at: datetime) -> list[Known]:
    """Values of a field that between them lead to every answer its tests can give."""
    if asked.kind is FieldKind.YES_NO:
        return [Exact(True), Exact(False)]
    if asked.kind is FieldKind.CHOICE:
        return [Exact(word) for word in asked.choices]
    if asked.kind is FieldKind.CHOICES:
        return [Items((Exact(word),)) for word in asked.choices]
    if asked.kind is FieldKind.TEXT:
        return [Exact(text) for text in texts(check, asked)]
    found = sorted(
        {v for bound in (*bounds_of(check, asked.id), *others(check, asked, at)) for v in near(bound)}
    )
    inside = [v for v in found if isinstance(v, date) or asked.limits[0] <= v <= asked.limits[1]]
    if asked.kind is FieldKind.SCORE_LIST:
        return [Items(tuple(Exact(value) for _ in asked.items)) for value in inside]
    return [Exact(value) for value in inside]


def others(check: Check, asked: CheckField, at: datetime) -> Iterator[Scalar]:
    """Where a field matters outside tests: in sums, as a year, as a day things hang on, as a day up to today."""
    formulas = [case.formula for case in (check.benefit.cases if check.benefit else ()) if case.formula]
    formulas += [figure.formula for figure in check.figures]
    for formula in formulas:
        if formula.parts:
            continue  # no steps, no bounds
        for term in formula.terms:
            if term.field == asked.id:
                per = (formula.most or 0) // term.times if formula.most else formula.divide
                yield from (1, int(per), 2 * int(per))
    if asked.kind is FieldKind.YEAR:
        yield at.year
    if asked.kind is FieldKind.DATE:
        yield from ANCHORS
        yield from (at.date() for test in tests_of(check, asked.id) if test.to == "today")


def near(bound: Scalar) -> list[int | float | date]:
    """One below, at, one above."""
    if isinstance(bound, date):
        return [bound - timedelta(days=1), bound, bound + timedelta(days=1)]
    return [bound - 1, bound, bound + 1] if isinstance(bound, int | float) else []


def texts(check: Check, asked: CheckField) -> list[str]:
    """Contests, listed and not; awards of every kind."""
    held = awards.load_awards()
    if any(isinstance(rule, Rank) and rule.rank == asked.id for rule in rules_in(check)):
        return [held.ranks.top[0], held.ranks.lower[0], held.ranks.unnamed[0]]
    if any(isinstance(rule, Listed) and rule.listed == asked.id for rule in rules_in(check)):
        names = [c.name for c in held.competitions]
        return [*names, f"{names[0]}{held.exhibition[0]}", "沒有列出的競賽"]
    return ["文字"]


def branches(check: Check) -> list[dict[str, Scalar]]:
    """Each value of each choice on which rules or criteria depend, one at a time."""
    names: dict[str, None] = {}
    for _, key, rule in rules_of(check):
        names.update(dict.fromkeys(inner.case for inner in rules_inside(rule) if isinstance(inner, Case)))
        if key != "rule":
            names.update(dict.fromkeys(rule.fields()))
    fields = [check.field(name) for name in names if check.field(name).choices]
    found: list[dict[str, Scalar]] = [{f.id: value_of_choice(f, word)} for f in fields for word in f.choices]
    return [*found, *alternatives(check)] or [{}]


def alternatives(check: Check) -> Iterator[dict[str, Scalar]]:
    """For each part of an ``any`` rule of yes-or-no and choice tests: every other part failing."""
    for rule in rules_in(check):
        tests = [part for part in rule.any if isinstance(part, Test)] if isinstance(rule, AnyOf) else []
        for kept in tests:
            yield {
                part.field: failing_value(check.field(part.field), part) for part in tests if part is not kept
            }


def failing_value(asked: CheckField, test: Test) -> Scalar:
    """A choice that does not pass the test."""
    values = [value_of_choice(asked, word) for word in asked.choices]
    return next(v for v in values if test.allows(v, date.max) is Truth.UNMET)


def value_of_choice(asked: CheckField, word: str) -> Scalar:
    return word == "true" if asked.kind is FieldKind.YES_NO else word


def passing(check: Check, at: datetime, branch: Mapping[str, Scalar]) -> dict[str, Known] | None:
    """Answers to every field with which every criterion that applies is met; None if the branch allows none."""
    answers: dict[str, Known] = {name: Exact(value) for name, value in branch.items()}
    return complete(check, at, answers, [f for f in check.fields if f.id not in branch])


def complete(
    check: Check, at: datetime, answers: dict[str, Known], left: list[CheckField]
) -> dict[str, Known] | None:
    """``answers`` with values for the fields ``left``, looked for depth first."""
    facts = Facts(answers, at)
    if any(state_of(c, facts) in (Truth.UNMET, Truth.REVIEW) for c in check.criteria):
        return None
    if not left:
        return answers if judge(check, answers, at).verdict is Verdict.ELIGIBLE else None
    for value in values_of(check, left[0], at):
        found = complete(check, at, {**answers, left[0].id: value}, left[1:])
        if found is not None:
            return found
    return None


def usual_moment(check: Check) -> datetime:
    """A moment at which one can apply, where the check has windows; else a day late in 2026."""
    for span in check.window.spans:
        for day in (span.start, span.end):
            if day is not None:
                return day.replace(tzinfo=TAIPEI) if isinstance(day, datetime) else noon(day)
    return noon(date(2026, 9, 1))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), TAIPEI)


def boundary_cases(check: Check) -> Iterator[Applicant]:
    """Passing applicants of every branch, each with every single change; windows; counted days."""
    at = usual_moment(check)
    for branch in branches(check):
        base = passing(check, at, branch)
        if base is None:
            continue
        whole = Applicant(base, at, branch=branch)
        yield whole
        for asked in check.fields:
            for value in (*values_of(check, asked, at), *mixed(asked, base[asked.id])):
                if value != base[asked.id]:
                    yield replace(whole, answers={**base, asked.id: value}, changed=asked.id)
            yield replace(whole, answers={k: v for k, v in base.items() if k != asked.id}, changed=asked.id)
        yield from counted_cases(check, whole)
    yield from window_cases(check, at)


def mixed(asked: CheckField, value: Known) -> Iterator[Known]:
    """A list in which one element is just too low, or not known."""
    if asked.kind is FieldKind.SCORE_LIST and isinstance(value, Items):
        first = value.items[0]
        low = (
            Exact(first.value - 0.1)
            if isinstance(first, Exact) and isinstance(first.value, int | float)
            else first
        )
        yield Items((*value.items[:-1], low))


def counted_cases(check: Check, whole: Applicant) -> Iterator[Applicant]:
    """The last day of everything that is counted, and the day after."""
    dues: list[Due] = [rule for rule in rules_in(check) if isinstance(rule, Due)]
    dues += check.deadline.cases if check.deadline else ()
    for due in dues:
        year = check.field(due.due).kind is FieldKind.YEAR
        for anchor in ANCHORS:
            last = due.last_day(anchor)
            told = Exact(anchor.year) if year else Exact(anchor)
            for day in (last, last + timedelta(days=1)):
                answers = {**whole.answers, due.due: told}
                yield replace(whole, answers=answers, at=noon(day), changed=due.due)


def window_cases(check: Check, at: datetime) -> Iterator[Applicant]:
    """The last moment outside and the first inside of every window, at both ends."""
    for span in check.window.spans:
        days: list[date | datetime] = [day for day in (span.start, span.end) if day is not None]
        if span.yearly is not None:
            rule = span.yearly
            days += [date(at.year, rule.start_month or rule.month, 1), date(at.year, rule.month, rule.day)]
        for day in days:
            whole = day if isinstance(day, datetime) else None
            first = whole.replace(tzinfo=TAIPEI) if whole else datetime.combine(day, time(0), TAIPEI)
            last = first if whole else datetime.combine(day, time(23, 59, 59), TAIPEI)
            second = timedelta(seconds=1)
            for moment in dict.fromkeys((first - second, first, last, last + second)):
                yield Applicant({}, moment, "at")
