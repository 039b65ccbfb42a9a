"""Sending through Telegram for whoever plans messages: one call, and its errors in delivery's own few words.

Telegram has no key that would make a repeated send harmless, so it matters whether a message was on its way when the
connection broke: only what surely never left is simply sent again.
"""

from __future__ import annotations

import re

import httpx
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

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
from bot.rendering import keyboard

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
NOBODY_THERE = re.compile(
    "chat not found|user not found|peer_id_invalid|chat_id is empty|deactivated", re.IGNORECASE
)


class TelegramSender:
    """Sends as one bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def send(self, chat: int, message: Outgoing) -> int:
        """The sent message's number; SendError says how it ended otherwise."""
        try:
            return await self._send(chat, message)
        except TelegramError as error:
            raise told(error) from error

    async def _send(self, chat: int, message: Outgoing) -> int:
        if message.deletes is not None:
            await self._delete(chat, message.deletes)
            return message.deletes
        if message.edits is not None:
            await self._edit(chat, message.edits, message)
            return message.edits
        markup = keyboard(message.buttons)
        if message.photo is not None:
            sent = await self.bot.send_photo(
                chat, message.photo, message.html, parse_mode=ParseMode.HTML, reply_markup=markup
            )
        elif message.document is not None:
            sent = await self.bot.send_document(
                chat, message.document, caption=message.html, parse_mode=ParseMode.HTML, reply_markup=markup
            )
        else:
            sent = await self.bot.send_message(
                chat, message.html, parse_mode=ParseMode.HTML, reply_markup=markup,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )  # fmt: skip
        return int(sent.message_id)

    async def _delete(self, chat: int, number: int) -> None:
        """Withdraw a message; one that is not there any more is fine."""
        try:
            await self.bot.delete_message(chat, number)
        except BadRequest as error:
            if "message to delete not found" not in error.message.lower():
                raise

    async def _edit(self, chat: int, number: int, message: Outgoing) -> None:
        """Change the words of a message, or the caption where it carries something; the same words are fine."""
        markup = keyboard(message.buttons)
        try:
            if message.photo is not None or message.document is not None:
                await self.bot.edit_message_caption(
                    chat, number, caption=message.html, parse_mode=ParseMode.HTML, reply_markup=markup
                )
            else:
                await self.bot.edit_message_text(
                    message.html, chat, number, parse_mode=ParseMode.HTML, reply_markup=markup,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )  # fmt: skip
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise


def told(error: TelegramError) -> SendError:
    """python-telegram-bot's error as one of ours. Reasons are Telegram's words; they name nobody."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Flooded(float(wait) if isinstance(wait, int | float) else wait.total_seconds())
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, Forbidden):
        return Gone(error.message)
    if isinstance(error, BadRequest):
        return Gone(error.message) if NOBODY_THERE.search(error.message) else Refused(error.message)
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        kind = Unreachable if isinstance(cause, NEVER_LEFT) else Unsure
        return kind(type(cause).__name__)
    if isinstance(error, TimedOut):
        return Unsure("TimedOut")
    if isinstance(error, NetworkError):
        return Unreachable(error.message)  # Telegram answered, and said that it could not
    return Unsure(type(error).__name__)
