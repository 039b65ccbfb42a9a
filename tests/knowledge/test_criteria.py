"""Four-valued truth and partial knowledge, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

import pytest

from knowledge.criteria import (
    ABSENT,
    DECLINED,
    TAIPEI,
    Between,
    Exact,
    Facts,
    Items,
    Known,
    OneOf,
    Truth,
    both,
    candidates,
    either,
    opposite,
    settled,
)

MET, UNMET, UNKNOWN, REVIEW = Truth.MET, Truth.UNMET, Truth.UNKNOWN, Truth.REVIEW

BOTH = {
    (MET, MET): MET, (MET, UNMET): UNMET, (MET, UNKNOWN): UNKNOWN, (MET, REVIEW): REVIEW,
    (UNMET, UNMET): UNMET, (UNMET, UNKNOWN): UNMET, (UNMET, REVIEW): UNMET,
    (UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, REVIEW): UNKNOWN, (REVIEW, REVIEW): REVIEW,
}  # fmt: skip
EITHER = {
    (MET, MET): MET, (MET, UNMET): MET, (MET, UNKNOWN): MET, (MET, REVIEW): MET,
    (UNMET, UNMET): UNMET, (UNMET, UNKNOWN): UNKNOWN, (UNMET, REVIEW): REVIEW,
    (UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, REVIEW): UNKNOWN, (REVIEW, REVIEW): REVIEW,
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), list(product(Truth, Truth)))
def test_truth_tables(one: Truth, other: Truth) -> None:
    """Unmet, else unknown, else review, else met; and the other way round for alternatives."""
    pair = (one, other) if (one, other) in BOTH else (other, one)
    assert both([one, other]) is BOTH[pair]
    assert either([one, other]) is EITHER[pair]


def test_opposite_keeps_what_is_not_known() -> None:
    assert [opposite(state) for state in (MET, UNMET, UNKNOWN, REVIEW)] == [UNMET, MET, UNKNOWN, REVIEW]


def test_nothing_settles_nothing() -> None:
    assert settled([]) is UNKNOWN
    assert settled([MET, REVIEW]) is UNKNOWN
    assert settled([REVIEW, REVIEW]) is REVIEW


@pytest.mark.parametrize(
    ("known", "values"),
    [
        (Exact(3), {3}),
        (OneOf(frozenset({3, 9, 12})), {3, 9, 12}),
        (Between(1, 9), {1, 9, 4, 5, 6}),
        (Between(date(2006, 1, 1), date(2006, 12, 31)), {date(2006, 1, 1), date(2006, 12, 31)}),
        (ABSENT, set()),
        (DECLINED, set()),
        (Items((Exact(1),)), set()),
    ],
)
def test_candidates_stand_for_every_possible_value(known: Known, values: set[object]) -> None:
    """For an interval: its ends, and a bound inside with its neighbours."""
    assert set(candidates(known, [5, date(2004, 3, 1)])) == values


def test_today_is_taipei_s_day() -> None:
    at = datetime.fromisoformat("2024-08-06T17:00:00+00:00")
    assert Facts({}, at).today == date(2024, 8, 7)
    assert Facts({}, at.astimezone(TAIPEI)).known("grade") is ABSENT
