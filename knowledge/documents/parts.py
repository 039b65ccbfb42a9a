"""Which line opens a part of a document: 附錄一, 附件三, 市長序, 說明.

For a document that ``documents.toml`` describes, its ``parts`` are read in order: each is ``名稱：開頭`` (the name, then
the beginning of the line that opens it, white space not counted, * for anything), or a name that is its own
beginning. A name may be a path (``附錄三 陸 圖1``); no name returns to the document's body. Any other document opens its
parts by the headings that all offices use.

>>> [mark.name for mark in part_of("附錄三 陸 圖1：提交活")[0]]
['附錄三', '陸', '圖1']
>>> common_part("附件二  日程表")[0].name
'附件二'
"""

from __future__ import annotations

import re

from knowledge.documents.characters import normal, squeeze
from knowledge.documents.markers import Mark, Rank, named, read_address

_COMMON = re.compile(
    r"(?P<name>(?:附錄|附件|附表|表件)\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z](?:\s*-\s*\d{1,2})?))(?=[\s:]|$)"
)
_LETTER = re.compile(r"(?P<name>主旨|說明|正本|副本)\s*:")
_SENTENCE = re.compile(r"[。;,]")


def common_part(text: str) -> tuple[Mark, ...] | None:
    """The part that a line opens by the headings all offices use: 附件一 …, 表件A-1, 附錄三 …; 主旨：, 說明： of a letter."""
    line = normal(text).strip()
    found = _COMMON.match(line) if len(line) <= 60 and not _SENTENCE.search(line) else None
    found = found or _LETTER.match(line)
    return (named(squeeze(found["name"])),) if found else None


def part_of(written: str) -> tuple[tuple[Mark, ...], str]:
    """(path, pattern) of one line of ``parts``."""
    name, _, opening = normal(written).partition(":")
    steps = [step for step in name.split(" ") if step]
    marks = tuple((read_address(step, ()) or (named(step),))[0] for step in steps)
    return marks, squeeze(opening or name) + "*"


def after_title(text: str, title: str) -> str:
    """``text`` without the part's own name at its start (附件三 書面審查原則 → 書面審查原則)."""
    rest = text
    for wanted in title:
        rest = rest.lstrip()
        if normal(rest[:1]) != wanted:
            return text
        rest = rest[1:]
    return rest.lstrip(" :：") or text


def split_inner(mark: Mark, rest: str) -> tuple[str, str]:
    """A short heading and a first sub-clause printed on its line (（一）教師專業成長 1.行政人員…)."""
    heading, gap, inner = rest.partition(" 1.")
    if gap and mark.rank is Rank.BRACKET and len(heading) <= 20 and inner[:1].strip():
        return heading, "1." + inner
    return rest, ""
