"""No early verdict is ever contradicted: whatever is told later, what was settled stays settled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.checks import Check, Judgement, Verdict, judge, load_checks
from knowledge.checks.boundaries import usual_moment
from knowledge.criteria import DECLINED, Known, Truth
from tests.knowledge.checks.knowledges import true_and_known, whole

CHECKS = load_checks()
programmes = pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))


def agrees_with_later(early: Judgement, late: Judgement) -> None:
    """Criteria, verdict, money and deadline that were settled early are the same later."""
    for name, outcome in early.criteria.items():
        if outcome.state is not Truth.UNKNOWN:
            assert late.criteria[name].state is outcome.state
    for name in late.criteria:
        assert name in early.criteria
    if early.verdict is not Verdict.UNDETERMINED:
        assert late.verdict is early.verdict
    if early.benefit is not None:
        assert late.benefit == early.benefit
    if early.deadline is not None:
        assert late.deadline == early.deadline
    papers = {paper.id: paper.needed for paper in late.papers}
    assert all(papers.get(p.id) is Truth.MET for p in early.papers if p.needed is Truth.MET)
    assert set(papers) <= {paper.id for paper in early.papers}


@programmes
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_sound_and_monotone(check: Check, data: Any) -> None:
    """From less to more to the whole truth, nothing settled is taken back."""
    truth, known, less = data.draw(true_and_known(check))
    at = usual_moment(check)
    first, second, last = (judge(check, answers, at) for answers in (less, known, truth))
    agrees_with_later(first, second)
    agrees_with_later(second, last)
    assert last.verdict is not Verdict.UNDETERMINED
    assert last.next is None


def walk(check: Check, answers: dict[str, Known]) -> tuple[list[str], Judgement]:
    """Ask and answer until the verdict is settled or nothing is left to ask."""
    at, told, asked = usual_moment(check), dict[str, Known](), list[str]()
    judgement = judge(check, told, at)
    while judgement.next is not None:
        asked.append(judgement.next)
        told[judgement.next] = answers[judgement.next]
        judgement = judge(check, told, at)
    return asked, judgement


@programmes
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_questions_lead_to_a_verdict(check: Check, data: Any) -> None:
    """Following ``next`` settles the verdict, asks nothing twice, and comes to what the whole truth comes to."""
    truth = {field.id: data.draw(whole(check, field)) for field in check.fields}
    asked, judgement = walk(check, truth)
    assert len(asked) == len(set(asked))
    assert judgement.verdict is judge(check, truth, usual_moment(check)).verdict


@programmes
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_i_do_not_know_is_not_asked_again(check: Check, data: Any) -> None:
    """Whoever answers 「不知道」 now and then is led to an end as well, and hears no question twice."""
    mixed = {f.id: data.draw(st.just(DECLINED) | whole(check, f)) for f in check.fields}
    asked, judgement = walk(check, mixed)
    assert len(asked) == len(set(asked))
    assert judgement.next is None
