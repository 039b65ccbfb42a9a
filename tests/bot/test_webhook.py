"""The webhook and the status pages, over loopback: only Telegram is heard, everything is answered, nothing is told."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.assembly import assemble
from bot.delivery.messages import State
from bot.health import Health
from bot.settings import Settings
from bot.status import Status
from bot.webhook import HEADER, LARGEST, Webhook
from knowledge.errors import ZigetongError
from knowledge.loading import DATA
from tests.bot.talking import Talk, talking

QUESTION = "交換學生報名到什麼時候"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Hook:
    """A webhook that listens, and whoever calls it."""

    talk: Talk
    webhook: Webhook
    health: Health
    url: str
    status: str
    troubles: dict[str, str]

    async def call(self, raw: Any, secret: bytes | None = None, **more: Any) -> int:
        """The status of one call."""
        content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
        given = self.webhook.secret.encode() if secret is None else secret
        headers = [(HEADER.encode(), given)]
        async with httpx.AsyncClient() as client:
            return (await client.post(self.url, content=content, headers=headers, **more)).status_code

    async def page(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.get(f"{self.status}{path}")

    def said(self) -> list[str]:
        return [sent.text for sent in self.talk.pretended.sent]


@pytest_asyncio.fixture
async def hook(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hook]:
    desk = assemble(Settings(tmp_path_factory.mktemp("home"), DATA, None, None)).desk
    port, status = free_port(), free_port()
    troubles: dict[str, str] = {}

    def check() -> None:
        for text in troubles.values():
            raise ZigetongError(text)

    async with talking(desk) as talk:
        talk.polling.receiver.metrics.watch(lambda: {State.SENT: 3})
        stop, receiver, health = (
            asyncio.Event(),
            talk.polling.receiver,
            Health({"store": check}, polls=False),
        )
        webhook = Webhook(
            talk.polling.app, stop, receiver, health, "https://bot.example.tw/telegram", ("127.0.0.1", port)
        )
        tasks = [
            asyncio.create_task(webhook.run()),
            asyncio.create_task(Status(status, health, receiver.metrics).run(stop)),
        ]
        while not talk.pretended.webhook:  # noqa: ASYNC110  the pretended Telegram knows no events
            await asyncio.sleep(0.01)
        yield Hook(
            talk, webhook, health, f"http://127.0.0.1:{port}/telegram", f"http://127.0.0.1:{status}", troubles
        )
        stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), 10)


async def test_telegram_is_told_where_and_with_which_secret(hook: Hook) -> None:
    told = hook.talk.pretended.webhook
    assert told["url"] == "https://bot.example.tw/telegram"
    assert told["secret_token"] == hook.webhook.secret
    assert len(hook.webhook.secret) >= 32


async def test_a_call_is_answered_once_however_often_it_comes(hook: Hook) -> None:
    update = hook.talk.pretended.types(QUESTION)
    assert await asyncio.gather(*(hook.call(update) for _ in range(5))) == [200] * 5
    assert len(hook.said()) == 1
    assert "110年12月27日" in hook.said()[0]


@pytest.mark.parametrize("secret", [b"", b"wrong", b"\xff\xfe"])
async def test_whoever_does_not_know_the_secret_is_not_heard(hook: Hook, secret: bytes) -> None:
    assert await hook.call(hook.talk.pretended.types(QUESTION), secret) == 403
    assert hook.said() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b"\xff", b"null", b"7", b'{"update_id": "x"}', b"[]"]
)
async def test_what_is_no_update_harms_nothing(hook: Hook, body: bytes) -> None:
    assert await hook.call(body) in {200, 400}
    assert await hook.call(hook.talk.pretended.types(QUESTION)) == 200
    assert len(hook.said()) == 1


async def test_a_poison_update_is_taken_so_that_it_does_not_come_for_ever(hook: Hook) -> None:
    hook.talk.pretended.poison()
    assert await hook.call(hook.talk.pretended.waiting[-1]) == 200
    assert hook.said() == []


async def test_a_body_that_is_too_large_is_not_read(hook: Hook) -> None:
    try:
        status = await hook.call(b"x" * (LARGEST + 1))
    except httpx.TransportError:
        status = 413
    assert status in {400, 413}
    assert await hook.call(hook.talk.pretended.types(QUESTION)) == 200


async def test_nothing_else_is_served_and_nothing_is_told(hook: Hook) -> None:
    async with httpx.AsyncClient() as client:
        for answer in (await client.get(hook.url), await client.get(hook.url.replace("telegram", "x"))):
            assert answer.status_code in {404, 405}
            assert "Traceback" not in answer.text
            assert "tornado" not in answer.headers.get("server", "").lower()


async def test_the_pages_tell_whether_it_is_well(hook: Hook) -> None:
    assert (await hook.page("/healthz")).json() == {"alive": True}
    assert (await hook.page("/readyz")).status_code == 200
    hook.troubles["store"] = "磁碟滿了"
    answer = await hook.page("/readyz")
    assert answer.status_code == 503
    assert answer.json()["troubles"] == {"store": "磁碟滿了"}


async def test_the_metrics_count_and_name_nobody(hook: Hook) -> None:
    await hook.call(hook.talk.pretended.types(QUESTION, person=7_123_456_789))
    await hook.call(hook.talk.pretended.types(QUESTION), b"wrong")
    text = (await hook.page("/metrics")).text
    assert 'zigetong_update_seconds_count{kind="message"} 1.0' in text
    assert "zigetong_refused_webhook_calls_total 1.0" in text
    assert 'zigetong_messages{state="sent"} 3.0' in text
    assert "process_resident_memory_bytes" in text
    assert "7123456789" not in text
    assert "交換" not in text
