"""A press is acknowledged as soon as it comes, whatever else its chat is waiting for; Telegram forgets it in seconds.

Until then the person's button shows that it is working. Acknowledging twice is harmless, so it is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import CallbackQuery
from telegram.error import BadRequest, RetryAfter, TelegramError

log = logging.getLogger(__name__)

PAUSES = (0.5, 2.0, 5.0)
"""Seconds before each further try."""


async def acknowledge(query: CallbackQuery, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Tell Telegram that a press has come. Never raises: the answer itself matters more."""
    for pause in (*PAUSES, None):
        try:
            await query.answer()
        except BadRequest:
            log.info("a press was too old to be acknowledged")
            return
        except TelegramError as error:
            if pause is None:
                log.warning("a press could not be acknowledged: %s", type(error).__name__)
                return
            await sleep(asked(error) or pause)
        else:
            return


def asked(error: TelegramError) -> float:
    """The seconds that Telegram asks to wait; 0 where it does not."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
