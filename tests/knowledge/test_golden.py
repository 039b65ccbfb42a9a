"""Golden questions: each leads to a fact that answers it, or to honest silence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from knowledge.answering import Finder, Status
from knowledge.base import open_base
from tests.golden import FOLDER, Golden, answers, golden

KNOWN_GAPS = FOLDER / "known_gaps.txt"
"""Questions that are not answered right yet, one a line. The list may only shrink."""


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(open_base())


def right(finder: Finder, question: Golden) -> bool:
    """Whether the finding is one of those that answer the question."""
    finding = finder.find(question.question, question.context)
    if question.expect == "abstain":
        return finding.status is Status.ABSTAINED
    if question.expect == "clarify":
        return finding.status is Status.CLARIFY
    told = any(answers(question, unit.programme, unit.id) for unit in finding.units)
    return finding.status is Status.ANSWERED and told


def gaps() -> set[str]:
    return {
        line
        for line in KNOWN_GAPS.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }


def by_file() -> Iterable[tuple[str, list[Golden]]]:
    files: dict[str, list[Golden]] = {}
    for question in golden():
        files.setdefault(question.file, []).append(question)
    return files.items()


@pytest.mark.parametrize(
    ("file", "questions"), by_file(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_golden_question_is_answered_right(finder: Finder, file: str, questions: list[Golden]) -> None:
    """But for the known gaps; and a gap that has closed is taken off the list."""
    known = gaps()
    wrong = [question.question for question in questions if not right(finder, question)]
    assert not set(wrong) - known, f"{file}: {sorted(set(wrong) - known)}"
    closed = {question.question for question in questions} & known - set(wrong)
    assert not closed, f"take these off {KNOWN_GAPS.name}: {sorted(closed)}"


def test_every_mention_in_the_golden_questions_exists(finder: Finder) -> None:
    for question in golden():
        for fact in question.facts:
            programme, _, name = fact.rpartition("/")
            groups = finder.base.programmes[programme or question.programme or ""].groups()
            assert any(entry.id == name for group in groups.values() for entry in group), question


def test_the_known_gaps_are_golden_questions() -> None:
    assert gaps() <= {question.question for question in golden()}
    assert Path(KNOWN_GAPS).exists()
