"""Unanswered questions: nobody is known who asked; the office answers; a proposal; those who wanted to hear are told."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clock import TAIPEI
from bot.learning import Learnt
from bot.misses import Misses
from handlers.asking import Asking
from handlers.office.counting import SMALL, Count, Counting
from tests.handlers.office.office import OFFICE, PARENT, STAFF, STRANGER, World

QUESTION = "直升機駕照怎麼考"


@pytest.fixture
def asked(world: World, tmp_path: Path) -> World:
    """A question that was asked three times, by two ways of wording it."""
    world.settings = replace(world.settings, home=tmp_path)
    world.start()
    world.hire()
    misses = Misses(tmp_path / "misses.db")
    kept = asking(world).missing.kept
    for text in (QUESTION, QUESTION, "直升機駕照要怎麼考"):
        misses.add(kept(text), world.now.date())
    return world


def asking(world: World) -> Asking:
    return world.desk.asking


async def test_from_a_question_without_answer_to_those_who_wanted_to_hear(
    asked: World, tmp_path: Path
) -> None:
    asked.says(QUESTION, PARENT)
    assert "告訴您" in asked.taps("有答案時告訴我", PARENT).text
    said = asked.says("/questions", STAFF).text
    assert "3 次" in said
    assert str(PARENT) not in said
    assert "怎麼回答" in asked.taps("回答第 1 題", STAFF).text
    asked.says("目前沒有這個計畫，請洽民航局。", STAFF)
    assert await asked.deliver() == [], "typing is not filing"
    assert "1 位" in asked.taps("都不是", STAFF).text
    (chat, message), *others = await asked.deliver()
    assert others == []
    assert chat == PARENT
    assert "景美國小" in message.html
    assert "請洽民航局" in message.html
    assert "不是公文" in message.html
    (file,) = (tmp_path / "proposals").glob("*.toml")
    proposal = tomllib.loads(file.read_text(encoding="utf-8"))
    assert proposal["proposal"]["source"] == "office"
    assert proposal["proposal"]["office"] == "景美國小"
    assert proposal["facts"][0]["say"] == "目前沒有這個計畫，請洽民航局。"
    assert len(proposal["facts"][0]["asks"]) == 2


async def test_whoever_wanted_to_hear_is_told_once(asked: World) -> None:
    for _ in range(2):
        asked.says(QUESTION, PARENT)
        asked.taps("有答案時告訴我", PARENT)
    for _ in range(2):
        asked.says("/questions", STAFF)
        asked.taps("回答第 1 題", STAFF)
        asked.says("答案", STAFF)
        asked.taps("都不是", STAFF)
    assert [chat for chat, _ in await asked.deliver()] == [PARENT]
    assert asked.store.rows("select * from wishes") == []


def test_a_wish_is_kept_masked(asked: World) -> None:
    asked.says("我叫王小明 0912345678，" + QUESTION, PARENT)
    asked.taps("有答案時告訴我", PARENT)
    ((text,),) = asked.store.rows("select text from wishes")
    assert "王小明" not in text
    assert "0912" not in text


@pytest.mark.parametrize("text", ["", "字" * 601])
def test_an_answer_that_cannot_be_gets_another_try(asked: World, text: str) -> None:
    asked.says("/questions", STAFF)
    asked.taps("回答第 1 題", STAFF)
    assert "600" in asked.says(text, STAFF).text
    assert "答：好" in asked.says("好", STAFF).text


@pytest.mark.parametrize(
    "carried", ["1|learn|file|1|x", "1|learn|answer|99", "1|learn", "1|hear|abc", "1|hear"]
)
def test_forged_buttons_do_nothing(asked: World, carried: str) -> None:
    assert asked.presses(carried, STAFF).text
    assert "承辦人員" in asked.presses("1|learn|answer|1", STRANGER).text


def test_a_proposal_survives_whatever_was_typed(tmp_path: Path, world: World) -> None:
    from datetime import date

    from bot.learning import written
    from handlers.office.learning import Asked, Proposal

    nasty = '"""\\ \n\t\u0007 {"a": 1} # 😀'
    made = written(Proposal(Asked((nasty,), 1, date(2026, 1, 1)), nasty, "", nasty, date(2026, 1, 1)))
    assert tomllib.loads(made)["facts"][0]["say"] == nasty


