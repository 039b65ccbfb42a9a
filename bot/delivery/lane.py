"""Those who wait for an answer go first: bulk messages yield while an answer is being worked out or sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 1.0
"""Seconds that a bulk message yields at most: a busy bot still delivers."""
STEP = 0.02


class Lane:
    """Counts who is being answered, and how many messages answers have taken from the pace."""

    def __init__(self) -> None:
        self._answering = 0
        self._sent = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While somebody is being answered."""
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1

    def sent(self) -> None:
        """An answer went out."""
        self._sent += 1

    def taken(self) -> int:
        """How many answers went out since this was last asked."""
        sent, self._sent = self._sent, 0
        return sent

    async def clear(self) -> None:
        """Return when nobody is being answered, or after a second."""
        waited = 0.0
        while self._answering and waited < LONGEST:
            await asyncio.sleep(STEP)
            waited += STEP
