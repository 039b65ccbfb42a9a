"""Whether the bot is well: alive, and ready to answer. Seconds are those of the running loop, not of the wall."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from knowledge.errors import ZigetongError

SILENT = 120.0
"""Seconds without a word from Telegram after which we are not ready; an empty poll takes thirty."""


class Health:
    """What is known about the bot's state. ``checks``: each raises a ZigetongError where something is wrong."""

    def __init__(
        self, checks: Mapping[str, Callable[[], object]] | None = None, *, polls: bool = True
    ) -> None:
        self.checks, self.polls = dict(checks or {}), polls
        self._reached: float | None = None

    def reached(self) -> None:
        """Telegram was reached just now."""
        self._reached = asyncio.get_running_loop().time()

    def troubles(self) -> dict[str, str]:
        """What keeps the bot from answering, in words; empty where nothing does."""
        found = {}
        silent = self._reached is None or asyncio.get_running_loop().time() - self._reached > SILENT
        if self._reached is None or (silent and self.polls):
            found["telegram"] = "還沒有連上 Telegram，或兩分鐘沒有回音"
        for name, check in self.checks.items():
            try:
                check()
            except ZigetongError as error:
                found[name] = str(error)
        return found
