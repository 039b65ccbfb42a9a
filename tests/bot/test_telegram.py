"""Telegram's side: every update answered, every message within the limits, every error told in a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from telegram import Update
from telegram.ext import ApplicationBuilder, TypeHandler

from bot.assembly import assemble
from bot.clock import TAIPEI
from bot.polling import Polling
from bot.settings import Settings
from bot.telegram import SORRY, Bridge
from handlers.desk import Desk
from knowledge.loading import DATA
from tests.pretend.loopback import TOKEN
from tests.pretend.rules import Refused
from tests.pretend.telegram import InProcess, Pretended

NOW = datetime(2021, 12, 1, 10, tzinfo=TAIPEI)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return assemble(Settings(tmp_path_factory.mktemp("home"), DATA, None, None)).desk


class Talk:
    """A person talking to the bot through a pretended Telegram."""

    def __init__(self, pretended: Pretended, polling: Polling, bridge: Bridge) -> None:
        self.pretended, self.polling, self.bridge = pretended, polling, bridge

    async def __call__(self, update: dict[str, Any]) -> str:
        """What the bot sends back to one update, all messages joined."""
        before = len(self.pretended.sent)
        await self.polling.handle([update])
        return "\n".join(sent.text for sent in self.pretended.sent[before:])


@pytest_asyncio.fixture
async def talk(desk: Desk) -> AsyncIterator[Talk]:
    import asyncio

    pretended = Pretended()
    request = InProcess(pretended)
    app = (
        ApplicationBuilder()
        .token(TOKEN)
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .build()
    )
    bridge = Bridge(desk, lambda: NOW)
    app.add_handler(TypeHandler(Update, bridge.update))
    app.add_error_handler(bridge.failed)
    await app.initialize()
    yield Talk(pretended, Polling(app, asyncio.Event()), bridge)
    await app.shutdown()


async def test_start_greets_and_offers_every_programme_and_the_other_language(talk: Talk, desk: Desk) -> None:
    assert "資格通" in await talk(talk.pretended.types("/start"))
    labels = [b["text"] for row in talk.pretended.sent[-1].rows for b in row]
    assert len(labels) == len(desk.asking.programmes) + 1
    assert labels[-1] == "English"
    assert not talk.pretended.refused


async def test_a_question_is_answered_with_its_clause(talk: Talk) -> None:
    said = await talk(talk.pretended.types("交換學生報名到什麼時候"))
    assert "110年12月27日（一）" in said
    assert "附錄六 柒、一" in said
    assert not talk.pretended.refused


async def test_a_button_leads_on_and_its_query_is_answered_first(talk: Talk) -> None:
    await talk(talk.pretended.types("交換學生美國名額幾個"))
    data = talk.pretended.sent[-1].rows[-1][0]["callback_data"]
    said = await talk(talk.pretended.taps(data))
    assert said
    assert [m for m, _ in talk.pretended.calls if m in {"answerCallbackQuery", "sendMessage"}][-2:] == [
        "answerCallbackQuery",
        "sendMessage",
    ]


async def test_a_follow_up_knows_what_was_talked_about(talk: Talk) -> None:
    await talk(talk.pretended.types("交換學生去美國有幾個名額"))
    assert "5名" in await talk(talk.pretended.types("那加拿大呢？"))


@pytest.mark.parametrize(
    "data", ["old-style", "0|unit|abc", "1|unit|zzzzzzzz", "1|", "|", "1|programme|" + "z" * 40]
)
async def test_an_old_or_forged_button_explains_itself(talk: Talk, data: str) -> None:
    assert "舊版" in await talk(talk.pretended.taps(data))


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}, "照片"),
        (
            {
                "sticker": {
                    "file_id": "a",
                    "file_unique_id": "b",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            "貼圖",
        ),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, "語音"),
        ({"document": {"file_id": "a", "file_unique_id": "b"}}, "檔案"),
        ({"location": {"longitude": 1.0, "latitude": 1.0}}, "位置"),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, "文字"),
    ],
)
async def test_what_is_no_text_gets_a_sentence(talk: Talk, fields: dict[str, Any], part: str) -> None:
    assert part in await talk(talk.pretended.sends(**fields))


@pytest.mark.parametrize("text", ["😭😭😭", "字" * 4096, "?", "/nonsense", "<b>&", "\x00\x07", "🏫" * 2048])
async def test_bad_text_gets_a_sentence_and_the_next_message_works(talk: Talk, text: str) -> None:
    assert await talk(talk.pretended.types(text))
    assert "110年12月27日" in await talk(talk.pretended.types("交換學生報名到什麼時候"))
    assert not talk.pretended.refused


async def test_an_edited_message_is_answered_like_a_new_one(talk: Talk) -> None:
    assert "110年12月27日" in await talk(talk.pretended.edits("交換學生報名到什麼時候"))


async def test_a_flood_limit_is_obeyed(talk: Talk) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        talk.pretended.faults = None

    def flood(method: str, _: dict[str, Any]) -> None:
        if method == "sendMessage":
            raise Refused(429, "Too Many Requests: retry after 7", {"retry_after": 7})

    talk.bridge.replying.sleep = sleep
    talk.pretended.faults = flood
    assert "110年12月27日" in await talk(talk.pretended.types("交換學生報名到什麼時候"))
    assert waits == [7]


async def test_somebody_who_blocked_the_bot_stops_nothing(talk: Talk) -> None:
    talk.pretended.blocked.add(9)
    assert await talk(talk.pretended.types("交換學生報名到什麼時候", person=9)) == ""
    assert await talk(talk.pretended.types("交換學生報名到什麼時候"))


async def test_an_error_is_told_in_a_sentence(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(talk.bridge.desk, "reply", broken, raising=False)
    assert await talk(talk.pretended.types("交換學生報名到什麼時候")) == SORRY


async def test_a_poison_update_is_stepped_over(talk: Talk) -> None:
    talk.pretended.poison()
    good = talk.pretended.types("交換學生報名到什麼時候")
    await talk.polling.handle(list(talk.pretended.waiting))
    assert len(talk.pretended.sent) == 1
    assert talk.polling.offset == good["update_id"] + 1


def test_the_home_folder_may_be_read_only(tmp_path: Path) -> None:
    """The built knowledge base is a help, not a need."""
    tmp_path.chmod(0o500)
    assert assemble(Settings(tmp_path / "no" / "such", DATA, None, None)).assistant.base.programmes
