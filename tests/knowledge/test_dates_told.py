"""A date that cannot be is said to be so; it is never counted from, and never replaced by another."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.dates import TAIPEI
from knowledge.deadlines import Anchored

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


TOLD = [
    ("4/12 回國，出國報告書哪天前要函報", {"return": date(2026, 4, 12)}),
    ("7/10 出國，計畫什麼時候函報", {"departure": date(2026, 7, 10)}),
    ("3/5 出國 3/12 回來，報告哪天前交", {"departure": date(2026, 3, 5), "return": date(2026, 3, 12)}),
    ("7/1 到 7/10 出國，報告哪天前交", {"departure": date(2026, 7, 1), "return": date(2026, 7, 10)}),
    ("6/30 活動結束，成果哪天前交", {"event_end": date(2026, 6, 30)}),
    ("11/3 出國報告要交了嗎", {}),
]


@pytest.mark.parametrize(("text", "days"), TOLD)
def test_a_told_day_belongs_to_the_anchor_it_stands_with(text: str, days: dict[str, date]) -> None:
    found = Anchored().told(
        text, datetime(2026, 4, 20, 10, tzinfo=TAIPEI), ["departure", "return", "event_end"]
    )
    assert found == days


def test_a_day_of_return_is_never_counted_as_a_departure(assistant: Assistant) -> None:
    answer = assistant.answer(
        "4/12 回國，甲類的出國報告書哪天前要函報教育局？", datetime(2026, 4, 14, tzinfo=TAIPEI)
    )
    assert "2月12日" not in answer.text
    assert "5月12日" in answer.text
