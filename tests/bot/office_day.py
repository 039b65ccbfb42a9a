"""The office's part of a day, from end to end: invited, joined, announced, answered, handed over, asked for.

Afterwards there is a row about the parent in almost every table that can hold one, as there would be in real life.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.assembly import Parts
from bot.sending import TelegramSender
from handlers.turn import Reply, Turn
from knowledge.speaking import CHINESE
from tests.bot.day import OTHER, PERSON
from tests.bot.talking import Talk, delivered, shown
from tests.pretend.telegram import BOT, Sent

STAFF = 7_555_000_111
STAFF_CHAT = -1_009_000_001
NAME = {"id": PERSON, "is_bot": False, "first_name": "王小美"}
STRANGER = 7_111_222_333
UNKNOWN = "校車幾點到學校門口"
WORRY = "孩子轉學了資格還在嗎"


class Broken:
    """A desk that cannot answer, and says whom and what it was about."""

    def language(self, _: int) -> str:
        return CHINESE

    def reply(self, turn: Turn) -> Reply:
        raise RuntimeError(f"{turn.name} {turn.text} 王小美")


@dataclass
class OfficeDay:
    """Who does what. ``now`` goes on while messages are delivered."""

    parts: Parts
    talk: Talk
    now: datetime

    def __post_init__(self) -> None:
        self.talk.bridge.clock = lambda: self.now
        sender = TelegramSender(self.talk.polling.app.bot)
        self.delivery = self.parts.keeping.delivery(sender, lambda: self.now)
        self.parts.office.staff.learn("bot", str(BOT["username"]))

    async def says(self, text: str, person: int, chat: int | None = None, **more: Any) -> str:
        sender = {"from": NAME} if person == PERSON else {}
        return await self.talk(self.talk.pretended.types(text, person=person, chat=chat, **sender, **more))

    async def taps(self, label: str, person: int, chat: int | None = None) -> str:
        """Press the newest button with these words in a chat."""
        button = shown(self.talk.pretended.sent, chat or person, label).button(label)
        update = self.talk.pretended.taps(button, person=person, chat=chat)
        if person == PERSON:
            update["callback_query"]["from"] = NAME
        return await self.talk(update)

    async def deliver(self) -> list[Sent]:
        """What goes out by itself."""
        before = len(self.talk.pretended.sent)
        await delivered(self.parts, self.delivery, self._passing, 100)
        return self.talk.pretended.sent[before:]

    def _passing(self) -> datetime:
        self.now += timedelta(seconds=4)
        return self.now

    async def live(self) -> None:
        """The whole of it; the parent's last words are still on their way when it ends."""
        await self._reminded()
        await self._invited()
        await self._joined()
        await self._announced()
        await self._unanswered()
        await self._troubled()
        await self._handed_over()

    async def _reminded(self) -> None:
        await self.says("截止前三天提醒我金門資優", PERSON)
        await self.taps("全部日期", PERSON)

    async def _invited(self) -> None:
        invited = await self.says("/staff invite 景美國小教務處", OTHER)
        (token,) = re.findall(r"start=([A-Za-z0-9_-]+)", invited)
        await self.says(f"/start {token}", STAFF)
        assert self.parts.office.staff.member(STAFF) is not None

    async def _joined(self) -> None:
        linked = await self.says("/link 班級 景美國小三年二班 臺北市", STAFF)
        (payload,) = re.findall(r"start=([A-Za-z0-9_-]+)", linked)
        await self.says(f"/start {payload}", PERSON)
        await self.taps("家長", PERSON)

    async def _announced(self) -> None:
        await self.says("/announce", STAFF)
        await self.says("週六親師座談。", STAFF)
        for label in ("選對象", "每個人", "好了", "回條選項"):
            await self.taps(label, STAFF)
        await self.says("參加 不參加", STAFF)
        for label in ("送出", "確定送出"):
            await self.taps(label, STAFF)
        assert [sent for sent in await self.deliver() if sent.chat == PERSON]
        await self.taps("參加", PERSON)
        await self.says("/announce", STAFF)

    async def _unanswered(self) -> None:
        for _ in range(2):
            await self.says(UNKNOWN, PERSON)
        await self.taps("有答案時告訴我", PERSON)

    async def _troubled(self) -> None:
        """What is written into a log: an update that cannot be read, a block, an error with somebody's words in it."""
        self.talk.pretended.poison()
        await self.talk(self.talk.pretended.waiting[-1])
        await self.talk(self.talk.pretended.membership(STRANGER, "member", "kicked"))
        desk, self.talk.bridge.desk = self.talk.bridge.desk, Broken()  # type: ignore[assignment]
        assert "抱歉" in await self.says(WORRY, PERSON)
        self.talk.bridge.desk = desk

    async def _handed_over(self) -> None:
        await self.says(WORRY, PERSON)
        await self.says("/person", PERSON)
        await self.taps("顯示名稱", PERSON)
        told = next(sent for sent in await self.deliver() if sent.chat == STAFF_CHAT)
        ours = {"message_id": told.id, "date": 1, "chat": {"id": STAFF_CHAT, "type": "group"}, "from": BOT}
        await self.says("在的，請放心。", STAFF, STAFF_CHAT, reply_to_message=ours)
        assert [sent for sent in await self.deliver() if sent.chat == PERSON]
        await self.says("謝謝，孩子叫陳大文", PERSON)
