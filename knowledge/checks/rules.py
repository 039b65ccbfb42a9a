"""Conditions as data: the expression trees of ``data/checks/*.toml``.

Each table is one rule; its first key says which:

- ``{ field = "grade", one_of = [9, 10, 11] }``: a test of one answer (see ``Bounds`` for all of them)
- ``{ every = "scores", at_least = 70 }``: the same test of every element of a list
- ``{ all = [ … ] }``, ``{ any = [ … ] }``, ``{ not = { … } }``
- ``{ case = "level", of = { basic = { … }, award = { … } } }``: which rule holds depends on a choice; while the choice
  is not told, the rule is unknown
- ``{ due = "departure", offset = { months = -2 } }``: today is not later than a day counted from an answer
- ``{ listed = "competition", division = "division" }``, ``{ rank = "award" }``: looked up among the accepted contests

``state`` gives the four-valued truth, ``open`` the fields whose answer could still change it, ``failing`` the tests
that make it unmet, ``fields`` every field that is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from knowledge import awards
from knowledge.checks.bounds import Bounds, Failing
from knowledge.criteria import (
    Exact,
    Facts,
    Items,
    Known,
    Missing,
    OneOf,
    Scalar,
    Truth,
    both,
    candidates,
    either,
    opposite,
    settled,
)
from knowledge.dates import deadline
from knowledge.model import Entry, Offset, Yearly


class Test(Bounds):
    """A test of one answer. Of a list, which is no single value, it knows nothing."""

    __test__ = False  # the name is the document's word, not pytest's
    field: str

    def state(self, facts: Facts) -> Truth:
        return self.state_of(facts.known(self.field), facts.today)

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            yield self.field

    def failing(self, facts: Facts) -> Iterator[Failing]:
        yield from self.failing_of(self.field, facts.known(self.field), facts.today)

    def fields(self) -> Iterator[str]:
        yield self.field


class Every(Bounds):
    """The same test of every element of a list. An empty list has told nothing."""

    every: str

    def elements(self, facts: Facts) -> tuple[Known, ...]:
        known = facts.known(self.every)
        return known.items if isinstance(known, Items) else ()

    def state(self, facts: Facts) -> Truth:
        elements = self.elements(facts)
        return both(self.state_of(e, facts.today) for e in elements) if elements else Truth.UNKNOWN

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            yield self.every

    def failing(self, facts: Facts) -> Iterator[Failing]:
        for number, element in enumerate(self.elements(facts)):
            yield from self.failing_of(self.every, element, facts.today, number)

    def fields(self) -> Iterator[str]:
        yield self.every


class AllOf(Entry):
    """Every part is needed."""

    all: tuple[Rule, ...] = Field(min_length=1)

    def state(self, facts: Facts) -> Truth:
        return both(part.state(facts) for part in self.all)

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            for part in self.all:
                yield from part.open(facts)

    def failing(self, facts: Facts) -> Iterator[Failing]:
        for part in self.all:
            yield from part.failing(facts)

    def fields(self) -> Iterator[str]:
        for part in self.all:
            yield from part.fields()


class AnyOf(Entry):
    """One part is enough."""

    any: tuple[Rule, ...] = Field(min_length=2)

    def state(self, facts: Facts) -> Truth:
        return either(part.state(facts) for part in self.any)

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            for part in self.any:
                yield from part.open(facts)

    def failing(self, facts: Facts) -> Iterator[Failing]:
        if self.state(facts) is not Truth.UNMET:
            return
        found = [failing for part in self.any for failing in part.failing(facts)]
        days = [failing.last for failing in found if failing.last is not None]
        # Of several last days only the latest was still possible: that is how late one is.
        yield from (failing for failing in found if failing.last is None or failing.last == max(days))

    def fields(self) -> Iterator[str]:
        for part in self.any:
            yield from part.fields()


class Not(Entry):
    """What must not hold."""

    not_: Rule = Field(alias="not")

    def state(self, facts: Facts) -> Truth:
        return opposite(self.not_.state(facts))

    def open(self, facts: Facts) -> Iterator[str]:
        yield from self.not_.open(facts)

    def failing(self, facts: Facts) -> Iterator[Failing]:
        if self.state(facts) is Truth.UNMET:
            yield from (Failing(field, None) for field in self.not_.fields())

    def fields(self) -> Iterator[str]:
        yield from self.not_.fields()


class Case(Entry):
    """Which rule holds depends on a choice. ``of`` has a rule for each value with which the criterion applies."""

    case: str
    of: dict[str, Rule] = Field(min_length=2)

    def chosen(self, facts: Facts) -> tuple[Rule, ...]:
        """The rules that may hold, given what is known of the choice; none while it is not told."""
        known = facts.known(self.case)
        if isinstance(known, Exact | OneOf):
            return tuple(self.of[name] for value in candidates(known) if (name := key(value)) in self.of)
        return ()

    def state(self, facts: Facts) -> Truth:
        return settled(rule.state(facts) for rule in self.chosen(facts))

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is not Truth.UNKNOWN:
            return
        rules = self.chosen(facts)
        if len(rules) == 1:
            yield from rules[0].open(facts)
        else:
            yield self.case

    def failing(self, facts: Facts) -> Iterator[Failing]:
        for rule in self.chosen(facts):
            yield from rule.failing(facts)

    def fields(self) -> Iterator[str]:
        yield self.case
        for rule in self.of.values():
            yield from rule.fields()


def key(value: Scalar) -> str:
    """A choice as it stands in ``of``: words as they are, yes and no as TOML writes them."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class Due(Entry):
    """Today is not later than a day that hangs on an answer: counted from it, or a fixed day of its year."""

    due: str
    offset: Offset | None = None
    yearly: Yearly | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Due:
        if (self.offset is None) == (self.yearly is None):
            raise ValueError("恰好要有 offset、yearly 其中之一")
        return self

    def last_day(self, anchor: date) -> date:
        """The last day, both counted as the law counts and by the calendar."""
        if self.yearly is not None:
            return yearly_day(self.yearly, anchor.year)
        assert self.offset is not None
        o = self.offset
        return deadline(
            anchor, days=o.days, weeks=o.weeks, months=o.months, include_holidays=o.include_holidays
        ).last_day

    def state(self, facts: Facts) -> Truth:
        anchors = [v for v in candidates(facts.known(self.due)) if isinstance(v, date)]
        return settled(Truth.MET if facts.today <= self.last_day(a) else Truth.UNMET for a in anchors)

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            yield self.due

    def failing(self, facts: Facts) -> Iterator[Failing]:
        if self.state(facts) is Truth.UNMET:
            known = facts.known(self.due)
            anchor = known.value if isinstance(known, Exact) else None
            yield Failing(self.due, anchor, last=self.last_day(anchor) if isinstance(anchor, date) else None)

    def fields(self) -> Iterator[str]:
        yield self.due


