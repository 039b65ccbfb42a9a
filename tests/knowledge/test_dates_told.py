"""A date that cannot be is said to be so; it is never counted from, and never replaced by another."""

from __future__ import annotations

from datetime import datetime

import pytest

from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.dates import TAIPEI

NOW = datetime(2026, 11, 21, 10, tzinfo=TAIPEI)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(open_base())


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("民國2024年11月3日返國", "民國113年"),
        ("115年11月3日（五）返國", "星期二，不是星期五"),
        ("115年2月30日返國", "2月"),
    ],
)
def test_an_impossible_date_gets_its_own_sentence(assistant: Assistant, told: str, part: str) -> None:
    answer = assistant.answer(f"我們{told}，出國報告什麼時候要交？", NOW)
    assert part in answer.text
    assert "最後一天是" not in answer.text


def test_a_day_of_return_is_counted_from_and_the_earlier_period_comes_first(assistant: Assistant) -> None:
    text = assistant.answer("我們 11/3 返國，出國報告什麼時候要交？", NOW).text
    assert text.index("115年12月1日（二）") < text.index("115年12月3日（四）")
