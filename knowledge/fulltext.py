"""The imported documents' own sentences, where no structured fact answers: found, quoted with their clause, or not at all.

Whose rule it is: a passage answers only above the confidence that was learnt (``search/weights.toml``). Of a document
that a programme describes, what no fact holds is mostly not in it (of 155 golden questions that no fact answered, 3
stood in the text): there the nearest passage is shown without being called the answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.answering import Citation, Status
from knowledge.base import KnowledgeBase
from knowledge.documents.store import DocumentStore, Source
from knowledge.documents.store import Passage as Kept
from knowledge.search import Hit, Passage, SearchIndex, SegmentError
from knowledge.telling import Answer, Line, Style
from knowledge.wording import typed

MORE = 2
"""Other places told beside the passage."""
LONGEST = 300
"""Characters of a sentence that are shown; a table may go on for pages."""
_FORM = "1"  # raise when ``passages_of`` changes


@dataclass(frozen=True)
class Place:
    """A passage found: its document, its clause, its text, the sentence that fits, and how sure that is."""

    source: Source
    clause: str
    text: str
    sentence: str
    confidence: float

    @property
    def citation(self) -> Citation:
        return Citation(self.source.title, self.source.edition, self.clause)


class FullText:
    """Search over what has been imported. ``kept``: the file that holds the index between starts."""

    def __init__(self, store: DocumentStore, base: KnowledgeBase, kept: Path | None = None) -> None:
        self.sources = {(source.document, source.edition): source for source in store.listed()}
        self.described = {programme.programme.document for programme in base.programmes.values()}
        self.index = open_index(store, kept)

    def answer(self, question: str) -> Answer | None:
        """The nearest passage with its clause and two more places; None where none is near enough."""
        places = self.find(question)
        if not places or places[0].confidence < self.index.weights.enough:
            return None
        best, *others = places
        lines = [
            Line("公文裡最接近的段落是："),
            Line(f"「{shortened(best.sentence)}」", Style.STRONG),
            Line(
                f"這是〈{best.source.title}〉{best.clause}（{best.source.edition}）的原文；是否仍適用，請向發文單位確認。"
            ),
        ]
        if others:
            lines.append(Line("也可以看：" + "；".join(f"〈{p.source.title}〉{p.clause}" for p in others)))
        if best.source.document in self.described:
            lead = Line("這一點我沒有整理過的答案，下面的段落不一定回答您的問題。", Style.WARN)
            return Answer(Status.ABSTAINED, (lead, *lines), (best.citation,), miss=True)
        return Answer(Status.ANSWERED, tuple(lines), (best.citation,))

    def find(self, question: str) -> list[Place]:
        """The best passages, best first; only the first has a confidence."""
        return [self._place(hit) for hit in self.index.search(typed(question), 1 + MORE)]

    def _place(self, hit: Hit) -> Place:
        document, edition, clause = json.loads(hit.id)[:3]
        text = self.index.passage(hit.number).text
        return Place(self.sources[document, edition], clause, text, self.index.sentence(hit), hit.confidence)


def passages_of(kept: Iterable[Kept], titles: dict[tuple[str, str], str]) -> Iterator[Passage]:
    """Imported paragraphs as the search takes them: titled by their document and clause."""
    for row in kept:
        name = json.dumps([row.document, row.edition, row.paragraph.display, row.place], ensure_ascii=False)
        title = f"{titles[row.document, row.edition]} {row.paragraph.display}"
        yield Passage(name, title, row.paragraph.text)


def open_index(store: DocumentStore, kept: Path | None) -> SearchIndex:
    """The index of what is imported: from the file ``kept`` where that was made from the very same, else made anew."""
    sources = store.listed()
    mark = fingerprint(sources)
    if kept is not None and kept.exists():
        try:
            index = SearchIndex.open(kept)
        except (SegmentError, OSError):
            index = None
        if index is not None and index.made_from == mark:
            return index
    titles = {(source.document, source.edition): source.title for source in sources}
    index = SearchIndex.build(passages_of(store.passages(), titles))
    if kept is None:
        return index
    try:
        index.save(kept, mark)
    except OSError:
        return index  # nothing depends on the file: the index is in memory
    return SearchIndex.open(kept)


def fingerprint(sources: Iterable[Source]) -> str:
    """Changes whenever anything imported does."""
    rows = [[s.document, s.edition, s.title, s.digest] for s in sources]
    return hashlib.sha256(json.dumps([_FORM, rows], ensure_ascii=False).encode()).hexdigest()


def shortened(sentence: str) -> str:
    """A sentence on one line, cut where it goes on too long."""
    told = " ".join(sentence.split())
    return told if len(told) <= LONGEST else told[:LONGEST] + "…"
