"""One person's own case: what a question tells of it, and what that does to the criteria of one check.

Only criteria that what was told bears on are looked at. Nothing is said here; ``verdicts`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge import awards
from knowledge.checks import Check, Criterion, FieldKind, Judgement, Outcome, judge
from knowledge.checks.judging import open_fields, state_of
from knowledge.checks.reading import rules_inside
from knowledge.checks.rules import Every, Listed
from knowledge.criteria import ABSENT, Exact, Facts, Known, OneOf, Truth
from knowledge.divisions import divided
from knowledge.hearing.words import load_hearing

INSTEAD = re.compile(r"[；，]或")


def same(clause: str) -> str:
    """A clause's address as it compares: with or without its 、."""
    return clause.replace("、", "").replace(" ", "")


@dataclass(frozen=True)
class Case:
    """One person's own case: what was told, and the criteria it bears on with their states."""

    check: Check
    answers: Mapping[str, Known]
    at: datetime
    own: frozenset[str]
    judgement: Judgement

    @classmethod
    def of(cls, check: Check, answers: Mapping[str, Known], at: datetime) -> Case:
        manners = load_hearing().manners(check)
        own = frozenset(name for name in answers if name in manners and not manners[name].branch)
        known = divided(check, answers, at)
        return cls(check, known, at, own, judge(check, known, at))

    def touched(self) -> list[tuple[Criterion, Outcome]]:
        """The criteria that what was told bears on, but for mere choices."""
        return [
            (c, self.judgement.criteria[c.id])
            for c in self.check.criteria
            if c.id in self.judgement.criteria and self.own & set(fields_of(c))
        ]

    def of_state(self, state: Truth) -> list[tuple[Criterion, Outcome]]:
        """The touched criteria in a state; one that only a vague answer (高中) meets is nobody's question."""
        return [
            (c, o)
            for c, o in self.touched()
            if o.state is state and (state is not Truth.MET or not self._vague(c))
        ]

    def _vague(self, criterion: Criterion) -> bool:
        known = [self.answers[name] for name in fields_of(criterion) if name in self.own]
        return all(isinstance(one, OneOf) for one in known)

    def about(self, state: Truth) -> frozenset[str]:
        """Ids and clauses of the touched criteria in a state."""
        found = self.unmet() if state is Truth.UNMET else [c for c, _ in self.of_state(state)]
        return frozenset(name for c in found for name in (c.id, *map(same, c.clause)))

    def contests(self) -> list[Criterion]:
        """The criteria that ask for a contest, where one was told."""
        return [c for c, _ in self.touched() if self.contest(c) is not None]

    def unknown(self) -> list[Criterion]:
        """The touched criteria that what was told does not settle."""
        return [c for c, _ in self.of_state(Truth.UNKNOWN)]

    def always_met(self, criterion: Criterion) -> bool:
        """Whether an unknown criterion is met whatever is chosen of what was not told."""
        return {state for _, state in self.by_choice(criterion)} - {None} == {Truth.MET}

    def unmet(self) -> list[Criterion]:
        """The criteria that are unmet, or would be whatever is chosen of what was not told."""
        always = [c for c in self.unknown() if {state for _, state in self.by_choice(c)} == {Truth.UNMET}]
        return [c for c, _ in self.of_state(Truth.UNMET)] + always

    def exempt(self) -> list[Criterion]:
        """The criteria whose every field was told, or decided on, and that do not apply to this case."""
        facts = Facts(self.answers, self.at)
        return [
            c
            for c in self.check.criteria
            if c.id not in self.judgement.criteria
            and self.own & set(c.rule.fields())
            and c.applies_when is not None
            and set(c.applies_when.fields()) <= {n for n in self.answers if facts.known(n) is not ABSENT}
        ]

    def open(self, criterion: Criterion) -> list[str]:
        """The labels of what the criterion still hangs on."""
        facts = Facts(self.answers, self.at)
        return [self.check.field(name).label for name in dict.fromkeys(open_fields(criterion, facts))]

    def left(self, criterion: Criterion) -> list[str]:
        """The labels of what else a criterion hangs on; nothing where they say no more than the criterion's own."""
        facts = Facts(self.answers, self.at)
        names = set(open_fields(criterion, facts))
        said = self.open(criterion)
        return [] if names & (choosing(criterion) | self.own) or criterion.label in said else said

    def by_choice(self, criterion: Criterion) -> list[tuple[str, Truth | None]]:
        """The criterion's state for every value of the one choice that it still hangs on first."""
        facts = Facts(self.answers, self.at)
        name = next(iter(open_fields(criterion, facts)), None)
        asked = self.check.field(name) if name else None
        if asked is None or not asked.choices or asked.id not in choosing(criterion):
            return []
        found = []
        yes_no = asked.kind is FieldKind.YES_NO
        for word, named in asked.choices.items():
            value: Known = Exact(word == "true" if yes_no else word)
            needs = criterion.needs_by.get(word, named)
            label = f"「{needs.rstrip('。')}」" if yes_no else named
            found.append((label, state_of(criterion, Facts({**self.answers, asked.id: value}, self.at))))
        return found

    def parts(self, criterion: Criterion) -> set[Truth]:
        """The states of the parts of a criterion that were told; of a list, of each element that was told."""
        facts = Facts(self.answers, self.at)
        rules = [rule for rule in rules_inside(criterion.rule) if set(rule.fields()) <= self.own]
        states = {rule.state(facts) for rule in rules}
        told = [
            {rule.state_of(element, facts.today) for element in rule.elements(facts) if element is not ABSENT}
            for rule in rules
            if isinstance(rule, Every)
        ]
        return states.union(*told)

    def contest(self, criterion: Criterion) -> awards.Match | None:
        for rule in rules_inside(criterion.rule):
            known = self.answers.get(rule.listed) if isinstance(rule, Listed) else None
            if isinstance(known, Exact):
                return awards.look_up(str(known.value))
        return None


def way_out(criterion: Criterion) -> bool:
    """Whether what would have to change holds another way than the criterion itself: 增加節數；或改用活動申請."""
    return INSTEAD.search(criterion.change) is not None


def fields_of(criterion: Criterion) -> Iterator[str]:
    yield from criterion.rule.fields()
    if criterion.applies_when is not None:
        yield from criterion.applies_when.fields()


def choosing(criterion: Criterion) -> set[str]:
    """The choices that decide which rule holds, or whether one does."""
    cases = {rule.case for rule in rules_inside(criterion.rule) if hasattr(rule, "case")}
    when = criterion.applies_when
    return cases | (set(when.fields()) if when is not None else set())


def branches(check: Check, chosen: Mapping[str, str]) -> dict[str, Known]:
    """Named branches of a programme as answers, where the check asks for them by the same words."""
    fields = {field.id: field for field in check.fields}
    found = {name: value.replace("-", "_") for name, value in chosen.items() if name in fields}
    return {name: Exact(value) for name, value in found.items() if value in fields[name].choices}
