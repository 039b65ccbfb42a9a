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
    ("taipei-isa-111", "升級認證有2所國外夥伴學校、4個活動可以嗎", "國外夥伴學校：您說的符合"),
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
        "：符合" in line.text or "都符合" in line.text or "您說的符合" in line.text for line in lines
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


POINTED = [
    ("國二 新北 貓咪盃 佳作 可以申請資優鑑定嗎", "ntpc-it-gifted-113", "不符合"),
    ("我女兒國二在新北讀書 貓咪盃得佳作 可以申請資優鑑定嗎", "ntpc-it-gifted-113", "不符合"),
    ("兒子小五 新北國小 貓咪盃特優 可以申請嗎", "ntpc-it-gifted-113", "不在採認表上"),
    ("我是金門的老師 想辦12節的課 平日上可以嗎", "kinmen-regional-gifted", "不符合：資優教育課程至少要30節"),
    ("英檢只有初級 但老師願意證明 可以去加拿大嗎", "taipei-exchange-111", "英文程度：符合"),
]


@pytest.mark.parametrize(("question", "programme", "first"), POINTED)
def test_a_case_that_points_to_one_programme_gets_its_verdict(
    assistant: Assistant, question: str, programme: str, first: str
) -> None:
    """Nobody named the programme; the city, or what only it asks about, did."""
    answer = assistant.answer(question, datetime(2024, 7, 20, 10))
    assert answer.programme == programme
    assert answer.lines[0].text.startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "臺北國二 NPSC金牌 可以申請資優鑑定嗎",
        "住新北的孩子 鋼琴比賽第一名 可以申請音樂資優鑑定嗎",
        "新北國二 數學競賽金牌 可以申請數學資優鑑定嗎",
    ],
)
def test_another_city_or_another_matter_points_nowhere(assistant: Assistant, question: str) -> None:
    assert assistant.answer(question, datetime(2024, 7, 20, 10)).status is not Status.ANSWERED


SEEN = [
    (
        "高雄資優社群 只有一個資優班老師 其他五個都普通班的 可以組課程研創嗎",
        "不符合：資優班教師至少2人（差1人）",
    ),
    ("只有辦五個活動 六個老師 課程研創社群可以嗎", "不符合：社群運作活動至少8次（差3次）"),
    ("110年12月的全國技能競賽金牌 新北資訊資優還能用嗎", "不符合：只採計111年8月1日以後"),
    ("高一新北 APCS五級分可以申請資訊資優鑑定嗎", "檢定、證照、能力測驗"),
    ("金門區域資優 我們國中想週三下午上課可以嗎", "不符合：國中要在假日"),
    ("高中職二年級 有一支大過 能交換嗎", "不符合：日常生活表現"),
    ("兩個同學一起得的NPSC第一名 沒簽同意書 資訊資優可以報嗎", "不符合：2人以上"),
    ("筆友計畫 我們2位老師加1位日本老師可以嗎", "教師社群：符合"),
    ("ISA中級 夥伴學校兩所 合作一個教學活動 可以嗎", "不符合：要和1所以上國外夥伴學校合作至少2個"),
]


@pytest.mark.parametrize(("question", "first"), SEEN)
def test_the_first_line_is_the_verdict_on_what_was_told(
    assistant: Assistant, question: str, first: str
) -> None:
    answer = assistant.answer(question, datetime(2024, 7, 20, 10))
    assert answer.lines[0].text.startswith(first) or answer.lines[1].text.startswith(first)
    assert not any("都符合" in line.text for line in answer.lines if first.startswith("不符合"))


def test_not_having_taken_a_test_is_no_lack_of_english(assistant: Assistant) -> None:
    """The mentoring programme asks for a level, not for a test."""
    lines, _ = assistant.eligibility.verdict_lines("國二 沒考過英檢 可以參加嗎", "taipei-gtmh-student", AT)
    assert not lines[0].text.startswith("不符合")


def test_a_division_that_is_not_listed_is_for_the_authority(assistant: Assistant) -> None:
    lines, _ = assistant.eligibility.verdict_lines(
        "全國高中技藝競賽程式設計 國中組第二名 可以嗎", "ntpc-it-gifted-113", datetime(2024, 7, 20, 10)
    )
    assert lines[0].text.startswith("國中組不在採認表上，不能直接採認")
    assert "認定" in lines[0].text


