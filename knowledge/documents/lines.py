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

from knowledge.documents.characters import shown, squeeze

_LINK = re.compile(r"<(https?://[^>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")
_RULE = re.compile(r"\|[\s|:-]*-[\s|:-]*\|?")
_BULLET = re.compile(r"^\s*(?:[-*#]+\s+)+")
_PAGE = re.compile(r"\d{1,3}")
_PAGE_AFTER_SENTENCE = re.compile(r"(?<=。)\d{1,3}$")
_NO_HEADING = re.compile(r"[。:：;；]|[,，、(（]$")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,14}[:：]")
HEADING = 30  # characters; the lines of the documents wrap at 34 and more
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Line:
    """One line: ``text`` as printed but stripped, whether it is a row of a table, whether it is indented."""

    text: str
    row: bool = False
    indented: bool = False


def clean_lines(text: str, furniture: Iterable[str] = ()) -> Iterator[Line]:
    """The lines of ``text`` that carry words, in order."""
    heads = [squeeze(head) for head in furniture]
    for raw in text.removeprefix("\ufeff").splitlines():
        line = _TAG.sub(" ", _LINK.sub(r"\1", shown(raw)))
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


def join(lines: Iterable[Line], *, chapter: bool = False, labelled: bool = False) -> str:
    """Wrapped lines as running text; a heading, a row of a table and an indented paragraph stand alone.

    ``chapter`` says that the first line opens a chapter, so that it is a heading when it is short; ``labelled`` that
    a line may open with a label (承辦單位：…), as in the head of a letter.
    """
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif (
            line.row
            or before.row
            or (labelled and _LABEL.match(line.text))
            or _begins(line, before, first=text == before.text, chapter=chapter)
        ):
            text += "\n" + line.text
        else:
            text += (" " if _LATIN.match(text[-1]) and _LATIN.match(line.text) else "") + line.text
        before = line
    return text


def _begins(line: Line, before: Line, *, first: bool, chapter: bool) -> bool:
    """A new paragraph: indented after a sentence's end, or after a short heading."""
    if line.indented and before.text.endswith(("。", "!", "！", "?", "？")):
        return True
    heading = first and len(before.text) <= HEADING and not _NO_HEADING.search(before.text)
    return heading and (line.indented or chapter)
