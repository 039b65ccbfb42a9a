"""People talking to the bot through a pretended Telegram, in process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, TypeHandler

from bot.assembly import Parts
from bot.clock import TAIPEI
from bot.delivery.delivering import Delivery
from bot.floods import Floods
from bot.polling import Polling
from bot.profile import our_commands
from bot.store.protocols import Chats
from bot.telegram import Bridge
from handlers.desk import Desk
from tests.pretend.loopback import TOKEN
from tests.pretend.telegram import InProcess, Pretended, Sent

NOW = datetime(2021, 12, 1, 10, tzinfo=TAIPEI)


class Noted:
    """A book of chats that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def gone(self, chat: int, *_: object) -> None:
        self.told.append(("gone", chat))

    def back(self, chat: int, *_: object) -> None:
        self.told.append(("back", chat))

    def moved(self, old: int, new: int) -> None:
        self.told.append(("moved", old, new))


class Talk:
    """The bot, and what it says back."""

    def __init__(self, pretended: Pretended, polling: Polling, bridge: Bridge) -> None:
        self.pretended, self.polling, self.bridge = pretended, polling, bridge

    async def __call__(self, *updates: dict[str, Any]) -> str:
        """What the bot sends back to some updates, all messages joined."""
        before = len(self.pretended.sent)
        await self.polling.handle(list(updates))
        return "\n".join(sent.text for sent in self.pretended.sent[before:])


def shown(sent: Sequence[Sent], chat: int, label: str = "") -> Sent:
    """The newest message in a chat with such a button."""
    for each in reversed(sent):
        words = [button["text"] for row in each.rows for button in row]
        if each.chat == chat and (not label or any(label in word for word in words)):
            return each
    raise AssertionError(f"nobody in {chat} was shown {label}")


async def delivered(parts: Parts, delivery: Delivery, clock: Callable[[], datetime], most: int) -> None:
    """Everything goes out that is due; ``clock`` tells the time of each round, and lets it pass."""
    for _ in range(most):
        now = clock()
        parts.office.announcing.looked = None
        await delivery.round()
        if delivery.tasks:
            await asyncio.wait(delivery.tasks)
            continue
        due = parts.keeping.ledger.next_due()
        if due is None or due > now:
            break


@asynccontextmanager
async def talking(
    desk: Desk, *, book: Chats | None = None, floods: Floods | None = None, now: datetime = NOW
) -> AsyncIterator[Talk]:
    """A bot with ``desk`` behind it."""
    pretended = Pretended()
    request = InProcess(pretended)
    builder = ApplicationBuilder().token(TOKEN).request(request).get_updates_request(request)
    app = builder.updater(None).job_queue(None).build()
    bridge = Bridge(desk, lambda: now, book=book, floods=floods, commands=our_commands())
    app.add_handler(TypeHandler(Update, bridge.update))
    app.add_error_handler(bridge.failed)
    await app.initialize()
    yield Talk(pretended, Polling(app, asyncio.Event()), bridge)
    await app.shutdown()
