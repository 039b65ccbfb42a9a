"""The built knowledge base: data files checked once, kept as a SQLite file, read in milliseconds.

The file is made through sqlite-utils from ``data/``; it is rebuilt whenever a data file changes, and can be looked
into with ordinary tools (tables ``programmes``, ``entries``, ``documents``, ``built``).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils

from knowledge.loading import DATA, load_documents, load_programmes
from knowledge.model import DateEntry, DocumentEntry, Programme

T = TypeVar("T")
SHAPE = 1  # raise when the tables below change, so that an older file is rebuilt


@dataclass(frozen=True)
class KnowledgeBase:
    """Every programme and document by id. Immutable; a changed data file makes a new one."""

    programmes: dict[str, Programme]
    documents: dict[str, DocumentEntry]
    fingerprint: str
    data: Path = field(default=DATA, repr=False)
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def dates(self) -> dict[tuple[str, str], DateEntry]:
        """Every date entry by (programme, id)."""
        return {(name, entry.id): entry for name, p in self.programmes.items() for entry in p.dates}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is worked out of this base and never changes, made when it is first asked for."""
        if name not in self.kept:
            self.kept[name] = make()
        found: T = self.kept[name]
        return found


def fingerprint(data: Path = DATA) -> str:
    """Changes whenever any data file's name or content does."""
    digest = hashlib.sha256(str(SHAPE).encode())
    for path in sorted(data.rglob("*.toml")):
        digest.update(str(path.relative_to(data)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def open_base(built: Path | None = None, data: Path = DATA) -> KnowledgeBase:
    """The knowledge base in ``data``; kept in the SQLite file ``built`` where one is given and writable.

    Raises KnowledgeError (file, entry, key) where a data file is wrong.
    """
    mark = fingerprint(data)
    if built is not None and (kept := read_built(built, mark, data)) is not None:
        return kept
    base = _loaded(mark, data)
    if built is not None:
        write_built(base, built)
    return base


@lru_cache(maxsize=1)
def _loaded(mark: str, data: Path) -> KnowledgeBase:
    return KnowledgeBase(load_programmes(data), load_documents(data), mark, data)


def read_built(path: Path, mark: str, data: Path) -> KnowledgeBase | None:
    """What ``path`` holds if it was made from exactly these data files, else None."""
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            kept = connection.execute("select fingerprint from built").fetchone()
            if kept is None or kept[0] != mark:
                return None
            programmes = dict(connection.execute("select id, body from programmes order by id"))
            documents = dict(connection.execute("select id, body from documents"))
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return None  # not ours, or damaged: made anew
    return KnowledgeBase(
        {name: Programme.model_validate_json(body) for name, body in programmes.items()},
        {name: DocumentEntry.model_validate_json(body) for name, body in documents.items()},
        mark,
        data,
    )


def write_built(base: KnowledgeBase, path: Path) -> bool:
    """Write ``path`` anew, whole or not at all. False where the place cannot be written: nothing depends on it."""
    draft = path.with_name(f"{path.name}.{base.fingerprint[:8]}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        fill(sqlite_utils.Database(draft), base)
        draft.replace(path)
    except (OSError, sqlite3.Error):
        return False
    return True


def fill(database: sqlite_utils.Database, base: KnowledgeBase) -> None:
    """The tables of a built file."""
    database.table("programmes").insert_all(
        (
            {
                "id": name,
                "short": p.programme.short,
                "document": p.programme.document,
                "body": p.model_dump_json(by_alias=True),
            }
            for name, p in base.programmes.items()
        ),
        pk="id",
    )
    database.table("documents").insert_all(
        (
            {"id": name, "title": d.title, "body": d.model_dump_json(by_alias=True)}
            for name, d in base.documents.items()
        ),
        pk="id",
    )
    database.table("entries").insert_all(entry_rows(base), pk=("programme", "id"))
    database.table("built").insert({"fingerprint": base.fingerprint, "shape": SHAPE})
    database.close()


def entry_rows(base: KnowledgeBase) -> Iterator[dict[str, str]]:
    """One row for each fact, date, contact, list, silence and doubt: for whoever looks into the file."""
    for name, programme in base.programmes.items():
        for group, entries in programme.groups().items():
            for entry in entries:
                body = entry.model_dump(mode="json")
                yield {
                    "programme": name, "id": entry.id, "group": group.removesuffix("s"),
                    "title": str(body.get("title") or body.get("label") or body.get("office") or ""),
                    "say": str(body.get("say") or body.get("handles") or ""),
                    "clause": "；".join(body.get("clause") or ()),
                    "body": json.dumps(body, ensure_ascii=False),
                }  # fmt: skip
