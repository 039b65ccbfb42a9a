"""Lint of terms: one thing that a document calls by two names.

Two signs are followed: the same Latin abbreviation in brackets after different names, and pairs of names that
``documents.toml`` lists for the document (``terms``), because only a reader can tell that they mean the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from knowledge.documents.characters import normal
from knowledge.documents.clauses import Clause, Document
from knowledge.documents.findings import Finding, sentence_at

_GLOSSED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,14})[」』]?\s*\([^()\u4e00-\u9fff]*?(?P<short>[A-Z]{2,8}s?)\)"
)
_LENGTH = 4  # characters of a name that have to agree, from its end


def term_findings(document: Document) -> Iterator[Finding]:
    """Names that differ for one abbreviation, and listed pairs of which both occur."""
    yield from _glossed(document)
    for names in document.entry.terms:
        places = [(name, place) for name in names if (place := _first(document, name))]
        if len(places) > 1:
            clause, found = places[-1][1]
            message = f"同一件事有兩種寫法：{'、'.join(f'「{name}」' for name, _ in places)}。"
            sentence = sentence_at(clause.own, *found.span())
            yield Finding(document.entry.id, clause.path, sentence, "term", message, tuple(names))


def _first(document: Document, name: str) -> tuple[Clause, re.Match[str]] | None:
    wanted = re.compile(r"\s*".join(map(re.escape, name)))
    for clause in document.root.walk():
        if found := wanted.search(clause.own):
            return clause, found
    return None


def _glossed(document: Document) -> Iterator[Finding]:
    seen: dict[str, dict[str, tuple[Clause, re.Match[str]]]] = defaultdict(dict)
    for clause in document.root.walk():
        for found in _GLOSSED.finditer(normal(clause.own)):
            seen[found["short"]].setdefault(found["name"][-_LENGTH:], (clause, found))
    for short, names in seen.items():
        if len(names) > 1:
            clause, found = list(names.values())[-1]
            told = "、".join(f"「{match['name'][-8:]}」" for _, match in names.values())
            message = f"{short} 前面的名稱不一致：{told}。"
            sentence = sentence_at(found.string, *found.span())
            yield Finding(document.entry.id, clause.path, sentence, "term", message, (short, *names))
