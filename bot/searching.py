"""``zigetong search --corpus FILE --jsonl``: the search engine on any corpus of passages.

A corpus is JSON Lines, ``{"id", "title", "text"}`` (the title may be left out); a line in is ``{"id", "q"}``, a line out
``{"id", "hits": [ids, best first]}``, ten at most.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.machine import BadLine, Row, text_field
from knowledge.errors import ZigetongError
from knowledge.search import Passage, SearchIndex

MOST = 10
LONGEST = 10_000
"""Characters of a question that are read; more than that is no question."""


class CorpusError(ZigetongError):
    """A corpus that cannot be searched; the message names the line and the field."""


class Search:
    """Answers lines from one corpus."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index

    def __call__(self, row: Row) -> Row:
        question = text_field(row, "q")
        if len(question) > LONGEST:
            raise BadLine(f"q：最多 {LONGEST} 字")
        return {"id": row.get("id"), "hits": [hit.id for hit in self.index.search(question, MOST)]}


def open_corpus(path: Path) -> SearchIndex:
    """The index of a corpus file. Raises CorpusError."""
    try:
        with path.open(encoding="utf-8") as lines:
            return SearchIndex.build(passages(lines, path.name))
    except OSError as error:
        raise CorpusError(f"讀不到 {path.name}（{error.strerror}）；請檢查路徑和權限。") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path.name} 不是 UTF-8 的文字檔；請轉成 UTF-8 再試。") from None


def passages(lines: Iterable[str], name: str) -> Iterator[Passage]:
    """The passages of a corpus; CorpusError names the first line that is none."""
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise CorpusError(f"{name} 第 {number} 行不是 JSON") from None
        passage = passage_of(row, f"{name} 第 {number} 行")
        if passage.id in seen:
            raise CorpusError(f"{name} 第 {number} 行：id「{passage.id[:40]}」前面已經有了")
        seen.add(passage.id)
        yield passage


def passage_of(row: object, where: str) -> Passage:
    """One row as a passage; CorpusError names the field that is wrong."""
    if not isinstance(row, dict):
        raise CorpusError(f"{where}不是 JSON 物件")
    title = row.get("title")
    for field in ("id", "text"):
        if not isinstance(row.get(field), str):
            raise CorpusError(f"{where}：{field} 要是文字")
    if title is not None and not isinstance(title, str):
        raise CorpusError(f"{where}：title 要是文字")
    return Passage(row["id"], title or "", row["text"])