def yearly_day(rule: Yearly, year: int) -> date:
    """The day of a yearly rule for something that takes place in ``year`` (Gregorian)."""
    return date(year - 1 if rule.of == "before" else year, rule.month, rule.day)


class Listed(Entry):
    """The contest is on the document's list, in the division the pupil took part in.

    A contest that is not listed, or not for that division, is for the authority; one whose own name says that it is
    an exhibition match is not accepted.
    """

    listed: str
    division: str

    def state(self, facts: Facts) -> Truth:
        known = facts.known(self.listed)
        return settled(self._state(value, facts) for value in candidates(known) if isinstance(value, str))

    def _state(self, text: str, facts: Facts) -> Truth:
        match = awards.look_up(text)
        if match.exhibition:
            return Truth.UNMET
        if isinstance(facts.known(self.division), Missing):
            return Truth.UNKNOWN  # the list is read for a division, so one has to be told first
        if match.competition is None:
            return Truth.REVIEW
        divisions = match.competition.divisions
        found = candidates(facts.known(self.division))
        return settled(Truth.MET if division in divisions else Truth.REVIEW for division in found)

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            known = facts.known(self.listed)
            yield self.listed if isinstance(known, Missing) else self.division

    def failing(self, facts: Facts) -> Iterator[Failing]:
        if self.state(facts) is Truth.UNMET:
            yield Failing(self.listed, None)

    def fields(self) -> Iterator[str]:
        yield self.listed
        yield self.division


class Rank(Entry):
    """The award is one of the first three of an order that the document names."""

    rank: str

    def state(self, facts: Facts) -> Truth:
        found = candidates(facts.known(self.rank))
        return settled(awards.read_rank(value).state for value in found if isinstance(value, str))

    def open(self, facts: Facts) -> Iterator[str]:
        if self.state(facts) is Truth.UNKNOWN:
            yield self.rank

    def failing(self, facts: Facts) -> Iterator[Failing]:
        if self.state(facts) is Truth.UNMET:
            yield Failing(self.rank, None)

    def fields(self) -> Iterator[str]:
        yield self.rank


SHAPES = ("all", "any", "not", "case", "every", "due", "listed", "rank", "field")


NAMES = {
    "AllOf": "all", "AnyOf": "any", "Not": "not", "Case": "case", "Every": "every",
    "Due": "due", "Listed": "listed", "Rank": "rank", "Test": "field",
}  # fmt: skip


def shape(table: Any) -> str | None:
    """Which rule a table is: the one of SHAPES that it has as a key."""
    if isinstance(table, dict):
        return next((name for name in SHAPES if name in table), None)
    return NAMES.get(type(table).__name__)


Rule = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Case, Tag("case")]
    | Annotated[Every, Tag("every")]
    | Annotated[Due, Tag("due")]
    | Annotated[Listed, Tag("listed")]
    | Annotated[Rank, Tag("rank")]
    | Annotated[Test, Tag("field")],
    Discriminator(
        shape,
        custom_error_type="rule_shape",
        custom_error_message="看不懂這個條件；要有 field、every、all、any、not、case、due、listed、rank 其中之一",
    ),
]

for _model in (AllOf, AnyOf, Not, Case):
    _model.model_rebuild()
