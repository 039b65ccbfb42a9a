"""The one database, opened in one place: durable, private, and shared safely between processes.

WAL with ``synchronous=FULL``: what is committed survives a kill and a power cut. ``secure_delete``: what is deleted
is overwritten. The file is readable by its owner only, and with a key it is encrypted as a whole (``encryption``).

Moments are kept as whole milliseconds since 1970 in UTC.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlite_utils

from bot.clock import TAIPEI
from bot.store.encryption import ERRORS, opened
from bot.store.keys import Key
from bot.store.migrations import migrate
from knowledge.errors import ZigetongError

PATIENCE = 2.0
"""Seconds to wait for another process that is writing."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class StoreError(ZigetongError):
    """資料庫現在不能用（被占用、磁碟滿了，或檔案壞了）；訊息說是哪一種。"""


def stamp(at: datetime) -> int:
    """A moment as milliseconds since 1970; ``at`` knows its zone."""
    return (at - EPOCH) // timedelta(milliseconds=1)


def moment(milliseconds: int) -> datetime:
    """Milliseconds since 1970 as a moment in Taipei."""
    return (EPOCH + timedelta(milliseconds=milliseconds)).astimezone(TAIPEI)


def connect(path: Path | None, key: Key | None = None) -> sqlite3.Connection:
    """A connection to the file at ``path``, made where it is missing; None keeps everything in memory."""
    if path is None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
    else:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        if key is not None:
            connection = opened(path, key, PATIENCE)
        else:
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        connection.execute("pragma journal_mode = wal")
    for pragma in ("synchronous = full", "foreign_keys = on", "secure_delete = on"):
        connection.execute(f"pragma {pragma}")
    return connection


class Store:
    """An open database, migrated to the newest shape."""

    def __init__(self, path: Path | None, key: Key | None = None) -> None:
        self.path = path
        with translated():
            self.connection = connect(path, key)
            self.database = sqlite_utils.Database(self.connection)
            with self.writing():
                migrate(self.database)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it or nothing; nested ones join the outer. StoreError where it cannot be."""
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        with translated():
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                connection.rollback()
                raise

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with translated():
            return self.connection.execute(sql, values).fetchall()

    def write(self, sql: str, *values: Any) -> int:
        """One statement in a transaction of its own (or the one that is open); how many rows it touched."""
        with self.writing() as connection:
            return connection.execute(sql, values).rowcount

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's and the disk's errors as StoreError, once, here at the border."""
    try:
        yield
    except (sqlite3.DatabaseError, *ERRORS) as error:
        raise StoreError(told(str(error))) from error
    except OSError as error:
        raise StoreError(f"資料庫的資料夾不能用（{error.strerror}）；請檢查 ZIGETONG_HOME。") from error


def told(error: str) -> str:
    """SQLite's words as a sentence that says what to do."""
    if "locked" in error or "busy" in error:
        return "資料庫正被另一個程式占用；稍後會再試。"
    if "full" in error:
        return "磁碟滿了，資料庫寫不進去；請清出空間。"
    if "not a database" in error:
        return "資料庫檔案有問題，打不開：金鑰不對（ZIGETONG_KEY_FILE），或檔案壞了，請用備份還原。"
    return f"資料庫不能用：{error}"


def marks(values: Sequence[object]) -> str:
    """Placeholders for a list of values: ``?, ?, ?``."""
    return ", ".join("?" * len(values))
