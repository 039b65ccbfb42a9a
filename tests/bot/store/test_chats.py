"""A group that moves takes everything along."""

from __future__ import annotations

from bot.store.chats import TABLES
from bot.store.connection import Store
from bot.store.kept import tables


def test_every_table_that_knows_chats_moves_with_them() -> None:
    knowing = {each.table for each in tables() if each.file == "zigetong.db" and "chat" in each.columns}
    assert knowing == set(TABLES)


def test_what_is_unique_beside_the_chat_are_columns() -> None:
    store = Store(None)
    for table, unique in TABLES.items():
        columns = {row[1] for row in store.rows(f"pragma table_info({table})")}
        assert {column for column in unique.split(", ") if column} <= columns
