"""What was not understood, kept so that it names nobody: the masked words, the day, and how often. No person, no chat.

A file of its own beside the database; what is older than half a year goes. Answering never waits for it or fails by it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rapidfuzz import fuzz

from knowledge.errors import ZigetongError

log = logging.getLogger(__name__)

KEPT = timedelta(days=183)
MOST = 5000
ALIKE = 70.0
TABLE = "create table if not exists misses (text text not null, day text not null, times integer not null, primary key (text, day))"
COUNTED = "select text, sum(times), max(day) from misses group by text"


class MissesError(ZigetongError):
    """The file of misses cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Miss:
    """One way of asking that found nothing, with how often and when last."""

    text: str
    times: int
    last: date


class Misses:
    """The misses in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, text: str, day: date) -> None:
        """Count ``text`` (masked already) on ``day``. A file that cannot be written costs nothing but the count."""
        try:
            with closing(self._open()) as connection, connection:
                connection.execute(
                    "insert into misses values (?, ?, 1) on conflict do update set times = times + 1",
                    (text, day.isoformat()),
                )
                connection.execute("delete from misses where day < ?", ((day - KEPT).isoformat(),))
                connection.execute(
                    "delete from misses where rowid not in (select rowid from misses order by day desc limit ?)",
                    (MOST,),
                )
        except (OSError, sqlite3.Error) as error:
            log.warning("a miss was not counted: %s", type(error).__name__)

    def all(self) -> list[Miss]:
        """Every way of asking, most frequent first. Raises MissesError where the file cannot be read."""
        if not self.path.exists():
            return []
        try:
            with closing(self._open()) as connection:
                rows = connection.execute(COUNTED).fetchall()
        except (OSError, sqlite3.Error):
            raise MissesError(
                f"讀不到 {self.path.name}；它不是重要的檔案，可以刪掉，會重新開始記。"
            ) from None
        found = [Miss(text, times, date.fromisoformat(day)) for text, times, day in rows]
        return sorted(found, key=lambda miss: (-miss.times, miss.text))

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        connection = sqlite3.connect(self.path, timeout=0.2)
        connection.execute(TABLE)
        return connection


def groups(misses: Sequence[Miss]) -> list[list[Miss]]:
    """Misses that are worded alike together, the largest group first."""
    found: list[list[Miss]] = []
    for miss in misses:
        like = next((group for group in found if fuzz.ratio(group[0].text, miss.text) >= ALIKE), None)
        if like is None:
            found.append([miss])
        else:
            like.append(miss)
    return sorted(found, key=lambda group: -sum(miss.times for miss in group))


def told(misses: Sequence[Miss]) -> Iterator[str]:
    """The groups as lines to print."""
    if not misses:
        yield "還沒有聽不懂的問題。"
    for group in groups(misses):
        times = sum(miss.times for miss in group)
        yield f"{times} 次（最近 {max(miss.last for miss in group)}）{group[0].text}"
        yield from (f"    {miss.times} 次 {miss.text}" for miss in group[1:])
