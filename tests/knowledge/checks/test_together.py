"""One question for several criteria: a yes is exactly what the tests need, and most people answer eight at most."""

from __future__ import annotations

from datetime import datetime

import pytest

from knowledge.checks import Check, Verdict, group_question, judge, load_checks
from knowledge.checks.boundaries import branches, passing, usual_moment
from knowledge.criteria import Between, Exact, Items, Known, Scalar

CHECKS = load_checks()
GROUPS = [(name, group.id) for name, check in CHECKS.items() for group in check.together]


def interview(check: Check, answers: dict[str, Known], at: datetime) -> tuple[list[str], Verdict]:
    """The questions that somebody who passes hears, groups answered with yes."""
    told: dict[str, Known] = {}
    asked: list[str] = []
    while (wanted := judge(check, told, at).next) is not None:
        if (group := group_question(check, told, at)) is not None:
            asked.append(group.id)
            told |= group.if_yes
        else:
            asked.append(wanted)
            told[wanted] = answers[wanted]
    return asked, judge(check, told, at).verdict


@pytest.mark.parametrize("programme", list(CHECKS))
def test_whoever_passes_answers_few_questions(programme: str) -> None:
    """At most eight questions to a yes; eleven for a contest, whose details all matter."""
    check = CHECKS[programme]
    at = usual_moment(check)
    found: list[int] = []
    for branch in branches(check):
        if (answers := passing(check, at, branch)) is not None:
            asked, verdict = interview(check, answers, at)
            assert verdict is Verdict.ELIGIBLE
            found.append(len(asked))
    assert max(found) <= (10 if programme == "ntpc-it-gifted-113" else 8), found


@pytest.mark.parametrize(("programme", "group"), GROUPS)
def test_every_group_is_asked_in_some_branch(programme: str, group: str) -> None:
    check = CHECKS[programme]
    at = usual_moment(check)
    passed = [a for branch in branches(check) if (a := passing(check, at, branch)) is not None]
    assert any(group in interview(check, answers, at)[0] for answers in passed)


def test_a_yes_tells_no_more_than_the_tests_need() -> None:
    check = CHECKS["taipei-exchange-111"]
    at = usual_moment(check)
    told: dict[str, Known] = {name: Exact(value) for name, value in early().items()}
    group = group_question(check, told, at)
    assert group is not None
    assert group.if_yes["english_scores"] == Items((Between(70, 100),) * 4)
    assert group.needs[0].startswith("108學年度第1學期")
    assert group_question(check, told, at, skipped={"scores"}) is None
    assert group_question(check, {**told, "english_scores": Items((Exact(70),) * 4)}, at) is None


def early() -> dict[str, Scalar]:
    return {
        "school_city": "taipei",
        "grade": 10,
        "birthdate": datetime(2006, 5, 1).date(),
        "destination": "usa",
    }
