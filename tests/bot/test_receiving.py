"""Updates as they come in: in order for each chat, side by side for all, once each, none lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.assembly import assemble
from bot.settings import Settings
from handlers.desk import Desk
from knowledge.loading import DATA
from tests.bot.talking import Talk, talking
from tests.pretend.rules import Refused

QUESTION = "交換學生報名到什麼時候"
SLOW, QUICK = 5, 6


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return assemble(Settings(tmp_path_factory.mktemp("home"), DATA, None, None)).desk


@pytest_asyncio.fixture
async def talk(desk: Desk) -> AsyncIterator[Talk]:
    async with talking(desk) as talk:
        yield talk


def held(talk: Talk) -> asyncio.Event:
    """Answers to one person wait until the event is set, as after a flood limit."""
    go = asyncio.Event()

    def flood(method: str, data: dict[str, Any]) -> None:
        if method == "sendMessage" and int(data["chat_id"]) == SLOW and not go.is_set():
            raise Refused(429, "Too Many Requests: retry after 9", {"retry_after": 9})

    async def sleep(_: float) -> None:
        await go.wait()

    talk.pretended.faults = flood
    talk.bridge.replying.sleep = sleep
    return go


async def test_a_slow_answer_holds_up_nobody_and_is_confirmed_last(talk: Talk) -> None:
    """A kill while it is under way makes Telegram send it again; without one it is answered once."""
    go = held(talk)
    slow = talk.pretended.types(QUESTION, person=SLOW)
    quick = talk.pretended.types(QUESTION, person=QUICK)
    await talk.polling.handle([slow, quick], patience=0.5)
    assert [sent.chat for sent in talk.pretended.sent] == [QUICK]
    assert talk.polling.offset == slow["update_id"]
    later = talk.pretended.types(QUESTION, person=QUICK)
    await talk.polling.handle([slow, quick, later], patience=0.5)
    assert [sent.chat for sent in talk.pretended.sent] == [QUICK, QUICK], (
        "what was handled is not handled again"
    )
    go.set()
    await talk.polling.handle([slow, quick, later])
    assert [sent.chat for sent in talk.pretended.sent] == [QUICK, QUICK, SLOW]
    assert talk.polling.offset == later["update_id"] + 1


async def test_a_chat_is_answered_in_order(talk: Talk) -> None:
    go = held(talk)
    first = talk.pretended.types("/start", person=SLOW)
    second = talk.pretended.types(QUESTION, person=SLOW)
    await talk.polling.handle([first, second], patience=0.1)
    go.set()
    await talk.polling.handle([first, second])
    assert ["資格通" in sent.text for sent in talk.pretended.sent] == [True, False]


async def test_a_hundred_that_wait_do_not_hide_what_comes_after(talk: Talk) -> None:
    """Telegram shows a hundred at a time: where all of them are under way they are confirmed."""
    go = held(talk)
    many = [talk.pretended.types(QUESTION, person=SLOW) for _ in range(100)]
    await talk.polling.handle(many, patience=0.1)
    assert talk.polling.offset == many[-1]["update_id"] + 1
    go.set()
    await talk.polling.receiver.finish(30)
    assert len(talk.pretended.sent) == 100


@pytest.mark.parametrize(
    "raw", [None, 7, [], {}, {"update_id": "x"}, {"update_id": True}, {"update_id": 1.5}]
)
async def test_what_is_no_update_is_passed_over(talk: Talk, raw: object) -> None:
    assert talk.polling.receiver.take(raw) is None
