"""Grades as of a school year, and what a date of birth settles."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge.dates import (
    BirthReading,
    age_on,
    as_of,
    entry_school_year,
    grade_name,
    read_age,
    read_birth,
    read_grade,
    usual_grades,
)

NOW = datetime(2026, 11, 21, 10)


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("國二", {8}), ("國2", {8}), ("國中二年級", {8}), ("國中八年級", {8}), ("八年級", {8}), ("我女兒讀小五", {5}),
        ("小學五年級", {5}), ("國小6年級", {6}), ("高三", {12}), ("高中2年級", {11}), ("高職一", {10}), ("五專二年級", {11}),
        ("十一年級", {11}), ("12年級", {12}), ("幼稚園大班", {0}), ("國二、三年級", {8, 9}), ("高中職一、二年級", {10, 11}),
        ("三到六年級", {3, 4, 5, 6}), ("小三到國三", {3, 4, 5, 6, 7, 8, 9}), ("國小三年級至高中三年級", set(range(3, 13))),
        ("国三", {9}), ("國ㄧ", {7}), ("國三生", {9}),
    ],
)  # fmt: skip
def test_a_grade_is_read(text: str, grades: set[int]) -> None:
    reading = read_grade(text)
    assert reading is not None
    assert (set(reading.grades), reading.ambiguous) == (grades, False)


@pytest.mark.parametrize(
    "text", ["出國一年可以嗎", "去美國三年", "外國一個月", "回國一趟", "兩國一起", "全國一名"]
)
def test_a_country_is_no_grade(text: str) -> None:
    """出國一年 is no 國一: nobody is to be told no for it."""
    assert read_grade(text) is None


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("三年級", {3, 9, 12}),
        ("一年級", {1, 7, 10}),
        ("三年二班", {3, 9, 12}),
        ("國中生", {7, 8, 9}),
        ("高中", {10, 11, 12}),
    ],
)
def test_what_may_be_several_grades_stays_several(text: str, grades: set[int]) -> None:
    reading = read_grade(text)
    assert reading is not None
    assert (set(reading.grades), reading.ambiguous) == (grades, True)
    assert "還是" in reading.note


def test_six_grades_exist_only_at_one_place() -> None:
    reading = read_grade("五年級")
    assert reading is not None
    assert (reading.grades, reading.ambiguous) == (frozenset({5}), False)


@pytest.mark.parametrize("text", ["國五", "全國三名", "第三名", "三年內", "國際三", "", "國中小", "國立大學"])
def test_what_is_no_grade_is_none(text: str) -> None:
    assert read_grade(text) is None


def test_going_up_is_told() -> None:
    reading = read_grade("下學期要升國三")
    assert reading is not None
    assert reading.rising
    assert reading.grades == {9}


def test_a_grade_belongs_to_a_school_year() -> None:
    assert as_of({9}, 113, 112) == {8}
    assert as_of({9}, 113, 115) == {11}
    assert as_of({3, 9, 12}, 113, 114) == {4, 10, 13}
    assert [grade_name(g) for g in (0, 6, 7, 12)] == ["大班", "國小六年級", "國中一年級", "高中三年級"]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("95年5月生", date(2006, 5, 1), date(2006, 5, 31)),
        ("民國95年生", date(2006, 1, 1), date(2006, 12, 31)),
        ("98年次", date(2009, 1, 1), date(2009, 12, 31)),
        ("2006/5/1", date(2006, 5, 1), date(2006, 5, 1)),
        ("980520", date(2009, 5, 20), date(2009, 5, 20)),
        ("98", date(2009, 1, 1), date(2009, 12, 31)),
        ("16歲", date(2009, 11, 22), date(2010, 11, 21)),
        ("我兒子九十八年五月二十日生", date(2009, 5, 20), date(2009, 5, 20)),
    ],
)
def test_a_birth_is_an_interval(text: str, earliest: date, latest: date) -> None:
    assert read_birth(text, NOW) == BirthReading(earliest, latest)


@pytest.mark.parametrize(
    "text", ["5月20日", "2027年5月", "未滿18歲", "忘了", "98年5月或98年6月", "今年下週", "民國98年2月30日"]
)
def test_what_is_no_birth_is_none(text: str) -> None:
    assert read_birth(text, NOW) is None


def test_ages_may_be_open() -> None:
    ages = [read_age(text) for text in ("16歲", "未滿18歲", "六歲以上", "十二歲以下", "三年級")]
    assert [(a.low, a.high) if a else None for a in ages] == [
        (16, 16),
        (None, 17),
        (6, None),
        (None, 12),
        None,
    ]


def test_the_first_of_september_parts_the_school_years() -> None:
    assert entry_school_year(date(2010, 9, 1)) == 105
    assert entry_school_year(date(2010, 9, 2)) == 106
    assert usual_grades(BirthReading(date(2010, 9, 1), date(2010, 9, 1)), 113) == {9}
    assert usual_grades(BirthReading(date(2010, 1, 1), date(2010, 12, 31)), 113) == {8, 9}


def test_a_birthday_completes_the_year() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18
