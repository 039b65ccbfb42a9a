"""The machine interface for questions: one line out for each line in, whatever comes in."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from bot.clock import TAIPEI
from bot.machine import Ask, stream
from knowledge.assistant import Assistant
from knowledge.base import open_base
from tests.conftest import ROOT

NOW = datetime(2021, 12, 1, 10, tzinfo=TAIPEI)
EXAMPLES = ROOT.parent / "shared" / "questions" / "examples.jsonl"


@pytest.fixture(scope="module")
def ask() -> Ask:
    return Ask(Assistant(open_base()), lambda: NOW)


def answers(ask: Ask, *lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream(lines, ask)]


def test_an_answer_has_every_field(ask: Ask) -> None:
    (row,) = answers(ask, '{"id": "q", "question": "交換學生美國名額", "at": "2021-12-01"}')
    assert row.keys() == {"id", "status", "text", "citations", "programme", "choices"}
    assert (row["id"], row["status"], row["programme"]) == ("q", "answered", "taipei-exchange-111")
    assert all(c.keys() == {"document", "number", "section"} for c in row["citations"])


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("not json", "JSON"),
        ("[1]", "JSON"),
        ('{"id": 1}', "question"),
        ('{"id": 1, "question": 5}', "question"),
        ('{"id": 1, "question": "x", "at": "yesterday"}', "at"),
        ('{"id": 1, "question": "x", "at": 5}', "at"),
        ('{"id": 1, "question": "x", "context": "y"}', "context"),
        ('{"id": 1, "question": "x", "context": [1]}', "context"),
        ("[" * 3000, "JSON"),
    ],
)
def test_a_bad_line_says_which_field_and_harms_no_other(ask: Ask, line: str, field: str) -> None:
    bad, good = answers(ask, line, '{"id": 2, "question": "交換學生美國名額"}')
    assert field in bad["error"]
    assert good["status"] == "answered"


@pytest.mark.parametrize(
    "question", ["", "   ", "😭", "字" * 5000, "\x00", "?" * 999, "a" * 999, "<b>", "\ud800"]
)
def test_odd_questions_abstain_with_a_sentence(ask: Ask, question: str) -> None:
    (row,) = answers(ask, json.dumps({"id": 1, "question": question}))
    assert row["status"] == "abstained"
    assert row["text"]


def test_whoever_answers_cites(ask: Ask) -> None:
    """Every answered line of all golden questions carries a citation."""
    from tests.golden import golden

    for question in list(golden())[::7]:
        (row,) = answers(
            ask,
            json.dumps(
                {"id": 1, "question": question.question, "at": question.at, "context": question.context}
            ),
        )
        assert row["status"] != "answered" or row["citations"], question


@pytest.mark.documents
def test_the_example_questions_all_pass(ask: Ask) -> None:
    """The examples beside the project, judged by the tool beside them; skipped where they are not."""
    if not EXAMPLES.exists():
        pytest.skip("no example questions beside the project")
    import importlib.util

    spec = importlib.util.spec_from_file_location("grade", EXAMPLES.parent.parent / "tools" / "grade.py")
    assert spec is not None
    assert spec.loader is not None
    grade = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(grade)
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        row = {
            "id": question["id"],
            "question": question["q"],
            "at": question["at"],
            "context": question["context"],
        }
        (answer,) = answers(ask, json.dumps(row))
        assert grade.judge(question, answer) == "", (question["id"], question["q"], answer["text"])
