"""How characters are read: toned zhuyin, and which readings people mix up.

The table (``data/words/readings.tsv``: a reading, the usual characters that have it, and those that have it rarely)
was made once; a character with several readings stands on several lines, and where Taiwan and the mainland differ
both are there.

>>> sorted(Readings().of("獎"))
['ㄐㄧㄤˇ']
>>> blurred("ㄕㄥˋ") == blurred("ㄙㄣˋ")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from knowledge.loading import DATA

NONE: frozenset[str] = frozenset()
TONES = "ˊˇˋ˙"
BLUR = str.maketrans({
    "ㄓ": "ㄗ", "ㄔ": "ㄘ", "ㄕ": "ㄙ", "ㄖ": "ㄌ", "ㄋ": "ㄌ", "ㄏ": "ㄈ", "ㄥ": "ㄣ", "ㄤ": "ㄢ", "ㄝ": "ㄟ",
})  # fmt: skip
"""Sounds that are often not told apart, each to one of its group."""


def toneless(reading: str) -> str:
    """The syllable without its tone."""
    return reading.rstrip(TONES)


@lru_cache(maxsize=4096)
def blurred(reading: str) -> str:
    """The syllable as somebody hears it who mixes up ㄓ/ㄗ, ㄣ/ㄥ and the like; its tone kept."""
    return reading.translate(BLUR).replace("ㄈㄨㄟ", "ㄈㄟ").replace("ㄈㄨㄢ", "ㄈㄢ")


class Readings:
    """The table, read when it is first needed."""

    def __init__(self, data: Path = DATA) -> None:
        self.path = data / "words" / "readings.tsv"

    @cached_property
    def _lines(self) -> list[tuple[str, str, str]]:
        """(reading, characters that have it, characters that have it rarely)."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        parts = [(*line.split("\t"), "")[:3] for line in lines if not line.startswith("#")]
        return [(reading, usual, rare) for reading, usual, rare in parts]

    @cached_property
    def _toned(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for reading, usual, _ in self._lines:
            for character in usual:
                found.setdefault(character, set()).add(reading)
        return {character: frozenset(readings) for character, readings in found.items()}

    @cached_property
    def _blurred(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for reading, usual, rare in self._lines:
            for character in usual + rare:
                found.setdefault(character, set()).add(toneless(blurred(reading)))
        return {character: frozenset(readings) for character, readings in found.items()}

    @cached_property
    def _syllables(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for reading, _, _ in self._lines:
            found.setdefault(toneless(reading), set()).add(reading)
        return {syllable: frozenset(readings) for syllable, readings in found.items()}

    def of(self, cell: str) -> frozenset[str]:
        """The usual toned readings of a character, or those that zhuyin typed without choosing one may stand for
        (any tone where none is typed); none for what is in no table."""
        if cell >= "一":
            return self._toned.get(cell, NONE)
        known = self._syllables.get(toneless(cell), NONE)
        return known & {cell} if cell[-1] in TONES else known

    def slurred(self, cell: str) -> frozenset[str]:
        """The same with near sounds not told apart."""
        return frozenset(map(blurred, self.of(cell)))

    def like(self, cell: str) -> frozenset[str]:
        """The same with neither near sounds nor tones told apart, rare readings too."""
        if cell >= "一":
            return self._blurred.get(cell, NONE)
        return frozenset(toneless(reading) for reading in self.slurred(cell))
