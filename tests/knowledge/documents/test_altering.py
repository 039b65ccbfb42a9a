"""Altering any one figure of any entry that cites a clause makes the proof fail.

Silences cite nothing: their figures only have to be proved elsewhere in the file, so they are not altered here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import read_folder
from knowledge.documents.proof import cited_entries, prove_one
from knowledge.loading import DATA, load_documents, load_programmes
from knowledge.model import Programme
from tests.knowledge.documents.altering import altered

FILES = sorted(path.stem for path in (DATA / "programmes").glob("*.toml"))


@pytest.fixture(scope="module")
def programmes() -> dict[str, Programme]:
    return load_programmes()


@pytest.mark.documents
@pytest.mark.parametrize("name", FILES)
def test_altering_any_figure_is_noticed(
    name: str, programmes: dict[str, Programme], documents_folder: Path
) -> None:
    programme = programmes[name]
    document = read_folder(documents_folder, load_documents())[programme.programme.document]
    survivors = [
        f"{where} {what}"
        for where, entry in cited_entries(programme)
        for what, changed in altered(entry)
        if not prove_one(changed, programme, document)
    ]
    assert survivors == []
