"""Wishes in words: heard as they are meant, limits told in a sentence, questions left to be questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers.wishes import Wanted, load_words, wish

WORDS = load_words()
GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.mark.parametrize(
    ("text", "leads", "minute", "rest"),
    [
        ("截止前三天提醒我", (3,), None, ""),
        ("交換學生截止前一週、前一天早上八點提醒我", (7, 1), 480, "交換學生"),
        ("截止前7、3、1天和當天晚上8點半提醒我", (7, 3, 1, 0), 1230, ""),
        ("金門的截止日前兩個禮拜提醒我", (14,), None, "金門"),
        ("当天20:30提醒我", (0,), 1230, ""),
        ("提早十天通知我", (10,), None, ""),
        ("一個月前提醒我", (30,), None, ""),
        ("前一天中午十二點提醒我", (1,), 720, ""),
        ("我們 11/3 返國，出國報告截止前三天提醒我", (3,), None, "我們 11/3 返國 出國報告"),
        ("每年的出國補助都提醒我", (), None, "每年 出國補助"),
        ("提醒我", (), None, ""),
    ],
)
def test_how_many_days_ahead_and_at_what_hour(
    text: str, leads: tuple[int, ...], minute: int | None, rest: str
) -> None:
    heard = wish(WORDS, text)
    assert heard is not None
    assert heard.limit is None
    assert (heard.wanted, heard.leads, heard.minute, heard.rest) == (Wanted.REMIND, leads, minute, rest)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("-3天前提醒我", "0 到 90"),
        ("截止前負三天提醒我", "0 到 90"),
        ("400天前提醒我", "0 到 90"),
        ("前999999天提醒我", "0 到 90"),
        ("半年前提醒我", "90 天"),
        ("兩年前提醒我", "90 天"),
        ("前5個工作天提醒我", "整數"),
        ("每天凌晨三點每分鐘提醒我", "一天最多提醒一次"),
        ("每小時提醒我", "一天最多提醒一次"),
        ("一小時後提醒我", "截止前幾天"),
        ("明天再提醒我", "截止前幾天"),
        ("12/10提醒我出國補助", "截止前幾天"),
        ("兩週後提醒我", "截止前幾天"),
        ("凌晨三點提醒我", "半夜"),
        ("25點提醒我", "看不懂"),
        ("8點99分提醒我", "看不懂"),
        ("前9、8、7、6、5、4、3、2、1天提醒我", "最多提醒 8 次"),
        ("早上8點到早上8點不要吵我", "看不懂"),
        ("早上5點到晚上11點不要吵我", "16 小時"),
    ],
)
def test_what_cannot_be_done_is_told_as_a_limit(text: str, part: str) -> None:
    heard = wish(WORDS, text)
    assert heard is not None
    assert heard.limit is not None
    assert part in heard.limit


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("取消提醒", Wanted.STOP),
        ("不要再提醒我了", Wanted.STOP),
        ("我的提醒", Wanted.LIST),
        ("有新年度版本通知我", Wanted.EDITION),
        ("晚上九點到早上七點不要吵我", Wanted.QUIET),
    ],
)
def test_other_wishes(text: str, wanted: Wanted) -> None:
    heard = wish(WORDS, text)
    assert heard is not None
    assert heard.wanted is wanted


@pytest.mark.parametrize(
    "text",
    [
        "什麼時候會通知我錄取",
        "錄取會通知我嗎",
        "你會提醒我嗎",
        "誰會通知我",
        "通知單在哪下載",
        "公文有提醒學生什麼嗎",
        "截止前三天要交什麼",
        "何時公告",
    ],
)
def test_questions_are_no_wishes(text: str) -> None:
    assert wish(WORDS, text) is None


def test_no_golden_question_is_taken_for_a_wish() -> None:
    for path in GOLDEN.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)["q"]
            assert wish(WORDS, question) is None, question


@pytest.mark.parametrize(
    ("text", "wanted", "leads", "rest"),
    [
        (
            "Please remind me one week before the exchange student deadline",
            Wanted.REMIND,
            (7,),
            "國際交換學生",
        ),
        ("remind me 7, 3 and 1 days before the Kinmen deadline", Wanted.REMIND, (7, 3, 1), "金門"),
        ("Can you remind me the day before the ISA deadline?", Wanted.REMIND, (1,), "isa"),
        ("stop reminding me", Wanted.STOP, (), ""),
        ("my reminders", Wanted.LIST, (), ""),
        ("Notify me when the new edition comes out", Wanted.EDITION, (), "新版"),
    ],
)
def test_wishes_in_english(text: str, wanted: Wanted, leads: tuple[int, ...], rest: str) -> None:
    """Typed English is heard as its Chinese would be."""
    heard = wish(WORDS, text)
    assert heard is not None
    assert (heard.wanted, heard.leads, heard.rest) == (wanted, leads, rest)


def test_hours_in_which_to_be_left_alone_in_english() -> None:
    heard = wish(WORDS, "don't disturb me from 10 pm to 7 am")
    assert heard is not None
    assert heard.quiet == (22 * 60, 7 * 60)


def test_asking_whether_the_school_tells_is_no_wish_in_english() -> None:
    assert wish(WORDS, "Will the school notify me of the result?") is None
