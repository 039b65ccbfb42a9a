"""The verdict that an answer leads with: on what was told, and on nothing else."""

from __future__ import annotations

from datetime import datetime

import pytest

from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.base import open_base

AT = datetime(2021, 12, 11, 10)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(open_base())


UNMET = [
    ("taipei-exchange-111", "女兒93年2月28日生，可以報交換學生嗎", "93年3月1日"),
    ("taipei-exchange-111", "孩子讀桃園的高中，戶籍在台北，能報交換學生嗎", "就讀"),
    ("taipei-exchange-111", "英文有一學期69.5分，可以報嗎", "70分"),
    ("taipei-exchange-111", "我大學生可以去嗎", "高中職一、二年級"),
    ("ntpc-it-gifted-113", "兒子只有加拿大護照，可以申請嗎", "中華民國國民"),
    ("ntpc-it-gifted-113", "這是示範賽的金牌，可以嗎", "示範賽"),
    ("kaohsiung-plc-111", "4人社群但資優班老師0人可以嗎", "資優班教師"),
    ("kinmen-regional-gifted", "學生自付不到5%可以嗎", "5%"),
    ("taipei-penpal-111", "一學年跟韓國學校交流3次，夠嗎", "4次"),
    ("taipei-penpal-111", "我們是桃園的國小，可以申請嗎", "臺北市"),
    ("taipei-gtmh-student", "全國科展第二名可以申請嗎", "國內競賽不算"),
]


@pytest.mark.parametrize(("programme", "question", "condition"), UNMET)
def test_an_unmet_condition_comes_first_with_what_it_asks(
    assistant: Assistant, programme: str, question: str, condition: str
) -> None:
    lines, cited = assistant.eligibility.verdict_lines(question, programme, AT)
    assert lines, question
    assert lines[0].text.startswith("不符合：")
    assert condition in lines[0].text
    assert cited


MET = [
    ("taipei-exchange-111", "兒子96年8月1日生，年齡可以嗎", "出生日期：符合。"),
    ("taipei-exchange-111", "高職二年級可以報嗎", "年級：符合。"),
    ("taipei-isa-111", "升級認證有2所國外夥伴學校、4個活動可以嗎", "您說的這一點符合"),
    ("ntpc-it-gifted-113", "全國技能競賽網頁設計第二名可以嗎", "有採認"),
]


UNNAMED = [
    "鋼琴比賽金牌可以參加嗎",
    "國際語言奧林匹亞銀牌算不算",
    "國際地理奧林匹亞第一名可以嗎",
    "國際奧林匹亞金牌可以報嗎",
]


@pytest.mark.parametrize("question", UNNAMED)
def test_a_prize_of_a_contest_that_the_document_does_not_name_is_never_called_met(
    assistant: Assistant, question: str
) -> None:
    lines, _ = assistant.eligibility.verdict_lines(question, "taipei-gtmh-student", AT)
    assert not any(
        "：符合" in line.text or "都符合" in line.text or "一點符合" in line.text for line in lines
    )


@pytest.mark.parametrize(("programme", "question", "told"), MET)
def test_a_met_condition_is_only_that_one(
    assistant: Assistant, programme: str, question: str, told: str
) -> None:
    """Never more than what was told settles: the other conditions are named as still open."""
    lines, _ = assistant.eligibility.verdict_lines(question, programme, AT)
    assert lines
    assert lines[0].text.startswith(told)
    assert any(line.text.startswith("還要看：") for line in lines)


GENERAL = [
    ("taipei-overseas-subsidy", "臺北的高中可以申請嗎"),
    ("taipei-exchange-111", "五專一年級可以報嗎"),
    ("taipei-exchange-111", "交換學生要幾年級"),
    ("taipei-exchange-111", "幾歲可以報"),
    ("taipei-exchange-111", "英文要70分以上嗎"),
    ("taipei-exchange-111", "一定要低收才可以嗎"),
    ("taipei-exchange-111", "去加拿大的也要考ELTiS嗎"),
    ("taipei-exchange-111", "小過已經銷過了可以報嗎"),
    ("ntpc-it-gifted-113", "哪些競賽可以採認"),
    ("taipei-penpal-111", "筆友一班補助多少"),
    ("taipei-isa-111", "中級認證可以申請幾次"),
    ("kinmen-regional-gifted", "助教一節可以領多少"),
    ("kinmen-regional-gifted", "國小暑假平日可以辦嗎"),
]


@pytest.mark.parametrize(("programme", "question"), GENERAL)
def test_general_questions_get_no_verdict(assistant: Assistant, programme: str, question: str) -> None:
    assert assistant.eligibility.verdict_lines(question, programme, AT) == ([], [])


def test_what_is_told_under_a_not_is_not_told(assistant: Assistant) -> None:
    lines, _ = assistant.eligibility.verdict_lines("英文還沒B1可以報嗎", "taipei-gtmh-student", AT)
    assert not any("英語" in line.text and "符合" in line.text for line in lines)


def test_an_unlisted_contest_is_told_apart_from_its_near_neighbour(assistant: Assistant) -> None:
    lines, _ = assistant.eligibility.verdict_lines(
        "全國高中技藝競賽網頁設計第一名算不算", "ntpc-it-gifted-113", AT
    )
    assert lines[0].text.startswith("不在採認表上")


@pytest.mark.parametrize(
    ("programme", "question", "told"),
    [
        ("taipei-exchange-111", "我家稅率12%可以補助多少", "20萬元"),
        ("taipei-exchange-111", "課稅級距20%的家庭補助多少", "7.5萬元"),
        ("taipei-penpal-111", "我們有7班可以拿多少", "8萬元"),
        ("taipei-overseas-subsidy", "帶33個學生教育旅行，補助幾位老師", "2位"),
    ],
)
def test_money_follows_from_what_was_told(
    assistant: Assistant, programme: str, question: str, told: str
) -> None:
    lines, cited = assistant.eligibility.verdict_lines(question, programme, AT)
    assert told in lines[0].text
    assert cited


def test_a_no_is_not_followed_by_somebody_elses_yes(assistant: Assistant) -> None:
    answer = assistant.answer("女兒2004年2月20日生，可以報臺北市的交換學生嗎", AT)
    assert answer.status is Status.ANSWERED
    assert answer.lines[0].text.startswith("不符合")
    assert not any(line.text.startswith("可以") for line in answer.lines)


def test_what_the_message_before_only_told_counts(assistant: Assistant) -> None:
    """「我兒子93年2月生」, then 「可以報交換學生嗎」: the two are one question; a question before is not a fact."""
    answer = assistant.answer("可以報臺北市的交換學生嗎", AT, ["我兒子93年2月生"])
    assert answer.lines[0].text.startswith("不符合")
    answer = assistant.answer("可以報臺北市的交換學生嗎", AT, ["93年2月生的可以嗎"])
    assert not answer.lines[0].text.startswith("不符合")
