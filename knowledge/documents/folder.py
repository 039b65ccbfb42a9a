"""A folder of official documents as text files: which file is which document, and their clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.documents.characters import squeeze
from knowledge.documents.clauses import Document, parse
from knowledge.model import DocumentEntry


def recognise(text: str, entries: Iterable[DocumentEntry]) -> DocumentEntry | None:
    """The one document whose every ``recognise`` snippet stands in ``text``; None where none or several do."""
    tight = squeeze(text)
    matching = [entry for entry in entries if all(squeeze(snippet) in tight for snippet in entry.recognise)]
    return matching[0] if len(matching) == 1 else None


def read_folder(folder: Path, entries: Mapping[str, DocumentEntry]) -> dict[str, Document]:
    """Every recognised document of the folder's ``.txt`` files, by document id."""
    found: dict[str, Document] = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        if entry := recognise(text, entries.values()):
            found[entry.id] = parse(text, entry)
    return found
