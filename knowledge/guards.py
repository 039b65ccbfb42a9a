"""Messages that ask nothing of the documents: thanks, insults, tricks, other people's data. One kind sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from pydantic import Field

from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry, Slug, Text
from knowledge.wording import typed

GAP = r"[^，,。;；!！?？]{0,8}"
"""What ``…`` in a cue stands for: a few characters of the same clause."""


class Guard(Entry):
    """One kind of such message. It is one where any of ``cues`` stands in it, or one of every group of ``all``, or
    where it is made of words of ``whole`` (at least one) and ``beside`` alone; but not where it holds one of
    ``except``, or is longer than ``most`` characters. ``…`` in a cue stands for a few characters.
    """

    id: Slug
    say: Text
    cues: tuple[str, ...] = ()
    every: tuple[tuple[str, ...], ...] = Field(default=(), alias="all")
    whole: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = Field(default=(), alias="except")
    most: int | None = None

    @cached_property
    def _groups(self) -> list[list[re.Pattern[str]]]:
        """Alternatives, in each of which every pattern has to be found."""
        found = [[any_of(self.cues)]] if self.cues else []
        return [*found, [any_of(group) for group in self.every]] if self.every else found

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return any_of(self.unless) if self.unless else None

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return any_of(map(bare, (*self.whole, *self.beside)))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(map(bare, self.whole))

    def _made_of(self, plain: str) -> bool:
        """Whether ``plain`` is words of ``whole`` and ``beside`` and nothing else, one of ``whole`` among them."""
        left = bare(plain)
        if not self.whole or not left or len(left) > LONGEST_WHOLE:
            return False
        words = self._words.findall(left)
        return "".join(words) == left and not self._keys.isdisjoint(words)

    def catches(self, plain: str) -> bool:
        """Whether ``plain`` (``wording.typed``, no white space) is such a message."""
        if self._unless is not None and self._unless.search(plain):
            return False
        if self.most is not None and len(plain) > self.most:
            return False
        return self._made_of(plain) or any(
            all(pattern.search(plain) for pattern in group) for group in self._groups
        )


LONGEST_WHOLE = 24


class Guards(Entry):
    guards: tuple[Guard, ...]


def bare(text: str) -> str:
    """``text`` in comparable form, without white space and marks."""
    return re.sub(r"[\W_]", "", typed(text))


def any_of(cues: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of ``cues``, in comparable form and without white space; the longest first."""
    plain = (re.sub(r"\s", "", "…".join(typed(piece) for piece in cue.split("…"))) for cue in cues)
    ordered = sorted(plain, key=len, reverse=True)
    return re.compile("|".join(GAP.join(map(re.escape, cue.split("…"))) for cue in ordered))


def load_guards(data: Path = DATA) -> tuple[Guard, ...]:
    """The guards in their order."""
    path = data / "words" / "guards.toml"
    return parse(Guards, read_toml(path), path.name).guards


def caught(guards: tuple[Guard, ...], text: str) -> Guard | None:
    """The first guard that catches ``text``."""
    plain = re.sub(r"\s", "", typed(text))
    return next((guard for guard in guards if guard.catches(plain)), None)
