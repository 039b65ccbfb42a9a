"""A group that moves takes everything along; a chat that is back hears again what it had asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import TAIPEI
from bot.store.chats import TABLES
from bot.store.connection import Store
from bot.store.kept import tables
from tests.bot.world import YEARLY, World

NOW = datetime(2027, 3, 1, 10, tzinfo=TAIPEI)
PARENT, CLASS = 5, -100_500


def test_every_table_that_knows_chats_moves_with_them() -> None:
    knowing = {each.table for each in tables() if each.file == "zigetong.db" and "chat" in each.columns}
    assert knowing == set(TABLES)


def test_what_is_unique_beside_the_chat_are_columns() -> None:
    store = Store(None)
    for table, unique in TABLES.items():
        columns = {row[1] for row in store.rows(f"pragma table_info({table})")}
        assert {column for column in unique.split(", ") if column} <= columns


def test_whoever_unblocks_the_bot_gets_back_what_the_block_ended_and_nothing_else() -> None:
    world = World(NOW)
    kept = world.subscribe("date", *YEARLY, chat=PARENT)
    stopped = world.subscribe("programme", YEARLY[0], chat=PARENT)
    world.subscriptions.stop(PARENT, [stopped], NOW)
    world.ledger.store.write(
        "insert into members (chat, role, city, joined) values (?, '家長', '', 1)", PARENT
    )
    world.book.gone(PARENT, "blocked", NOW)
    assert world.subscriptions.subscriptions(PARENT) == []
    world.book.back(PARENT, NOW + timedelta(days=3))
    (found,) = world.subscriptions.subscriptions(PARENT)
    assert found.id == kept
    assert world.ledger.store.rows("select next is not null from subscriptions where id = ?", kept) == [(1,)]
    assert world.ledger.store.rows("select gone from members where chat = ?", PARENT) == [(None,)]


def test_only_the_staff_chat_s_move_is_kept_for_the_setting() -> None:
    """Another group's number would stay after it has been forgotten."""
    world = World(NOW)
    world.book.moved(CLASS, CLASS - 1)
    assert world.ledger.store.rows("select * from office where name like 'moved%'") == []
    world.book.staff_chat = CLASS
    world.book.moved(CLASS, CLASS - 1)
    assert world.ledger.store.rows("select value from office where name = ?", f"moved {CLASS}") == [
        (str(CLASS - 1),)
    ]