def test_stats_hide_small_counts_and_have_no_texts(asked: World) -> None:
    for _ in range(6):
        asked.says("交換學生美國名額幾個", PARENT)
    asked.taps("👍", PARENT, message=5)
    said = asked.says("/stats", STAFF).text
    assert "問 5+" in said
    assert "👍" not in said
    assert "名額" not in said
    assert "問 5+" in asked.says("/stats", STAFF, OFFICE).text


@example(numbers=[14] * 4, hidden=4)
@given(numbers=st.lists(st.integers(5, 19), max_size=5), hidden=st.integers(1, 4))
def test_a_hidden_count_cannot_be_had_from_the_others_and_the_sum(numbers: list[int], hidden: int) -> None:
    """What is told would read the same with another hidden count, so nobody can tell which it is."""

    def told(*every: int) -> str:
        counts = [Count("2026-04-13", str(n), "asked", number) for n, number in enumerate(every)]
        return Counting(Told(counts), {}).told(datetime(2026, 4, 16, tzinfo=TAIPEI)).text

    moved = [
        [*numbers[:place], number + step, *numbers[place + 1 :]]
        for place, number in enumerate(numbers)
        for step in (-1, 1)
        if (number + step) // SMALL == number // SMALL
    ]
    worlds = [(other, each) for other in range(SMALL) if other != hidden for each in (numbers, *moved)]
    assert any(told(other, *each) == told(hidden, *numbers) for other, each in worlds)


@dataclass
class Told:
    """Counts as they are."""

    counts: list[Count]

    def add(self, what: str, programme: str, at: datetime) -> None:
        raise NotImplementedError

    def since(self, _: str) -> list[Count]:
        return self.counts


def test_what_somebody_has_answered_is_marked_and_comes_last(asked: World, tmp_path: Path) -> None:
    Misses(tmp_path / "misses.db").add("火星移民要多少錢", asked.now.date())
    assert "1. 直升機" in asked.says("/questions", STAFF).text
    asked.taps("回答第 1 題", STAFF)
    asked.says("答案", STAFF)
    asked.taps("都不是", STAFF)
    said = asked.says("/questions", STAFF).text
    assert "1. 火星" in said
    assert "已有提案" in said.splitlines()[-1]


def test_an_answer_can_be_given_up(asked: World) -> None:
    asked.says("/questions", STAFF)
    asked.taps("回答第 1 題", STAFF)
    assert "沒有回答" in asked.says("取消", STAFF).text
    assert "答：" not in asked.says("交換學生美國名額幾個", STAFF).text


def test_a_vote_down_leads_to_a_person(asked: World) -> None:
    asked.says("交換學生美國名額幾個", PARENT)
    asked.taps("👎", PARENT, message=5)
    assert "轉給承辦人員嗎" in asked.taps("找承辦人員", PARENT).text


def test_a_vote_counts_once_for_a_message(asked: World) -> None:
    asked.says("交換學生美國名額幾個", PARENT)
    answer = asked.said
    for _ in range(9):
        asked.taps("👎", PARENT, on=answer, message=7)
    rows = {(what, number) for _, _, what, number in _counts(asked)}
    assert ("down", 1) in rows
    assert "舊版" in asked.presses("1|vote|up|zzzz", PARENT).text
    assert "舊版" in asked.presses("1|vote|sideways|x", PARENT).text


def _counts(world: World) -> list[tuple[str, str, str, int]]:
    world.office.counting.counts.since("")
    rows = world.store.rows("select week, programme, what, number from counts")
    return [(week, programme, what, number) for week, programme, what, number in rows]


def test_counting_goes_by_the_week(asked: World) -> None:
    asked.says("交換學生美國名額幾個", PARENT)
    assert {week for week, *_ in _counts(asked)} == {"2026-04-13"}


def test_a_broken_list_of_misses_stops_nothing(asked: World, tmp_path: Path) -> None:
    (tmp_path / "misses.db").write_bytes(b"no database" * 100)
    assert Learnt(asked.store, asked.ledger, Misses(tmp_path / "misses.db"), tmp_path).groups() == []
    assert "沒有" in asked.says("/questions", STAFF).text
