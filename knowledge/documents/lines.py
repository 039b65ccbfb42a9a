"""The lines of a document as it was received, without what belongs to the paper and not to the words.

Dropped: lone page numbers, a page number stuck to the end of a sentence, link targets that an extraction repeats,
running heads named in ``documents.toml`` (``furniture``), marks of Markdown and HTML. A line of a table keeps its
cells apart with a space and stays a line of its own; wrapped prose is joined again, Chinese without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from knowledge.documents.characters import normal, squeeze

_LINK = re.compile(r"<(https?://[^>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")
_RULE = re.compile(r"\|[\s|:-]*-[\s|:-]*\|?")
_BULLET = re.compile(r"^\s*(?:[-*#]+\s+)+")
_PAGE = re.compile(r"\d{1,3}")
_PAGE_AFTER_SENTENCE = re.compile(r"(?<=。)\d{1,3}$")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Line:
    """One line in NFKC: ``text`` stripped, whether it is a row of a table, whether it opens a paragraph."""

    text: str
    row: bool = False
    indented: bool = False


def clean_lines(text: str, furniture: Iterable[str] = ()) -> Iterator[Line]:
    """The lines of ``text`` that carry words, in order."""
    heads = [squeeze(head) for head in furniture]
    for raw in text.removeprefix("\ufeff").splitlines():
        line = _TAG.sub(" ", _LINK.sub(r"\1", normal(raw)))
        row = raw.lstrip().startswith("|") or raw.startswith("\t")
        if not squeeze(line) or _furniture(line, raw, heads) or (row and _RULE.fullmatch(line.strip())):
            continue
        words = _BULLET.sub("", line).replace("**", "").replace("|", " ").strip()
        words = re.sub(r"[ \t\u3000]+", " ", _PAGE_AFTER_SENTENCE.sub("", words)).strip()
        if words:
            yield Line(words, row, indented=len(line) - len(line.lstrip()) >= 4)


def _furniture(line: str, raw: str, heads: list[str]) -> bool:
    tight = squeeze(line)
    if any(fnmatchcase(tight, head) for head in heads) or tight.startswith("mailto:"):
        return True
    return bool(_PAGE.fullmatch(tight)) and not raw.startswith("\t")


def join(lines: Iterable[Line]) -> str:
    """Wrapped lines as running text; a row of a table and an indented paragraph begin a new line."""
    text = ""
    after_row = False
    for line in lines:
        if not text:
            text = line.text
        elif line.row or after_row or (line.indented and text.endswith(("。", "!", "?"))):
            text += "\n" + line.text
        else:
            text += (" " if _LATIN.match(text[-1]) and _LATIN.match(line.text) else "") + line.text
        after_row = line.row
    return text
