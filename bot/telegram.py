"""Telegram: updates become turns, replies become messages. The only module that knows both sides.

Every update is answered or left alone on purpose (``LEFT_ALONE`` says why); every error is caught in one place and
told to the person in a sentence. Logs carry kinds and error names, never words, names or answers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from telegram import CallbackQuery, LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.rendering import messages
from bot.settings import Settings
from handlers.desk import Desk
from handlers.turn import Reply, Turn, TurnKind

log = logging.getLogger(__name__)

LEFT_ALONE = {
    "channel_post": "頻道貼文不是在問機器人",
    "edited_channel_post": "頻道貼文不是在問機器人",
    "poll": "機器人不發投票",
    "poll_answer": "機器人不發投票",
    "my_chat_member": "加入、移出、封鎖：沒有要回的話",
    "chat_member": "別人進出群組與我們無關",
    "message_reaction": "表情回應不是問題",
    "message_reaction_count": "表情回應不是問題",
    "chat_join_request": "機器人不管群組",
    "chat_boost": "與我們無關",
    "removed_chat_boost": "與我們無關",
}
SORRY = "抱歉，我這邊出了點狀況，您的訊息沒有處理成功。請再傳一次；若一直這樣，請直接洽承辦單位。"
TRIES = 4
LONGEST_WAIT = 60.0


class Bridge:
    """Between python-telegram-bot and the desk. ``clock`` tells the present; ``sleep`` waits (tests replace both)."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime]) -> None:
        self.desk, self.clock = desk, clock
        self.sleep = asyncio.sleep

    async def update(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer one update."""
        if update.callback_query is not None:
            await self._pressed(update.callback_query)
        elif (message := update.message or update.edited_message) is not None:
            await self._message(message, edited=update.edited_message is not None)

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Whatever went wrong: logged by its name only, and told to the person."""
        log.error("update failed: %s", type(context.error).__name__)
        log.debug("trace", exc_info=context.error)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is not None and not isinstance(context.error, Forbidden | NetworkError):
            try:
                await context.bot.send_message(chat.id, SORRY)
            except TelegramError as error:
                log.warning("could not say sorry: %s", type(error).__name__)

    async def _message(self, message: Message, *, edited: bool) -> None:
        turn = turn_of(message, self.clock(), edited=edited)
        if turn is not None:
            await self._send(message, self.desk.reply(turn))

    async def _pressed(self, query: CallbackQuery) -> None:
        """The query is answered before anything else; Telegram forgets it within seconds."""
        try:
            await query.answer()
        except BadRequest:
            log.info("callback query too old")
        message = query.message
        if message is None:
            return
        turn = Turn(
            message.chat.id, query.from_user.id, self.clock(), TurnKind.BUTTON, action=query.data or ""
        )
        await self._send(message if isinstance(message, Message) else None, self.desk.reply(turn), query)

    async def _send(self, message: Message | None, reply: Reply, query: CallbackQuery | None = None) -> None:
        bot = message.get_bot() if message is not None else query.get_bot() if query else None
        chat = (
            message.chat.id
            if message is not None
            else query.message.chat.id
            if query and query.message
            else None
        )
        if bot is None or chat is None:
            return
        for each in messages(reply):
            for attempt in range(TRIES):
                try:
                    await bot.send_message(
                        chat,
                        each.html,
                        parse_mode=ParseMode.HTML,
                        reply_markup=each.keyboard,
                        link_preview_options=LinkPreviewOptions(is_disabled=True),
                    )
                    break
                except RetryAfter as error:
                    wait = error.retry_after
                    seconds = wait if isinstance(wait, int | float) else wait.total_seconds()
                    if attempt == TRIES - 1 or seconds > LONGEST_WAIT:
                        raise
                    await self.sleep(seconds)
                except TimedOut:
                    raise  # it may have arrived: sending again could say it twice
                except Forbidden:
                    log.info("a person has blocked the bot")
                    return


def turn_of(message: Message, at: datetime, *, edited: bool) -> Turn | None:
    """A message as a turn; None for service messages, which ask nothing."""
    if message.from_user is None or message.from_user.is_bot:
        return None
    chat, person = message.chat.id, message.from_user.id
    if message.text is not None:
        if message.text.startswith("/"):
            name, _, rest = message.text[1:].partition(" ")
            command = name.split("@")[0].split("\n")[0].lower()
            return Turn(chat, person, at, TurnKind.COMMAND, text=rest.strip(), command=command, edited=edited)
        return Turn(chat, person, at, TurnKind.TEXT, text=message.text, edited=edited)
    if message.caption:
        return Turn(chat, person, at, TurnKind.TEXT, text=message.caption, edited=edited)
    kind = kind_of(message)
    return Turn(chat, person, at, kind, edited=edited) if kind is not None else None


def kind_of(message: Message) -> TurnKind | None:
    """What was sent instead of words; None for service messages (members, pins, titles …)."""
    kinds = {
        TurnKind.PHOTO: message.photo or message.video or message.animation,
        TurnKind.STICKER: message.sticker or message.dice,
        TurnKind.VOICE: message.voice or message.audio or message.video_note,
        TurnKind.FILE: message.document,
        TurnKind.PLACE: message.location or message.venue,
        TurnKind.OTHER: message.contact or message.poll or message.story or message.game,
    }
    return next((kind for kind, there in kinds.items() if there), None)


def application(settings: Settings, desk: Desk, clock: Callable[[], datetime]) -> Application:  # type: ignore[type-arg]
    """The python-telegram-bot application: one handler for everything, one place for errors, no updater."""
    builder = ApplicationBuilder().token(settings.token or "").updater(None).job_queue(None)
    if settings.base_url:
        builder = builder.base_url(f"{settings.base_url.rstrip('/')}/bot").base_file_url(
            f"{settings.base_url.rstrip('/')}/file/bot"
        )
    built = builder.build()
    bridge = Bridge(desk, clock)
    built.add_handler(TypeHandler(Update, bridge.update))
    built.add_error_handler(bridge.failed)
    return built
