"""Wrong characters with the right sound are put right; a message that is right stays as it is."""

from __future__ import annotations

import time

import pytest

from knowledge.answering import Finder
from knowledge.base import open_base
from knowledge.lexicon import Lexicon
from knowledge.readings import Readings, blurred
from knowledge.typos import Typos
from tests.golden import golden


@pytest.fixture(scope="module")
def typos() -> Typos:
    finder = Finder(open_base())
    return Typos(Lexicon(finder.base, finder.reader))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("新北資訊資憂鑒定怎麼報名", "新北資訊資優鑑定怎麼報名"),
        ("交換升名額幾個", "交換生名額幾個"),
        ("認證的獎厲金多少", "認證的獎勵金多少"),
        ("獎壯要附影本嗎", "獎狀要附影本嗎"),
        ("截只日期", "截止日期"),
        ("補住多少錢", "補助多少錢"),
        ("姊妹笑怎麼申請", "姊妹校怎麼申請"),
        ("老師敘講幾次", "老師敘獎幾次"),
        ("什麼時後截止", "什麼時候截止"),
        ("要檢付什麼文建", "要檢附什麼文件"),
        ("教師專頁社群", "教師專業社群"),
        ("升級認正", "升級認證"),
    ],
)
def test_the_right_sound_in_wrong_characters_is_put_right(typos: Typos, typed: str, meant: str) -> None:
    assert typos.right(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("交換換生名額", "交換生名額"),
        ("教師社社群", "教師社群"),
        ("資優ㄉ鑑定ㄇ", "資優的鑑定嗎"),
        ("補助ㄐㄧㄣ額", "補助金額"),
        ("報名到什麼時候ㄋㄟ", "報名到什麼時候"),
    ],
)
def test_other_slips_of_a_thumb(typos: Typos, typed: str, meant: str) -> None:
    assert typos.right(typed).text == meant


def test_what_only_sounds_alike_is_offered_and_not_taken_for_granted(typos: Typos) -> None:
    assert typos.right("保名費要多少").text == "保名費要多少"
    near = typos.near("保名費要多少")
    assert (near.text, near.changes[0].term) == ("報名費要多少", "報名費")


@pytest.mark.parametrize(
    "right",
    [
        "四分之一的學生",
        "報名表在哪下載",
        "看看爸爸的資料",
        "學校校長可以推薦嗎",
        "可以補住院的課嗎",
        "USA ADE 呢 😀",
        "",
        "???",
    ],
)
def test_what_is_right_or_unknown_is_left_alone(typos: Typos, right: str) -> None:
    assert typos.right(right).text == right


def test_the_golden_questions_are_left_alone(typos: Typos) -> None:
    """But for those that hold a slip on purpose: at most one in two hundred changes."""
    questions = [question.question for question in golden()]
    changed = [question for question in questions if typos.right(question).changes]
    assert len(changed) <= len(questions) / 200 + 3, changed


def test_a_thousand_messages_take_about_a_second(typos: Typos) -> None:
    """A bound that only a mistake in the algorithm breaks: ten times what it takes."""
    questions = [question.question for question in golden()][:500]
    typos.right("補助")
    begun = time.process_time()
    for question in questions:
        typos.right(question)
    assert time.process_time() - begun < 500 * 0.004


def test_readings_hold_what_is_read_in_taiwan_and_elsewhere() -> None:
    readings = Readings()
    assert readings.of("企") == {"ㄑㄧˋ", "ㄑㄧˇ"}
    assert readings.of("期") == {"ㄑㄧˊ", "ㄑㄧ"}
    assert readings.of("ㄐㄧㄣ") >= {"ㄐㄧㄣ", "ㄐㄧㄣˋ"}
    assert not readings.of("㐂")
    assert blurred("ㄕㄨˋ") == blurred("ㄙㄨˋ")
