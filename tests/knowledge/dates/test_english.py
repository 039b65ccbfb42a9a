"""English dates mean what their Chinese ones mean, and English words that are no dates stay none."""

from __future__ import annotations

import pytest

from knowledge.dates.english import phrases
from knowledge.dates.machine import answer_line
from knowledge.dates.paper import even

SATURDAY = "2026-11-21T10:00:00+08:00"


def read(text: str) -> tuple[object, object, object]:
    row = answer_line({"id": "1", "text": text, "reference": SATURDAY, "mode": "message"})
    return row["status"], row["start"], row["end"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("We returned on June 30, 2026", "2026-06-30", "2026-06-30"),
        ("born 1st of March 2009", "2009-03-01", "2009-03-01"),
        ("by Dec 31", None, "2026-12-31"),
        ("from Dec 1 to 9 December", "2026-12-01", "2026-12-09"),
        ("next Friday", "2026-11-27", "2026-11-27"),
        ("the day after tomorrow", "2026-11-23", "2026-11-23"),
        ("in two weeks", "2026-12-05", "2026-12-05"),
        ("3 days ago", "2026-11-18", "2026-11-18"),
        ("March 2027", "2027-03-01", "2027-03-31"),
        ("下週五 Friday", "2026-11-27", "2026-11-27"),
    ],
)
def test_a_date_in_english_is_read(text: str, start: str | None, end: str | None) -> None:
    assert read(text) == ("ok", start, end)


def test_a_day_that_is_not_in_the_calendar_is_told_in_english_too() -> None:
    assert read("Feb 30")[0] == "invalid"


@pytest.mark.parametrize(
    "text", ["May I ask?", "SAT exam", "Sun Yat-sen Junior High", "one year of money", "marching", "may 費用"]
)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert not list(phrases(text))
    assert read(text)[0] == "none"


def test_a_reading_says_where_the_english_stood() -> None:
    """What is quoted back to the person is what was typed."""
    text = "我們 June 30, 2026 返國"
    paper = even(text)
    start = paper.text.index("2026年")
    begin, end = paper.span(start, start + len("2026年6月30日"))
    assert text[begin:end] == "June 30, 2026"


@pytest.mark.parametrize("text", ["再過十天", "再10天就截止"])
def test_ten_days_more(text: str) -> None:
    assert read(text)[1] == "2026-12-01"
