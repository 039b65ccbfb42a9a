"""Checks under way, in a small file of their own, so that a restart in the middle of one loses nothing.

A row is a chat, a person, a moment and the answers; it is deleted when the check is finished, cancelled or untouched
for half an hour, and what is deleted is overwritten in the file (``secure_delete``), without a log that would keep it.
"""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import sqlite_utils

from bot.store.connection import connect, translated
from bot.store.keys import Key
from handlers.check_state import LIFETIME, CheckState, from_json, to_json

log = logging.getLogger(__name__)


class ChecksStore:
    """``CheckStates`` on disk, encrypted where there is a key; without a path, in memory."""

    def __init__(self, path: Path | None, key: Key | None = None) -> None:
        with translated():
            connection = connect(path, key)
            connection.execute("pragma journal_mode = delete")
            self.database = sqlite_utils.Database(connection)
            self.database.execute(
                """create table if not exists checks (chat integer, person integer, touched real, state text,
                   primary key (chat, person))"""
            )

    def get(self, chat: int, person: int, at: datetime) -> CheckState | None:
        """The state of this person in this chat, unless it is over."""
        self.expire(at)
        row = self.database.execute(
            "select state from checks where chat = ? and person = ?", (chat, person)
        ).fetchone()
        if row is None:
            return None
        try:
            return from_json(row[0])
        except (ValueError, KeyError, TypeError, AssertionError):
            log.warning("a check written by another version was dropped")
            self.drop(chat, person)
            return None

    def put(self, chat: int, person: int, at: datetime, state: CheckState) -> None:
        """Keep ``state``, touched at ``at``."""
        self.database.execute(
            "insert or replace into checks (chat, person, touched, state) values (?, ?, ?, ?)",
            (chat, person, at.timestamp(), to_json(state)),
        )

    def drop(self, chat: int, person: int) -> None:
        """Delete the state of this person in this chat."""
        self.database.execute("delete from checks where chat = ? and person = ?", (chat, person))

    def forget(self, person: int) -> int:
        """Delete every state of a person; how many that were."""
        return int(self.database.execute("delete from checks where person = ?", (person,)).rowcount)

    def expire(self, at: datetime) -> None:
        """Delete what has been untouched for half an hour, or was touched in what is now the future."""
        now = at.timestamp()
        self.database.execute(
            "delete from checks where touched < ? or touched > ?", (now - LIFETIME.total_seconds(), now)
        )

    def close(self) -> None:
        self.database.close()
