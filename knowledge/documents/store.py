"""The imported documents in SQLite: one row for each document and edition, one for each passage.

An import is one transaction: after a crash in the middle the store is what it was before.

>>> store = DocumentStore(sqlite_utils.Database(memory=True))
>>> store.listed()
[]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlite_utils

from knowledge.documents.clauses import Paragraph

_SOURCES = {
    "document": str,
    "edition": str,
    "title": str,
    "digest": str,
    "file": str,
    "passages": int,
    "text": str,
}
_PASSAGES = {"document": str, "edition": str, "place": int, "path": str, "display": str, "text": str}


@dataclass(frozen=True)
class Source:
    """One imported document in one edition. ``digest`` is that of its text."""

    document: str
    edition: str
    title: str
    digest: str
    file: str
    passages: int = 0


@dataclass(frozen=True)
class Passage:
    """One paragraph of an imported document with its place in it."""

    document: str
    edition: str
    place: int
    paragraph: Paragraph


class DocumentStore:
    """What has been imported. Opening an empty database makes its tables."""

    def __init__(self, database: sqlite_utils.Database) -> None:
        self.database = database
        with database.atomic():
            database.table("sources").create(_SOURCES, pk=("document", "edition"), if_not_exists=True)
            database.table("passages").create(
                _PASSAGES, pk=("document", "edition", "place"), if_not_exists=True
            )

    def put(self, source: Source, text: str, paragraphs: Iterable[Paragraph]) -> Source:
        """Keep a document's edition in place of what was there under the same name and edition: whole, or not at all."""
        key = (source.document, source.edition)
        with self.database.atomic():
            self._clear(key)
            rows = (
                {
                    "document": source.document, "edition": source.edition, "place": place,
                    "path": json.dumps(row.path, ensure_ascii=False), "display": row.display, "text": row.text,
                }
                for place, row in enumerate(paragraphs)
            )  # fmt: skip
            self.database.table("passages").insert_all(rows, batch_size=500)
            count = self.database.table("passages").count_where("document = ? and edition = ?", key)
            kept = Source(source.document, source.edition, source.title, source.digest, source.file, count)
            self.database.table("sources").insert({**vars(kept), "text": text})
        return kept

    def remove(self, document: str, edition: str | None = None) -> list[Source]:
        """Take out a document, or only one edition of it; what was taken out (nothing where there was none)."""
        gone = [s for s in self.listed() if s.document == document and edition in (None, s.edition)]
        with self.database.atomic():
            for source in gone:
                self._clear((source.document, source.edition))
        return gone

    def listed(self) -> list[Source]:
        """Everything imported, by document and edition."""
        columns = "document, edition, title, digest, file, passages"
        rows = self.database.query(f"select {columns} from sources order by document, edition")  # noqa: S608
        return [Source(**row) for row in rows]

    def text(self, document: str, edition: str) -> str | None:
        """The whole text of one edition as imported; None where it is not there."""
        found = self.database.query(
            "select text from sources where document = ? and edition = ?", (document, edition)
        )
        return next((str(row["text"]) for row in found), None)

    def passages(self) -> Iterator[Passage]:
        """Every paragraph of every document, in the documents' order."""
        rows = self.database.query("select * from passages order by document, edition, place")
        for row in rows:
            paragraph = Paragraph(tuple(json.loads(row["path"])), row["display"], row["text"])
            yield Passage(row["document"], row["edition"], row["place"], paragraph)

    def close(self) -> None:
        self.database.close()

    def _clear(self, key: tuple[str, str]) -> None:
        for table in ("passages", "sources"):
            self.database.table(table).delete_where("document = ? and edition = ?", key)


def open_store(path: Path) -> DocumentStore:
    """The store in a file, made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite_utils.Database(path)
    database.enable_wal()
    return DocumentStore(database)
