"""The database: private, durable, migrated from every earlier shape."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlite_utils

from bot.store.connection import Store, StoreError, connect, moment, stamp
from bot.store.keys import Key
from bot.store.migrations import STEPS, migrate
from tests.bot.store.shapes import NAMES, earlier

KEY = Key("0f" * 32)


def test_the_file_is_for_its_owner_only_and_writes_through(tmp_path: Path) -> None:
    store = Store(tmp_path / "home" / "z.db")
    assert store.path is not None
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    found = {name: store.rows(f"pragma {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
@pytest.mark.parametrize("name", NAMES)
def test_every_earlier_shape_comes_forward_with_all_its_rows(
    tmp_path: Path, name: str, key: Key | None
) -> None:
    """A file of any earlier version opens, looks as a new one does, and has every value that it had."""
    path = tmp_path / "z.db"
    before = earlier(path, name, key)
    store = Store(path, key)
    assert store.database.schema == Store(None).database.schema
    for table, values in before.items():
        assert store.rows(f"select {', '.join(values)} from {table}") == [tuple(values.values())], table
    store.close()
    again = Store(path, key)
    assert all(len(again.rows(f"select 1 from {table}")) == 1 for table in before)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "z.db"
    connection = connect(path)
    migrate(sqlite_utils.Database(connection), stop_before=NAMES[1])
    before = sqlite_utils.Database(connection).schema

    def broken(database: sqlite_utils.Database) -> None:
        database.execute("create table half (id integer)")
        raise sqlite3.OperationalError("no such thing")

    monkeypatch.setattr(STEPS._migrations[-1], "fn", broken)
    with pytest.raises(StoreError):
        Store(path)
    assert sqlite_utils.Database(connection).schema == before


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "z.db").write_text("字" * 5000, encoding="utf-8")
    with pytest.raises(StoreError, match="檔案有問題"):
        Store(tmp_path / "z.db")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="ZIGETONG_HOME"):
        Store(tmp_path / "file" / "z.db")


def test_moments_are_kept_to_the_millisecond() -> None:
    at = datetime(2026, 4, 16, 0, 30, 0, 123000, tzinfo=UTC)
    assert moment(stamp(at)) == at


def test_a_transaction_is_whole_or_not_at_all() -> None:
    store = Store(None)

    def half() -> None:
        with store.writing():
            store.write("insert into bodies (payload) values ('a')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert store.rows("select * from bodies") == []
