"""Applicants' stories, worked out by hand from the documents: one for each verdict of each programme."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.checks import Judgement, Verdict, judge, load_checks, read_answer
from knowledge.criteria import Truth
from knowledge.flows import explore
from knowledge.loading import read_toml

PEOPLE: list[dict[str, Any]] = list(read_toml(Path(__file__).parent / "people.toml")["people"])  # type: ignore[call-overload]


def judged(person: dict[str, Any]) -> Judgement:
    check = load_checks()[person["programme"]]
    answers = {name: read_answer(check.field(name), value) for name, value in person["answers"].items()}
    return judge(check, answers, datetime.fromisoformat(person["at"]))


@pytest.mark.parametrize("person", PEOPLE, ids=[f"{p['programme']}: {p['story']}" for p in PEOPLE])
def test_a_person_s_story(person: dict[str, Any]) -> None:
    """Verdict, what decided it, gaps, the next question, window, money, deadline, figures, papers."""
    found = judged(person)
    states = {state: {c.id for c in found.criteria.values() if c.state is state} for state in Truth}
    assert found.verdict.value == person["verdict"]
    assert states[Truth.UNMET] == set(person.get("unmet", ()))
    assert states[Truth.REVIEW] == set(person.get("review", ()))
    if person["verdict"] == "undetermined":
        assert states[Truth.UNKNOWN] == set(person["open"])
    assert {c.id: c.gap for c in found.criteria.values() if c.gap} == person.get("gap", {})
    assert found.next == person.get("next")
    assert (found.window.state.value if found.window else None) == person.get("window")
    assert (found.benefit.ntd if found.benefit else None) == person.get("benefit")
    assert (found.deadline.last_day.isoformat() if found.deadline else None) == person.get("deadline")
    if "figures" in person:
        assert {f.id: f.value for f in found.figures} == person["figures"]
    if "papers" in person:
        assert {p.id for p in found.papers if p.needed is Truth.MET} == set(person["papers"])


@pytest.mark.parametrize("programme", list(load_checks()))
def test_there_is_a_story_for_every_verdict(programme: str) -> None:
    """Every verdict that the check can come to, and the one that is still open."""
    told = {Verdict(p["verdict"]) for p in PEOPLE if p["programme"] == programme}
    assert told == explore(load_checks()[programme]).verdicts | {Verdict.UNDETERMINED}


@pytest.mark.parametrize("person", PEOPLE, ids=[p["story"] for p in PEOPLE])
def test_every_criterion_explains_itself(person: dict[str, Any]) -> None:
    """Clause and explanation always; what would have to be different wherever the answer is no."""
    for outcome in judged(person).criteria.values():
        assert outcome.clauses
        assert outcome.explanation
        assert bool(outcome.change) == (outcome.state is Truth.UNMET)