DIVISIONS = [
    ("女兒國中 全國科展電腦與資訊學科第二名 採認嗎", "國中組不在採認表上"),
    ("高三 全國科展電腦與資訊學科第二名 採認嗎", "有採認"),
    ("高一 全國科展電腦與資訊學科第二名 採認嗎", "「中華民國中小學科學展覽會"),
    ("高一 112年7月全國科展電腦與資訊學科第二名 採認嗎", "國中組不在採認表上"),
    ("國中生 參加高中組 全國科展電腦與資訊學科第二名 採認嗎", "有採認"),
    ("國小生 全國技能競賽網頁設計銅牌 採認嗎", "有採認"),
]


@pytest.mark.parametrize(("question", "first"), DIVISIONS)
def test_the_stage_tells_the_division_only_where_it_is_clear(
    assistant: Assistant, question: str, first: str
) -> None:
    """An award of an earlier school year may be of an earlier stage; a division that was told is that one."""
    lines, _ = assistant.eligibility.verdict_lines(question, "ntpc-it-gifted-113", datetime(2024, 11, 12, 10))
    assert lines[0].text.startswith(first)
    assert any("參賽組別" in line.text for line in lines) == first.startswith("「")


def test_after_a_no_to_a_contest_nothing_says_that_it_counts(assistant: Assistant) -> None:
    answer = assistant.answer("新北資訊資優 全國技能競賽網頁設計示範賽金牌可以嗎", datetime(2024, 11, 12, 10))
    assert answer.lines[0].text.startswith("不符合")
    assert not any(line.text.startswith(("採認", "有採認")) for line in answer.lines)


def test_an_order_without_a_conversion_is_for_the_authority(assistant: Assistant) -> None:
    lines, _ = assistant.eligibility.verdict_lines(
        "IOI 二等獎 可以嗎", "ntpc-it-gifted-113", datetime(2024, 11, 12, 10)
    )
    assert lines[1].text.startswith("要由")
    assert not any("前三等獎項" in line.text and "還要看" in line.text for line in lines)


def test_a_no_on_a_closed_edition_says_that_it_is_closed(assistant: Assistant) -> None:
    lines, _ = assistant.eligibility.verdict_lines(
        "女兒英文68分可以報名交換學生嗎", "taipei-exchange-111", datetime(2024, 11, 12, 10)
    )
    assert lines[0].text.startswith("不符合")
    assert any("已截止（110年12月27日" in line.text for line in lines)


COUNTED = [
    ("600人有150人參加 夠嗎", "不符合"),
    ("全校600人，參加的有210人 夠嗎", "參與學生比例：符合"),
]


@pytest.mark.parametrize(("question", "first"), COUNTED)
def test_two_counts_tell_a_share(assistant: Assistant, question: str, first: str) -> None:
    lines, _ = assistant.eligibility.verdict_lines(f"中級 {question}", "taipei-isa-111", AT)
    assert lines[0].text.startswith(first)


def test_what_holds_whatever_is_chosen_is_called_met(assistant: Assistant) -> None:
    lines, _ = assistant.eligibility.verdict_lines("我們國小排了35節課 可以嗎", "kinmen-regional-gifted", AT)
    assert lines[0].text.startswith("課程節數：符合")


def test_a_fact_that_only_repeats_the_verdict_is_not_told(assistant: Assistant) -> None:
    answer = assistant.answer("交換學生 中低收入戶可以拿多少補助", AT)
    assert [line.text for line in answer.lines].count("有低收入戶或中低收入戶證明：補助70萬元。") == 1


def test_that_applying_is_over_is_told_once(assistant: Assistant) -> None:
    answer = assistant.answer("新北資訊資優 國三 NPSC第一名 還可以申請嗎", datetime(2025, 1, 10, 10))
    assert sum("已截止" in line.text or "已經截止" in line.text for line in answer.lines) <= 3
    assert not any(line.text.startswith("但是這一版") for line in answer.lines)


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("交換學生，兒子上學期數學68分可以嗎", "不符合"),
        ("ISA校內窗口可以兩個人嗎", "不符合"),
        ("ISA升級認證兩個國外學校，其中一個在澳門可以嗎", "差9人"),
        ("交換學生低收名額加拿大幾個", "70萬"),
        ("新北市科展電腦與資訊第一名，新北資訊資優可以嗎", "符合。"),
        ("旺宏科學獎銀牌，新北資訊資優採認嗎", "：符合"),
        ("新北資訊資優11月28號當天比賽得獎來得及嗎", "不在採認表上"),
    ],
)
def test_what_a_figure_or_word_does_not_tell_is_not_heard(
    assistant: Assistant, question: str, never: str
) -> None:
    """One subject's score, a window's staff, one of two schools, the 拿 of 加拿大, a city's fair, a day's contest."""
    assert never not in assistant.answer(question, AT).text
