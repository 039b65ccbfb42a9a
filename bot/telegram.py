"""Telegram: updates become turns, replies become messages. The only module that knows both sides.

Every update is answered or left alone on purpose (``bot.updates`` says why); every error is caught in one place and
told to the person in a sentence. Logs carry kinds and error names, never words, names or answers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    InlineQuery,
    InputFile,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.addressing import GROUPS, addressed, without_name
from bot.delivery.lane import Lane
from bot.floods import TOO_FAST, Floods, Verdict
from bot.inline import answer_inline
from bot.metrics import Metrics
from bot.profile import our_commands
from bot.rendering import messages
from bot.settings import Settings
from bot.store.protocols import Chats
from bot.turns import turn_of
from handlers.desk import Desk
from handlers.turn import SILENCE, Reply, Turn, TurnKind, say

log = logging.getLogger(__name__)

HELLO = "大家好，我是資格通。要問我，請在訊息裡寫 @{}、回覆我的訊息，或用 /help；其他時候我不出聲，也不會看。"
SORRY = "抱歉，我這邊出了點狀況，您的訊息沒有處理成功。請再傳一次；若一直這樣，請直接洽承辦單位。"
TRIES = 4
LONGEST_WAIT = 60.0
ADMINISTRATORS = timedelta(minutes=10)
"""How long a group's list of administrators is believed."""


class Bridge:
    """Between python-telegram-bot and the desk. ``clock`` tells the present; ``sleep`` waits (tests replace both).

    ``book`` is told of chats that are gone or have moved; ``floods`` slows whoever sends too much; ``commands`` are
    the names that are ours in a group without ours beside them.
    """

    def __init__(
        self,
        desk: Desk,
        clock: Callable[[], datetime],
        lane: Lane | None = None,
        book: Chats | None = None,
        floods: Floods | None = None,
        commands: Collection[str] = (),
        metrics: Metrics | None = None,
    ) -> None:
        self.desk, self.clock, self.lane, self.book = desk, clock, lane or Lane(), book
        self.floods, self.commands, self.metrics = floods, commands, metrics or Metrics()
        self.sleep = asyncio.sleep
        self.administrators: dict[int, tuple[datetime, frozenset[int]]] = {}

    async def update(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer one update; bulk messages wait meanwhile."""
        with self.lane.answering():
            await self._update(update)

    async def _update(self, update: Update) -> None:
        if update.inline_query is not None:
            await self._inline(update.inline_query)
        elif update.callback_query is not None:
            await self._pressed(update.callback_query)
        elif update.my_chat_member is not None:
            await self._membership(update.my_chat_member)
        elif (message := update.message or update.edited_message) is not None:
            await self._message(message, edited=update.edited_message is not None)

    def _verdict(self, chat: int, person: int) -> Verdict:
        """Whether this may be answered, or too much came."""
        if self.floods is None:
            return Verdict.GO
        verdict = self.floods.take(chat, person, asyncio.get_running_loop().time())
        if verdict is not Verdict.GO:
            self.metrics.slowed.inc()
        return verdict

    async def _inline(self, query: InlineQuery) -> None:
        person = query.from_user.id
        if self._verdict(person, person) is Verdict.GO:
            await answer_inline(query, self.desk.asking.assistant, self.clock())
        else:
            await query.answer([])

    async def _membership(self, change: ChatMemberUpdated) -> None:
        """Blocked or put out: nothing more goes there. Taken into a group: how to call the bot, once."""
        here = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR}
        before, after = (
            getattr(each, "status", "") for each in (change.old_chat_member, change.new_chat_member)
        )
        if after not in here and self.book is not None:
            self.book.gone(change.chat.id, after, self.clock())
        elif after in here and before not in here and change.chat.type in GROUPS:
            bot = change.get_bot()
            await self._send(bot, change.chat.id, say(HELLO.format(bot.username)))

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Whatever went wrong: logged by its name only, and told to the person."""
        log.error("update failed: %s", type(context.error).__name__)
        self.metrics.failed.inc()
        log.debug("trace", exc_info=context.error)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is not None and not isinstance(context.error, Forbidden | NetworkError):
            try:
                await context.bot.send_message(chat.id, SORRY)
            except TelegramError as error:
                log.warning("could not say sorry: %s", type(error).__name__)

    async def _message(self, message: Message, *, edited: bool) -> None:
        if message.migrate_to_chat_id is not None and self.book is not None:
            self.book.moved(message.chat.id, message.migrate_to_chat_id)
        bot = message.get_bot()
        turn = turn_of(message, self.clock(), edited=edited)
        if turn is None or not addressed(message, bot.username, bot.id, self.commands):
            return
        if await self._slowed(bot, turn.chat, turn.person):
            return
        turn = await self._placed(turn, message.chat, bot)
        await self._send(bot, message.chat.id, self.desk.reply(turn))

    async def _slowed(self, bot: Bot, chat: int, person: int) -> bool:
        """Whether this is passed over because too much came; said once."""
        verdict = self._verdict(chat, person)
        if verdict is Verdict.TELL:
            await self._send(bot, chat, say(TOO_FAST))
        return verdict is not Verdict.GO

    async def _placed(self, turn: Turn, chat: Chat, bot: Bot) -> Turn:
        """The turn with what is to be known about its chat: in a group, whether the person decides for it."""
        if chat.type not in GROUPS:
            return turn
        turn = replace(turn, text=without_name(turn.text, bot.username))
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
        if message is None or await self._slowed(query.get_bot(), message.chat.id, query.from_user.id):
            return
        turn = Turn(
            message.chat.id,
            query.from_user.id,
            self.clock(),
            TurnKind.BUTTON,
            action=query.data or "",
            message=message.message_id,
            name=query.from_user.full_name,
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


def application(
    settings: Settings,
    desk: Desk,
    clock: Callable[[], datetime],
    lane: Lane | None = None,
    book: Chats | None = None,
    metrics: Metrics | None = None,
) -> Application[Any, Any, Any, Any, Any, Any]:
    """The python-telegram-bot application: one handler for everything, one place for errors, no updater."""
    builder = ApplicationBuilder().token(settings.token or "").updater(None).job_queue(None)
    if settings.base_url:
        builder = builder.base_url(f"{settings.base_url.rstrip('/')}/bot").base_file_url(
            f"{settings.base_url.rstrip('/')}/file/bot"
        )
    built = builder.build()
    bridge = Bridge(desk, clock, lane, book, Floods(), our_commands(), metrics)
    built.add_handler(TypeHandler(Update, bridge.update))
    built.add_error_handler(bridge.failed)
    return built
