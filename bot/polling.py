"""Long polling that loses no update: one is confirmed to Telegram when it has been handled, and not before.

A slow answer holds up nobody: others are fetched beside it. After a kill, Telegram sends again what was not confirmed.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.health import Health
from bot.receiving import App, Receiver, number_of
from bot.updates import ALLOWED

T = TypeVar("T")
log = logging.getLogger(__name__)

WAIT = 30  # seconds that Telegram holds an empty getUpdates open
BATCH = 100
BACKOFF = (1, 2, 5, 10, 30)
PATIENCE = 0.25
"""Seconds after which others are fetched beside an update that is still being answered."""
STOPPING = 20.0


class Polling:
    """Asks for updates until ``stop`` is set."""

    def __init__(
        self,
        app: App,
        stop: asyncio.Event,
        receiver: Receiver | None = None,
        health: Health | None = None,
    ) -> None:
        self.app, self.stop = app, stop
        self.receiver, self.health = receiver or Receiver(app), health or Health()
        self.offset = 0

    async def run(self) -> None:
        """Fetch, handle, confirm; wait longer after each failure in a row."""
        failures = 0
        await self._without_webhook()
        while not self.stop.is_set():
            try:
                batch = await self._unless_stopped(self._fetch())
            except (InvalidToken, Forbidden):
                log.error("Telegram no longer accepts the token")
                self.stop.set()
            except TelegramError as error:
                await self._trouble(error, failures)
                failures += 1
            else:
                failures = 0
                self.health.reached()
                await self.handle(batch or [], PATIENCE)
        await self.receiver.finish(STOPPING)
        await self._confirm()

    async def handle(self, batch: list[dict[str, Any]], patience: float | None = None) -> None:
        """Every update of a batch; after ``patience`` seconds the slow ones go on beside what is fetched next."""
        tasks = {task for raw in batch if (task := self.receiver.take(raw)) is not None}
        if tasks:
            await asyncio.wait(tasks, timeout=patience)
        numbers = [number for raw in batch if (number := number_of(raw)) is not None]
        waiting = [number for number in numbers if number in self.receiver.under_way]
        if numbers:
            full = (
                len(waiting) >= BATCH
            )  # Telegram would show nothing but these: they are confirmed unanswered
            self.offset = max(self.offset, max(numbers) + 1 if full or not waiting else min(waiting))

    async def _trouble(self, error: TelegramError, failures: int) -> None:
        """Wait before the next try."""
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            await self._pause(wait if isinstance(wait, int | float) else wait.total_seconds())
            return
        if isinstance(error, Conflict):
            log.error("another copy of this bot is polling; only one may run")
            await self._pause(BACKOFF[-1])
            return
        if failures == 0:
            log.warning("cannot reach Telegram (%s); trying again", type(error).__name__)
        await self._pause(BACKOFF[min(failures, len(BACKOFF) - 1)])

    async def _without_webhook(self) -> None:
        """Telegram answers no polling while a webhook is set from before."""
        try:
            await self.app.bot.delete_webhook()
        except TelegramError as error:
            log.info("could not ask for polling: %s", type(error).__name__)

    async def _confirm(self) -> None:
        """Tell Telegram that the last batch is done, so that it is not sent again after a clean stop."""
        if self.offset:
            try:
                await self._fetch(wait=0, most=1)
            except TelegramError as error:
                log.info("could not confirm the last updates: %s", type(error).__name__)

    async def _fetch(self, wait: int = WAIT, most: int = BATCH) -> list[dict[str, Any]]:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", PTBUserWarning
            )  # it advises get_updates, which fails whole on one bad update
            found = await self.app.bot.do_api_request(
                "getUpdates",
                {"offset": self.offset, "timeout": wait, "limit": most, "allowed_updates": ALLOWED},
                read_timeout=wait + 10,
            )
        return found if isinstance(found, list) else []

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """The result of ``work``, or None when stopping comes first."""
        task = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self.stop.wait())
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return None
        return task.result()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stop.wait(), seconds)
        except TimeoutError:
            return
