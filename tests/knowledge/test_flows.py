"""Every check runs well: no question that is never asked, no loop, no dead end; its picture is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.checks import Check, load_checks
from knowledge.checks.reading import examine
from knowledge.diagrams import pages
from knowledge.errors import KnowledgeError
from knowledge.flows import explore, problems
from knowledge.loading import DATA, parse, read_toml

PICTURES = Path(__file__).parent.parent.parent / "docs" / "checks"
PROGRAMMES = sorted(load_checks())


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_nothing_is_wrong_with_the_course(programme: str) -> None:
    """Every question can come up, nothing is asked twice, every way ends in a verdict."""
    assert list(problems(load_checks()[programme])) == []


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_picture_shows_the_data_of_today(programme: str) -> None:
    """If this fails: python -m knowledge.diagrams"""
    text = pages()[f"{programme}.md"]
    assert (PICTURES / f"{programme}.md").read_text(encoding="utf-8") == text
    assert all("-->|" in line for line in text.splitlines() if "-->" in line and line.startswith("  "))


def test_there_are_no_pictures_of_checks_that_are_gone() -> None:
    assert {path.stem for path in PICTURES.glob("*.md")} == set(PROGRAMMES)


def tables(name: str = "taipei-penpal-111") -> Any:
    return read_toml(DATA / "checks" / f"{name}.toml")


def check_of(changed: Any) -> Check:
    return parse(Check, changed, "taipei-penpal-111.toml")


def test_a_question_that_nobody_is_asked_is_found() -> None:
    changed = tables()
    changed["criteria"] = [c for c in changed["criteria"] if c["id"] != "teachers"]
    assert any(found.startswith("teachers") for found in problems(check_of(changed)))


def test_a_check_that_nobody_can_pass_is_found() -> None:
    changed = tables()
    changed["criteria"][1]["rule"] = {
        "all": [{"field": "teachers", "at_least": 3}, {"field": "teachers", "at_most": 2}]
    }
    found = explore(check_of(changed))
    assert any("eligible" in said for said in problems(check_of(changed), found))


def test_what_the_authority_decides_needs_words() -> None:
    changed = tables()
    changed["criteria"][1]["rule"] = {"field": "teachers", "at_least": 3, "review_above": 9}
    assert any("review" in said for said in problems(check_of(changed)))


def spoil(changed: Any, how: str) -> None:
    first = changed["criteria"][0]
    if how == "clause":
        del first["clause"]
    if how == "field":
        first["rule"] = {"field": "nobody", "is": True}
    if how == "twice":
        changed["fields"].append(changed["fields"][0])
    if how == "case":
        del changed["criteria"][3]["rule"]["of"]["true"]
        changed["criteria"][3]["rule"]["of"]["maybe"] = {"field": "teachers", "at_least": 1}
    if how == "half":
        changed["criteria"][2].pop("applies_when")
        changed["criteria"][2]["rule"] = {
            "case": "team_kind", "of": {"class": {"field": "teachers", "at_least": 1}, "other": {"field": "teachers", "at_least": 1}},
        }  # fmt: skip
    if how == "rule":
        first["rule"] = {"fild": "school_city"}
    if how == "name":
        changed["check"]["programme"] = "other"
    if how == "together":
        changed["together"] = [{"id": "x", "criteria": ["nothing"], "question": "都符合嗎？"}]


@pytest.mark.parametrize(
    ("how", "where"),
    [
        ("clause", "criteria school › clause"),
        ("field", "criteria school › rule"),
        ("twice", "fields school_city › id"),
        ("case", "criteria exchanges › rule"),
        ("half", "criteria team_size › rule"),
        ("rule", "criteria school › rule"),
        ("name", "check › programme"),
        ("together", "together x › criteria"),
    ],
)
def test_a_wrongly_written_check_names_file_entry_and_key(how: str, where: str) -> None:
    changed = tables()
    spoil(changed, how)
    with pytest.raises(KnowledgeError) as caught:
        examine(check_of(changed), "taipei-penpal-111.toml")
    assert f"taipei-penpal-111.toml › {where}" in str(caught.value)
