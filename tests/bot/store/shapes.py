"""Files as earlier versions left them: the shape before a step of the migrations, with a row in every table."""

from __future__ import annotations

from pathlib import Path

import sqlite_utils

from bot.store.connection import connect
from bot.store.keys import Key
from bot.store.migrations import STEPS, migrate

NAMES = [step.name for step in STEPS.pending(sqlite_utils.Database(memory=True))]
"""The steps, in order: before each of them there was a version."""


def earlier(path: Path, before: str, key: Key | None = None) -> dict[str, dict[str, object]]:
    """Make the file of the version before a step; each table's one row, by column."""
    connection = connect(path, key)
    migrate(sqlite_utils.Database(connection), stop_before=before)
    connection.execute("pragma foreign_keys = off")
    found = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
    rows = {}
    for (table,) in found:
        if table.startswith(("sqlite_", "_sqlite_")):
            continue
        shape = connection.execute(f"pragma table_info({table})").fetchall()
        values = {name: value(kind, n) for n, (_, name, kind, *_) in enumerate(shape)}
        marks = ", ".join("?" * len(values))
        connection.execute(f"insert into {table} values ({marks})", list(values.values()))
        rows[table] = values
    connection.close()
    return rows


def value(kind: str, number: int) -> object:
    """Something of a column's kind; the first column is 1, so that rows that point to another find it."""
    return f"字{number}" if kind.upper() == "TEXT" else number + 1
