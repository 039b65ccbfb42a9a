"""The course of a check: every way through its questions, and what is wrong with it.

``explore`` follows the questions from nothing told, with values that stand for every answer (``checks.boundaries``).
People who differ only in what no longer matters are one state, so even a long check has few. ``problems`` finds a
question that nobody is ever asked, a loop, and an end without a verdict; ``edges`` are the diagram's arrows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.checks import Check, CheckField, FieldKind, Judgement, Verdict, judge
from knowledge.checks.boundaries import tests_of, usual_moment, values_of
from knowledge.checks.bounds import Bounds
from knowledge.criteria import Exact, Items, Known, Truth

Signature = tuple[object, ...]


@dataclass(frozen=True)
class Step:
    """One answer: the question, what was answered, and what comes next: a question or an end."""

    asked: str
    answer: Known
    leads_to: str
    why: tuple[str, ...] = ()


@dataclass
class Course:
    """All that can happen in a check. ``longest``: questions on the longest way to a verdict."""

    steps: list[Step] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    loops: set[str] = field(default_factory=set)
    dead_ends: list[Mapping[str, Known]] = field(default_factory=list)
    verdicts: set[Verdict] = field(default_factory=set)
    longest: int = 0


def explore(check: Check, at: datetime | None = None) -> Course:
    """Every way through the check's questions, those that settle the verdict and those for money and papers."""
    moment = at or usual_moment(check)
    course = Course()
    seen: set[Signature] = set()
    waiting: list[dict[str, Known]] = [{}]
    while waiting:
        answers = waiting.pop()
        judgement = judge(check, answers, moment)
        asked = judgement.next or judgement.also
        if judgement.next is None:
            course.verdicts.add(judgement.verdict)
            if judgement.verdict is Verdict.UNDETERMINED:
                course.dead_ends.append(answers)
        else:
            course.longest = max(course.longest, len(answers) + 1)
        state = signature(check, judgement, answers, asked)
        if asked is None or state in seen or judgement.verdict is Verdict.INELIGIBLE:
            continue
        seen.add(state)
        course.asked.add(asked)
        if asked in answers:
            course.loops.add(asked)
            continue
        for value in values_of(check, check.field(asked), moment):
            told = {**answers, asked: value}
            course.steps.append(step(check, judgement, told, asked, moment))
            waiting.append(told)
    return course


def signature(
    check: Check, judgement: Judgement, answers: Mapping[str, Known], asked: str | None
) -> Signature:
    """What still matters: the states, the next question, choices others depend on, answers to what is undecided."""
    states = tuple((name, outcome.state) for name, outcome in judgement.criteria.items())
    undecided = {
        name
        for c in check.criteria
        if c.id in judgement.criteria and judgement.criteria[c.id].state is Truth.UNKNOWN
        for name in c.rule.fields()
    }
    telling = tuple(
        (name, known) for name, known in answers.items() if name in undecided or check.field(name).choices
    )
    return (asked, states, telling, tuple(answers), judgement.benefit and judgement.benefit.ntd)


def step(check: Check, before: Judgement, told: dict[str, Known], asked: str, at: datetime) -> Step:
    after = judge(check, told, at)
    changed = tuple(
        outcome.id
        for outcome in after.criteria.values()
        if outcome.state in (Truth.UNMET, Truth.REVIEW)
        and (outcome.id not in before.criteria or before.criteria[outcome.id].state is not outcome.state)
    )
    if after.verdict is Verdict.INELIGIBLE:
        return Step(asked, told[asked], after.verdict.value, changed)
    return Step(asked, told[asked], after.next or after.also or after.verdict.value, changed)


def problems(check: Check, course: Course | None = None) -> Iterator[str]:
    """What is wrong with a check, one sentence each; nothing where all is well."""
    found = course or explore(check)
    for asked in check.fields:
        if asked.id not in found.asked:
            yield f"{asked.id}：這一題永遠不會被問到"
    yield from (f"{name}：會重複問到同一題" for name in sorted(found.loops))
    for answers in found.dead_ends:
        yield f"回答了 {'、'.join(answers) or '（沒有）'} 之後沒有結論，也沒有下一題"
    for criterion in check.criteria:
        if not criterion.clause:
            yield f"{criterion.id}：沒有條文"
        if criterion.review is None and can_be_reviewed(check, criterion.id):
            yield f"{criterion.id}：可能要由機關認定，卻沒有寫 review 的說明"
    for wanted in (Verdict.ELIGIBLE, Verdict.INELIGIBLE):
        if wanted not in found.verdicts:
            yield f"怎麼回答都不會得到 {wanted.value}"


def can_be_reviewed(check: Check, name: str) -> bool:
    """Whether some test of the criterion leaves values to the authority."""
    criterion = next(c for c in check.criteria if c.id == name)
    tests: list[Bounds] = [t for f in set(criterion.rule.fields()) for t in tests_of(check, f)]
    return any(test.review or test.review_above is not None for test in tests)


def label(asked: CheckField, known: Known) -> str:
    """An answer in words, for a diagram."""
    if isinstance(known, Items):
        inner = dict.fromkeys(label(asked, item) for item in known.items)
        return f"都是{'、'.join(inner)}" if len(known.items) > 1 else "、".join(inner)
    assert isinstance(known, Exact)
    if asked.choices:
        return asked.label_of(known.value)
    return f"{known.value}{asked.unit}"


__all__ = ["Course", "FieldKind", "Step", "explore", "label", "problems"]
