"""Bytes as text: UTF-8, UTF-16 and Big5, or a clear refusal.

Nothing is guessed: a text that cannot be read in one of them from the first byte to the last is refused, because one
wrong character in an official document can be a wrong figure.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from knowledge.errors import ImportRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp950": "Big5"}
_ORDINARY = re.compile(
    r"[\t\n\r\f -~\u3000-\u303f\u3100-\u312f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027\u2460-\u24ff]"
)
_FREQUENT = set(
    "的一是在有人學校年月日及與之等為以上下各教育生師中不得應由本局府請申辦理計畫實施公文電話縣市"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True)
class Decoded:
    """A file's text, and what had to be done to get it (sentences for the person who imports)."""

    text: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, name: str) -> Decoded:
    """The text of ``content``; raises ImportRefused with a sentence that names the file ``name``."""
    text, encoding = _text(content, name)
    notes = [f"檔案是 {_NAMES[encoding]} 編碼，已轉成 UTF-8。"] if encoding != "utf-8" else []
    cleaned, removed = _CONTROL.subn("", text)
    if removed > max(20, len(text) // 100):
        raise ImportRefused(f"{name} 有太多控制字元，看起來不是文字檔；請匯入純文字檔（.txt）。")
    if removed:
        notes.append(f"去掉 {removed} 個看不見的控制字元。")
    if not cleaned.strip():
        raise ImportRefused(f"{name} 是空的，沒有可以匯入的文字。")
    return Decoded(cleaned.replace("\r\n", "\n").replace("\r", "\n"), tuple(notes))


def _text(content: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, name), encoding
    if b"\x00" not in content:
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data" and plausible(content[: error.start].decode("utf-8")):
                raise _cut_short(name) from None
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in content else ("cp950", "utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            whole = content[: error.start].decode(encoding)
            if error.end >= len(content) - 1 and plausible(whole):
                raise _cut_short(name) from None
            continue
        if plausible(text):
            return text, encoding
    raise ImportRefused(
        f"{name} 不是可以讀的文字檔（不是 UTF-8、UTF-16 或 Big5）；請用文字編輯器另存成 UTF-8 純文字再匯入。"
    )


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end >= len(content) - 1:
            raise _cut_short(name) from None
        raise ImportRefused(
            f"{name} 標示為 {_NAMES[encoding]}，第 {error.start} 個位元組卻不是；檔案可能壞了，請重新取得。"
        ) from None


def _cut_short(name: str) -> ImportRefused:
    return ImportRefused(f"{name} 的最後一個字不完整，檔案可能沒有下載完；請重新取得再匯入。")


def plausible(text: str) -> bool:
    """Whether a decoding makes sense: ordinary characters, and where there is Chinese, some of the usual words."""
    sample = text[:200_000]
    if not sample.strip():
        return False
    ordinary = len(_ORDINARY.findall(sample))
    chinese = [sign for sign in sample if "\u4e00" <= sign <= "\u9fff"]
    usual = sum(sign in _FREQUENT for sign in chinese)
    return ordinary >= 0.97 * len(sample) and (len(chinese) < 20 or usual >= 0.04 * len(chinese))
