"""The pace table: before which moment nothing may go out, overall and to each chat, shared by every process.

A moment that was written down by a clock ahead of ours (somebody set it back) is not believed.
"""

from __future__ import annotations

import sqlite3

OVERALL = 0
"""Stands for everybody; no chat has this number."""
DRIFT = 1000


def read_pace(connection: sqlite3.Connection, who: int, at: int) -> int:
    """Milliseconds since 1970 before which ``who`` must not hear anything; 0 where nothing is known."""
    found = connection.execute("select next, noted from pace where who = ?", (who,)).fetchone()
    if found is None or found[1] > at + DRIFT:
        return 0
    return int(found[0])


def write_pace(connection: sqlite3.Connection, who: int, next: int, at: int) -> None:
    """``who`` may hear something from ``next`` on. Places that are long free are dropped."""
    connection.execute(
        """insert into pace (who, next, noted) values (?, ?, ?)
            on conflict (who) do update set next = excluded.next, noted = excluded.noted""",
        (who, next, at),
    )
    if who == OVERALL:
        connection.execute("delete from pace where who <> ? and next < ?", (OVERALL, at))
