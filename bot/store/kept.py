"""What is kept, why and how long: ``kept.toml`` as values. The one table that everything about privacy follows.

Statements are put together from its words; a person's number is always bound, never written into them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).with_name("kept.toml")


class Table(BaseModel):
    """One table of one file; without a name, the whole file, in which nobody is.

    ``whose``: columns with the number of whom a row belongs to; ``names``: columns that only mention somebody;
    ``marks``: columns in which a number only says how far something has come; ``words``: columns whose text may be
    somebody's number; ``texts``: columns whose text may name somebody's number, in rows where ``naming`` holds;
    ``since`` and ``days``: a row goes that long after that moment (milliseconds since 1970), where ``when`` holds;
    ``strip``: what a row becomes instead of being deleted, once it is over.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: str
    table: str = ""
    whose: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    naming: str = "1 = 1"
    strip: str = ""
    since: str = ""
    days: int = 0
    when: str = "1 = 1"
    columns: dict[str, str] = {}


class Kept(BaseModel):
    """One thing that is kept, as people are told."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    what: str
    why: str
    long: str
    tables: tuple[Table, ...] = ()


@cache
def kept() -> tuple[Kept, ...]:
    """All of it, in the order in which it is told."""
    return tuple(
        Kept.model_validate(each) for each in tomllib.loads(DATA.read_text(encoding="utf-8"))["kept"]
    )


def tables() -> tuple[Table, ...]:
    """Every table, those that point to another before it."""
    return tuple(table for each in kept() for table in each.tables)


def written() -> str:
    """The table for the README."""
    rows = [f"| {each.what} | {each.why} | {each.long} |" for each in kept()]
    return "\n".join(["| 什麼 | 為什麼 | 多久 |", "|---|---|---|", *rows])
