"""What people and documents write, read as this project means it: one case a line in cases.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.dates import answer_line

LINES = (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
CASES: list[dict[str, Any]] = [json.loads(line) for line in LINES]


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without its sentences and ids: ends, status, anchor, and the ends of its possibilities."""
    out = {key: value for key, value in answer.items() if key not in {"id", "note", "readings"}}
    if "readings" in answer:
        out["readings"] = [{key: r[key] for key in ("start", "end")} for r in answer["readings"]]
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['mode']}-{c['text']}-{c.get('anchors', '')}")
def test_a_case_reads_as_it_says(case: dict[str, Any]) -> None:
    line = {key: value for key, value in case.items() if key != "expect"}
    assert told(answer_line({"id": 0, **line})) == case["expect"]


def test_a_text_that_cannot_be_read_always_says_what_to_do() -> None:
    """Whatever is not ``ok`` and not ``none`` comes with a sentence that asks for something."""
    for case in CASES:
        if case["expect"]["status"] not in {"ok", "none"}:
            note = answer_line({"id": 0, **{k: v for k, v in case.items() if k != "expect"}})["note"]
            assert "請" in note, case
