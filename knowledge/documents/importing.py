"""Take an official document's file into the store: read, recognised, divided into clauses, kept whole or not at all.

A document that ``documents.toml`` describes is read with its own parts; any other is read by its numbering alone and
named after its first line. Another 文號 of the same document is another edition and stands beside the first.
What a document says is text: sentences that look like instructions are kept like any other and never obeyed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge.documents.characters import normal, squeeze
from knowledge.documents.clauses import Document, parse
from knowledge.documents.folder import recognise
from knowledge.documents.formats import FORMATS, Format, read_file
from knowledge.documents.markers import Rank
from knowledge.documents.store import DocumentStore, Source
from knowledge.errors import ImportRefused
from knowledge.model import DocumentEntry

LARGEST = 20 * 1024 * 1024  # bytes
JOINING = "依據經奉以按及與和函核定檢送修正發訂頒號日年月第本字前案由之的"
"""Characters that stand before a 文號 in a sentence, and in none of the words by which an office signs."""
NUMBER = re.compile(
    rf"(?:(?![{JOINING}])[\u4e00-\u9fff]{{0,10}}(?:教育部|政府|教育局|教育處|[公來]文))?"
    rf"((?:(?![{JOINING}])[\u4e00-\u9fff]){{2,7}}字第\d{{6,14}}號)"
)
_YEAR = re.compile(r"\d{2,3}學年度|\d{2,3}年\d{1,2}月(?:\d{1,2}日)?")
_FIGURES = re.compile(r"\d+")


class Outcome(StrEnum):
    """What an import did."""

    ADDED = "added"  # 新的公文
    EDITION = "edition"  # 同一份公文的另一版，兩版並存
    REPLACED = "replaced"  # 同一版，內容換新
    UNCHANGED = "unchanged"  # 一模一樣，什麼都沒動


@dataclass(frozen=True)
class Imported:
    """What was kept, and one or more sentences for the person who imported it."""

    source: Source
    outcome: Outcome
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What happened, in one line."""
        named = f"「{self.source.title}」（{self.source.edition}）"
        return {
            Outcome.ADDED: f"已匯入{named}，{self.source.passages} 段。",
            Outcome.EDITION: f"已匯入{named}，{self.source.passages} 段；先前的版本仍保留，兩版並存。",
            Outcome.REPLACED: f"已用新的內容換掉{named}，{self.source.passages} 段。",
            Outcome.UNCHANGED: f"{named}和已匯入的一模一樣，沒有變動。",
        }[self.outcome]


def import_file(
    path: Path,
    store: DocumentStore,
    entries: Mapping[str, DocumentEntry],
    formats: tuple[Format, ...] = FORMATS,
) -> Imported:
    """Take one file in. Raises ImportRefused, with the store unchanged, where it cannot be taken."""
    decoded = read_file(content_of(path), path.name, formats)
    entry = entry_for(decoded.text, entries)
    document = parse(decoded.text, entry)
    digest = hashlib.sha256(decoded.text.encode()).hexdigest()
    source = Source(entry.id, edition_of(document), entry.title, digest, path.name)
    same = [kept for kept in store.listed() if kept.document == source.document]
    before = next((kept for kept in same if kept.edition == source.edition), None)
    if before and before.digest == digest:
        return Imported(before, Outcome.UNCHANGED, decoded.notes)
    outcome = Outcome.REPLACED if before else Outcome.EDITION if same else Outcome.ADDED
    kept = store.put(source, decoded.text, document.paragraphs())
    jumps = (
        f"編號在{'、'.join(jump.where) or '本文'}從 {jump.before} 跳到 {jump.after}。"
        for jump in document.jumps
    )
    return Imported(kept, outcome, (*decoded.notes, *jumps))


def content_of(path: Path) -> bytes:
    """The file's bytes; ImportRefused where it is missing, no file, unreadable, empty or too large."""
    try:
        if path.is_dir():
            raise ImportRefused(f"{path.name} 是資料夾；請指定檔案。")
        size = path.stat().st_size
        if size > LARGEST:
            raise ImportRefused(
                f"{path.name} 有 {size / 1024 / 1024:.0f} MB，超過 20 MB；請只匯入公文的文字，或分成幾個檔案。"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImportRefused(f"找不到檔案 {path}；請確認路徑。") from None
    except OSError as error:
        raise ImportRefused(f"讀不到 {path.name}（{error.strerror}）；請確認檔案權限。") from None
    if not content:
        raise ImportRefused(f"{path.name} 是空的，沒有可以匯入的文字。")
    return content


def entry_for(text: str, entries: Mapping[str, DocumentEntry]) -> DocumentEntry:
    """The document this is: one that is described, another edition of one, or one by its own first line."""
    if found := recognise(text, entries.values()):
        return found
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = _undated("".join(lines[:3]))
    for entry in entries.values():
        if _undated(entry.title) in head:
            return entry
    mark = hashlib.sha256(_undated(lines[0]).encode()).hexdigest()[:10]
    return DocumentEntry(
        id=f"imported-{mark}", title=lines[0][:80], issuer="（未載明）", recognise=("（不自動辨識）",)
    )


def edition_of(document: Document) -> str:
    """The last 文號 before the first clause, where revisions are listed; else the year; else that there is none."""
    heads = [
        document.root.own,
        *(part.own for part in document.root.children[:1] if part.mark.rank is Rank.PART),
    ]
    head = squeeze("\n".join(heads))
    if numbers := NUMBER.findall(head):
        return str(numbers[-1])
    if document.entry.number:
        return document.entry.number
    year = _YEAR.search(head) or _YEAR.search(squeeze(document.root.text[-1_000:]))
    return year.group() if year else "未註明版本"


def _undated(text: str) -> str:
    """Squeezed text without figures: titles of two years become equal."""
    return _FIGURES.sub("", squeeze(normal(text)))
