"""「看條文原文」: the clauses an answer cites, word for word, folded, where their documents have been imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from handlers.actions import encode, mark
from handlers.turn import Button, Line, Quote, Reply, say
from knowledge.answer import Answer, Style
from knowledge.base import KnowledgeBase
from knowledge.documents.clauses import Document, parse
from knowledge.speaking import N_, _

VERB = "clause"
LABEL = N_("看條文原文")
MOST = 3
"""Clauses behind one button; its 64 bytes hold five."""
GONE = N_("這一條的原文現在找不到了（公文可能已經換版或移除）。請直接打字再問一次。")

Texts = Callable[[str], str | None]
"""A document's whole text by its id, None where it is not imported."""


class Clauses:
    """Finds the words of a cited clause in the imported documents."""

    def __init__(self, base: KnowledgeBase, texts: Texts, imported: frozenset[str]) -> None:
        titles = {document.title: name for name, document in base.documents.items() if name in imported}
        cited = {
            (titles[base.documents[programme.programme.document].title], address)
            for programme in base.programmes.values()
            if programme.programme.document in imported
            for group in programme.groups().values()
            for entry in group
            for address in getattr(entry, "clause", ())
        }
        self._base, self._titles = base, titles
        self._marks = {mark(*place): place for place in cited}

        @lru_cache(maxsize=8)
        def document(name: str) -> Document | None:
            text = texts(name)
            return parse(text, base.documents[name]) if text is not None else None

        self._document = document

    def row(self, answer: Answer) -> tuple[tuple[Button, ...], ...]:
        """The button under an answer, in a row of its own; none where no cited clause is at hand."""
        places = [(self._titles.get(c.document, ""), c.section) for c in answer.citations]
        marks = [mark(*place) for place in dict.fromkeys(places) if mark(*place) in self._marks]
        return ((Button(_(LABEL), encode(VERB, *marks[:MOST])),),) if marks else ()

    def pressed(self, marks: tuple[str, ...]) -> Reply:
        """The clauses behind a button."""
        quotes = [quote for each in marks[:MOST] if (quote := self._quote(each)) is not None]
        if not quotes:
            return say(_(GONE))
        return Reply((Line(_("條文原文（點開看全文）："), Style.SMALL),), quotes=tuple(quotes))

    def _quote(self, marked: str) -> Quote | None:
        name, address = self._marks.get(marked, ("", ""))
        document = self._document(name) if name else None
        clause = document.find(address) if document else None
        return (
            Quote(
                _("〈{title}〉{address}", title=self._base.documents[name].title, address=address),
                clause.text,
            )
            if clause
            else None
        )
