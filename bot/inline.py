"""A quick answer in any chat: somebody types the bot's name and a question, and may send the answer there.

Each is asked without what was said before, for it may go to people who know nothing of that.
"""

from __future__ import annotations

import logging
from datetime import datetime

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.rendering import messages
from handlers.turn import Reply
from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.speaking import CHINESE, N_, _, spoken

log = logging.getLogger(__name__)

SHORTEST = 4
"""Characters of a question; every key pressed is a query, and most are no question yet."""
KEPT = 60
"""Seconds that Telegram may show the same answer to the same words."""
SHOWN = 120
START = N_("到機器人那裡問")


async def answer_inline(query: InlineQuery, assistant: Assistant, at: datetime) -> None:
    """Answer with what the question alone is answered with, or with nothing but the way to the bot."""
    question = query.query.strip()
    reply = alone(assistant, question, at) if len(question) >= SHORTEST else None
    await _show(query, [article(reply)] if reply is not None else [], KEPT)


async def answer_nothing(query: InlineQuery) -> None:
    """Nothing, this once: Telegram must not keep it for others who ask the same."""
    await _show(query, [], 0)


async def _show(query: InlineQuery, results: list[InlineQueryResultArticle], kept: int) -> None:
    """Kept answers are anybody's who reads Chinese; what was asked for in another language is the asker's. Where it fails there is nobody to tell: the person has typed on, or types on."""
    button = InlineQueryResultsButton(_(START), start_parameter="inline")
    try:
        await query.answer(
            results, cache_time=kept, is_personal=kept == 0 or spoken() != CHINESE, button=button
        )
    except TelegramError as error:
        log.info("an inline question could not be answered: %s", type(error).__name__)


def alone(assistant: Assistant, question: str, at: datetime) -> Reply | None:
    """The answer to a question by itself; None where there is none to pass on."""
    answer = assistant.answer(question, at, ())
    return Reply((*answer.lines, *answer.footer)) if answer.status is Status.ANSWERED else None


def article(reply: Reply) -> InlineQueryResultArticle:
    """A reply as something to send: its first message, without buttons, which would be another chat's."""
    lines = [line.text for line in reply.lines if line.text.strip()]
    return InlineQueryResultArticle(
        id="answer",
        title=lines[0][:SHOWN],
        description=" ".join(lines[1:])[:SHOWN],
        input_message_content=InputTextMessageContent(
            messages(Reply(reply.lines))[0].html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
