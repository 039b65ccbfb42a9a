"""Hypothesis strategies: an applicant's true answers, and something less that is known of them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from knowledge.checks import Check, CheckField, FieldKind
from knowledge.checks.boundaries import bounds_of, usual_moment, values_of
from knowledge.criteria import ABSENT, DECLINED, Between, Exact, Items, Known, OneOf, Scalar

Truths = dict[str, Known]


def scalars(check: Check, field: CheckField) -> st.SearchStrategy[Scalar]:
    """Values of a field, crowding around its bounds."""
    found = [known for known in values_of(check, field, usual_moment(check)) if isinstance(known, Exact)]
    bounds = st.sampled_from([known.value for known in found]) if found else st.nothing()
    if field.kind is FieldKind.DATE:
        return bounds | st.dates(date(2000, 1, 1), date(2030, 12, 31))
    if field.kind is FieldKind.SCORE_LIST:
        edges = [b for b in bounds_of(check, field.id) if isinstance(b, int | float)]
        return st.sampled_from([*edges, *(e - 1 for e in edges)]) | st.integers(0, 100)
    if field.kind in (FieldKind.COUNT, FieldKind.GRADE, FieldKind.PERCENT, FieldKind.YEAR):
        low, high = (int(limit) for limit in field.limits)
        return bounds | st.integers(low, min(high, low + 60))
    return bounds if found else st.sampled_from(list(field.choices))


def whole(check: Check, field: CheckField) -> st.SearchStrategy[Known]:
    """A field's true answer."""
    value = scalars(check, field)
    if field.kind is FieldKind.SCORE_LIST:
        size = len(field.items)
        return st.lists(value, min_size=size, max_size=size).map(listed)
    if field.kind is FieldKind.CHOICES:
        return st.lists(value, min_size=1, max_size=3).map(listed)
    return value.map(exact)


def exact(value: Scalar) -> Known:
    return Exact(value)


def listed(values: list[Scalar]) -> Known:
    return Items(tuple(Exact(value) for value in values))


@st.composite
def blurred(draw: st.DrawFn, check: Check, field: CheckField, true: Known) -> Known:
    """Something that may be known when ``true`` is the case: never wrong, often less."""
    if isinstance(true, Items):
        if draw(st.integers(0, 3)) == 0:
            some: list[Known] = [ABSENT, DECLINED, true]
            return draw(st.sampled_from(some))
        return Items(tuple(draw(blurred(check, field, item)) for item in true.items))
    assert isinstance(true, Exact)
    plain: list[Known] = [true, true, ABSENT, DECLINED]
    return draw(st.sampled_from(plain) | wider(check, field, true.value))


def wider(check: Check, field: CheckField, value: Scalar) -> st.SearchStrategy[Known]:
    """An interval around a value, or a few values with it among them."""
    few = st.lists(scalars(check, field), max_size=3).map(lambda more: OneOf(frozenset({value, *more})))
    if isinstance(value, bool | str):
        return few
    steps = st.integers(0, 400)
    return few | st.tuples(steps, steps).map(lambda s: around(value, *s))


def around(value: int | float | date, below: int, above: int) -> Between:
    if isinstance(value, date):
        return Between(value - timedelta(days=below), value + timedelta(days=above))
    return Between(value - below // 20, value + above // 20)


@st.composite
def true_and_known(draw: st.DrawFn, check: Check) -> tuple[Truths, Truths, Truths]:
    """(the whole truth, less than it, still less)."""
    truth = {field.id: draw(whole(check, field)) for field in check.fields}
    known = {field.id: draw(blurred(check, field, truth[field.id])) for field in check.fields}
    forgotten = draw(st.sets(st.sampled_from([field.id for field in check.fields])))
    less: Truths = {name: ABSENT if name in forgotten else value for name, value in known.items()}
    return truth, known, less
