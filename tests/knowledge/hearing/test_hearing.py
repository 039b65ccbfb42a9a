"""What is heard in a sentence, and what an answer to a question may look like."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge.checks import load_checks
from knowledge.criteria import ABSENT, TAIPEI, Between, Exact, Items, Known, OneOf
from knowledge.hearing import hear
from knowledge.hearing.words import load_hearing

CHECKS = load_checks()
AT = datetime(2021, 12, 11, 10, tzinfo=TAIPEI)
EXCHANGE, GIFTED, MENTORED = "taipei-exchange-111", "ntpc-it-gifted-113", "taipei-gtmh-student"
PLC, ISA, PENPAL, KINMEN = (
    "kaohsiung-plc-111",
    "taipei-isa-111",
    "taipei-penpal-111",
    "kinmen-regional-gifted",
)
SUBSIDY = "taipei-overseas-subsidy"
EIGHTIES, ABOVE = Between(80, 89), Between(70, 100)

FREE: list[tuple[str, str, str, Known]] = [
    (EXCHANGE, "讀新北的高中，戶籍在台北", "school_city", Exact("other")),
    (EXCHANGE, "我們住新北，孩子在臺北的國中就讀", "school_city", Exact("taipei")),
    (EXCHANGE, "戶籍在臺北", "school_city", ABSENT),
    (EXCHANGE, "北市◇什麼時候", "school_city", ABSENT),
    (EXCHANGE, "外縣市的學生", "school_city", Exact("other")),
    (EXCHANGE, "不是讀臺北", "school_city", Exact("other")),
    (EXCHANGE, "國三", "grade", Exact(9)),
    (EXCHANGE, "国三", "grade", Exact(9)),
    (EXCHANGE, "三年級", "grade", OneOf(frozenset({3, 9, 12}))),
    (EXCHANGE, "五專一年級", "grade", ABSENT),
    (EXCHANGE, "95年5月生", "birthdate", Between(date(2006, 5, 1), date(2006, 5, 31))),
    (EXCHANGE, "93年2月28日出生", "birthdate", Exact(date(2004, 2, 28))),
    (EXCHANGE, "93年2月28日截止", "birthdate", ABSENT),
    (EXCHANGE, "英文75分", "english_scores", Items((Exact(75), ABSENT, ABSENT, ABSENT))),
    (EXCHANGE, "英文都有過70", "english_scores", Items((ABOVE,) * 4)),
    (EXCHANGE, "英文 80 82 79 90", "english_scores", Items((Exact(80), Exact(82), Exact(79), Exact(90)))),
    (EXCHANGE, "英文有一學期68，其他都80幾", "english_scores", Items((Exact(68), *(EIGHTIES,) * 3))),
    (EXCHANGE, "英文兩個學期70以上，其他不記得", "english_scores", Items((ABOVE, ABOVE, ABSENT, ABSENT))),
    (EXCHANGE, "英文要70分嗎", "english_scores", ABSENT),
    (EXCHANGE, "有一科69", "overall_averages", ABSENT),
    (EXCHANGE, "沒有被記過小過", "minor_demerit_or_worse", Exact(False)),
    (EXCHANGE, "被記一支小過", "minor_demerit_or_worse", Exact(True)),
    (EXCHANGE, "小過已經銷過了", "minor_demerit_or_worse", ABSENT),
    (EXCHANGE, "全民英檢中高級", "english_level", Exact("B2")),
    (EXCHANGE, "還沒到B1", "english_level", ABSENT),
    (EXCHANGE, "多益800", "english_level", ABSENT),
    (EXCHANGE, "課稅級距12%", "household", Exact("tax_below_20")),
    (EXCHANGE, "稅率剛好20%", "household", Exact("tax_20_or_above")),
    (EXCHANGE, "中低收入戶", "household", Exact("middle_low_income")),
    (EXCHANGE, "一定要低收嗎", "household", ABSENT),
    (GIFTED, "只有美國護照", "nationality_roc", Exact(False)),
    (GIFTED, "有雙重國籍", "nationality_roc", Exact(True)),
    (GIFTED, "國中生 全國高中技藝競賽程式設計", "grade", OneOf(frozenset({7, 8, 9}))),
    (GIFTED, "APIO 金牌", "award", ABSENT),
    (GIFTED, "北區賽第一名", "award", ABSENT),
    (GIFTED, "IOI 二等獎", "award", Exact("二等獎")),
    (ISA, "中級 4個活動 3個領域 40%", "global_activities", Exact(4)),
    (ISA, "中級 4個活動 3個領域 40%", "student_percent", Exact(40)),
    (GIFTED, "國籍是中華民國", "nationality_roc", Exact(True)),
    (ISA, "合作活動四個", "team_members", ABSENT),
    (ISA, "合作活動四個", "partner_activities", Exact(4)),
    (ISA, "只跟一所國外夥伴學校合作", "partner_schools", Exact(1)),
    (ISA, "全校600人有150人參加教學活動", "student_percent", Exact(25)),
    (ISA, "600個學生裡只有150個參加", "student_percent", Exact(25)),
    (ISA, "150人參加教學活動，全校600人", "student_percent", Exact(25)),
    (ISA, "150人參加，老師10人", "student_percent", ABSENT),
    (ISA, "全校1200人，老師80人", "student_percent", ABSENT),
    (ISA, "150人參加教學活動", "team_members", ABSENT),
    (SUBSIDY, "去年報告遲交", "sanctioned", Exact(True)),
    (GIFTED, "只有日本國籍", "nationality_roc", Exact(False)),
    (GIFTED, "國籍有限制", "nationality_roc", ABSENT),
    (GIFTED, "拿加拿大護照，沒有臺灣護照", "nationality_roc", Exact(False)),
    (GIFTED, "美國護照，也有臺灣護照", "nationality_roc", Exact(True)),
    (GIFTED, "也有美國護照", "nationality_roc", ABSENT),
    (GIFTED, "只有居留證", "nationality_roc", Exact(False)),
    (GIFTED, "媽媽是日本人", "nationality_roc", ABSENT),
    (GIFTED, "美國和加拿大雙重國籍", "nationality_roc", ABSENT),
    (GIFTED, "放棄臺灣國籍了", "nationality_roc", Exact(False)),
    (GIFTED, "一定要有中華民國國籍", "nationality_roc", ABSENT),
    (GIFTED, "NPSC 高中組第三名", "award", Exact("第三名")),
    (GIFTED, "NPSC 高中組第三名", "division", Exact("senior_high")),
    (MENTORED, "國際物理奧林匹亞銅牌", "award_rank", Exact(3)),
    (PLC, "4人社群但資優班老師0人", "members", Exact(4)),
    (PLC, "4人社群但資優班老師0人", "gifted_class_teachers", Exact(0)),
    (PLC, "我們有3位資優班老師和2位普通班老師", "gifted_class_teachers", Exact(3)),
    (PLC, "一個資優班老師，其他五個普通班", "members", Exact(6)),
    (PLC, "只有一個資優班老師 其他五個都普通班的", "gifted_class_teachers", Exact(1)),
    (PLC, "資優班老師2位、普通班老師4位", "members", Exact(6)),
    (PLC, "社群6人，資優班老師2位，其他4位普通班", "members", Exact(6)),
    (PLC, "只有辦五個活動 六個老師", "meetings", Exact(5)),
    (PLC, "只有辦五個活動 六個老師", "members", Exact(6)),
    (PLC, "我們有五個班", "members", ABSENT),
    (PLC, "一位老師可以參加兩個社群嗎", "members", ABSENT),
    (PLC, "公開授課一次夠嗎", "open_lessons", Exact(1)),
    (ISA, "五個活動 六個老師", "global_activities", Exact(5)),
    (ISA, "五個活動 六個老師", "team_members", Exact(6)),
    (ISA, "2所國外夥伴學校、4個活動", "global_activities", ABSENT),
    (GIFTED, "110年12月的NPSC金牌", "award_date", Between(date(2021, 12, 1), date(2021, 12, 11))),
    (GIFTED, "109學年度的NPSC金牌", "award_date", Between(date(2020, 8, 1), date(2021, 7, 31))),
    (GIFTED, "109學年度◇ NPSC金牌", "award_date", ABSENT),
    (GIFTED, "109年8月9日申請 NPSC金牌", "award_date", ABSENT),
    (GIFTED, "109年6月的全國技能競賽金牌還能用嗎", "competition", Exact("全國技能競賽金牌")),
    (GIFTED, "女兒國二在新北讀書 貓咪盃得佳作", "school_city", Exact("new_taipei")),
    (GIFTED, "女兒國二住新北 貓咪盃得佳作", "school_city", ABSENT),
    (KINMEN, "我是金門的老師 想辦12節的課", "school_county", Exact("kinmen")),
    (KINMEN, "我是金門的老師 想辦12節的課", "form", Exact("course")),
    (PENPAL, "2個老師+1個國外學校的老師", "teachers", Exact(3)),
    (PENPAL, "我們2位老師加1位日本老師", "teachers", Exact(3)),
    (PENPAL, "2位老師加15個學生跨班", "teachers", Exact(2)),
    (PENPAL, "一班多少", "classes", ABSENT),
    (PENPAL, "跨班團隊不到15人", "team_size", Between(0, 14)),
    (KINMEN, "學生自付三成", "self_pay_percent", Exact(30)),
    (KINMEN, "學生自付不到5%", "self_pay_percent", Between(0, 4.99)),
    (SUBSIDY, "臺北的高中", "applicant", ABSENT),
    (SUBSIDY, "臺中的高中", "applicant", Exact("other")),
]


@pytest.mark.parametrize(("programme", "text", "field", "known"), FREE)
def test_running_text(programme: str, text: str, field: str, known: Known) -> None:
    """Nothing is guessed: what the words leave open stays open."""
    assert hear(CHECKS[programme], text, AT).answers.get(field, ABSENT) == known


def test_now_is_counted_from_the_moment_asked() -> None:
    """Whoever is in grade 9 now, years later, was not in grade 9 in the school year that the check asks for."""
    later = AT.replace(year=2023)
    assert hear(CHECKS[EXCHANGE], "現在國三", later).answers["grade"] == Exact(7)
    assert hear(CHECKS[EXCHANGE], "國三", later).answers["grade"] == Exact(9)


ASKED: list[tuple[str, str, str, Known]] = [
    (EXCHANGE, "school_city", "新北市", Exact("other")),
    (EXCHANGE, "grade", "9", Exact(9)),
    (EXCHANGE, "birthdate", "95.5.20", Exact(date(2006, 5, 20))),
    (EXCHANGE, "overall_averages", "85、82、78.5、80", Items((Exact(85), Exact(82), Exact(78.5), Exact(80)))),
    (EXCHANGE, "conduct_excellent", "有啊", Exact(True)),
    (EXCHANGE, "minor_demerit_or_worse", "從來沒有", Exact(False)),
    (EXCHANGE, "eltis_passed", "還沒考", Exact(False)),
    (EXCHANGE, "household", "12", Exact("tax_below_20")),
    (ISA, "contact_person", "還沒", Exact(False)),
    (KINMEN, "programme_year", "116", Exact(2027)),
    (KINMEN, "self_pay_percent", "一半", Exact(50)),
    (
        KINMEN,
        "schedule",
        "週六、周三下午",
        Items((Exact("weekend_or_holiday"), Exact("wednesday_afternoon"))),
    ),
    (PENPAL, "teachers", "2+1", Exact(3)),
    (PENPAL, "team_size", "沒有", Exact(0)),
]


@pytest.mark.parametrize(("programme", "field", "text", "known"), ASKED)
def test_an_answer(programme: str, field: str, text: str, known: Known) -> None:
    heard = hear(CHECKS[programme], text, AT, field)
    assert heard.answers.get(field) == known, heard


EVERY = [(name, field.id) for name, check in CHECKS.items() for field in check.fields]


@pytest.mark.parametrize(("programme", "field"), EVERY)
@pytest.mark.parametrize("text", ["😀", "看情況", "？！", "字" * 200])
def test_bad_input_gets_one_sentence_and_no_answer(programme: str, field: str, text: str) -> None:
    """At every question of every check; the sentence shows how to answer."""
    heard = hear(CHECKS[programme], text, AT, field)
    assert not heard.answers
    assert len(heard.problems) == 1
    assert 8 <= len(heard.problems[0].sentence) <= 140


@pytest.mark.parametrize(("programme", "field"), EVERY)
def test_not_knowing_is_an_answer(programme: str, field: str) -> None:
    assert hear(CHECKS[programme], "不知道耶", AT, field).unsure


@pytest.mark.parametrize(("programme", "field"), EVERY)
def test_every_field_has_its_way_of_being_said(programme: str, field: str) -> None:
    assert field in load_hearing().manners(CHECKS[programme])


@pytest.mark.parametrize(("programme", "field"), EVERY)
def test_the_example_under_a_question_is_understood(programme: str, field: str) -> None:
    """What a person is told to type is taken."""
    asked = CHECKS[programme].field(field)
    examples = asked.typed.removeprefix("例如：").split("；")[0]
    for example in [examples] if asked.items else examples.split("、"):
        heard = hear(CHECKS[programme], example, datetime(2026, 11, 21, tzinfo=TAIPEI), field)
        assert field in heard.answers, (example, heard.problems)
