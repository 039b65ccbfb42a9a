"""Cut an evened text into the words of :mod:`.vocabulary`, leaving everything else out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .vocabulary import COMPILED, FIRST


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a date: its kind, where it stands in the evened text, and what its pattern caught."""

    kind: str
    start: int
    end: int
    match: re.Match[str]

    def __getitem__(self, name: str) -> str:
        return self.match[name] or ""


def _by_first() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, pattern in COMPILED.items():  # in the order of the vocabulary
        for c in set(FIRST[kind]):
            table.setdefault(c, []).append((kind, pattern))
    return {c: tuple(kinds) for c, kinds in table.items()}


_KINDS = _by_first()
_PLACES = re.compile("[" + re.escape("".join(_KINDS)) + "]")


def tokenise(text: str) -> list[Token]:
    """The words of dates in an evened text, from left to right, without overlap."""
    found: list[Token] = []
    place = _PLACES.search(text)
    while place:
        at = place.start()
        token = _token_at(text, at)
        if token:
            found.append(token)
            at = token.end
        else:
            at += 1
        place = _PLACES.search(text, at)
    return found


def _token_at(text: str, at: int) -> Token | None:
    for kind, pattern in _KINDS[text[at]]:
        match = pattern.match(text, at)
        if match and match.end() > at:
            return Token(kind, at, match.end(), match)
    return None
