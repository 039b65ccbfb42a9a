"""Several criteria in one question: 「下面幾項都符合嗎？」

A yes tells of each field just what its test needs (at least 70, one of three grades) and no more; a no, or doubt, is
nothing known, and the fields are asked one by one. So nobody with good marks has to type eight of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.checks.bounds import Bounds
from knowledge.checks.fields import CheckField, FieldKind
from knowledge.checks.judging import needs_of, next_field, state_of
from knowledge.checks.model import Check, Criterion
from knowledge.checks.rules import AllOf, Case, Every, Rule, Test
from knowledge.criteria import ABSENT, Answers, Between, Exact, Facts, Items, Known, OneOf, Truth


@dataclass(frozen=True)
class GroupQuestion:
    """``needs``: what each criterion requires. ``if_yes``: what is known when all of them hold."""

    id: str
    question: str
    needs: tuple[str, ...]
    fields: tuple[str, ...]
    if_yes: dict[str, Known]


def group_question(
    check: Check, answers: Answers, at: datetime, skipped: Collection[str] = ()
) -> GroupQuestion | None:
    """The group to ask about instead of the next field; None where that field is better asked alone.

    ``skipped``: ids of groups that were not answered with yes.
    """
    facts = Facts(answers, at)
    wanted = next_field(check, facts)
    for group in check.together:
        if group.id in skipped or wanted is None:
            continue
        criteria = [
            c for c in check.criteria if c.id in group.criteria and state_of(c, facts) is Truth.UNKNOWN
        ]
        if_yes = {name: known for c in criteria for name, known in needed(check, c.rule, facts)}
        fresh = all(facts.known(name) is ABSENT for name in if_yes)
        if wanted in if_yes and len(if_yes) > 1 and fresh and all_met(criteria, {**answers, **if_yes}, at):
            needs = tuple(needs_of(c, facts) for c in criteria)
            return GroupQuestion(group.id, group.question, needs, tuple(if_yes), if_yes)
    return None


def all_met(criteria: list[Criterion], answers: Answers, at: datetime) -> bool:
    """A yes to the group settles each of its criteria."""
    facts = Facts(answers, at)
    return all(state_of(c, facts) is Truth.MET for c in criteria)


def needed(check: Check, rule: Rule, facts: Facts) -> Iterator[tuple[str, Known]]:
    """The least that makes a rule met, field by field; nothing for rules that can be met in several ways."""
    match rule:
        case Test():
            asked = check.field(rule.field)
            if (known := passing_knowledge(asked, rule)) is not None:
                yield asked.id, known
        case Every():
            asked = check.field(rule.every)
            known = passing_knowledge(asked, rule)
            if known is not None and asked.items:
                yield asked.id, Items((known,) * len(asked.items))
        case AllOf():
            for part in rule.all:
                yield from needed(check, part, facts)
        case Case():
            chosen = rule.chosen(facts)
            if len(chosen) == 1:
                yield from needed(check, chosen[0], facts)


def passing_knowledge(asked: CheckField, test: Bounds) -> Known | None:
    """All that is known of a value when it passes the test."""
    if test.review or test.review_above is not None:
        return None
    if test.is_ is not None:
        return Exact(test.is_)
    if test.one_of:
        return OneOf(frozenset(test.one_of))
    if asked.kind in (FieldKind.COUNT, FieldKind.PERCENT, FieldKind.SCORE_LIST):
        low, high = asked.limits
        return Between(
            low if test.at_least is None else test.at_least, high if test.at_most is None else test.at_most
        )
    return None
