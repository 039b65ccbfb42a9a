"""How Taiwanese official documents number their clauses, as signs at the start of a line or in an address.

The order is fixed by 公文程式 practice: 壹、 then 一、 then （一） then 1. then (1); a white paper adds 策略 and 行動方案, and
any of them may carry 表, 圖 and 註.

>>> [mark.name for mark in read_address("附錄六 陸、二(四)3.", frozenset({"附錄六"}))]
['附錄六', '陸', '二', '(四)', '3.']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from knowledge.documents.characters import normal, ordinal, squeeze

_PLAIN = "[一二三四五六七八九十廿]{1,3}"
_FORMAL = "[壹貳參叁肆伍陸柒捌玖拾]{1,3}"


class Rank(IntEnum):
    """How deep a clause stands; a mark closes every open clause of its own rank or deeper."""

    PART = 0  # 附錄、附件、表件、序
    FORMAL = 1  # 壹、
    STRATEGY = 2  # 策略一
    ACTION = 3  # 行動方案 1-1
    PLATE = 4  # 表1、圖1、註1
    PLAIN = 5  # 一、
    BRACKET = 6  # （一）
    DIGIT = 7  # 1.
    DIGIT_BRACKET = 8  # (1)


@dataclass(frozen=True)
class Mark:
    """One step of a clause path. ``key`` is what makes two steps the same, ``name`` is what is shown."""

    rank: Rank
    key: str
    name: str
    number: int | None = None


_LINE = (
    (Rank.FORMAL, re.compile(rf"(?P<n>{_FORMAL})、")),
    (Rank.STRATEGY, re.compile(r"策略(?P<n>[一二三四五六七八九十])(?=\s|$)")),
    (Rank.ACTION, re.compile(r"行動方案\s*(?P<n>\d{1,2}-\d{1,2})")),
    (Rank.PLATE, re.compile(r"(?P<what>[表圖註])(?P<n>\d{1,2}):")),
    (Rank.PLAIN, re.compile(rf"(?P<n>{_PLAIN})、(?![一二三四五六七八九十]+(?:年級|、|學期))")),
    (Rank.BRACKET, re.compile(rf"\((?P<n>{_PLAIN})\)")),
    (Rank.DIGIT, re.compile(r"(?P<n>\d{1,2})(?:\.(?!\d)|、(?!\d))")),
    (Rank.DIGIT_BRACKET, re.compile(r"\((?P<n>\d{1,2})\)")),
)
_PLATE = re.compile(r"(?P<what>[表圖註])\s*(?P<n>\d{1,2})")
_ADDRESS = (
    (Rank.ACTION, re.compile(r"(?:行動方案)?\s*(?P<n>\d{1,2}-\d{1,2})")),
    (Rank.STRATEGY, re.compile(r"策略(?P<n>[一二三四五六七八九十])")),
    (Rank.FORMAL, re.compile(rf"(?P<n>{_FORMAL})")),
    (Rank.PLAIN, re.compile(rf"(?P<n>{_PLAIN})")),
    (Rank.BRACKET, re.compile(rf"\((?P<n>{_PLAIN})\)")),
    (Rank.DIGIT_BRACKET, re.compile(r"\((?P<n>\d{1,2})\)")),
    (Rank.DIGIT, re.compile(r"(?P<n>\d{1,2})")),
)
_BETWEEN = re.compile(r"[\s、.，,;:›>]+")


def named(name: str) -> Mark:
    """A step that has a name instead of a number (附錄六, 市長序, 流程圖)."""
    return Mark(Rank.PART, f"named:{squeeze(name).casefold()}", normal(name).strip())


def _mark(rank: Rank, found: re.Match[str]) -> Mark:
    written = found["n"]
    number = ordinal(written)
    if rank is Rank.PLATE:
        return Mark(rank, f"{found['what']}{number}", f"{found['what']}{written}", number)
    if rank is Rank.ACTION:
        return Mark(rank, f"action:{written}", written, int(written.split("-")[1]))
    shown = {
        Rank.STRATEGY: f"策略{written}", Rank.BRACKET: f"({written})", Rank.DIGIT: f"{written}.",
        Rank.DIGIT_BRACKET: f"({written})",
    }  # fmt: skip
    return Mark(rank, f"{rank.name}:{number}", shown.get(rank, written), number)


def read_mark(line: str) -> tuple[Mark, str] | None:
    """(mark, the rest of the line as printed) where a line opens a numbered clause; None where it does not."""
    start = normal(line[:24])
    for rank, pattern in _LINE:
        if found := pattern.match(start):
            mark = start[: found.end()]
            length = next(n for n in range(1, len(line) + 1) if normal(line[:n]).startswith(mark))
            return _mark(rank, found), line[length:].strip()
    return None


def read_address(address: str, names: Iterable[str]) -> tuple[Mark, ...] | None:
    """The steps of a clause address; ``names`` are the document's named parts. None where it cannot be read."""
    rest, steps = normal(address).strip(), []
    by_length = sorted(names, key=len, reverse=True)
    while rest := _BETWEEN.sub("", rest, count=1) if _BETWEEN.match(rest) else rest:
        step, length = _address_step(rest, by_length)
        if step is None:
            return None
        steps.append(step)
        rest = rest[length:]
    return tuple(steps)


def _address_step(rest: str, names: list[str]) -> tuple[Mark | None, int]:
    if plate := _PLATE.match(rest):
        return _mark(Rank.PLATE, plate), plate.end()
    for name in names:
        loose = re.match(r"\s*".join(map(re.escape, squeeze(name))), rest, re.IGNORECASE)
        if loose:
            return named(name), loose.end()
    for rank, pattern in _ADDRESS:
        if found := pattern.match(rest):
            return _mark(rank, found), found.end()
    return None, 0
