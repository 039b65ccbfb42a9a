"""What a question leads to where it names several choices, none, or what no document states."""

from __future__ import annotations

from datetime import datetime

import pytest

from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.awards import Kind, look_up
from knowledge.base import open_base
from knowledge.several import split

AT = datetime(2021, 12, 1, 9)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(open_base())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("交換學生加拿大跟美國各多少名額", ("5名", "20名")),
        ("ISA中級和升級獎勵金各多少", ("10萬元", "35萬元")),
    ],
)
def test_both_choices_of_one_question_are_told(
    assistant: Assistant, question: str, told: tuple[str, ...]
) -> None:
    answer = assistant.answer(question, AT)
    assert answer.status is Status.ANSWERED
    assert all(each in answer.text for each in told)


def test_several_choices_named_once_hold_for_the_question_after_it(assistant: Assistant) -> None:
    answer = assistant.answer("高雄共備和研創各幾個人？經費呢？", AT)
    assert "2萬元" in answer.text
    assert "1萬元" in answer.text


@pytest.mark.parametrize("question", ["what is the deadline", "how much is the subsidy", "校長可以記什麼功"])
def test_what_several_programmes_have_is_asked_back(assistant: Assistant, question: str) -> None:
    assert assistant.answer(question, AT).status is Status.CLARIFY


def test_a_programme_named_in_a_long_english_question_is_kept(assistant: Assistant) -> None:
    answer = assistant.answer("When is the deadline for the exchange student program?", AT)
    assert answer.programme == "taipei-exchange-111"


@pytest.mark.parametrize(
    "question",
    ["國際學校獎證書可以補發嗎", "雙聯學制畢業典禮在哪裡", "高雄教師社群可以聚餐嗎", "交換學生要帶筷子嗎"],
)
def test_what_a_programme_has_no_word_for_is_not_answered_from_what_shares_the_rest(
    assistant: Assistant, question: str
) -> None:
    assert assistant.answer(question, AT).status is Status.ABSTAINED


def test_a_way_to_apply_is_no_request_for_a_telephone_number(assistant: Assistant) -> None:
    answer = assistant.answer("新北資訊資優報名要上網還是打電話", AT)
    assert answer.status is Status.ANSWERED
    assert "線上" in answer.text


def test_a_bare_noun_after_a_question_is_a_question() -> None:
    assert split("幾個人？經費呢？截止日期") == ["幾個人？", "經費呢？", "截止日期"]


@pytest.mark.parametrize(
    "award", ["國際技能競賽 資訊設 金牌 新北有採認嗎", "全國技能競賽 網頁設 金牌 可以嗎"]
)
def test_an_item_with_a_character_left_out_is_offered(award: str) -> None:
    assert look_up(award).kind is Kind.NEAR


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("1/20會收到申復結果", "114年2月19日"),
        ("1/20收到申復結果", "114年2月19日"),
        ("1/20收到了申復結果", "113年2月19日"),
    ],
)
def test_a_day_without_its_year_is_past_where_it_is_said_to_be(
    assistant: Assistant, said: str, last: str
) -> None:
    answer = assistant.answer(f"新北資訊資優{said} 申訴到什麼時候", datetime(2024, 12, 30, 9))
    assert last in answer.text


@pytest.mark.parametrize("left", ["複", "查"])
def test_a_head_of_which_one_character_is_left_is_not_passed_over(assistant: Assistant, left: str) -> None:
    answer = assistant.answer(f"新北資訊資優的{left}要怎麼申請 費用多少", AT)
    assert answer.status is not Status.ANSWERED


@pytest.mark.parametrize(
    "question",
    ["成果報告多久內要交", "可以報加班費嗎", "補助款分幾期給", "要得過什麼獎才能報", "要準備哪些文件送局裡"],
)
def test_what_several_programmes_state_is_asked_back_where_none_is_named(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question, AT)
    assert answer.status is Status.CLARIFY
    assert len({choice.programme for choice in answer.choices}) > 1


@pytest.mark.parametrize("question", ["暑假從幾號開始", "統測什麼時候放榜", "轉學要帶什麼文件"])
def test_what_stands_nowhere_is_not_asked_back(assistant: Assistant, question: str) -> None:
    assert assistant.answer(question, AT).status is Status.ABSTAINED


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("美國收幾個 加拿大收幾個", ["美國收幾個", "加拿大收幾個"]),
        ("成果可以給雲端連結嗎 寄給誰", ["成果可以給雲端連結嗎", "寄給誰"]),
        ("我有幾個學生 想問名額", ["我有幾個學生 想問名額"]),
        ("請問 交換學生 什麼時候截止", ["請問 交換學生 什麼時候截止"]),
    ],
)
def test_a_blank_parts_two_questions_and_no_others(message: str, parts: list[str]) -> None:
    assert split(message) == parts


def test_a_further_question_without_an_object_is_about_what_is_not_known(assistant: Assistant) -> None:
    """The fee of a thing that is not in the document is not the fee of another."""
    answer = assistant.answer("新北資訊資優的複查要怎麼申請 費用多少", datetime(2024, 10, 1))
    assert answer.status is Status.ABSTAINED


def test_a_further_question_with_an_object_of_its_own_is_answered(assistant: Assistant) -> None:
    answer = assistant.answer("筆友計畫幼兒園能不能參加？國小呢？", AT)
    assert answer.status is Status.ANSWERED
    assert "國小" in answer.text


@pytest.mark.parametrize(
    "case", ["女兒國中 全國科展電腦與資訊學科第二名", "國中組 全國科展 電腦與資訊 第二名"]
)
def test_a_contest_listed_for_one_division_is_no_yes_for_another(assistant: Assistant, case: str) -> None:
    answer = assistant.answer(f"{case} 可以申請新北資訊資優嗎", datetime(2024, 10, 1))
    assert "有採認" not in answer.text
    assert "只列高中組" in answer.text


def test_a_follow_up_is_about_what_it_follows(assistant: Assistant) -> None:
    """那學校呢 after the pupils' deadline asks for the school's, whatever else holds the pair 那學."""
    answer = assistant.answer("那學校呢？", AT, ["交換學生報名到什麼時候？"])
    assert "111年1月7日" in answer.text


@pytest.mark.parametrize(
    "question",
    ["高雄資優社群的海報要貼在哪一面牆", "ISA的活動單要印成什麼顏色"],
)
def test_what_is_not_found_offers_what_comes_near_and_tells_none_of_it(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question, datetime(2022, 9, 5))
    assert answer.status is Status.ABSTAINED
    assert answer.next
    assert {unit.programme for unit in answer.next} == {answer.programme}
    assert not any(unit.say in answer.text for unit in answer.next)


@pytest.mark.parametrize("question", ["今天天氣如何", "台積電股價", "學校營養午餐多少錢", "疫苗要打嗎"])
def test_what_is_none_of_ours_offers_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question, datetime(2022, 9, 5))
    assert (answer.status, answer.next) == (Status.ABSTAINED, ())
