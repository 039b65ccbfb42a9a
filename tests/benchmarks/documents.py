"""The golden questions asked of the official documents themselves: what the search's confidence is learnt on as well.

A golden question that facts answer is right where the passage found is part of a clause that such a fact cites; one
that nothing answers has no right passage.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import sqlite_utils

from knowledge.base import KnowledgeBase, open_base
from knowledge.documents.characters import squeeze
from knowledge.documents.folder import read_folder
from knowledge.documents.importing import import_file
from knowledge.documents.store import DocumentStore
from knowledge.fulltext import open_index
from knowledge.search import SearchIndex
from knowledge.wording import typed
from tests.golden import Golden, golden

Right = Callable[[str, str], bool]
"""Whether a passage (its id, its text) answers."""


def imported(folder: Path, base: KnowledgeBase) -> DocumentStore:
    """Every document of a folder in a store in memory."""
    store = DocumentStore(sqlite_utils.Database(memory=True))
    for path in sorted(folder.glob("*.txt")):
        import_file(path, store, base.documents)
    return store


def document_questions(folder: Path) -> tuple[SearchIndex, list[tuple[str, Right]]]:
    """The documents' index, and every golden question that stands alone with what is right for it."""
    base = open_base()
    documents = read_folder(folder, base.documents)

    def clauses(question: Golden) -> list[tuple[str, str]]:
        found = []
        for name in question.facts:
            programme, _, entry = name.rpartition("/")
            here = base.programmes[programme or str(question.programme)]
            document = here.programme.document
            for group in here.groups().values():
                for piece in group:
                    for address in getattr(piece, "clause", ()) if piece.id == entry else ():
                        clause = documents[document].find(address) if document in documents else None
                        if clause is not None:
                            found.append((document, squeeze(clause.text)))
        return found

    def right(question: Golden) -> Right:
        held = clauses(question) if question.expect == "answer" else []

        def answers(name: str, text: str) -> bool:
            document = json.loads(name)[0]
            return any(of == document and squeeze(text) in clause for of, clause in held)

        return answers

    asked = [(typed(question.question), right(question)) for question in golden() if not question.context]
    return open_index(imported(folder, base), None), asked
