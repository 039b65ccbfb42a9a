"""Typed English: understood as what it means, and never answered where a word of it is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from knowledge.answering import Finding, Status
from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.english import chinese, content, load_english, parted
from tests.golden import FOLDER, Golden, answers, golden

QUESTIONS = list(golden(FOLDER / "english"))
KNOWN_GAPS = {
    line
    for line in (FOLDER / "english" / "known_gaps.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}
"""Not right yet; the list may only shrink."""


class Watched(Assistant):
    """Keeps what each question led to."""

    def find(self, text: str, earlier: Sequence[str], *, beside: bool = False) -> Finding:
        finding = super().find(text, earlier, beside=beside)
        self.found.append(finding)
        return finding

    found: list[Finding]


@pytest.fixture(scope="module")
def assistant() -> Watched:
    watched = Watched(open_base())
    watched.found = []
    return watched


def right(assistant: Watched, question: Golden) -> bool:
    """Whether a question is answered from one of its facts, asked back, or left open, as it should be."""
    assistant.found.clear()
    answer = assistant.answer(question.question, datetime.fromisoformat(question.at), question.context)
    if question.expect != "answer":
        return answer.status is (Status.CLARIFY if question.expect == "clarify" else Status.ABSTAINED)
    told = any(answers(question, u.programme, u.id) for finding in assistant.found for u in finding.units)
    return answer.status is Status.ANSWERED and answer.programme == question.programme and told


def test_english_questions_are_answered_right(assistant: Watched) -> None:
    """But for the known gaps; and a gap that has closed is taken off the list."""
    wrong = {question.question for question in QUESTIONS if not right(assistant, question)}
    assert wrong == KNOWN_GAPS


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("deadline of the report", "報告截止"),
        ("Can we apply online?", "可以線上申請嗎"),
        ("after the trip", "返國"),
        ("my son is in 9th grade, born on 5 March 2006", "我孩子九年級出生日期2006年3月5日"),
        ("3 days before", "3天前"),
        ("10 pm to 7 am", "晚上10點到早上7點"),
        ("16 years old", "16歲"),
        ("Where is Campbell River", "Campbell River 哪裡"),
    ],
)
def test_english_is_said_the_chinese_way(english: str, said: str) -> None:
    assert chinese(english) == said


@pytest.mark.parametrize(
    "text", ["美國名額幾個", "GTMH", "ISA認證", "British Council是什麼", "", "我想去Canada"]
)
def test_what_is_not_english_stays(text: str) -> None:
    """A Latin word or a name in a Chinese sentence is left to those who know it there."""
    assert chinese(text) == text
    assert content(text) == ()


def test_a_question_with_an_unknown_word_is_not_answered(assistant: Watched) -> None:
    """The word is what it is about: what shares the rest of the sentence answers something else."""
    answer = assistant.answer(
        "How much is the trampoline subsidy for exchange students?", datetime(2021, 12, 1)
    )
    assert (answer.status, answer.miss) == (Status.ABSTAINED, True)
    assert "trampoline" in answer.text


def test_a_childs_name_is_no_word_that_must_be_known() -> None:
    assert content("My son Kevin is in grade 9, can he apply?") == ()


def test_questions_that_hang_together_are_parted() -> None:
    assert parted("When is the deadline and how much is it?") == "When is the deadline? how much is it?"


def test_no_word_is_said_twice() -> None:
    """An English way that two lines claim would be read by chance."""
    words = load_english().words
    claimed = [
        way.lower()
        for group in (words.names, words.means, words.asks)
        for ways in group.values()
        for way in ways
    ]
    claimed += [way.lower() for way in words.frame]
    assert {way for way in claimed if claimed.count(way) > 1} == set()
