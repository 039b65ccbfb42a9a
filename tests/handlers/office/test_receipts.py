"""回條: one tap answers, the last one counts, only from whom it was sent to, until it closes."""

from __future__ import annotations

import pytest

from tests.handlers.office.desk import draft, reported
from tests.handlers.office.office import STAFF, STRANGER, World


@pytest.fixture
async def out(world: World) -> World:
    draft(world, "週六親師座談。")
    world.taps("回條選項", STAFF)
    assert "參加、不參加" in world.says("參加 不參加", STAFF).text
    world.taps("回條截止", STAFF)
    assert "04/18 17:00 截止" in world.says("4/18 17:00", STAFF).text
    world.taps("送出", STAFF)
    world.taps("確定送出", STAFF)
    await world.deliver()
    return world


def carried(world: World, chat: int, label: str) -> str:
    message = next(message for each, message in world.sent if each == chat and message.buttons)
    return next(button.action for row in message.buttons for button in row if button.label == label)


async def test_one_tap_answers_and_the_last_counts(out: World) -> None:
    yes, no = carried(out, 1000, "參加"), carried(out, 1000, "不參加")
    assert "記下了：參加" in out.presses(yes, 1000).text
    assert "記下了：不參加" in out.presses(no, 1000).text
    out.presses(yes, 1001)
    said = reported(out)
    assert "參加 1 人" in said
    assert "不參加 1 人" in said
    assert "還沒回 1 人" in said


async def test_strangers_previews_and_forgeries_do_not_count(out: World) -> None:
    yes = carried(out, 1000, "參加")
    assert "收到公告的人" in out.presses(yes, STRANGER).text
    assert "收到公告的人" in out.presses(yes, STAFF).text
    for forged in (
        "1|receipt|1|9",
        "1|receipt|99|0",
        "1|receipt|x|0",
        "1|receipt|1",
        "1|receipt|1|" + "9" * 30,
    ):
        assert "舊版" in out.presses(forged, 1000).text
    assert out.office.book.answers(1) == []
    deeds = out.staff.deeds(7)
    assert [(deed.person, deed.did, deed.refused) for deed in deeds] == [
        *[(1000, "receipt", True)] * 5,
        (STAFF, "receipt", True),
        (STRANGER, "receipt", True),
    ]


async def test_after_closing_nothing_is_noted(out: World) -> None:
    yes = carried(out, 1000, "參加")
    await out.deliver(60 * 24 * 3)
    assert "截止了" in out.presses(yes, 1000).text
    assert out.office.book.answers(1) == []


async def test_a_nudge_goes_to_those_who_did_not_answer(out: World) -> None:
    out.presses(carried(out, 1000, "參加"), 1000)
    reported(out)
    assert "2 人" in out.taps("催還沒回", STAFF).text
    out.taps("送出", STAFF)
    confirm = out.taps("確定送出（2 人）", STAFF)
    assert confirm.text
    out.presses(carried(out, 1001, "參加"), 1001)
    await out.deliver()
    assert [len(out.heard(chat)) for chat in (1000, 1001, 1002)] == [1, 1, 2]
    assert "「週六親師座談。」" in out.heard(1002)[-1], "a parent is told which announcement it is about"
    assert "04/18 17:00 截止" in out.heard(1002)[-1]
    last = [message for chat, message in out.sent if chat == 1002][-1]
    out.presses(last.buttons[0][1].action, 1002)
    assert [label for label, _, _ in out.office.book.answers(1)] == [0, 0, 1]


async def test_the_table_has_answers_and_no_formulas(out: World) -> None:
    out.office.book.answer(1, 1000, 0, "=cmd()", out.now)
    reported(out)
    table = out.taps("名單 CSV", STAFF).file
    assert table is not None
    text = table.content.decode("utf-8-sig")
    assert "參加,'=cmd()" in text
    assert text.count("\n") == 4


@pytest.mark.parametrize(
    ("text", "part"),
    [("一 二 三 四 五 六 七", "最多 6"), ("這個選項實在太長太長太長太長太長太長太長了", "20 字")],
)
def test_labels_that_cannot_be_get_a_sentence(world: World, text: str, part: str) -> None:
    draft(world)
    world.taps("回條選項", STAFF)
    assert part in world.says(text, STAFF).text


def test_a_receipt_that_closes_before_it_is_sent_is_refused(world: World) -> None:
    draft(world)
    world.taps("回條選項", STAFF)
    world.says("好", STAFF)
    world.taps("回條截止", STAFF)
    world.says("今天 12:00", STAFF)
    world.taps("排時間", STAFF)
    assert "截止比送出" in world.says("今天 13:00", STAFF).text


@pytest.mark.parametrize(
    ("label", "told"), [("已閱讀", "回條：已閱讀"), ("參加／不參加", "回條：參加、不參加")]
)
def test_the_usual_answers_are_one_tap(world: World, label: str, told: str) -> None:
    draft(world)
    world.taps("回條選項", STAFF)
    assert told in world.taps(label, STAFF).text
    world.taps("回條選項", STAFF)
    assert "回條：" not in world.taps("不附回條", STAFF).text
