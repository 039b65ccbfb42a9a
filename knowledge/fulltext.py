"""The imported documents' own sentences, where no structured fact answers: found, quoted with their clause, or not at all.

Whose rule it is: a passage answers only above the confidence that was learnt (``search/weights.toml``). Of a document
that a programme describes, what no fact holds is mostly not in it (of 155 golden questions that no fact answered, 3
stood in the text): there the nearest passage is shown without being called the answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from knowledge.answer import Answer, Line, Style
from knowledge.answering import Citation, Status
from knowledge.assistant import LONGEST as LONGEST_MESSAGE
from knowledge.assistant import Assistant
from knowledge.base import KnowledgeBase
from knowledge.documents.store import DocumentStore, Source
from knowledge.documents.store import Passage as Kept
from knowledge.guards import caught
from knowledge.search import Hit, Passage, SearchIndex, SegmentError
from knowledge.speaking import _
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
    def named(self) -> str:
        """Where it stands, for people."""
        return f"〈{self.source.title}〉{self.clause}"

    @property
    def citation(self) -> Citation:
        """The place as an answer cites it; the edition is its 文號 where it has one."""
        number = self.source.edition if self.source.edition.endswith("號") else None
        return Citation(self.source.title, number, self.clause)


class FullText:
    """Search over what has been imported. ``kept``: the file that holds the index between starts."""

    def __init__(self, store: DocumentStore, base: KnowledgeBase, kept: Path | None = None) -> None:
        self.sources = {(source.document, source.edition): source for source in store.listed()}
        self.described = {programme.programme.document for programme in base.programmes.values()}
        self.index = open_index(store, kept)

    def answer(self, question: str, silent: Answer) -> Answer:
        """``silent``, the answer of an assistant that found nothing, or what the documents say instead.

        Instead: the nearest passage, its clause and two more places, where it is near enough. Of a document that a
        programme describes they are told beside the silence.
        """
        places = self.find(question)
        if not places or places[0].confidence < self.index.weights.enough:
            return silent
        best, *others = places
        lines = [
            Line(_("公文裡最接近的段落是：")),
            Line(f"「{shortened(best.sentence)}」", Style.STRONG),
            Line(
                _(
                    "這是{named}（{edition}）的原文；是否仍適用，請向發文單位確認。",
                    named=best.named,
                    edition=best.source.edition,
                )
            ),
        ]
        if others:
            lines.append(
                Line(_("也可以看：{places}", places="；".join(p.named for p in others)), Style.SMALL)
            )
        if best.source.document not in self.described:
            return Answer(Status.ANSWERED, tuple(lines), (best.citation,))
        if not silent.miss:
            return silent
        lines[0] = Line(_("以下的段落和您的問題最接近，但不一定是答案："))
        cited = (*silent.citations, best.citation)
        return replace(silent, lines=(*silent.lines, *lines), citations=cited)

    def find(self, question: str) -> list[Place]:
        """The best passages, best first; only the first has a confidence."""
        return [self._place(hit) for hit in self.index.search(typed(question), 1 + MORE)]

    def _place(self, hit: Hit) -> Place:
        document, edition, clause = json.loads(hit.id)[:3]
        text = self.index.passage(hit.number).text
        return Place(self.sources[document, edition], clause, text, self.index.sentence(hit), hit.confidence)


class ReadingAssistant(Assistant):
    """An assistant that looks into the imported documents where its facts do not answer."""

    def __init__(self, base: KnowledgeBase, fulltext: FullText) -> None:
        super().__init__(base)
        self.fulltext = fulltext

    def answer(self, text: str, at: datetime, earlier: Sequence[str] = ()) -> Answer:
        """As ``Assistant.answer``; what nothing in the knowledge base answers may be answered by a passage."""
        answer = super().answer(text, at, earlier)
        return self.fulltext.answer(text, answer) if self._open(text, answer) else answer

    def _open(self, text: str, answer: Answer) -> bool:
        """Nothing was found, and no rule says that nothing should be."""
        nothing = answer.status is Status.ABSTAINED and (answer.miss or answer.programme is None)
        return nothing and len(text) <= LONGEST_MESSAGE and caught(self.guards, text) is None


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
