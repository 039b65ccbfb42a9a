"""Everything about one number, in every file: shown, and deleted at once; what is over its time goes by itself.

It follows ``kept.toml``, so a table that is not there would not be shown or deleted: a test walks the files to see
that none is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.store.connection import stamp, translated
from bot.store.kept import Table, kept, tables

GONE = "（已刪除）"


class Personal:
    """``files``: an open connection for each file's name. ``memory``: what else forgets a number; it tells how much."""

    def __init__(
        self, files: Mapping[str, sqlite3.Connection], memory: Sequence[Callable[[int], int]] = ()
    ) -> None:
        self.files, self.memory = dict(files), tuple(memory)

    def export(self, number: int) -> dict[str, list[dict[str, object]]]:
        """What is kept of a chat or person: for each thing that is told, its rows, columns named in words."""
        found = {
            each.what: [row for table in each.tables for row in self._rows(table, number)] for each in kept()
        }
        return {what: rows for what, rows in found.items() if rows}

    def _rows(self, table: Table, number: int) -> Iterator[dict[str, object]]:
        columns = (*table.whose, *table.names)
        connection = self.files.get(table.file)
        if not columns or connection is None:
            return
        where = " or ".join(f"{column} = ?" for column in columns)
        shown = ", ".join(table.columns)
        with translated():
            rows = connection.execute(
                f"select {shown} from {table.table} where {where}", [number] * len(columns)
            ).fetchall()
        for row in rows:
            yield dict(zip(table.columns.values(), row, strict=True))

    def forget(self, number: int) -> int:
        """Delete everything of a chat or person, everywhere; how many rows and conversations that were."""
        count = sum(forget(number) for forget in self.memory)
        for file, connection in self.files.items():
            with transaction(connection):
                for table in tables():
                    if table.file == file and table.table:
                        count += forgotten(connection, table, number)
            with translated():
                connection.execute("pragma wal_checkpoint(truncate)")  # the log would still have it
        return count

    def expire(self, now: datetime) -> int:
        """Delete what is over its time; how many rows."""
        count = 0
        for file, connection in self.files.items():
            with transaction(connection):
                for table in tables():
                    if table.file == file and table.days:
                        before = stamp(now - timedelta(days=table.days))
                        count += connection.execute(
                            f"delete from {table.table} where {table.since} < ? and {table.when}", (before,)
                        ).rowcount
        return count


def forgotten(connection: sqlite3.Connection, table: Table, number: int) -> int:
    """Delete, strip and blank in one table; how many rows were touched."""
    count = 0
    for column in table.whose:
        if table.strip:
            count += connection.execute(
                f"delete from {table.table} where {column} = ? and not ({table.when})", (number,)
            ).rowcount
            statement = f"update {table.table} set {table.strip} where {column} = ?"
        else:
            statement = f"delete from {table.table} where {column} = ?"
        count += connection.execute(statement, (number,)).rowcount
    for column in (*table.names, *table.marks):
        count += connection.execute(
            f"update {table.table} set {column} = 0 where {column} = ?", (number,)
        ).rowcount
    for column in table.texts:
        count += connection.execute(
            f"update {table.table} set {column} = replace({column}, ?, ?) where {table.naming} and instr({column}, ?)",
            (str(number), GONE, str(number)),
        ).rowcount
    for column in table.words:
        count += connection.execute(
            f"update {table.table} set {column} = ? where {column} = ?", (GONE, str(number))
        ).rowcount
    return count


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    with translated():
        connection.execute("begin immediate")
        try:
            yield
            connection.execute("commit")
        except BaseException:
            connection.rollback()
            raise
