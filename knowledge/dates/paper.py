"""A text made even before it is read: full-width to half-width, variant characters, spaces that mean nothing.

Every position is kept, so that a reading can say where in the given text it stood. Spaces are dropped unless they
part two ASCII letters or digits (「113/8/9 16:00」 keeps its space, 「113 年 8 月」 loses both).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .english import phrases

_SAME = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_SAME |= (
    dict.fromkeys("～〜∼∽", "~")
    | dict.fromkeys("—–－−―─‐‑", "-")
    | {"、": "、", "，": ",", "﹙": "(", "﹚": ")"}
)
_SAME |= (
    dict.fromkeys("〔［", "(")
    | dict.fromkeys("〕］", ")")
    | {"○": "〇", "ㄧ": "一", "︰": ":", "∶": ":", "⁄": "/"}
)
_SAME |= dict(
    zip(
        "两号后个周礼学国内点时从开为级万亿台业终寒岁发结间",
        "兩號後個週禮學國內點時從開為級萬億臺業終寒歲發結間",
        strict=True,
    )
)
_SAME |= dict(zip("贰叁陆届当过达东岁", "貳參陸屆當過達東歲", strict=True))
_SAME |= dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u3000\xa0\t\r\n\v\f", " ")
_TABLE = str.maketrans(_SAME)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The evened text. ``places[i]`` is the position of its i-th character in the given text."""

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the given text of a stretch of the evened one."""
        if self.places is None:
            return start, end
        if start >= end:
            return (0, 0)
        return self.places[start], self.places[end - 1] + 1


def even(text: str) -> Paper:
    """Make the text even for reading."""
    flat = text.translate(_TABLE)
    said = list(phrases(flat)) if _WORD.search(flat) else []
    return _translated(flat, said) if said else _spaced(flat)


def _translated(flat: str, said: list[tuple[int, int, str]]) -> Paper:
    """With each phrase said the Chinese way; its characters stand where the phrase stood."""
    texts: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, chinese in (*said, (len(flat), len(flat), "")):
        texts += [flat[at:start], chinese]
        places += [*range(at, start), *[start] * (len(chinese) - 1), *[end - 1] * bool(chinese)]
        at = end
    paper = _spaced("".join(texts))
    kept = range(len(places)) if paper.places is None else paper.places
    return Paper(paper.text, tuple(places[place] for place in kept))


def _spaced(flat: str) -> Paper:
    """Without the spaces that mean nothing."""
    if not _SPACES.search(flat):
        return Paper(flat, None)
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for gap in _SPACES.finditer(flat):
        kept.append(flat[at : gap.start()])
        places.extend(range(at, gap.start()))
        before, after = flat[gap.start() - 1 : gap.start()], flat[gap.end() : gap.end() + 1]
        if _is_plain(before) and _is_plain(after):
            kept.append(" ")
            places.append(gap.start())
        at = gap.end()
    kept.append(flat[at:])
    places.extend(range(at, len(flat)))
    return Paper("".join(kept), tuple(places))


def _is_plain(c: str) -> bool:
    return c.isascii() and c.isalnum()
