"""Messages that ask nothing of the documents: thanks, insults, tricks, other people's data. One kind sentence each."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field

from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry, Slug, Text
from knowledge.wording import typed


class Guard(Entry):
    """``cues``: any of them; ``all``: one of every group; ``whole``: the whole message; ``except``: unless one of these."""

    id: Slug
    say: Text
    cues: tuple[str, ...] = ()
    every: tuple[tuple[str, ...], ...] = Field(default=(), alias="all")
    whole: tuple[str, ...] = ()
    unless: tuple[str, ...] = Field(default=(), alias="except")

    def catches(self, plain: str) -> bool:
        """Whether ``plain`` (``wording.typed``, no white space) is such a message."""
        if any(typed(word).replace(" ", "") in plain for word in self.unless):
            return False
        if re.sub(r"[\W_]", "", plain) in {re.sub(r"[\W_]", "", typed(word)) for word in self.whole}:
            return True
        if any(typed(cue).replace(" ", "") in plain for cue in self.cues):
            return True
        return bool(self.every) and all(
            any(typed(c).replace(" ", "") in plain for c in group) for group in self.every
        )


class Guards(Entry):
    guards: tuple[Guard, ...]


def load_guards(data: Path = DATA) -> tuple[Guard, ...]:
    """The guards in their order."""
    path = data / "words" / "guards.toml"
    return parse(Guards, read_toml(path), path.name).guards


def caught(guards: tuple[Guard, ...], text: str) -> Guard | None:
    """The first guard that catches ``text``."""
    plain = re.sub(r"\s", "", typed(text))
    return next((guard for guard in guards if guard.catches(plain)), None)
