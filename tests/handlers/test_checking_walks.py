"""Every check walked through by people of every kind, in the channel's own terms: to the verdict that is right."""

from __future__ import annotations

import pytest

from handlers.check_words import verdict_line
from handlers.checking import Checking
from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.checks import Check, Verdict, judge, load_checks
from knowledge.checks.boundaries import Applicant, boundary_cases, passing, usual_moment
from knowledge.criteria import Exact
from tests.handlers.walking import Walk, checking_of

CHECKS = load_checks()
SPARSE = 9
"""Every so manieth boundary case is walked; all of them are judged elsewhere."""


@pytest.fixture(scope="module")
def checking() -> Checking:
    return checking_of(Assistant(open_base()))


def in_the_future(check: Check, case: Applicant) -> bool:
    """Whether a day that cannot lie in the future does: the conversation refuses it, with a sentence."""
    known = [case.answers[field.id] for field in check.fields if field.past]
    return any(isinstance(one, Exact) and str(one.value) > case.at.date().isoformat() for one in known)


@pytest.mark.parametrize("programme", CHECKS)
def test_every_kind_of_person_comes_to_the_right_verdict(checking: Checking, programme: str) -> None:
    """What is typed and tapped leads to the same verdict as the facts themselves."""
    check = CHECKS[programme]
    cases = [
        c
        for c in boundary_cases(check)
        if set(c.answers) == {f.id for f in check.fields} and not in_the_future(check, c)
    ]
    seen = set()
    for case in cases[:: SPARSE if len(cases) > 10 * SPARSE else 1]:
        walk = Walk(checking, case.at)
        result = walk.go(programme, case.answers)
        told = judge(check, case.answers, case.at)
        first = result.lines[0].text
        over = checking.screens.over(programme, told, walk.at)
        assert first == verdict_line(check, told, over) or told.verdict is Verdict.INELIGIBLE, case
        assert ("不符合" in first) == (told.verdict is Verdict.INELIGIBLE), (
            case,
            result.text,
        )
        seen.add(told.verdict)
        walk.press("完成")
    assert Verdict.INELIGIBLE in seen


@pytest.mark.parametrize("programme", CHECKS)
def test_a_typical_applicant_is_asked_at_most_eight_questions(checking: Checking, programme: str) -> None:
    check = CHECKS[programme]
    at = usual_moment(check)
    answers = passing(check, at, {})
    assert answers is not None
    walk = Walk(checking, at)
    result = walk.go(programme, answers)
    assert any(words in result.lines[0].text for words in ("可以", "條件都符合", "要由"))
    assert len(walk.asked) <= 8, walk.asked


@pytest.mark.parametrize("programme", CHECKS)
def test_who_knows_nothing_gets_no_verdict(checking: Checking, programme: str) -> None:
    """不確定 to every question ends with what is open, and no question is asked twice."""
    walk = Walk(checking, usual_moment(CHECKS[programme]))
    walk.command(checking.base.programmes[programme].programme.short)
    asked = []
    while walk.state:
        asked.append(walk.state)
        walk.text("不確定")
    assert "還不能確定" in walk.last.lines[0].text
    assert len(asked) == len(set(asked))
    walk.press("完成")
