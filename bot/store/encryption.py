"""Encryption at rest, by SQLCipher: the whole file, its indexes and its log, with a key that lies elsewhere.

A plain file that is opened with a key for the first time is encrypted as a whole and takes the plain one's place, so
that a school which began without a key needs to do nothing but set one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

from sqlcipher3 import dbapi2 as sqlcipher

from bot.store.keys import Key

PLAIN = b"SQLite format 3\x00"
ERRORS = (sqlcipher.DatabaseError,)
"""SQLCipher's errors are relatives of no others."""


def opened(path: Path, key: Key, patience: float) -> sqlite3.Connection:
    """A connection to the encrypted file at ``path``; it behaves as the standard library's does."""
    if is_plain(path):
        encrypt(path, key, patience)
    connection = sqlcipher.connect(path, timeout=patience, isolation_level=None)
    connection.execute("pragma cipher_log = off")
    connection.execute(key.pragma)
    return cast(sqlite3.Connection, connection)


def is_plain(path: Path) -> bool:
    """Whether the file is a database that anybody can read."""
    with path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN


def encrypt(path: Path, key: Key, patience: float) -> None:
    """Encrypt a plain database as a whole; a stop in the middle leaves the plain one as it was.

    Whoever else has it open makes this fail with an error of SQLite's: nobody may be writing to the old file.
    """
    fresh = path.with_name(f"{path.name}.encrypting")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    plain = sqlcipher.connect(path, timeout=patience, isolation_level=None)
    try:
        plain.execute("pragma journal_mode = delete")  # refused while anybody else has it open
        plain.execute("pragma locking_mode = exclusive")
        plain.execute("begin exclusive")
        plain.execute("commit")
        plain.execute("attach ? as fresh key ?", (str(fresh), f"x'{key.digits}'"))
        plain.execute("select sqlcipher_export('fresh')")
        plain.execute("detach fresh")
        fresh.replace(path)
    finally:
        plain.close()
        fresh.unlink(missing_ok=True)
