"""Sending through python-telegram-bot: every way it can end, in delivery's own words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.delivery.messages import (
    Flooded,
    Gone,
    Moved,
    Outgoing,
    Refused,
    SendError,
    Unreachable,
    Unsure,
)
from bot.sending import TelegramSender, told
from handlers.turn import Button
from tests.pretend import rules
from tests.pretend.loopback import TOKEN
from tests.pretend.telegram import InProcess, Pretended

MESSAGE = Outgoing("<b>提醒</b>", ((Button("已完成", "1|r-done|1|0"),),))


@pytest.fixture
def pretended() -> Pretended:
    return Pretended()


@pytest_asyncio.fixture
async def sender(pretended: Pretended) -> AsyncIterator[TelegramSender]:
    request = InProcess(pretended)
    bot = Bot(TOKEN, request=request, get_updates_request=request)
    await bot.initialize()
    yield TelegramSender(bot)
    await bot.shutdown()


async def test_a_message_arrives_with_its_buttons_and_its_number_is_known(
    sender: TelegramSender, pretended: Pretended
) -> None:
    number = await sender.send(5, MESSAGE)
    (sent,) = pretended.sent
    assert (sent.id, sent.text, sent.button("已完成")) == (number, "提醒", "1|r-done|1|0")


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_picture_or_file_goes_by_its_id(
    sender: TelegramSender, pretended: Pretended, kind: str
) -> None:
    more: dict[str, Any] = {kind: "file-id"}
    assert await sender.send(5, Outgoing("說明", **more))
    assert not pretended.refused


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (rules.Refused(429, "Too Many Requests: retry after 30", {"retry_after": 30}), Flooded),
        (rules.Refused(403, "Forbidden: bot was blocked by the user"), Gone),
        (rules.Refused(403, "Forbidden: bot was kicked from the group chat"), Gone),
        (rules.Refused(400, "Bad Request: chat not found"), Gone),
        (rules.Refused(400, "Bad Request: message is too long"), Refused),
        (rules.Refused(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1005}), Moved),
        (rules.Refused(502, "Bad Gateway"), Unreachable),
        (rules.Refused(500, "Internal Server Error"), Unreachable),
    ],
)
async def test_what_telegram_answers(
    sender: TelegramSender, pretended: Pretended, refusal: rules.Refused, expected: type[SendError]
) -> None:
    def refuse(_: str, __: dict[str, Any]) -> None:
        raise refusal

    pretended.faults = refuse
    with pytest.raises(expected) as caught:
        await sender.send(5, MESSAGE)
    if isinstance(caught.value, Flooded):
        assert caught.value.seconds == 30
    if isinstance(caught.value, Moved):
        assert caught.value.chat == -1005


@pytest.mark.parametrize(
    ("error", "cause", "expected"),
    [
        (NetworkError("x"), httpx.ConnectError("refused"), Unreachable),
        (TimedOut(), httpx.ConnectTimeout("x"), Unreachable),
        (TimedOut(), httpx.PoolTimeout("x"), Unreachable),
        (TimedOut(), httpx.ReadTimeout("x"), Unsure),
        (NetworkError("x"), httpx.ReadError("closed"), Unsure),
        (NetworkError("x"), httpx.RemoteProtocolError("closed"), Unsure),
        (TimedOut(), None, Unsure),
        (TelegramError("Invalid server response"), None, Unsure),
    ],
)
def test_a_broken_connection_is_unsure_unless_the_message_never_left(
    error: TelegramError, cause: Exception | None, expected: type[SendError]
) -> None:
    error.__cause__ = cause
    assert type(told(error)) is expected


async def test_a_socket_closed_in_the_middle_is_unsure_and_a_closed_port_is_not() -> None:
    """Over a real connection: once the request has left, nobody knows; where nobody listens, it never left."""

    async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot")
    try:
        with pytest.raises(Unsure):
            await TelegramSender(bot).send(5, MESSAGE)
        server.close()
        await server.wait_closed()
        with pytest.raises(Unreachable):
            await TelegramSender(bot).send(5, MESSAGE)
    finally:
        await bot.shutdown()
        server.close()
