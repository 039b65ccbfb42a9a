"""Groups, inline questions, blocks and removals, floods: who is answered, who is left alone, who is told why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from telegram import Update

from bot.floods import GROUP, PERSON, TOO_FAST, Floods, Limit, Verdict
from bot.inline import KEPT
from bot.profile import introduce, our_commands, profile
from bot.updates import ALLOWED, UPDATES
from handlers.desk import Desk
from tests.bot.talking import Noted, Talk, talking
from tests.pretend.telegram import BOT

GROUP_CHAT = -100123
QUESTION = "交換學生報名到什麼時候"


@pytest_asyncio.fixture
async def talk(desk: Desk, book: Noted) -> AsyncIterator[Talk]:
    floods = Floods(Limit(PERSON.burst, 0), Limit(GROUP.burst, 0))  # no time passes
    async with talking(desk, book=book, floods=floods) as talk:
        yield talk
        assert not talk.pretended.refused


def test_every_kind_of_update_is_in_the_table_and_nothing_else() -> None:
    assert set(UPDATES) == set(Update.ALL_TYPES)
    assert all(handling.why for handling in UPDATES.values())


async def test_only_what_is_answered_is_asked_for(talk: Talk) -> None:
    await talk.polling._fetch(wait=0)
    assert set(ALLOWED) == {kind for kind, handling in UPDATES.items() if handling.handled}


@pytest.mark.parametrize(
    "text",
    [
        QUESTION,
        "大家早",
        "@zigetong_test_bots 你好",
        "/start@another_bot",
        "/ban",
        "/",
        "me@zigetong_test_bot.example @x",
    ],
)
async def test_a_group_s_own_talk_is_left_alone(talk: Talk, text: str) -> None:
    if "me@" in text:
        text = "寄到 a@zigetong_test_botx.example"
    assert await talk(talk.pretended.types(text, chat=GROUP_CHAT)) == ""


@pytest.mark.parametrize(
    "text",
    [f"@zigetong_test_bot {QUESTION}", f"{QUESTION} @Zigetong_Test_Bot", "/help", "/help@zigetong_test_bot"],
)
async def test_a_group_that_calls_is_answered(talk: Talk, text: str) -> None:
    said = await talk(talk.pretended.types(text, chat=GROUP_CHAT))
    assert "110年12月27日" in said or "怎麼問" in said


async def test_a_reply_to_the_bot_calls_it(talk: Talk) -> None:
    ours = {"message_id": 7, "date": 1, "chat": {"id": GROUP_CHAT, "type": "group"}, "from": BOT, "text": "…"}
    assert "110年12月27日" in await talk(
        talk.pretended.types(QUESTION, chat=GROUP_CHAT, reply_to_message=ours)
    )
    theirs = {**ours, "from": {"id": 5, "is_bot": False, "first_name": "x"}}
    assert await talk(talk.pretended.types(QUESTION, chat=GROUP_CHAT, reply_to_message=theirs)) == ""


async def test_being_added_says_once_how_to_call(talk: Talk, book: Noted) -> None:
    assert "@zigetong_test_bot" in await talk(talk.pretended.membership(GROUP_CHAT, "left", "member"))
    assert await talk(talk.pretended.membership(GROUP_CHAT, "member", "administrator")) == ""
    assert book.told == [("back", GROUP_CHAT)]


@pytest.mark.parametrize(("chat", "after"), [(42, "kicked"), (GROUP_CHAT, "left"), (GROUP_CHAT, "kicked")])
async def test_whoever_blocks_or_removes_the_bot_hears_nothing_more(
    talk: Talk, book: Noted, chat: int, after: str
) -> None:
    assert await talk(talk.pretended.membership(chat, "member", after)) == ""
    assert book.told == [("gone", chat)]


async def test_unblocking_says_nothing_and_goes_on(talk: Talk, book: Noted) -> None:
    assert await talk(talk.pretended.membership(42, "kicked", "member")) == ""
    assert book.told == [("back", 42)]


async def test_a_group_that_moves_is_followed(talk: Talk, book: Noted) -> None:
    await talk(talk.pretended.sends(chat=GROUP_CHAT, migrate_to_chat_id=-100999))
    assert ("moved", GROUP_CHAT, -100999) in book.told


async def test_a_quick_answer_in_any_chat_cites_its_clause(talk: Talk) -> None:
    await talk(talk.pretended.asks_inline(QUESTION))
    (results,) = talk.pretended.inline
    text = results[0]["input_message_content"]["message_text"]
    assert "110年12月27日" in text
    assert "附錄六" in text


@pytest.mark.parametrize("query", ["", "交換", "今天天氣如何呢"])
async def test_what_has_no_answer_gives_nothing_to_pass_on(talk: Talk, query: str) -> None:
    await talk(talk.pretended.asks_inline(query))
    assert talk.pretended.inline == [[]]


async def test_a_quick_answer_may_be_kept_for_others_and_an_empty_one_of_a_flood_may_not(talk: Talk) -> None:
    await talk(*(talk.pretended.asks_inline(QUESTION, person=9) for _ in range(22)))
    assert talk.pretended.inline_kept[0] == (KEPT, False)
    assert talk.pretended.inline[-1] == []
    assert talk.pretended.inline_kept[-1] == (0, True)


async def test_our_own_quick_answer_that_comes_back_is_not_answered(talk: Talk) -> None:
    """Somebody passes an inline answer on in the chat with the bot itself."""
    assert await talk(talk.pretended.types("【結論】交換學生報名到 12/27", via_bot=BOT)) == ""


async def test_an_administrator_who_hides_behind_the_group_is_answered_and_decides_nothing(
    talk: Talk,
) -> None:
    group = {"id": GROUP_CHAT, "type": "supergroup", "title": "班"}
    behind: dict[str, Any] = {
        "from": {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"},
        "sender_chat": group,
    }
    ask = f"@zigetong_test_bot {QUESTION}"
    assert "110年12月27日" in await talk(talk.pretended.types(ask, chat=GROUP_CHAT, **behind))
    assert "管理員" in await talk(talk.pretended.types("/forget", chat=GROUP_CHAT, **behind))
    bot: dict[str, Any] = {"from": {"id": 5, "is_bot": True, "first_name": "x"}}
    assert await talk(talk.pretended.types(ask, chat=GROUP_CHAT, **bot)) == ""


async def test_an_answer_stands_in_the_topic_where_it_was_asked(talk: Talk) -> None:
    topic: dict[str, Any] = {"message_thread_id": 77, "is_topic_message": True}
    await talk(talk.pretended.types(f"@zigetong_test_bot {QUESTION}", chat=GROUP_CHAT, **topic))
    assert talk.pretended.sent[-1].data["message_thread_id"] == 77
    await talk(talk.pretended.types(f"@zigetong_test_bot {QUESTION}", chat=GROUP_CHAT))
    assert "message_thread_id" not in talk.pretended.sent[-1].data


@pytest.mark.parametrize("kind", sorted(kind for kind, handling in UPDATES.items() if not handling.handled))
async def test_what_is_left_alone_is_left_alone(talk: Talk, kind: str) -> None:
    """Even where Telegram sends it, or something in its shape, nothing is said and the next one is answered."""
    someone = {"id": 5, "is_bot": False, "first_name": "x"}
    group = {"id": GROUP_CHAT, "type": "supergroup", "title": "班"}
    shape: dict[str, Any] = {
        "id": "1", "message_id": 1, "date": 1, "chat": group, "from": someone, "user": someone, "text": QUESTION,
    }  # fmt: skip
    odd = {"update_id": 900_000, kind: shape}
    assert await talk(odd, talk.pretended.types("/help")) != ""
    assert len(talk.pretended.sent) == 1


async def test_two_hundred_messages_at_once_are_told_once_and_others_are_answered(talk: Talk) -> None:
    flood = [talk.pretended.types("?", person=9) for _ in range(200)]
    others = [talk.pretended.types(QUESTION, person=100 + n) for n in range(10)]
    await talk(*flood, *others)
    sent = talk.pretended.sent
    assert len([s for s in sent if s.chat == 9]) == PERSON.burst + 1
    assert [s.text for s in sent if s.chat == 9][-1] == TOO_FAST
    assert all("110年12月27日" in s.text for s in sent if s.chat >= 100)
    assert len([s for s in sent if s.chat >= 100]) == 10


async def test_a_button_of_a_flood_is_still_answered(talk: Talk) -> None:
    taps = [talk.pretended.taps("1|nothing", person=9) for _ in range(50)]
    await talk(*taps)
    assert len(talk.pretended.answered_queries) == 50


def test_the_bucket_fills_again_and_nobody_else_s_is_touched() -> None:
    floods = Floods(Limit(2, 1), Limit(3, 0.1))
    assert [floods.take(1, 1, 0) for _ in range(4)] == [Verdict.GO, Verdict.GO, Verdict.TELL, Verdict.DROP]
    assert floods.take(2, 2, 0) is Verdict.GO
    assert floods.take(1, 1, 1.0) is Verdict.GO
    assert [floods.take(-5, person, 1.0) for person in range(10, 15)] == [
        Verdict.GO, Verdict.GO, Verdict.GO, Verdict.TELL, Verdict.DROP,
    ]  # fmt: skip
    assert floods.take(-5, 20, 100.0) is Verdict.GO
    assert GROUP.rate * 60 == pytest.approx(20)


async def test_the_profile_is_set_once_and_not_again(talk: Talk) -> None:
    bot = talk.polling.app.bot
    await introduce(bot)
    shown = talk.pretended.profile
    assert shown["name", ""] == "資格通"
    assert shown["name", "en"] == "Zigetong"
    assert [each["command"] for each in shown["commands", ""]] == [each.name for each in profile().commands]
    before = len(talk.pretended.calls)
    await introduce(bot)
    assert not [method for method, _ in talk.pretended.calls[before:] if method.startswith("set")]


@pytest.mark.parametrize("command", sorted(each.name for each in profile().commands))
async def test_every_command_of_the_menu_is_answered(talk: Talk, command: str) -> None:
    said: Any = await talk(talk.pretended.types(f"/{command}"))
    assert said
    assert "這個指令" not in said
    assert command in our_commands()
