"""The engines that are compared: each takes passages and answers a question with ten ids, best first.

Peers get the cut that served them best in trials: single characters and neighbouring pairs, of title and text. Those
that are not installed (``pip install -e .[bench]``) are passed over, and the benchmark says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

from knowledge.search.segment import Passage

Finder = Callable[[str], list[str]]
MOST = 10


def cut(text: str) -> list[str]:
    """Characters and neighbouring pairs, letters and digits only, in lower case."""
    characters = [char for char in text.lower() if char.isalnum()]
    return characters + [left + right for left, right in pairwise(characters)]


def whole(passage: Passage) -> str:
    """What a peer indexes."""
    return f"{passage.title} {passage.text}"


def zigetong(passages: Sequence[Passage]) -> Finder:
    """This project's."""
    index = import_module("knowledge.search").SearchIndex.build(passages)
    return lambda question: [hit.id for hit in index.search(question, MOST)]


def bm25s(passages: Sequence[Passage], **settings: Any) -> Finder:
    """bm25s with its numba backend; ``settings``: k1, b."""
    import_module("numba")
    vocabulary: dict[str, int] = {}
    ids = [[vocabulary.setdefault(gram, len(vocabulary)) for gram in cut(whole(p))] for p in passages]
    engine = import_module("bm25s").BM25(backend="numba", **settings)
    engine.index((ids, vocabulary), show_progress=False)
    del ids

    def find(question: str) -> list[str]:
        known = [gram for gram in dict.fromkeys(cut(question)) if gram in vocabulary]
        if not known:
            return []
        found, _ = engine.retrieve([known], k=MOST, show_progress=False)
        return [passages[n].id for n in found[0]]

    return find


def bm25s_short(passages: Sequence[Passage]) -> Finder:
    """bm25s with the k1 and b that suit short passages."""
    return bm25s(passages, k1=0.9, b=0.4)


def tantivy(passages: Sequence[Passage]) -> Finder:
    """tantivy over words cut here, in memory."""
    module = import_module("tantivy")
    schema = module.SchemaBuilder()
    schema.add_unsigned_field("number", stored=True)
    schema.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    built = schema.build()
    index = module.Index(built)
    writer = index.writer(num_threads=1)
    for number, passage in enumerate(passages):
        document = module.Document()
        document.add_unsigned("number", number)
        document.add_text("body", " ".join(cut(whole(passage))))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(question: str) -> list[str]:
        terms = [
            (module.Occur.Should, module.Query.term_query(built, "body", gram, "freq"))
            for gram in dict.fromkeys(cut(question))
        ]
        hits = searcher.search(module.Query.boolean_query(terms), MOST, count=False).hits
        return [passages[searcher.doc(place)["number"][0]].id for _, place in hits]

    return find


def rank_bm25(passages: Sequence[Passage]) -> Finder:
    """rank-bm25's Okapi."""
    engine = import_module("rank_bm25").BM25Okapi([cut(whole(passage)) for passage in passages])
    numpy = import_module("numpy")

    def find(question: str) -> list[str]:
        scores = engine.get_scores(list(dict.fromkeys(cut(question))))
        return [passages[n].id for n in numpy.argsort(-scores)[:MOST]]

    return find


def fts5(passages: Sequence[Passage]) -> Finder:
    """SQLite FTS5 over words cut here."""
    return _fts5(passages, "unicode61", lambda text: " ".join(cut(text)), cut)


def fts5_trigram(passages: Sequence[Passage]) -> Finder:
    """SQLite FTS5 with its trigram tokenizer."""

    def triples(question: str) -> list[str]:
        return [question[n : n + 3] for n in range(len(question) - 2)]

    return _fts5(passages, "trigram", lambda text: text, triples)


def _fts5(
    passages: Sequence[Passage], tokenizer: str, body: Callable[[str], str], terms: Callable[[str], list[str]]
) -> Finder:
    database = sqlite3.connect(":memory:")
    database.execute(f"create virtual table found using fts5(body, tokenize='{tokenizer}')")
    database.executemany(
        "insert into found (rowid, body) values (?, ?)", ((n, body(whole(p))) for n, p in enumerate(passages))
    )
    database.execute("insert into found (found) values ('optimize')")

    def find(question: str) -> list[str]:
        quoted = ['"' + term.replace('"', '""') + '"' for term in dict.fromkeys(terms(question))]
        if not quoted:
            return []
        rows = database.execute(
            f"select rowid from found where found match ? order by rank limit {MOST}", (" OR ".join(quoted),)
        )
        return [passages[number].id for (number,) in rows]

    return find


ENGINES: dict[str, Callable[[Sequence[Passage]], Finder]] = {
    "zigetong": zigetong,
    "bm25s (numba)": bm25s,
    "bm25s (numba), k1 0.9 b 0.4": bm25s_short,
    "tantivy": tantivy,
    "rank-bm25": rank_bm25,
    "SQLite FTS5, uni+bi": fts5,
    "SQLite FTS5, trigram": fts5_trigram,
}
