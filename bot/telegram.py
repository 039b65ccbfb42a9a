"""Telegram: updates become turns, replies become messages. The only module that knows both sides.

Every update is answered or left alone on purpose (``LEFT_ALONE`` says why); every error is caught in one place and
told to the person in a sentence. Logs carry kinds and error names, never words, names or answers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram import Bot, CallbackQuery, Chat, InputFile, LinkPreviewOptions, Message, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.delivery.lane import Lane
from bot.rendering import messages
from bot.settings import Settings
from handlers.desk import Desk
from handlers.turn import SILENCE, Attached, Reply, Turn, TurnKind

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
GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
ADMINISTRATORS = timedelta(minutes=10)
"""How long a group's list of administrators is believed."""


class Bridge:
    """Between python-telegram-bot and the desk. ``clock`` tells the present; ``sleep`` waits (tests replace both).

    ``moved`` is told a group's old and new number.
    """

    def __init__(
        self,
        desk: Desk,
        clock: Callable[[], datetime],
        lane: Lane | None = None,
        moved: Callable[[int, int], None] | None = None,
    ) -> None:
        self.desk, self.clock, self.lane, self.moved = desk, clock, lane or Lane(), moved
        self.sleep = asyncio.sleep
        self.administrators: dict[int, tuple[datetime, frozenset[int]]] = {}

    async def update(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer one update; bulk messages wait meanwhile."""
        with self.lane.answering():
            await self._update(update)

    async def _update(self, update: Update) -> None:
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
        if message.migrate_to_chat_id is not None and self.moved is not None:
            self.moved(message.chat.id, message.migrate_to_chat_id)
        turn = turn_of(message, self.clock(), edited=edited)
        if turn is not None:
            turn = await self._placed(turn, message.chat, message.get_bot())
            await self._send(message.get_bot(), message.chat.id, self.desk.reply(turn))

    async def _placed(self, turn: Turn, chat: Chat, bot: Bot) -> Turn:
        """The turn with what is to be known about its chat: in a group, whether the person decides for it."""
        if chat.type not in GROUPS:
            return turn
        return replace(turn, is_group=True, may_administer=turn.person in await self._decide(chat.id, bot))

    async def _decide(self, chat: int, bot: Bot) -> frozenset[int]:
        """Who administers a group; nobody where Telegram does not say."""
        known = self.administrators.get(chat)
        now = self.clock()
        if known is None or not timedelta() <= now - known[0] <= ADMINISTRATORS:
            try:
                found = frozenset(each.user.id for each in await bot.get_chat_administrators(chat))
            except TelegramError as error:
                log.info("administrators are not known: %s", type(error).__name__)
                return frozenset()
            known = self.administrators[chat] = (now, found)
        return known[1]

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
            message.chat.id,
            query.from_user.id,
            self.clock(),
            TurnKind.BUTTON,
            action=query.data or "",
            message=message.message_id,
        )
        turn = await self._placed(turn, message.chat, query.get_bot())
        await self._send(query.get_bot(), message.chat.id, self.desk.reply(turn))

    async def _send(self, bot: Bot, chat: int, reply: Reply) -> None:
        """Every message of a reply, and its file; nothing where nothing is said."""
        if reply == SILENCE:
            return
        calls: list[Callable[[], Awaitable[Message]]] = [
            partial(
                bot.send_message,
                chat,
                each.html,
                parse_mode=ParseMode.HTML,
                reply_markup=each.keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            for each in messages(reply)
        ]
        if reply.file is not None:
            calls.append(
                partial(bot.send_document, chat, InputFile(reply.file.content, filename=reply.file.name))
            )
        try:
            for call in calls:
                await self._patiently(call)
        except Forbidden:
            log.info("a person has blocked the bot")

    async def _patiently(self, call: Callable[[], Awaitable[Message]]) -> None:
        """Make a call; where it comes too fast, wait as long as Telegram says and make it again.

        One that timed out may have arrived, and is not made again: it could be said twice.
        """
        for attempt in range(TRIES):
            try:
                await call()
            except RetryAfter as error:
                wait = error.retry_after
                seconds = wait if isinstance(wait, int | float) else wait.total_seconds()
                if attempt == TRIES - 1 or seconds > LONGEST_WAIT:
                    raise
                await self.sleep(seconds)
            else:
                self.lane.sent()
                return


def turn_of(message: Message, at: datetime, *, edited: bool) -> Turn | None:
    """A message as a turn; None for service messages, which ask nothing."""
    if message.from_user is None or message.from_user.is_bot:
        return None
    turn = Turn(
        message.chat.id,
        message.from_user.id,
        at,
        edited=edited,
        message=message.message_id,
        replied=message.reply_to_message.message_id if message.reply_to_message else 0,
        html=message.text_html or message.caption_html or "",
        attached=attached(message),
    )
    if message.text is not None:
        if message.text.startswith("/"):
            name, _, rest = message.text[1:].partition(" ")
            command = name.split("@")[0].split("\n")[0].lower()
            return replace(turn, kind=TurnKind.COMMAND, text=rest.strip(), command=command)
        return replace(turn, text=message.text)
    if message.caption:
        return replace(turn, text=message.caption)
    kind = kind_of(message)
    return replace(turn, kind=kind) if kind is not None else None


def attached(message: Message) -> Attached | None:
    """The picture (its largest size) or file of a message."""
    if message.photo:
        return Attached(TurnKind.PHOTO, message.photo[-1].file_id)
    if message.document:
        return Attached(TurnKind.FILE, message.document.file_id)
    return None


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


def application(
    settings: Settings,
    desk: Desk,
    clock: Callable[[], datetime],
    lane: Lane | None = None,
    moved: Callable[[int, int], None] | None = None,
) -> Application[Any, Any, Any, Any, Any, Any]:
    """The python-telegram-bot application: one handler for everything, one place for errors, no updater."""
    builder = ApplicationBuilder().token(settings.token or "").updater(None).job_queue(None)
    if settings.base_url:
        builder = builder.base_url(f"{settings.base_url.rstrip('/')}/bot").base_file_url(
            f"{settings.base_url.rstrip('/')}/file/bot"
        )
    built = builder.build()
    bridge = Bridge(desk, clock, lane, moved)
    built.add_handler(TypeHandler(Update, bridge.update))
    built.add_error_handler(bridge.failed)
    return built
