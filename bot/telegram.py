"""Telegram: updates become turns, replies become messages. The only module that knows both sides.

Every update is answered or left alone on purpose (``bot.updates`` says why); every error is caught in one place and
told to the person in a sentence. Logs carry kinds and error names, never words, names or answers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    InlineQuery,
    MaybeInaccessibleMessage,
    Message,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.addressing import GROUPS, addressed, without_name
from bot.delivery.lane import Lane
from bot.delivery.messages import Refused, SendError
from bot.floods import TOO_FAST, Floods, Verdict
from bot.inline import answer_inline, answer_nothing
from bot.metrics import Metrics
from bot.profile import our_commands
from bot.replying import Replying
from bot.sending import told
from bot.settings import Settings
from bot.store.protocols import Chats
from bot.turns import turn_of
from handlers.desk import Desk
from handlers.turn import SILENCE, Reply, Turn, TurnKind, say
from knowledge.errors import ZigetongError
from knowledge.speaking import CHINESE, N_, _, speaking

log = logging.getLogger(__name__)

HELLO = N_(
    "大家好，我是資格通。要問我，請在訊息裡寫 @{username}、回覆我的訊息，或用 /help；其他時候我不出聲，也不會看。"
)
SORRY = N_("抱歉，我這邊出了點狀況，您的訊息沒有處理成功。請再傳一次；若一直這樣，請直接洽承辦單位。")
ADMINISTRATORS = timedelta(minutes=10)
"""How long a group's list of administrators is believed."""


class Bridge:
    """Between python-telegram-bot and the desk. ``clock`` tells the present.

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
        self.replying = Replying(self.lane, book, clock, self._language)
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
            with speaking(self._language(person)):
                await answer_inline(query, self.desk.asking.assistant, self.clock())
        else:
            await answer_nothing(query)

    async def _membership(self, change: ChatMemberUpdated) -> None:
        """Blocked or put out: nothing more goes there. Back again: it goes on; in a group, how to call the bot, once."""
        here = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR}
        before, after = (
            getattr(each, "status", "") for each in (change.old_chat_member, change.new_chat_member)
        )
        if after not in here and self.book is not None:
            self.book.gone(change.chat.id, after, self.clock())
        elif after in here and before not in here:
            await self._joined(change)

    async def _joined(self, change: ChatMemberUpdated) -> None:
        if self.book is not None:
            self.book.back(change.chat.id, self.clock())
        if change.chat.type in GROUPS:
            bot = change.get_bot()
            hello = self._told(change.chat.id, HELLO, username=bot.username)
            await self.replying.send(bot, change.chat.id, hello)

    def _told(self, chat: int, sentence: str, **places: str) -> Reply:
        """A sentence of our own in the language of a chat."""
        with speaking(self._language(chat)):
            return say(_(sentence, **places))

    def _language(self, chat: int) -> str:
        """The language of a chat; 繁體中文 where that cannot be looked up just now."""
        try:
            return self.desk.language(chat)
        except ZigetongError:
            return CHINESE

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Whatever went wrong: logged by its name only, and told to the person."""
        log.error("update failed: %s", type(context.error).__name__)
        self.metrics.failed.inc()
        log.debug("trace", exc_info=context.error)
        if not isinstance(update, Update) or update.effective_chat is None or unheard(context.error):
            return
        chat = update.effective_chat
        try:
            sorry = self._told(chat.id, SORRY)
            await self.replying.send(context.bot, chat.id, sorry, topic_of(update.effective_message))
        except TelegramError as error:
            log.warning("could not say sorry: %s", type(error).__name__)

    async def _message(self, message: Message, *, edited: bool) -> None:
        if message.migrate_to_chat_id is not None and self.book is not None:
            self.book.moved(message.chat.id, message.migrate_to_chat_id)
        bot = message.get_bot()
        turn = turn_of(message, self.clock(), edited=edited)
        if turn is None or not addressed(message, bot.username, bot.id, self.commands):
            return
        await self._answer(turn, message.chat, bot, topic_of(message))

    async def _answer(self, turn: Turn, chat: Chat, bot: Bot, topic: int | None) -> None:
        """What the desk replies; nothing where it is silent; where too much came, that is said once instead."""
        verdict = self._verdict(turn.chat, turn.person)
        if verdict is Verdict.TELL:
            await self.replying.send(bot, turn.chat, self._told(turn.chat, TOO_FAST), topic)
        if verdict is not Verdict.GO:
            return
        reply = self.desk.reply(await self._placed(turn, chat, bot))
        if reply != SILENCE:
            await self.replying.send(bot, turn.chat, reply, topic)

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
        """A button; ``bot.presses`` has acknowledged it."""
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
            name=query.from_user.full_name,
        )
        await self._answer(turn, message.chat, query.get_bot(), topic_of(message))


def unheard(error: Exception | None) -> bool:
    """Whether saying sorry is of no use: Telegram could not be reached, or takes nothing from us now."""
    problem: SendError | None = told(error) if isinstance(error, TelegramError) else None
    return problem is not None and not isinstance(problem, Refused)


def topic_of(message: MaybeInaccessibleMessage | None) -> int | None:
    """The topic of a group that a message is in, so that the answer stands beside it."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


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
