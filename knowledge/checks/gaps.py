"""How much a criterion is missed by, in words: 差3分, 少2人, 晚了12天."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from knowledge.checks.bounds import Bounds, Failing
from knowledge.checks.fields import CheckField
from knowledge.checks.model import Check
from knowledge.checks.rules import Rule
from knowledge.criteria import Facts, Scalar
from knowledge.speaking import _, _n


def gap_of(check: Check, rule: Rule, facts: Facts) -> str:
    """Every measurable gap of an unmet rule, joined; empty where there is none."""
    return "、".join(dict.fromkeys(gaps(check, rule, facts)))


def gaps(check: Check, rule: Rule, facts: Facts) -> Iterator[str]:
    for failing in rule.failing(facts):
        field = check.field(failing.field)
        told = words(field, failing, facts.today)
        if told:
            named = field.items[failing.item] if failing.item is not None and field.items else ""
            yield named + told


def words(field: CheckField, failing: Failing, today: date) -> str:
    if failing.last is not None:
        return _n("晚了{count}天", count=(today - failing.last).days)
    if failing.bounds is None or failing.value is None:
        return ""
    if isinstance(failing.value, date):
        return days(field, failing.bounds, failing.value, today)
    return numbers(field, failing.bounds, failing.value)


def days(field: CheckField, bounds: Bounds, day: date, today: date) -> str:
    last = bounds.last_day(today)
    if bounds.from_ is not None and day < bounds.from_:
        return _n("{how}{count}天", how=_(field.early), count=(bounds.from_ - day).days)
    if last is not None and day > last:
        return _n("{how}{count}天", how=_(field.late), count=(day - last).days)
    return ""


def numbers(field: CheckField, bounds: Bounds, value: Scalar) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if bounds.at_least is not None and value < bounds.at_least:
        return _("差{much}{unit}", much=difference(bounds.at_least, value), unit=_(field.unit))
    if bounds.at_most is not None and value > bounds.at_most:
        return _("多{much}{unit}", much=difference(value, bounds.at_most), unit=_(field.unit))
    return ""


def difference(more: float, less: float) -> str:
    """Exact to what was told: 70 − 69.9 is 0.1."""
    return f"{(Decimal(str(more)) - Decimal(str(less))).normalize():f}"
