"""Counts by week and programme on disk. They are gathered in memory and written every few seconds, so that counting
never holds up an answer; what a kill takes with it is a few counts.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from bot.store.connection import Store
from handlers.office.counting import Count, monday

EVERY = timedelta(seconds=10)


class CountBook:
    """The counts of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.gathered: Counter[tuple[str, str, str]] = Counter()
        self.written: datetime | None = None

    def add(self, what: str, programme: str, at: datetime) -> None:
        """Count something."""
        self.gathered[monday(at), programme, what] += 1

    def since(self, week: str) -> list[Count]:
        """Everything from a week on."""
        self.write()
        rows = self.store.rows("select week, programme, what, number from counts where week >= ?", week)
        return [Count(*row) for row in rows]

    def tick(self, now: datetime) -> bool:
        """Write, where it is time."""
        if self.written is None or not timedelta() <= now - self.written < EVERY:
            self.written = now
            self.write()
        return False

    def write(self) -> None:
        """Write what is gathered."""
        if not self.gathered:
            return
        with self.store.writing() as connection:
            connection.executemany(
                """insert into counts (week, programme, what, number) values (?, ?, ?, ?)
                    on conflict (week, programme, what) do update set number = number + excluded.number""",
                [(*key, number) for key, number in self.gathered.items()],
            )
        self.gathered.clear()
