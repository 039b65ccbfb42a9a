"""The kinds of files a document may come as. Plain text now; PDF, ODT and DOCX have their place here.

A new kind is a class with the two methods of ``Format``, added to ``FORMATS``; nothing else changes.
"""

from __future__ import annotations

from typing import Protocol

from knowledge.documents.decoding import Decoded, decode
from knowledge.errors import ImportRefused

_KNOWN = {
    b"%PDF": "PDF", b"PK\x03\x04": "ODT、DOCX 或壓縮檔", b"\xd0\xcf\x11\xe0": "舊版 Word（DOC）", b"{\\rtf": "RTF",
    b"\x89PNG": "圖片", b"\xff\xd8\xff": "圖片", b"GIF8": "圖片", b"\x1f\x8b": "壓縮檔", b"\x7fELF": "程式檔",
    b"SQLite format 3": "資料庫檔",
}  # fmt: skip


class Format(Protocol):
    """How one kind of file becomes text."""

    def claims(self, content: bytes) -> bool:
        """Whether this is such a file, by its content: names lie."""

    def read(self, content: bytes, name: str) -> Decoded:
        """Its text with one line for each line of the paper; raises ImportRefused where it cannot be read."""


class PlainText:
    """Text as received; Markdown is text."""

    def claims(self, content: bytes) -> bool:
        return not any(content.startswith(sign) for sign in _KNOWN)

    def read(self, content: bytes, name: str) -> Decoded:
        return decode(content, name)


FORMATS: tuple[Format, ...] = (PlainText(),)


def read_file(content: bytes, name: str, formats: tuple[Format, ...] = FORMATS) -> Decoded:
    """The text of a file's content, by the first format that claims it."""
    for kind in formats:
        if kind.claims(content):
            return kind.read(content, name)
    what = next((label for sign, label in _KNOWN.items() if content.startswith(sign)), "這種檔案")
    raise ImportRefused(f"{name} 是{what}，目前只能匯入純文字；請另存成純文字檔（.txt，UTF-8）再匯入。")
