"""Two misses in a row lead to an office; what is kept of them names nobody; an offered correction has its button."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import TAIPEI
from bot.misses import Misses, MissesError, groups, told
from handlers.asking import Asking
from handlers.conversation import Conversations
from handlers.turn import Reply, Turn, TurnKind
from knowledge.assistant import Assistant
from knowledge.base import open_base

AT = datetime(2024, 8, 1, 10, tzinfo=TAIPEI)
OFFICE = "直接問承辦單位最快"


class Noted:
    """Keeps what it is told to count."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, date]] = []

    def add(self, text: str, day: date) -> None:
        self.texts.append((text, day))


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(open_base())


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest.fixture
def asking(assistant: Assistant, noted: Noted) -> Asking:
    return Asking(assistant, Conversations(), missed=noted)


def say(asking: Asking, text: str, minutes: int = 0) -> Reply:
    return asking.message(Turn(1, 1, AT + timedelta(minutes=minutes), text=text))


def test_the_second_miss_in_a_row_names_an_office_in_each_city(asking: Asking) -> None:
    assert OFFICE not in say(asking, "直升機駕照怎麼考").text
    reply = say(asking, "火星移民要多少錢", 1)
    assert OFFICE in reply.text
    assert "02-27208889" in reply.text
    assert "申訴評議" not in reply.text


def test_thanks_neither_count_nor_end_the_row(asking: Asking) -> None:
    say(asking, "直升機駕照怎麼考")
    assert OFFICE not in say(asking, "謝謝", 1).text
    assert OFFICE in say(asking, "火星移民要多少錢", 2).text


def test_an_answer_ends_the_row(asking: Asking) -> None:
    say(asking, "直升機駕照怎麼考")
    say(asking, "國際交換學生美國名額幾個", 1)
    assert OFFICE not in say(asking, "火星移民要多少錢", 2).text


def test_what_is_counted_names_nobody(asking: Asking, noted: Noted) -> None:
    say(asking, "我叫王小明 0912345678，直升機駕照怎麼考")
    ((text, day),) = noted.texts
    assert "直升機" in text
    assert not {"王小明", "0912"} & {text[n : n + length] for length in (3, 4) for n in range(len(text))}
    assert day == date(2024, 8, 1)


def test_an_offered_correction_is_taken_with_its_button(asking: Asking) -> None:
    reply = say(asking, "慎請表在哪")
    (button,) = reply.buttons[0]
    assert "申請表" in button.label
    pressed = asking.pressed(Turn(1, 1, AT, TurnKind.BUTTON, action=button.action))
    assert pressed is not None
    assert "您是指" not in pressed.text
    later = asking.pressed(Turn(1, 1, AT + timedelta(hours=2), TurnKind.BUTTON, action=button.action))
    assert later is not None
    assert "再打一次" in later.text


def test_misses_are_counted_by_day_and_printed_by_likeness(tmp_path: Path) -> None:
    misses = Misses(tmp_path / "kept" / "misses.db")
    assert list(told(misses.all())) == ["還沒有聽不懂的問題。"]
    for text in ("直升機駕照怎麼考", "直升機駕照怎麼考", "直升機駕照要怎麼考", "火星移民要多少錢"):
        misses.add(text, date(2024, 8, 1))
    assert [[miss.times for miss in group] for group in groups(misses.all())] == [[2, 1], [1]]
    assert next(iter(told(misses.all()))) == "3 次（最近 2024-08-01）直升機駕照怎麼考"
    misses.add("火星移民要多少錢", date(2025, 8, 1))
    assert [miss.text for miss in misses.all()] == ["火星移民要多少錢"], "half a year later the rest is gone"


def test_a_file_that_cannot_be_written_costs_nothing_but_the_count(tmp_path: Path) -> None:
    (tmp_path / "misses.db").write_bytes(b"this is no database at all" * 100)
    misses = Misses(tmp_path / "misses.db")
    misses.add("直升機", date(2024, 8, 1))
    with pytest.raises(MissesError, match=r"misses\.db"):
        misses.all()
