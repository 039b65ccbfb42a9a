"""An answer on its way to the person who waits for it: each of its messages, made again where the first call failed.

It does not go through the ledger, for it is worth nothing in an hour: it is tried again within a minute, or told as
failed. What surely did not arrive is simply sent again. What may have arrived is sent once more and says so: hearing
an answer twice harms nobody, hearing nothing leaves a parent without it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import Bot, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.lane import Lane
from bot.delivery.messages import Flooded, Gone, Moved, Unreachable, Unsure
from bot.rendering import Message, html, messages
from bot.sending import told
from bot.store.protocols import Chats
from handlers.turn import Line, Reply, Style
from knowledge.speaking import CHINESE, N_, _, speaking

log = logging.getLogger(__name__)

PAUSES = (1.0, 3.0, 10.0)
"""Seconds before each further try."""
LONGEST_WAIT = 60.0
"""Seconds that Telegram may ask for; beyond them nobody waits for the answer any more."""
TWICE = N_("（連線中斷過，這則可能重複）")
Call = Callable[[int, bool], Awaitable[object]]
"""One call for a chat; whether an earlier one may have arrived."""


class Replying:
    """Sends replies as one bot. ``sleep`` waits (tests replace it); ``book`` is told of chats that are gone or moved;
    ``language`` tells what a chat reads."""

    def __init__(
        self,
        lane: Lane,
        book: Chats | None,
        clock: Callable[[], datetime],
        language: Callable[[int], str] = lambda _: CHINESE,
    ) -> None:
        self.lane, self.book, self.clock, self.language = lane, book, clock, language
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def send(self, bot: Bot, chat: int, reply: Reply, topic: int | None = None) -> None:
        """Every message of a reply, and its file, into a chat (and a ``topic`` of it).

        Raises the TelegramError of a message that could not be sent; a chat that is gone raises nothing.
        """
        calls = [self._message(bot, each, topic) for each in messages(reply)]
        if reply.file is not None:
            file = InputFile(reply.file.content, filename=reply.file.name)
            calls.append(lambda to, _again: bot.send_document(to, file, message_thread_id=topic))
        for call in calls:
            moved = await self._patiently(call, chat)
            if moved is None:
                return
            chat = moved

    def _message(self, bot: Bot, each: Message, topic: int | None) -> Call:
        return lambda chat, again: bot.send_message(
            chat,
            f"{self._twice(chat)}\n{each.html}" if again else each.html,
            parse_mode=ParseMode.HTML,
            reply_markup=each.keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            message_thread_id=topic,
        )

    def _twice(self, chat: int) -> str:
        """The line before what may have arrived already."""
        with speaking(self.language(chat)):
            return html(Line(_(TWICE), Style.SMALL))

    async def _patiently(self, call: Call, chat: int) -> int | None:
        """Make a call until it succeeds; the chat's number, which may be another now, or None where it is gone."""
        unsure = False
        for pause in (*PAUSES, None):
            try:
                await call(chat, unsure)
            except TelegramError as error:
                problem = told(error)
                if isinstance(problem, Gone):
                    self._gone(chat, problem)
                    return None
                wait = waiting(problem, pause, unsure=unsure)
                if wait is None:
                    raise
                if isinstance(problem, Moved):
                    chat = self._moved(chat, problem)
                unsure = unsure or isinstance(problem, Unsure)
                await self.sleep(wait)
            else:
                self.lane.sent()
                return chat
        raise AssertionError("the last try returns or raises")

    def _gone(self, chat: int, problem: Gone) -> None:
        log.info("an answer found nobody: the bot is blocked or put out")
        if self.book is not None:
            self.book.gone(chat, str(problem), self.clock())

    def _moved(self, chat: int, problem: Moved) -> int:
        if self.book is not None:
            self.book.moved(chat, problem.chat)
        return problem.chat


def waiting(problem: Exception, pause: float | None, *, unsure: bool) -> float | None:
    """Seconds until a call is made again; None where it is not. ``unsure``: an earlier one may have arrived already."""
    if pause is None:
        return None
    if isinstance(problem, Flooded):
        return problem.seconds if problem.seconds <= LONGEST_WAIT else None
    if isinstance(problem, Moved):
        return 0.0
    if isinstance(problem, Unreachable):
        return pause
    return pause if isinstance(problem, Unsure) and not unsure else None
