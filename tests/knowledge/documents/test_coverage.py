"""Every clause of every document is told by some fact, date, list, contact or doubt; bare headings aside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.documents import read_folder
from knowledge.loading import load_documents, load_programmes

SENTENCE = re.compile(r"[。；，、]|\d{2,}")
HEADING = 40
"""A paragraph without a sentence and shorter than this only announces what its parts say."""
NOT_TOLD = {"陸", "附件一"}  # 新北：引言與只有標題的流程圖


@pytest.mark.documents
def test_every_clause_is_told_somewhere(documents_folder: Path) -> None:
    documents = read_folder(documents_folder, load_documents())
    cited: dict[str, set[str]] = {name: set() for name in documents}
    for programme in load_programmes().values():
        document = documents[programme.programme.document]
        for entries in programme.groups().values():
            for entry in entries:
                for address in getattr(entry, "clause", ()):
                    clause = document.find(address)
                    if clause is not None:
                        cited[programme.programme.document].add(clause.display)
    for name, document in documents.items():
        for paragraph in document.paragraphs():
            told = any(paragraph.display == c or paragraph.display.startswith(f"{c} ›") for c in cited[name])
            heading = len(paragraph.text) < HEADING and not SENTENCE.search(paragraph.text)
            assert told or heading or paragraph.display in NOT_TOLD or "題頭" in paragraph.display, (
                f"{name} {paragraph.display}"
            )
