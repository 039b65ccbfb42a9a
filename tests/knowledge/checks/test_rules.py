"""Rules on whole and on partial knowledge."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge.checks.rules import Rule
from knowledge.criteria import DECLINED, TAIPEI, Between, Exact, Facts, Items, Known, OneOf

RULE: TypeAdapter[Any] = TypeAdapter(Rule)
AT = datetime(2024, 8, 8, 12, tzinfo=TAIPEI)
SCORE = {"field": "x", "at_least": 70}
GRADES = {"field": "x", "one_of": [9, 10, 11]}
BORN = {"field": "x", "from": date(2004, 3, 1), "to": date(2007, 8, 1)}
MEMBERS = {"field": "x", "at_least": 4, "review_above": 4}
WON = {"field": "x", "from": date(2022, 8, 1), "to": "today"}
EACH = {"every": "x", "at_least": 70}
BY_LEVEL = {"case": "level", "of": {"a": {"field": "x", "at_least": 1}, "b": {"field": "x", "at_least": 3}}}


def state(rule: dict[str, Any], x: Known | None = None, **others: Known) -> str:
    answers = {**others, **({} if x is None else {"x": x})}
    return str(RULE.validate_python(rule).state(Facts(answers, AT)).value)


@pytest.mark.parametrize(
    ("rule", "known", "expected"),
    [
        (SCORE, Exact(69.9), "unmet"), (SCORE, Exact(70), "met"), (SCORE, None, "unknown"),
        (SCORE, DECLINED, "unknown"), (SCORE, Between(70, 100), "met"), (SCORE, Between(60, 69), "unmet"),
        (SCORE, Between(60, 70), "unknown"), (SCORE, OneOf(frozenset({71, 80})), "met"),
        ({"field": "x", "above": 30}, Exact(30), "unmet"), ({"field": "x", "above": 30}, Exact(31), "met"),
        ({"field": "x", "below": 2}, Exact(2), "unmet"), ({"field": "x", "at_most": 2}, Exact(2), "met"),
        (GRADES, OneOf(frozenset({3, 9, 12})), "unknown"), (GRADES, OneOf(frozenset({2, 8})), "unmet"),
        (GRADES, Between(9, 11), "met"), (GRADES, Between(1, 8), "unmet"), (GRADES, Between(8, 9), "unknown"),
        (BORN, Exact(date(2004, 3, 1)), "met"), (BORN, Exact(date(2004, 2, 29)), "unmet"),
        (BORN, Exact(date(2007, 8, 1)), "met"), (BORN, Exact(date(2007, 8, 2)), "unmet"),
        (BORN, Between(date(2006, 1, 1), date(2006, 12, 31)), "met"),
        (BORN, Between(date(2007, 1, 1), date(2007, 12, 31)), "unknown"),
        (BORN, Between(date(2003, 1, 1), date(2003, 12, 31)), "unmet"),
        (BORN, Between(date(2000, 1, 1), date(2010, 12, 31)), "unknown"),
        (MEMBERS, Exact(3), "unmet"), (MEMBERS, Exact(4), "met"), (MEMBERS, Exact(5), "review"),
        (MEMBERS, Between(5, 9), "review"), (MEMBERS, Between(4, 9), "unknown"),
        (WON, Exact(date(2024, 8, 8)), "met"), (WON, Exact(date(2024, 8, 9)), "unmet"),
        (WON, Exact(date(2022, 8, 1)), "met"), (WON, Exact(date(2022, 7, 31)), "unmet"),
        (EACH, Items((Exact(70), Exact(99))), "met"), (EACH, Items((Exact(69), DECLINED)), "unmet"),
        (EACH, Items((Exact(70), DECLINED)), "unknown"), (EACH, Items((Between(70, 100),) * 4), "met"),
        (EACH, Items(()), "unknown"), (EACH, None, "unknown"),
        ({"field": "x", "is": "a", "review": ["b"]}, Exact("b"), "review"),
        ({"field": "x", "is": "a", "review": ["b"]}, Exact("c"), "unmet"),
        ({"not": SCORE}, Exact(70), "unmet"), ({"not": SCORE}, None, "unknown"),
    ],
)  # fmt: skip
def test_a_test_s_truth(rule: dict[str, Any], known: Known | None, expected: str) -> None:
    assert state(rule, known) == expected


def test_a_case_waits_for_its_choice() -> None:
    """While the choice is not told the rule is unknown; of several possible choices, what they agree on counts."""
    assert state(BY_LEVEL, Exact(0)) == "unknown"
    assert state(BY_LEVEL, Exact(2), level=Exact("a")) == "met"
    assert state(BY_LEVEL, Exact(2), level=Exact("b")) == "unmet"
    assert state(BY_LEVEL, Exact(2), level=OneOf(frozenset({"a", "b"}))) == "unknown"
    assert state(BY_LEVEL, Exact(5), level=OneOf(frozenset({"a", "b"}))) == "met"


def test_open_fields_are_those_that_can_still_matter() -> None:
    rule = RULE.validate_python({"any": [{"field": "x", "is": True}, {"field": "y", "is": True}]})
    assert list(rule.open(Facts({"x": Exact(False)}, AT))) == ["y"]
    assert list(rule.open(Facts({"x": Exact(True)}, AT))) == []
    assert list(RULE.validate_python(BY_LEVEL).open(Facts({}, AT))) == ["level"]
    assert list(RULE.validate_python(BY_LEVEL).open(Facts({"level": Exact("a")}, AT))) == ["x"]


@pytest.mark.parametrize(
    ("due", "anchor", "expected"),
    [
        ({"months": -2}, date(2024, 10, 8), "met"), ({"months": -2}, date(2024, 10, 7), "unmet"),
        ({"months": 1}, date(2024, 7, 8), "met"), ({"months": 1}, date(2024, 7, 7), "unmet"),
        ({"weeks": 4}, date(2024, 7, 11), "met"), ({"weeks": 4}, date(2024, 7, 10), "unmet"),
    ],
)  # fmt: skip
def test_a_counted_day_includes_its_last_day(due: dict[str, int], anchor: date, expected: str) -> None:
    assert state({"due": "x", "offset": due}, Exact(anchor)) == expected


def test_a_yearly_day_of_the_year_before() -> None:
    rule = {"due": "x", "yearly": {"month": 8, "day": 8, "of": "before"}}
    assert state(rule, Exact(date(2025, 1, 1))) == "met"
    assert state(rule, Exact(date(2024, 12, 31))) == "unmet"
    assert state(rule, Between(date(2024, 12, 31), date(2025, 1, 1))) == "unknown"


@pytest.mark.parametrize(
    "table", [{}, {"fiel": "x"}, {"field": "x", "atleast": 3}, {"all": []}, {"due": "x"}, 3]
)
def test_a_wrongly_written_rule_is_refused(table: Any) -> None:
    with pytest.raises(ValidationError):
        RULE.validate_python(table)
