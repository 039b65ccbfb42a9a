"""The golden table: one below, at and one above every bound, decided once; and it notices every altered value."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.checks import AnswerError, Check, load_checks
from knowledge.checks.boundaries import boundary_cases, bounds_of
from knowledge.checks.reading import examine
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, parse, read_toml
from tests.knowledge.checks import golden
from tests.knowledge.checks.altering import altered, roots
from tests.knowledge.checks.second_reading import READINGS, read

PROGRAMMES = sorted(load_checks())
SECOND_NAMES = {"window": "window", "benefit": "benefit_ntd", "deadline": "deadline", "verdict": "verdict"}


@cache
def table() -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in PROGRAMMES}
    for programme, *case in golden.cases():
        found[programme].append(tuple(case))
    return found


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_golden_case_is_judged_as_decided(programme: str) -> None:
    """Verdict, criteria, window, money, deadline, figures, papers and notes."""
    check = load_checks()[programme]
    wrong = [
        (a, m) for at, a, expected in table()[programme] if (m := golden.mismatch(check, at, a, expected))
    ]
    assert not wrong
    assert golden.limits_of(check) == golden.limits()[programme]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_boundary_is_in_the_table(programme: str) -> None:
    """Cases generated from the data today are all in the table: a new bound needs new golden lines."""
    held = {(at, json.dumps(answers, sort_keys=True)) for at, answers, _ in table()[programme]}
    cases = boundary_cases(load_checks()[programme])
    found = [(c.at, {name: golden.as_json(known) for name, known in c.answers.items()}) for c in cases]
    missing = [answers for at, answers in found if (at, json.dumps(answers, sort_keys=True)) not in held]
    assert not missing


@pytest.mark.parametrize("programme", sorted(READINGS))
def test_the_second_reading_agrees_with_the_table(programme: str) -> None:
    """The table is not merely what the program once said."""
    for at, answers, expected in table()[programme]:
        second = read(programme, answers, at)
        flat = {f"criterion {name}": state for name, state in second["criteria"].items()}
        flat |= {ours: second.get(theirs) for ours, theirs in SECOND_NAMES.items()}
        compared = {k: v for k, v in expected.items() if k in flat or k.startswith("criterion ")}
        assert told(compared) == told(flat), answers


def told(judged: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in judged.items() if value is not None}


def noticed(programme: str, tables: dict[str, Any]) -> bool:
    """The altered check does not load, or judges some golden case otherwise."""
    try:
        check = parse(Check, tables, f"{programme}.toml")
        examine(check, f"{programme}.toml")
        return golden.limits_of(check) != golden.limits()[programme] or any(
            golden.mismatch(check, at, a, expected) for at, a, expected in table()[programme]
        )
    except (KnowledgeError, ValidationError, AnswerError, KeyError, ValueError):
        return True


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_altered_value_is_noticed(programme: str) -> None:
    """Any bound, list entry, day or sum altered by one makes a golden case fail."""
    tables = read_toml(DATA / "checks" / f"{programme}.toml")
    unnoticed = [what for what, changed in altered(tables, roots(tables)) if not noticed(programme, changed)]
    assert not unnoticed


def test_there_are_bounds_in_every_check() -> None:
    """The generator looks at something: each check has at least one bound or word that decides."""
    for check in load_checks().values():
        assert any(bounds_of(check, field.id) for field in check.fields)
