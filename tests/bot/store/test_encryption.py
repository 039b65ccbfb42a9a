"""At rest, a file says nothing without its key; with it, everything is as before."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.delivery.messages import Message
from bot.store.connection import Store, StoreError
from bot.store.keys import Key, KeyProblem, write_key
from bot.store.ledger import Ledger
from tests.bot.store.conftest import NOW

KEY = Key("0f" * 32)
OTHER = Key("f0" * 32)
TELLING = "kinmen-something-4321"


def filled(path: Path, key: Key | None) -> None:
    store = Store(path, key)
    Ledger(store).plan([Message("reminder", TELLING, 1234567890123, NOW)], NOW)
    store.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_an_encrypted_file_shows_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "z.db", KEY)
    assert TELLING.encode() not in on_disk(tmp_path)
    assert b"SQLite" not in on_disk(tmp_path)
    assert Ledger(Store(tmp_path / "z.db", KEY)).next_due() == NOW


def test_even_while_it_is_open_its_log_shows_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "z.db", KEY)
    Ledger(store).plan([Message("reminder", TELLING, 1, NOW)], NOW)
    assert (tmp_path / "z.db-wal").stat().st_size > 0
    assert TELLING.encode() not in on_disk(tmp_path)
    found = {
        name: store.rows(f"pragma {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("key", [None, OTHER])
def test_without_the_right_key_it_is_told(tmp_path: Path, key: Key | None) -> None:
    filled(tmp_path / "z.db", KEY)
    with pytest.raises(StoreError, match="金鑰"):
        Store(tmp_path / "z.db", key)


def test_a_plain_file_is_encrypted_when_a_key_is_set(tmp_path: Path) -> None:
    filled(tmp_path / "z.db", None)
    assert TELLING.encode() in on_disk(tmp_path)
    store = Store(tmp_path / "z.db", KEY)
    assert Ledger(store).next_due() == NOW
    store.close()
    assert TELLING.encode() not in on_disk(tmp_path)
    assert stat.S_IMODE((tmp_path / "z.db").stat().st_mode) == 0o600


HOLDER = """
import sys
from pathlib import Path
from bot.store.connection import Store
store = Store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_plain_file_in_use_is_not_encrypted_under_its_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process has it open: two copies of SQLite in one process would not see each other's locks."""
    monkeypatch.setattr("bot.store.connection.PATIENCE", 0.01)
    filled(tmp_path / "z.db", None)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "z.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    with pytest.raises(StoreError, match="占用"):
        Store(tmp_path / "z.db", KEY)
    holder.communicate(timeout=20)
    assert Ledger(Store(tmp_path / "z.db", KEY)).next_due() == NOW


def test_a_new_key_is_random_for_its_owner_only_and_never_overwritten(tmp_path: Path) -> None:
    write_key(tmp_path / "keys" / "key")
    written = (tmp_path / "keys" / "key").read_text()
    assert stat.S_IMODE((tmp_path / "keys" / "key").stat().st_mode) == 0o600
    assert Key.read(written).digits != KEY.digits
    with pytest.raises(KeyProblem, match="已經存在"):
        write_key(tmp_path / "keys" / "key")
    assert (tmp_path / "keys" / "key").read_text() == written


@pytest.mark.parametrize("text", ["", "密語", "ab" * 31, "zz" * 32, "ab" * 32 + "'; drop table"])
def test_what_is_no_key_is_told(text: str) -> None:
    with pytest.raises(KeyProblem, match="zigetong key"):
        Key.read(text)


def test_a_key_never_shows() -> None:
    assert KEY.digits not in repr(KEY)
