"""What lint finds: one place in a document and what cannot be right about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[。；\n]")


@dataclass(frozen=True)
class Finding:
    """``kind`` is date, numbering, attachment or term; ``message`` is one sentence for an author.

    ``words`` are those of which a doubt about it would use one.
    """

    document: str
    path: tuple[str, ...]
    sentence: str
    kind: str
    message: str
    words: tuple[str, ...] = ()

    @property
    def display(self) -> str:
        """Where it stands, as people write it."""
        return " › ".join(self.path) or "題頭"


def sentence_at(text: str, start: int, end: int, most: int = 60) -> str:
    """The sentence around a place, shortened around it to ``most`` characters."""
    before = [found.end() for found in _END.finditer(text, 0, start)]
    after = _END.search(text, end)
    left = max(before[-1] if before else 0, end - most)
    right = min(after.end() if after else len(text), left + most)
    return text[left:right].strip()
