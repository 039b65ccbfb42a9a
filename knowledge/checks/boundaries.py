"""Where a check's answers change: every bound of its rules, and test cases made from them.

A bound gives three cases (one below, at, one above), a list one case for each choice, yes and no one each; every one
is an applicant who passes everything else (``passing``).
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.bounds import Bounds
from knowledge.checks.model import Check
from knowledge.checks.reading import rules_inside, rules_of
from knowledge.checks.rules import Every, Test
from knowledge.criteria import Scalar


def tests_of(check: Check, field: str) -> Iterator[Bounds]:
    """Every test of one field, anywhere in the check."""
    for _, _, rule in rules_of(check):
        for inner in rules_inside(rule):
            if isinstance(inner, Test) and inner.field == field:
                yield inner
            if isinstance(inner, Every) and inner.every == field:
                yield inner


def bounds_of(check: Check, field: str) -> tuple[Scalar, ...]:
    """The values at which some test of the field changes its answer, without the day the question is asked."""
    found: dict[Scalar, None] = {}
    for test in tests_of(check, field):
        numbers = (test.at_least, test.at_most, test.above, test.below, test.review_above)
        days = (test.from_, test.to if test.to != "today" else None)
        given = (test.is_, *test.one_of, *numbers, *days)
        found.update(dict.fromkeys(value for value in given if value is not None))
    return tuple(found)
