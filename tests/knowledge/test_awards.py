"""The award look-up: what people write finds the listed contest, and similar names are never merged."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.awards import Awards, Kind, load_awards, look_up, read_rank
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, parse, read_toml
from tests.knowledge import awards_golden
from tests.knowledge.checks.altering import altered
from tests.knowledge.checks.second_reading import AWARDS, CONTESTS

SAME = [
    ("NPSC 高中組第三名", "npsc"),
    ("資訊奧林匹亞銅牌", "ioi"),
    ("科展 電腦與資訊 優等", "national-science-fair"),
    ("全國技能競賽網頁設計第二", "national-skills-web"),
    ("第54屆全國技能競賽 網頁設計 銀牌", "national-skills-web"),
    ("WorldSkills 資訊設計 金牌", "world-skills"),
    ("台灣国际科展 电脑科学与资讯工程科", "taiwan-international-science-fair"),
    ("学科能力竞赛 资讯科 二等奖", "subject-ability"),
    ("高中職商業類技藝競賽－程式設計 第二名", "craft-programming"),
    ("工科賽 電腦軟體設計", "craft-software"),
    ("全國技能競賽 資訊技術(軟體設計)", "national-skills-software"),
    ("科技教育創意實作競賽 資訊科技應用組", "technology-making"),
    ("ｎｐｓｃ網際網路程式設計全國大賽", "npsc"),
]
DIFFERENT = [
    "全國高中技藝競賽 網頁設計",
    "全國技能競賽 程式設計",
    "全國技能競賽 電腦軟體設計",
    "國際技能競賽 網頁設計",
    "分區技能競賽 網頁設計",
    "全國身心障礙者技能競賽 網頁設計",
    "國中技藝競賽 程式設計",
    "亞太資訊奧林匹亞 APIO",
    "資訊奧林匹亞選訓營",
    "國際數學奧林匹亞",
    "美國國際科展 ISEF 電腦科學",
    "縣市科展 電腦與資訊",
    "學科能力競賽 物理科",
    "學科能力測驗 資訊",
    "NPSC 初賽",
    "全國大專電腦軟體設計競賽",
    "APCS",
]


@pytest.mark.parametrize(("text", "wanted"), SAME)
def test_what_people_write_finds_the_contest(text: str, wanted: str) -> None:
    match = look_up(text)
    assert match.kind is Kind.LISTED
    assert match.competition is not None
    assert match.competition.id == wanted


@pytest.mark.parametrize("text", DIFFERENT)
def test_a_similar_name_is_never_taken_for_a_listed_contest(text: str) -> None:
    match = look_up(text)
    assert match.competition is None
    assert match.why


@pytest.mark.parametrize(
    "text", ["全國技能競賽", "技藝競賽第一名", "全國技能競賽網業設計", "全國科展", "資迅奧林匹亞"]
)
def test_an_unclear_name_leads_to_choices(text: str) -> None:
    match = look_up(text)
    assert match.kind is Kind.NEAR
    assert match.near


@pytest.mark.parametrize(("text", "divisions"), sorted((t, d) for t, d in CONTESTS.items() if d is not None))
def test_the_second_reading_agrees_on_divisions(text: str, divisions: set[str]) -> None:
    found = look_up(text).competition
    assert found is not None
    assert set(found.divisions) == divisions


@pytest.mark.parametrize("text", sorted(t for t, d in CONTESTS.items() if d is None))
def test_the_second_reading_agrees_on_what_is_not_listed(text: str) -> None:
    assert look_up(text).competition is None


@pytest.mark.parametrize(("award", "state"), sorted(AWARDS.items()))
def test_the_second_reading_agrees_on_awards(award: str, state: str) -> None:
    assert read_rank(award).state.value == state


def test_the_division_and_the_exhibition_match_are_read_from_the_text() -> None:
    assert look_up("NPSC 國中組").division == "junior_high"
    assert look_up("臺灣國際科展 電腦科學(國高中)").division is None
    assert look_up("全國技能競賽網頁設計示範賽").exhibition
    assert "組別" in look_up("全國技藝競賽程式設計", "junior_high").why


@given(st.text(max_size=60) | st.text("全國際技能藝競賽科展電腦資訊設計NPSC 一二三第名組高中", max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    match = look_up(text)
    assert (match.competition is not None) == (match.kind is Kind.LISTED)
    assert match.why
    assert read_rank(text).why


@cache
def table() -> list[dict[str, Any]]:
    return [json.loads(line) for line in awards_golden.TABLE.read_text(encoding="utf-8").splitlines()]


def agrees(awards: Awards) -> bool:
    return all(
        read_rank(line["award"], awards).state.value == line["state"]
        if "award" in line
        else {"text": line["text"], **awards_golden.told(line["text"], awards)} == line
        for line in table()
    )


def test_every_golden_line_holds() -> None:
    assert agrees(load_awards())
    held = {line.get("text", line.get("award")) for line in table()}
    assert set(awards_golden.texts(load_awards())) | set(awards_golden.ranks(load_awards())) <= held


@pytest.mark.slow
def test_every_altered_word_is_noticed() -> None:
    """A word taken from any list of the file changes a golden line."""
    tables: dict[str, Any] = dict(read_toml(DATA / "awards.toml"))
    keys = ["all_divisions", "other", "exhibition", "fillers", "no_division", "divisions", "ranks"]
    roots: list[tuple[str | int, ...]] = [(key,) for key in keys if key != "ranks"]
    roots += [("ranks", key) for key in ("first_three", "top", "alone", "lower", "unnamed")]
    for number, competition in enumerate(tables["competitions"]):
        roots += [
            ("competitions", number, k)
            for k in ("divisions", "contest", "item", "without")
            if k in competition
        ]
    unnoticed = [what for what, changed in altered(tables, iter(roots)) if not noticed(changed)]
    assert not unnoticed


def noticed(tables: dict[str, Any]) -> bool:
    try:
        return not agrees(parse(Awards, tables, "awards.toml"))
    except KnowledgeError:
        return True
