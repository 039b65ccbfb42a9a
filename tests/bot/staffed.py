"""The whole bot with its office, behind a pretended Telegram in process: what staff and parents see on their telephones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, TypeHandler

from bot.assembly import Parts, assemble
from bot.clock import TAIPEI
from bot.polling import Polling
from bot.profile import our_commands
from bot.progress import Progress
from bot.sending import TelegramSender
from bot.settings import Settings
from bot.store.connection import Store
from bot.telegram import Bridge
from knowledge.loading import DATA
from tests.bot.talking import delivered, shown
from tests.bot.world import AT_ONCE
from tests.pretend.loopback import TOKEN
from tests.pretend.telegram import InProcess, Pretended, Sent

NOW = datetime(2026, 4, 16, 10, tzinfo=TAIPEI)
OWNER, STAFF, SECOND, PARENT, OFFICE = 11, 12, 16, 1000, -100


class Staffed:
    """``says`` and ``taps`` are what people do; both give what the bot sends back to them."""

    def __init__(self, parts: Parts, pretended: Pretended, polling: Polling) -> None:
        self.parts, self.pretended, self.polling = parts, pretended, polling
        self.now = NOW
        sender = TelegramSender(polling.app.bot)
        self.delivery = parts.keeping.delivery(sender, self.clock)
        self.progress = Progress(parts.office.book, parts.office.staff, polling.app.bot, self.clock)

    def clock(self) -> datetime:
        return self.now

    async def says(self, text: str, person: int, chat: int | None = None, **more: Any) -> str:
        """A person types (or sends, with ``more``)."""
        return await self._said(self.pretended.types(text, person, chat, **more))

    async def sends(self, person: int, chat: int | None = None, **fields: Any) -> str:
        """A person sends something that is not text."""
        return await self._said(self.pretended.sends(person, chat, **fields))

    async def taps(self, label: str, person: int, on: Sent | None = None) -> str:
        """A person taps a button: of a message, or of the last one in their chat that has such a button."""
        return await self._said(self.pretended.taps((on or self.last(person, label)).button(label), person))

    async def presses(self, carried: str, person: int, chat: int | None = None) -> str:
        """A button that carries something is pressed."""
        return await self._said(self.pretended.taps(carried, person, chat))

    async def _said(self, *updates: dict[str, Any]) -> str:
        before = len(self.pretended.sent)
        await self.polling.handle(list(updates))
        return "\n".join(sent.text for sent in self.pretended.sent[before:])

    def last(self, chat: int, label: str = "") -> Sent:
        """The last message in a chat with such a button."""
        return shown(self.pretended.sent, chat, label)

    def heard(self, chat: int) -> list[str]:
        """The messages in a chat that were not withdrawn."""
        gone = {id(each) for each in self.pretended.deleted}
        return [each.text for each in self.pretended.sent if each.chat == chat and id(each) not in gone]

    async def deliver(self, **later: float) -> None:
        """Everything that goes out at the moment (or so much later), and progress."""
        self.now += timedelta(**later)
        await delivered(self.parts, self.delivery, self._passing, 2000)
        await self.progress.look()

    def _passing(self) -> datetime:
        self.now += timedelta(milliseconds=200)
        return self.now

    async def hire(self, person: int = STAFF, office: str = "景美國小") -> None:
        """The owner invites, the person accepts."""
        await self.says(f"/staff invite {office}", OWNER)
        link = self.last(OWNER).text.partition("?start=")[2].split()[0]
        assert "承辦人員" in await self.says(f"/start {link}", person)

    def join(self, count: int = 3) -> list[int]:
        """So many parents."""
        chats = list(range(PARENT, PARENT + count))
        for chat in chats:
            self.parts.office.members.join(chat, "parent", "", self.now)
        return chats

    async def draft(self, text: str = "明天停課一天。", person: int = STAFF) -> str:
        """A draft for everybody, up to its card."""
        await self.says("/announce", person)
        await self.says(text, person)
        await self.taps("選對象", person)
        await self.taps("每個人", person)
        return await self.taps("好了", person)

    async def release(self, text: str = "明天停課一天。", person: int = STAFF) -> None:
        """An announcement to everybody, delivered."""
        await self.draft(text, person)
        await self.taps("送出…", person)
        await self.taps("確定送出", person)
        await self.deliver()


@asynccontextmanager
async def staffed(home: Path, **settings: Any) -> AsyncIterator[Staffed]:
    """A bot with an owner and a staff chat, whatever else is set."""
    plain = Settings(home, DATA, None, None, owner=OWNER, staff_chat=OFFICE)
    parts = assemble(replace(plain, **settings), Store(None))
    parts.keeping.ledger.limits = AT_ONCE
    parts.office.staff.learn("bot", "zigetong_test_bot")
    pretended = Pretended()
    request = InProcess(pretended)
    builder = ApplicationBuilder().token(TOKEN).request(request).get_updates_request(request)
    app = builder.updater(None).job_queue(None).build()
    polling = Polling(app, asyncio.Event())
    made = Staffed(parts, pretended, polling)
    bridge = Bridge(parts.desk, made.clock, parts.keeping.lane, parts.keeping.book, commands=our_commands())
    app.add_handler(TypeHandler(Update, bridge.update))
    app.add_error_handler(bridge.failed)
    await app.initialize()
    yield made
    await app.shutdown()
