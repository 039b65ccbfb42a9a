"""``zigetong documents add|list|remove``: the official documents as received, and what is opened of them at start.

They lie in ``documents.db`` under ZIGETONG_HOME, the search's index beside it. A document that cannot be taken is told
in a sentence and the others are taken; what was there before stays as it was.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.settings import Settings
from handlers.clauses import Clauses
from knowledge.base import KnowledgeBase, open_base
from knowledge.documents.importing import Outcome, import_file
from knowledge.documents.store import DocumentStore, Source, open_store
from knowledge.errors import ImportRefused, ZigetongError
from knowledge.fulltext import FullText

RESTART = "機器人如果正在執行，重新啟動後就會用到。"


class PapersError(ZigetongError):
    """The imported documents cannot be opened; the message says which file and what to do."""


def opened(settings: Settings) -> DocumentStore:
    """The store, made where there is none. Raises PapersError."""
    try:
        return open_store(settings.documents)
    except sqlite3.DatabaseError:
        raise PapersError(
            f"{settings.documents.name} 打不開或已損壞；請移走這個檔案，再用 zigetong documents add 重新匯入。"
        ) from None
    except OSError as error:
        raise PapersError(
            f"寫不進 {settings.home}（{error.strerror}）；請檢查 ZIGETONG_HOME 和權限。"
        ) from None


def add(settings: Settings, files: Iterable[Path]) -> int:
    """Take files in; 1 where any of them could not be taken."""
    refused, changed = 0, False
    base = open_base(settings.built, settings.knowledge)
    with closing(opened(settings)) as store:
        for path in files:
            try:
                done = import_file(path, store, base.documents)
            except ImportRefused as error:
                refused += 1
                print(error, file=sys.stderr)
                continue
            print(done.sentence, *(f"　注意：{note}" for note in done.notes), sep="\n")
            changed |= done.outcome is not Outcome.UNCHANGED
        FullText(store, base, settings.searched)
    if changed:
        print(RESTART)
    return 1 if refused else 0


def show(settings: Settings) -> int:
    """List what is imported."""
    with closing(opened(settings)) as store:
        listed = store.listed()
    for source in listed:
        print(f"{source.document}\t{source.title}\t{source.edition}\t{source.passages} 段\t{source.file}")
    if not listed:
        print("還沒有匯入任何公文。用 zigetong documents add 檔案… 匯入。")
    return 0


def remove(settings: Settings, document: str, edition: str | None) -> int:
    """Take a document out; 1 where there was none."""
    with closing(opened(settings)) as store:
        gone = store.remove(document, edition)
        if not gone:
            print(f"沒有匯入過「{document}」；用 zigetong documents list 看有哪些。", file=sys.stderr)
            return 1
        FullText(store, open_base(settings.built, settings.knowledge), settings.searched)
    for source in gone:
        print(f"已移除「{source.title}」（{source.edition}）。")
    print(RESTART)
    return 0


def current(sources: Iterable[Source], base: KnowledgeBase) -> dict[str, str]:
    """The edition whose clauses are quoted, by document: the one the facts are from, else the last listed."""
    found: dict[str, str] = {}
    for source in sources:
        described = base.documents.get(source.document)
        if source.document not in found or described is None or source.edition == described.number:
            found[source.document] = source.edition
    return found


def read_papers(settings: Settings, base: KnowledgeBase) -> tuple[FullText | None, Clauses | None]:
    """Search and clauses over what is imported; (None, None) where nothing is. Raises PapersError."""
    if not settings.documents.exists():
        return None, None
    with closing(opened(settings)) as store:
        sources = store.listed()
        if not sources:
            return None, None
        fulltext = FullText(store, base, settings.searched)
    editions = current(sources, base)

    def text(document: str) -> str | None:
        with closing(opened(settings)) as again:
            return again.text(document, editions[document])

    return fulltext, Clauses(base, text, frozenset(editions) & frozenset(base.documents))
