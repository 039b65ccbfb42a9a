"""``zigetong check --jsonl``, one line: the contract's shape, and a sentence for everything that is wrong."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checks import answer_line, judge, load_checks
from knowledge.criteria import TAIPEI, Exact

NOW = datetime(2021, 12, 20, 10, tzinfo=TAIPEI)


def line(answers: Any = None, programme: Any = "taipei-exchange-111", **more: Any) -> dict[str, Any]:
    told = {} if answers is None else {"answers": answers}
    return answer_line({"id": "p1", "programme": programme, **told, **more}, NOW)


def test_the_shape_of_an_answer() -> None:
    told = line({"grade": 9, "household": "tax_below_20"})
    assert list(told) == ["id", "verdict", "criteria", "window", "next", "citations", "benefit_ntd"]
    assert (told["id"], told["verdict"], told["window"], told["next"]) == (
        "p1",
        "undetermined",
        "open",
        "school_city",
    )
    assert told["criteria"]["grade"] == "met"
    assert told["benefit_ntd"] == 200_000
    assert told["citations"]["grade"] == [
        {
            "document": "臺北市國際教育白皮書 PLUS",
            "number": "北市教綜字第1103096183號",
            "section": "附錄六 伍、一",
        }
    ]
    assert set(told["citations"]) == set(told["criteria"])
    json.dumps(told)


def test_a_deadline_is_told_where_there_is_one() -> None:
    told = line(
        {"term": "winter", "programme_year": 2027}, "kinmen-regional-gifted", at="2026-10-31T23:59:59+08:00"
    )
    assert (told["deadline"], told["window"]) == ("2026-10-31", "open")
    later = line(
        {"term": "winter", "programme_year": 2027}, "kinmen-regional-gifted", at="2026-10-31T16:00:00Z"
    )
    assert later["window"] == "closed"
    assert line({}, "kinmen-regional-gifted")["window"] is None


def test_a_settled_verdict_asks_nothing() -> None:
    assert line({"grade": 12})["next"] is None


def test_null_is_not_told() -> None:
    told = line({"grade": None, "english_scores": [70, None, 99, 80.5]})
    assert told["criteria"]["grade"] == told["criteria"]["english_scores"] == "unknown"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"grade": True}, "grade"), ({"grade": "9"}, "grade"), ({"grade": 9.0}, "grade"), ({"grade": 0}, "grade"),
        ({"grade": 13}, "grade"), ({"birthdate": "2004-02-30"}, "birthdate"), ({"birthdate": "95/5/20"}, "birthdate"),
        ({"birthdate": 20060520}, "birthdate"), ({"birthdate": "2006-05-20T00:00"}, "birthdate"),
        ({"destination": "japan"}, "destination"), ({"destination": ["usa"]}, "destination"),
        ({"overall_averages": 80}, "overall_averages"), ({"overall_averages": [80, 80, 80]}, "overall_averages"),
        ({"english_scores": [80, "80", 80, 80]}, "english_scores"), ({"english_scores": [80, True, 80, 80]}, "english_scores"),
        ({"english_scores": [80, 120, 80, 80]}, "english_scores"), ({"english_scores": [80, float("nan"), 80, 80]}, "english_scores"),
        ({"conduct_excellent": 1}, "conduct_excellent"), ({"conduct_excellent": "yes"}, "conduct_excellent"),
        ({"english_level": "b1"}, "english_level"), ({"shoe_size": 38}, "shoe_size"), ({3: 4}, "3"),
    ],
)  # fmt: skip
def test_a_wrong_answer_names_its_field(answers: dict[Any, Any], field: str) -> None:
    told = line(answers)
    assert list(told) == ["id", "error"]
    assert field in told["error"]


@pytest.mark.parametrize(
    ("programme", "answers", "field"),
    [
        ("ntpc-it-gifted-113", {"competition": 3}, "competition"),
        ("ntpc-it-gifted-113", {"award": " "}, "award"),
        ("taipei-isa-111", {"student_percent": 101}, "student_percent"),
        ("taipei-isa-111", {"team_members": -1}, "team_members"),
        ("taipei-isa-111", {"team_members": 6.5}, "team_members"),
        ("taipei-gtmh-student", {"award_rank": 0}, "award_rank"),
        ("kinmen-regional-gifted", {"schedule": "weekday"}, "schedule"),
        ("kinmen-regional-gifted", {"schedule": ["sunday"]}, "schedule"),
        ("kinmen-regional-gifted", {"programme_year": 115}, "programme_year"),
    ],
)
def test_limits_of_other_fields(programme: str, answers: dict[str, Any], field: str) -> None:
    assert field in line(answers, programme)["error"]


@pytest.mark.parametrize(
    "at", ["yesterday", "2021-13-01", "2021-12-20T25:00:00+08:00", 5, "", [], "0000-01-01", {}]
)
def test_a_wrong_moment_is_an_error(at: Any) -> None:
    assert "at" in line({}, at=at)["error"]


def test_moments_are_read_in_taipei() -> None:
    """A bare date is its first moment; without ``at`` it is now."""
    assert line({}, at="2021-12-28")["window"] == "closed"
    assert line({}, at="2021-12-27T15:59:59+00:00")["window"] == "open"
    assert line({}, at="2021-12-27T16:00:00+00:00")["window"] == "closed"
    assert line({})["window"] == "open"


@pytest.mark.parametrize("programme", ["taipei-exchange-110", None, 5, ["taipei-exchange-111"], ""])
def test_an_unknown_programme_is_an_error(programme: Any) -> None:
    assert "programme" in line({}, programme)["error"]


@pytest.mark.parametrize("wrong", [[], "text", 3, None, {}, {"id": "x"}])
def test_what_is_no_line_is_an_error(wrong: Any) -> None:
    assert "error" in answer_line(wrong, NOW)
    assert answer_line(wrong, NOW)["id"] == (wrong.get("id") if isinstance(wrong, dict) else None)


def test_answers_must_be_an_object() -> None:
    assert "answers" in line([1])["error"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_nothing_is_raised_whatever_comes_in(data: st.DataObject) -> None:
    programme = data.draw(st.sampled_from([*load_checks(), "no-such-programme"]))
    names = [field.id for field in load_checks()[programme].fields] if programme in load_checks() else ["x"]
    answers = data.draw(
        st.dictionaries(st.sampled_from(names) | st.text(max_size=9), JSON, max_size=4) | JSON
    )
    told = answer_line({"id": 1, "programme": programme, "answers": answers, "at": data.draw(JSON)}, NOW)
    assert ("error" in told) != ("verdict" in told)


def test_one_can_go_on_after_a_no() -> None:
    """``next`` is silent once the verdict is settled; ``more`` says what would be asked of whoever wants to know all."""
    check = load_checks()["taipei-exchange-111"]
    found = judge(check, {"grade": Exact(12)}, NOW)
    assert (found.next, found.more, found.also) == (None, "school_city", "household")
