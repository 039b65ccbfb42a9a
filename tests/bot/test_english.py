"""Somebody who reads English: chosen by a tap, kept with the chat, in answers and in what comes by itself."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from bot.assembly import Parts
from bot.clock import TAIPEI
from bot.telegram import SORRY
from handlers.turn import Turn
from knowledge.speaking import ENGLISH, _, speaking
from tests.bot.talking import Talk, talking
from tests.bot.world import YEARLY, World

NOW = datetime(2021, 12, 20, 19, 30, tzinfo=TAIPEI)
CLASS, TEACHER, PARENT, OTHER = -100, 7, 8, 9
CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest_asyncio.fixture
async def talk(parts: Parts) -> AsyncIterator[Talk]:
    async with talking(parts.desk, book=parts.keeping.book, now=NOW) as talk:
        talk.pretended.administrators = {TEACHER}
        yield talk


async def tap(talk: Talk, label: str, person: int = PARENT, chat: int | None = None) -> str:
    button = talk.pretended.sent[-1].button(label)
    return await talk(talk.pretended.taps(button, person=person, chat=chat))


async def choose(talk: Talk, person: int = PARENT) -> str:
    """Begin, and tap 「English」."""
    await talk(talk.pretended.types("/start", person=person))
    return await tap(talk, "English", person)


async def test_nobody_is_taken_for_an_english_reader(talk: Talk) -> None:
    """An English telephone says nothing of what a parent in Taiwan reads; one tap does."""
    update = talk.pretended.types("/start", person=PARENT)
    update["message"]["from"]["language_code"] = "en"
    assert "您好" in await talk(update)
    assert talk.pretended.sent[-1].rows[-1][0]["text"] == "English"


async def test_one_tap_changes_the_language_and_another_changes_it_back(talk: Talk, parts: Parts) -> None:
    assert "Hello" in await choose(talk)
    assert parts.keeping.book.language(PARENT) == ENGLISH
    assert "How to ask" in await talk(talk.pretended.types("/help", person=PARENT))
    await talk(talk.pretended.types("/settings", person=PARENT))
    assert "您好" in await tap(talk, "繁體中文")
    assert "怎麼問" in await talk(talk.pretended.types("/help", person=PARENT))


async def test_the_other_person_goes_on_in_chinese(talk: Talk) -> None:
    await choose(talk)
    assert "怎麼問" in await talk(talk.pretended.types("/help", person=OTHER))


@pytest.mark.parametrize(
    "command",
    ["/settings", "/privacy", "/mydata", "/reminders", "/join", "/leave", "/forget", "/cancel", "/nosuch"],
)
async def test_what_is_ours_alone_holds_no_chinese(talk: Talk, command: str) -> None:
    """Beside examples of what to type and the languages' own names."""
    await choose(talk)
    said = await talk(talk.pretended.types(command, person=PARENT))
    labels = [each["text"] for row in talk.pretended.sent[-1].rows for each in row]
    shown = re.sub(r"“[^”]*”|繁體中文", "", "\n".join((said, *labels)))
    assert not CJK.search(shown), shown


async def test_an_answer_tells_the_date_in_english_and_the_fact_as_written(talk: Talk) -> None:
    await choose(talk)
    said = await talk(talk.pretended.types("交換學生報名到什麼時候", person=PARENT))
    assert "by Mon, 27 Dec 2021 – closes in 7 days" in said
    assert "向就讀的學校提出申請" in said
    assert "stay in Chinese" in said
    assert "Source: 〈臺北市國際教育白皮書 PLUS〉" in said


async def test_what_the_documents_do_not_say_is_said_in_english(talk: Talk) -> None:
    await choose(talk)
    said = await talk(talk.pretended.types("交換學生要會游泳嗎", person=PARENT))
    assert "I do not guess" in said
    assert "Telephone: 02-27208889" in said


async def test_a_reminder_is_set_shown_and_stopped_in_english(talk: Talk) -> None:
    await choose(talk)
    await talk(talk.pretended.types("交換學生報名到什麼時候", person=PARENT))
    assert "I will remind you" in await tap(talk, "Remind me")
    said = await talk(talk.pretended.types("/reminders", person=PARENT))
    assert "1 reminder" in said
    assert "8:30" in said
    await tap(talk, "Change 1")
    assert "Stopped" in await tap(talk, "Stop this reminder")


async def test_a_check_has_an_english_frame(talk: Talk) -> None:
    await choose(talk)
    await talk(talk.pretended.types("/check", person=PARENT))
    said = await tap(talk, "國際交換學生")
    assert "Your answers are only used for this check" in said
    await tap(talk, "All of them hold")
    await tap(talk, "Not sure")
    assert "cancelled" in await tap(talk, "Cancel")


async def test_a_group_s_language_is_up_to_its_administrators(talk: Talk, parts: Parts) -> None:
    await talk(talk.pretended.types("/start@zigetong_test_bot", person=TEACHER, chat=CLASS))
    button = talk.pretended.sent[-1].button("English")
    assert "管理員" in await talk(talk.pretended.taps(button, person=PARENT, chat=CLASS))
    assert parts.keeping.book.language(CLASS) != ENGLISH
    assert "Hello" in await talk(talk.pretended.taps(button, person=TEACHER, chat=CLASS))


async def test_our_own_mistake_is_told_in_english(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await choose(talk)

    def broken(_turn: Turn) -> None:
        raise RuntimeError

    monkeypatch.setattr(talk.bridge.desk, "_reply", broken)
    with speaking(ENGLISH):
        sorry = _(SORRY)
    assert await talk(talk.pretended.types("/help", person=PARENT)) == sorry


async def test_forgetting_forgets_the_language_too(talk: Talk, parts: Parts) -> None:
    await choose(talk)
    await talk(talk.pretended.types("/forget", person=PARENT))
    await tap(talk, "Delete everything")
    assert parts.keeping.book.language(PARENT) != ENGLISH
    assert "怎麼問" in await talk(talk.pretended.types("/help", person=PARENT))


async def test_a_reminder_comes_in_the_language_of_its_chat() -> None:
    """And one that was set before the language was chosen comes in the language chosen since."""
    world = World(datetime(2027, 3, 1, 10, tzinfo=TAIPEI))
    world.subscribe("date", *YEARLY, chat=PARENT)
    world.subscribe("date", *YEARLY, chat=OTHER)
    world.book.speak(PARENT, ENGLISH, world.now)
    await world.live(datetime(2027, 4, 17, tzinfo=TAIPEI), timedelta(hours=6))
    told = {sent.chat: sent.message.html for sent in world.sent}
    assert "Reminder" in told[PARENT]
    assert "Fri, 30 Apr 2027" in told[PARENT]
    assert "116年4月30日" in told[OTHER]


async def test_a_group_that_moves_keeps_its_language() -> None:
    world = World(NOW)
    world.book.speak(CLASS, ENGLISH, NOW)
    world.book.moved(CLASS, CLASS - 1)
    assert world.book.language(CLASS - 1) == ENGLISH


def test_choosing_a_language_changes_nothing_else_that_a_chat_prefers() -> None:
    world = World(NOW)
    before = world.subscriptions.preferences(PARENT)
    world.book.speak(PARENT, ENGLISH, NOW)
    assert world.subscriptions.preferences(PARENT) == before
    world.subscriptions.prefer(PARENT, before, NOW)
    assert world.book.language(PARENT) == ENGLISH
