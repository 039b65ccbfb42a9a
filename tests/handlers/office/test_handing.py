"""Hand-over: nothing without consent, only the question, two-way, silent until handed back or a day has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.clock import TAIPEI
from bot.delivery.messages import Gone, Outgoing
from handlers.office.handing import ASKED_FOR, NOBODY
from handlers.office.hours import Hours
from handlers.turn import SILENCE, TurnKind
from tests.handlers.office.office import GROUP, OFFICE, PARENT, STAFF, STRANGER, World

QUESTION = "孩子轉學了資格還在嗎"


def handed(world: World, label: str = "轉過去") -> None:
    world.hire()
    world.says(QUESTION, PARENT)
    world.says("/person", PARENT)
    world.taps(label, PARENT)


async def office_message(world: World) -> int:
    """The number of the last message in the staff chat."""
    await world.deliver()
    rows = world.store.rows(
        "select message from ledger where kind = 'handover' and state = 'sent' order by id desc limit 1"
    )
    return int(rows[0][0])


async def test_nothing_is_passed_on_before_the_person_agrees(world: World) -> None:
    world.says(QUESTION, PARENT)
    said = world.says("找真人", PARENT).text
    assert QUESTION in said
    assert "看不到您是誰" in said
    assert await world.deliver() == []
    assert "沒有轉" in world.taps("不用了", PARENT).text
    assert await world.deliver() == []


async def test_only_the_question_goes_and_the_name_where_it_was_agreed_to(world: World) -> None:
    handed(world)
    await world.deliver()
    (heard,) = world.heard(OFFICE)
    assert QUESTION in heard
    assert str(PARENT) not in heard
    other = 17
    world.says("另一個問題", other)
    world.says("/person", other)
    world.taps("顯示名稱", other, name="陳家長")
    await world.deliver()
    assert "陳家長" in world.heard(OFFICE)[-1]


async def test_two_way_and_both_see_who_speaks(world: World) -> None:
    handed(world)
    number = await office_message(world)
    assert "傳給對話 1" in world.says("要看新學校，請打電話。", STAFF, OFFICE, replied=number).text
    await world.deliver()
    (heard,) = world.heard(PARENT)
    assert "景美國小 的承辦人員回覆" in heard
    assert "要看新學校" in heard
    assert world.says("謝謝，那表件呢", PARENT) == SILENCE
    await world.deliver()
    assert "那表件呢" in world.heard(OFFICE)[-1]


async def test_the_bot_is_silent_until_handed_back_by_either(world: World) -> None:
    handed(world)
    assert world.says("交換學生報名到什麼時候", PARENT) == SILENCE
    assert "交換" in world.says("/start", PARENT).text, "a command is for the bot"
    world.says("/person", PARENT)
    assert "交還給我" in world.taps("交還機器人", PARENT).text
    assert world.says("交換學生報名到什麼時候", PARENT) != SILENCE
    await world.deliver()
    assert "結束了對話" in world.heard(OFFICE)[-1]


async def test_the_office_hands_back(world: World) -> None:
    handed(world)
    await world.deliver()
    back = world.sent[-1][1].buttons[0][0].action
    assert "承辦人員" in world.presses(back, STRANGER, OFFICE).text
    assert world.says("交換學生報名到什麼時候", PARENT) == SILENCE
    assert "交還" in world.presses(back, STAFF, OFFICE).text
    assert "已經結束" in world.presses(back, STAFF, OFFICE).text
    await world.deliver()
    assert "由我回答" in world.heard(PARENT)[-1]
    assert world.says("交換學生報名到什麼時候", PARENT) != SILENCE


async def test_after_a_day_the_bot_answers_again_and_the_office_can_still_reply(world: World) -> None:
    handed(world)
    number = await office_message(world)
    world.now += timedelta(hours=24)
    assert world.says("交換學生報名到什麼時候", PARENT) != SILENCE
    world.says("晚了一點，答案是可以。", STAFF, OFFICE, replied=number)
    await world.deliver()
    assert "答案是可以" in world.heard(PARENT)[-1]
    back = world.sent[-1][1].buttons[0][0]
    assert back.label == "回覆承辦人員"
    assert "已經結束" in world.presses(back.action, STRANGER).text
    assert world.says("交換學生報名到什麼時候", PARENT) != SILENCE, "nothing goes to them by accident"
    world.presses(back.action, PARENT)
    assert world.says("謝謝，知道了", PARENT) == SILENCE
    await world.deliver()
    assert "謝謝，知道了" in world.heard(OFFICE)[-1]
    world.now += timedelta(days=7)
    world.says("還有一件事", STAFF, OFFICE, replied=number)
    await world.deliver()
    assert "還有一件事" not in world.heard(PARENT)[-1]


async def test_a_stranger_in_the_staff_chat_cannot_speak_for_the_office(world: World) -> None:
    handed(world)
    number = await office_message(world)
    assert "登記過" in world.says("我來回", STRANGER, OFFICE, replied=number).text
    await world.deliver()
    assert world.heard(PARENT) == []
    assert world.staff.deeds(1)[0].refused


async def test_a_reply_elsewhere_or_to_something_else_goes_nowhere(world: World) -> None:
    handed(world)
    number = await office_message(world)
    world.says("在別的群組", STAFF, GROUP, replied=number)
    world.says("回覆別的", STAFF, OFFICE, replied=number + 99)
    await world.deliver()
    assert world.heard(PARENT) == []


async def test_what_was_said_is_deleted_once_delivered(world: World) -> None:
    handed(world)
    await world.deliver()
    await world.deliver(1)
    assert world.store.rows("select * from handover_texts") == []
    assert QUESTION not in str(world.store.rows("select * from ledger"))


async def test_pressed_twice_it_is_handed_over_once(world: World) -> None:
    world.says(QUESTION, PARENT)
    consent = world.says("/person", PARENT)
    world.taps("轉過去", PARENT, on=consent)
    world.taps("轉過去", PARENT, on=consent)
    await world.deliver()
    assert len(world.heard(OFFICE)) == 1


def test_a_question_that_is_not_remembered_is_not_guessed(world: World) -> None:
    world.says(QUESTION, PARENT)
    consent = world.says("/person", PARENT)
    world.says("完全另一個問題", PARENT)
    assert "沒有轉出去" in world.taps("轉過去", PARENT, on=consent).text


def test_without_a_question_it_is_asked_for(world: World) -> None:
    person = 18
    assert "請打出" in world.says("/person", person).text
    assert "我要轉的問題" in world.says("我要轉的問題", person).text


@pytest.mark.parametrize("text", sorted(ASKED_FOR)[::5])
def test_people_ask_for_a_person_in_many_ways(world: World, text: str) -> None:
    world.says(QUESTION, 19)
    assert "轉給承辦人員嗎" in world.says(f"{text}！", 19).text


def test_two_misses_in_a_row_offer_a_person(world: World) -> None:
    person = 20
    labels = []
    for text in ("直升機駕照怎麼考", "火星移民要多少錢"):
        said = world.says(text, person)
        labels.append([button.label for row in said.buttons for button in row])
    assert "找承辦人員" not in labels[0]
    assert "找承辦人員" in labels[1]
    assert "轉給承辦人員嗎" in world.taps("找承辦人員", person).text


def test_without_a_staff_chat_it_says_so(world: World) -> None:
    world.settings = replace(world.settings, staff_chat=None)
    world.start()
    assert world.says("/person", PARENT).text == NOBODY


async def test_a_staff_chat_that_moved_is_followed(world: World) -> None:
    handed(world)
    number = await office_message(world)
    world.delivery.chats.moved(OFFICE, -999)
    world.says("在新群組回", STAFF, -999, replied=number)
    await world.deliver()
    assert "在新群組回" in world.heard(PARENT)[-1]


async def test_what_is_too_long_is_said_to_be_and_not_cut(world: World) -> None:
    handed(world)
    number = await office_message(world)
    assert "最多 1000 字" in world.says("長" * 1001, PARENT).text
    assert "最多 3000 字" in world.says("長" * 3001, STAFF, OFFICE, replied=number).text
    assert await world.deliver() == []
    person = 21
    world.says("/person", person)
    assert "最多 1000 字" in world.says("長" * 1001, person).text
    assert "轉給承辦人員嗎" in world.says("短一點", person).text


async def test_where_the_office_cannot_be_reached_the_person_is_told(world: World) -> None:
    def gone(chat: int, _: Outgoing) -> None:
        if chat == OFFICE:
            raise Gone("Forbidden: bot was kicked from the group chat")

    world.trouble = gone
    handed(world)
    await world.deliver()
    await world.deliver(1)
    assert "沒有傳到" in world.heard(PARENT)[-1]
    await world.deliver(1)
    assert len(world.heard(PARENT)) == 1


def test_photos_are_not_passed_on(world: World) -> None:
    handed(world)
    assert "只轉文字" in world.says("", PARENT, kind=TurnKind.PHOTO).text


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2026, 4, 16, 10, tzinfo=TAIPEI), datetime(2026, 4, 16, 10, tzinfo=TAIPEI)),
        (datetime(2026, 4, 16, 7, tzinfo=TAIPEI), datetime(2026, 4, 16, 8, tzinfo=TAIPEI)),
        (datetime(2026, 4, 17, 17, tzinfo=TAIPEI), datetime(2026, 4, 20, 8, tzinfo=TAIPEI)),
        (datetime(2026, 4, 18, 12, tzinfo=TAIPEI), datetime(2026, 4, 20, 8, tzinfo=TAIPEI)),
        (datetime(2026, 4, 2, 18, tzinfo=TAIPEI), datetime(2026, 4, 7, 8, tzinfo=TAIPEI)),
    ],
)
def test_out_of_hours_says_when(at: datetime, opens: datetime) -> None:
    assert Hours().opens(at) == opens


def test_out_of_hours_is_said_before_anything_is_passed_on(world: World) -> None:
    world.now = world.now.replace(hour=22)
    world.says(QUESTION, PARENT)
    assert "04/17 08:00" in world.says("/person", PARENT).text


@pytest.mark.parametrize(
    "text", ["5-1 08:00-17:00", "1-5", "1-5 17:00-08:00", "0-8 08:00-17:00", "1-5 25:00-26:00"]
)
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Hours.read(text)
