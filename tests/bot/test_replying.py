"""An answer that Telegram did not take at once: who hears it all the same, how often, and after how long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram.error import NetworkError, TimedOut

from bot.presses import PAUSES as PRESSED_AGAIN
from bot.replying import PAUSES
from bot.telegram import SORRY
from handlers.desk import Desk
from tests.bot.talking import Noted, Talk, talking
from tests.pretend.rules import Refused

QUESTION = "交換學生報名到什麼時候"
ANSWER = "110年12月27日"
FULL = Refused(429, "Too Many Requests: retry after 7", {"retry_after": 7})
LONG = Refused(429, "Too Many Requests: retry after 600", {"retry_after": 600})
BAD_GATEWAY = Refused(502, "Bad Gateway")


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited."""
    return []


@pytest_asyncio.fixture
async def talk(desk: Desk, book: Noted, waits: list[float]) -> AsyncIterator[Talk]:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with talking(desk, book=book) as talk:
        talk.bridge.replying.sleep = talk.polling.receiver.sleep = sleep
        yield talk


def in_turn(method: str, problems: Iterable[Exception | None]) -> Callable[[str, dict[str, Any]], None]:
    """The calls of a method meet these, one after the other, and then nothing more. ``None``: it is taken."""
    left = list(problems)

    def fault(called: str, _: dict[str, Any]) -> None:
        if called == method and left and (problem := left.pop(0)) is not None:
            raise problem

    return fault


def lost(cause: httpx.HTTPError) -> NetworkError:
    """As python-telegram-bot raises what its connection met."""
    error: NetworkError = TimedOut() if isinstance(cause, httpx.TimeoutException) else NetworkError("x")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("problems", "waited"),
    [
        ([FULL], [7]),
        ([BAD_GATEWAY], [PAUSES[0]]),
        ([BAD_GATEWAY, FULL, BAD_GATEWAY], [PAUSES[0], 7, PAUSES[2]]),
        ([lost(httpx.ConnectError("x"))], [PAUSES[0]]),
        ([lost(httpx.ConnectTimeout("x"))] * 3, list(PAUSES)),
        ([lost(httpx.PoolTimeout("x"))], [PAUSES[0]]),
    ],
)
async def test_what_surely_did_not_arrive_is_sent_again(
    talk: Talk, waits: list[float], problems: list[Exception], waited: list[float]
) -> None:
    talk.pretended.faults = in_turn("sendMessage", problems)
    said = await talk(talk.pretended.types(QUESTION))
    assert ANSWER in said
    assert "重複" not in said
    assert len(talk.pretended.sent) == 1
    assert waits == waited


@pytest.mark.parametrize("cause", [httpx.ReadTimeout("x"), httpx.ReadError("x"), httpx.WriteTimeout("x")])
async def test_what_may_have_arrived_is_sent_once_more_and_says_so(
    talk: Talk, waits: list[float], cause: httpx.HTTPError
) -> None:
    talk.pretended.faults = in_turn("sendMessage", [lost(cause)])
    said = await talk(talk.pretended.types(QUESTION))
    assert ANSWER in said
    assert "可能重複" in said
    assert waits == [PAUSES[0]]


async def test_a_connection_that_swallows_everything_is_not_written_into_for_ever(
    talk: Talk, waits: list[float]
) -> None:
    """Twice at most: a person is not told the same thing four times. The next question is answered."""
    talk.pretended.faults = in_turn("sendMessage", [lost(httpx.ReadTimeout("x"))] * 2)
    assert await talk(talk.pretended.types(QUESTION)) == ""
    assert waits == [PAUSES[0]]
    assert ANSWER in await talk(talk.pretended.types(QUESTION))


async def test_telegram_is_not_begged_for_ever(talk: Talk, waits: list[float]) -> None:
    talk.pretended.faults = in_turn("sendMessage", [BAD_GATEWAY] * 4)
    assert await talk(talk.pretended.types(QUESTION)) == ""
    assert waits == list(PAUSES)
    talk.pretended.faults = in_turn("sendMessage", [LONG])
    assert await talk(talk.pretended.types(QUESTION)) == "", "nobody waits ten minutes for an answer"
    assert waits == list(PAUSES)


async def test_only_the_message_that_failed_is_repeated(talk: Talk, desk: Desk) -> None:
    talk.pretended.faults = in_turn("sendMessage", [None, BAD_GATEWAY])
    await talk(talk.pretended.types("/privacy"))
    await talk(talk.pretended.types("/help"))
    texts = [sent.text for sent in talk.pretended.sent]
    assert len(texts) == len(set(texts))


async def test_an_answer_that_telegram_refuses_is_told_as_our_mistake(talk: Talk) -> None:
    """Silence would leave a parent waiting."""
    talk.pretended.faults = in_turn("sendMessage", [Refused(400, "Bad Request: can't parse entities")])
    assert await talk(talk.pretended.types(QUESTION)) == SORRY


async def test_whoever_is_gone_is_noted_and_not_called_again(talk: Talk, book: Noted) -> None:
    talk.pretended.blocked.add(9)
    assert await talk(talk.pretended.types(QUESTION, person=9)) == ""
    assert book.told == [("gone", 9)]


async def test_a_group_that_moves_while_it_is_answered_hears_the_answer(talk: Talk, book: Noted) -> None:
    moved = Refused(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1005})
    talk.pretended.faults = in_turn("sendMessage", [moved])
    await talk(talk.pretended.types(f"@zigetong_test_bot {QUESTION}", chat=-5))
    assert [sent.chat for sent in talk.pretended.sent] == [-1005]
    assert book.told == [("moved", -5, -1005)]


@pytest.mark.parametrize(
    ("problems", "waited", "known"),
    [
        ([BAD_GATEWAY], [PRESSED_AGAIN[0]], 1),
        ([FULL, lost(httpx.ReadTimeout("x"))], [7, PRESSED_AGAIN[1]], 1),
        ([Refused(400, "Bad Request: query is too old")], [], 0),
        ([BAD_GATEWAY] * 4, list(PRESSED_AGAIN), 0),
    ],
)
async def test_a_press_is_acknowledged_and_answered_whatever_comes(
    talk: Talk, waits: list[float], problems: list[Exception], waited: list[float], known: int
) -> None:
    talk.pretended.faults = in_turn("answerCallbackQuery", problems)
    assert "舊版" in await talk(talk.pretended.taps("old"))
    assert waits == waited
    assert len(talk.pretended.answered_queries) == known


async def test_a_press_is_acknowledged_while_its_chat_still_waits(talk: Talk) -> None:
    """An earlier answer in the same chat waits for a flood limit; the press does not wait for that."""
    go = asyncio.Event()

    async def sleep(_: float) -> None:
        await go.wait()

    talk.bridge.replying.sleep = sleep
    talk.pretended.faults = in_turn("sendMessage", [FULL])
    before, press = talk.pretended.types(QUESTION), talk.pretended.taps("old")
    await talk.polling.handle([before, press], patience=0.2)
    assert len(talk.pretended.answered_queries) == 1
    assert talk.pretended.sent == []
    go.set()
    await talk.polling.handle([before, press])
    assert [ANSWER in sent.text for sent in talk.pretended.sent] == [True, False]
