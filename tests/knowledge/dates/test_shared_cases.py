"""The hand-worked cases that lie beside the project: official wording, and what people type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.dates import (
    answer_line,
    find_numbers,
    read_age,
    read_grade,
    read_money,
    read_number,
    read_percent,
)

READ = {"date", "daterange", "before", "after", "recurring", "datetime", "datetimerange", "none"}


def cases(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    file = folder.parent / "dates" / name
    if not file.exists():
        pytest.skip(f"no {name} beside the documents: not checked here")
    yield from (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.mark.documents
@pytest.mark.parametrize(
    ("name", "mode"), [("roc_cases.jsonl", "document"), ("message_cases.jsonl", "message")]
)
def test_dates_read_as_worked_out_by_hand(documents_folder: Path, name: str, mode: str) -> None:
    wrong = []
    for case in cases(documents_folder, name):
        if case["type"] not in READ:
            continue
        line = {"id": case["id"], "text": case["input"], "reference": case["reference"], "mode": mode}
        got = answer_line({**line, "anchors": case.get("anchor")})
        status = case.get("status") or ("none" if case["type"] == "none" else "ok")
        right = [[case["expected_start"], case["expected_end"]], *case.get("alternatives", [])]
        if [got["start"], got["end"]] not in right or got["status"] != status:
            wrong.append((case["input"], got))
    assert wrong == []


def value_of(case: dict[str, Any]) -> str | None:
    text = case["input"]
    if case["type"] == "number":
        return str(read_number(text))
    if case["type"] == "percent":
        return f"{read_percent(text)}%"
    if case["type"] == "currency":
        return f"{read_money(text)} TWD"
    if case["type"] == "age":
        return f"{find_numbers(text)[0].value} Year" if read_age(text) else None
    grade = read_grade(text)
    return None if grade is None else f"{min(grade.grades)}{'?' if grade.ambiguous else ''}"


@pytest.mark.documents
def test_numbers_money_ages_and_grades(documents_folder: Path) -> None:
    wrong = [
        (case["input"], value_of(case))
        for case in cases(documents_folder, "message_cases.jsonl")
        if case["type"] not in READ and value_of(case) != case["expected_value"]
    ]
    assert wrong == []
