"""Updates as they come in, by polling or by webhook: read one by one, chats side by side, one chat's in order.

An update that cannot be read is stepped over instead of being fetched for ever. One that comes a second time, because
Telegram was not sure that we had it, is not answered twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application

from bot.metrics import Metrics
from bot.presses import acknowledge

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
log = logging.getLogger(__name__)

REMEMBERED = 5_000
"""Numbers of handled updates that are known; Telegram sends one again within minutes, not days."""
AT_ONCE = 1.0
"""Seconds that an answer waits for its press to be acknowledged; the acknowledging goes on beside it."""

NEEDED = {
    "message": ("chat", "date"),
    "edited_message": ("chat", "date"),
    "callback_query": ("id", "from_user"),
    "inline_query": ("id", "from_user", "query"),
    "my_chat_member": ("chat", "from_user", "old_chat_member", "new_chat_member"),
}
"""What is read of each kind; python-telegram-bot lets it be missing."""


class Receiver:
    """Hands updates to the application. ``sleep`` waits (tests replace it)."""

    def __init__(self, app: App, metrics: Metrics | None = None) -> None:
        self.app, self.metrics = app, metrics or Metrics()
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.under_way: dict[int, asyncio.Task[None]] = {}
        self._last: dict[object, asyncio.Task[None]] = {}
        self._handled: OrderedDict[int, None] = OrderedDict()

    def take(self, raw: object) -> asyncio.Task[None] | None:
        """Begin to handle an update; None where it was handled before or cannot be read."""
        number = number_of(raw)
        if number in self.under_way:
            return self.under_way[number]
        if number is None or number in self._handled:
            return None
        update = self._read(raw)
        if update is None:
            self._over(number)
            return None
        place: object = update.effective_chat.id if update.effective_chat else ("update", number)
        task = asyncio.create_task(self._handle(update, self._last.get(place)))
        self.under_way[number] = self._last[place] = task
        task.add_done_callback(lambda done: self._finished(number, place, done))
        return task

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way, but not for ever."""
        if self.under_way:
            await asyncio.wait(self.under_way.values(), timeout=seconds)

    def _read(self, raw: Any) -> Update | None:
        try:
            return sound(Update.de_json(raw, self.app.bot))
        except Exception as error:  # noqa: BLE001  whatever a poison update raises, the next ones must be served
            log.error("an update could not be read (%s) and was stepped over", type(error).__name__)
            self.metrics.poison.inc()
            return None

    async def _handle(self, update: Update, before: asyncio.Task[None] | None) -> None:
        with self.metrics.answering(update):
            pressed = update.callback_query
            waits = [] if pressed is None else [asyncio.create_task(acknowledge(pressed, self.sleep))]
            if waits:
                await asyncio.wait(waits, timeout=AT_ONCE)
            if before is not None:
                await asyncio.wait({before})
            await self.app.process_update(update)
            await asyncio.gather(*waits)

    def _finished(self, number: int, place: object, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.error("an update was not handled: %s", type(task.exception()).__name__)
        if self._last.get(place) is task:
            del self._last[place]
        self.under_way.pop(number, None)
        self._over(number)

    def _over(self, number: int) -> None:
        self._handled[number] = None
        while len(self._handled) > REMEMBERED:
            self._handled.popitem(last=False)


def sound(update: Update) -> Update:
    """``update`` itself; ValueError where it lacks what every update of its kind has."""
    for kind, names in NEEDED.items():
        part = getattr(update, kind)
        if part is not None and any(getattr(part, name, None) is None for name in names):
            raise ValueError(kind)
    return update


def number_of(raw: object) -> int | None:
    """An update's number; None where there is none, so that it is nothing of Telegram's."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None
