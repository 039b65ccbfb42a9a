"""The shape of a check: ``data/checks/<programme-id>.toml``, explained field by field in ``_template.toml``.

A check holds the questions in the order they are asked, the criteria with their rules, the window in which one can
apply, and what depends on answers: money, a deadline, figures, papers. Everything is checked when it is read; an
error names file, entry and key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field, model_validator

from knowledge.checks.fields import CheckField, Name
from knowledge.checks.rules import Due, Rule
from knowledge.model import Cited, Entry, Short, Slug, Text, Yearly


class Criterion(Cited):
    """One condition. ``needs`` says in our words what is required; ``needs_by`` says it for one value of ``case``.

    ``unmet`` and ``review`` are told in that state; ``change`` is what would have to be different. While the field
    ``about`` is not told, no part of the rule is called met: a first prize says nothing of a contest nobody named.
    """

    id: Name
    label: Short
    rule: Rule
    about: Name | None = None
    applies_when: Rule | None = None
    needs: Text
    case: Name | None = None
    needs_by: dict[str, Text] = Field(default_factory=dict)
    unmet: Text
    change: Text
    review: Text | None = None


class Term(Entry):
    """A count times a factor."""

    field: Name
    times: int | float = 1


class Formula(Entry):
    """A figure from answers: the sum of ``terms``, divided, cut to whole numbers unless ``parts`` of one make sense, kept
    within bounds (included)."""

    terms: tuple[Term, ...] = Field(min_length=1)
    divide: int = 1
    parts: bool = False
    least: int | None = None
    most: int | None = None


class Amount(Cited):
    """One case of a sum of money, the first whose ``when`` holds. ``ntd`` or ``formula``, in New Taiwan dollars."""

    when: Rule | None = None
    ntd: int | None = None
    formula: Formula | None = None
    say: Text

    @model_validator(mode="after")
    def _one_way(self) -> Amount:
        if (self.ntd is None) == (self.formula is None):
            raise ValueError("恰好要有 ntd、formula 其中之一")
        return self


class Benefit(Entry):
    """The most that this applicant can get."""

    label: Short
    cases: tuple[Amount, ...] = Field(min_length=1)


class Figure(Cited):
    """A number that depends on answers: places, teachers paid for. ``asks``: told only where the question holds one of
    these words; without, wherever money is asked about."""

    id: Name
    label: Short
    formula: Formula
    unit: Short
    asks: tuple[Short, ...] = ()
    when: Rule | None = None
    say: Text


class Span(Cited):
    """One window: ``start`` may be open; both ends are included. ``same_as``: the same dates in the programme's file."""

    label: Short
    start: datetime | date | None = None
    end: datetime | date | None = None
    yearly: Yearly | None = None
    same_as: tuple[Slug, ...] = ()


class WindowKind(StrEnum):
    SPANS = "spans"
    ROLLING = "rolling"  # the document gives no date
    DEADLINE = "deadline"  # follows the deadline below


class Window(Entry):
    """When one can apply. ``note`` is told for rolling windows."""

    kind: WindowKind
    note: Text | None = None
    spans: tuple[Span, ...] = ()

    @model_validator(mode="after")
    def _spans(self) -> Window:
        if (self.kind is WindowKind.SPANS) != bool(self.spans):
            raise ValueError("kind = spans 要有 spans，其他不要")
        return self


class DeadlineCase(Cited, Due):
    """One case of a deadline, the first whose ``when`` holds: a fixed day of the year told, or counted from a day.

    ``due`` is the field it hangs on: a date, or a Gregorian year.
    """

    when: Rule | None = None
    same_as: tuple[Slug, ...] = ()


class Deadline(Entry):
    label: Short
    cases: tuple[DeadlineCase, ...] = Field(min_length=1)


class Paper(Cited):
    """Something to hand in; ``when`` says for whom."""

    id: Name
    label: Short
    note: Text | None = None
    when: Rule | None = None


class Note(Cited):
    """Something that is told to whom it concerns: what is paid for, what is not."""

    id: Name
    say: Text
    when: Rule | None = None


class Together(Entry):
    """Criteria that may be asked about with one question: all of them, or else one by one.

    ``question`` is put before what each of them needs; with one criterion it stands alone.
    """

    id: Name
    criteria: tuple[Name, ...] = Field(min_length=1)
    question: Text


class About(Entry):
    """The head of a check's file."""

    programme: Slug
    title: Short
    who: Short
    document: Slug
    number: Short | None = None
    edition: Short
    authority: Short
    intro: Text
    not_checked: Text | None = None


class Check(Entry):
    """One programme's eligibility check. ``fields`` stand in the order they are asked."""

    check: About
    fields: tuple[CheckField, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    window: Window
    benefit: Benefit | None = None
    deadline: Deadline | None = None
    figures: tuple[Figure, ...] = ()
    papers: tuple[Paper, ...] = ()
    notes: tuple[Note, ...] = ()
    together: tuple[Together, ...] = ()

    def field(self, name: str) -> CheckField:
        """The field of that name; KeyError if there is none."""
        for found in self.fields:
            if found.id == name:
                return found
        raise KeyError(name)

    def cited(self) -> Iterator[tuple[str, Cited]]:
        """Every entry that cites a clause, with the name messages call it by."""
        yield from ((f"criteria {c.id}", c) for c in self.criteria)
        yield from ((f"window {s.label}", s) for s in self.window.spans)
        if self.benefit:
            yield from ((f"benefit {n}", c) for n, c in enumerate(self.benefit.cases, 1))
        if self.deadline:
            yield from ((f"deadline {n}", d) for n, d in enumerate(self.deadline.cases, 1))
        yield from ((f"figures {f.id}", f) for f in self.figures)
        yield from ((f"papers {p.id}", p) for p in self.papers)
        yield from ((f"notes {n.id}", n) for n in self.notes)
