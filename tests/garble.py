"""``python -m tests.garble FILE --seed N``: questions as people mistype them, to see what is lost.

Reads JSON Lines with a ``q`` and writes them with every second one garbled: a character for another that sounds the
same, simplified writing, a character dropped, full-width figures and letters, a character doubled. The same seed
garbles the same way. Numbers keep their value and nothing else about a question changes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import opencc

from knowledge.lexicon import HAN, Ordinary, words_in
from knowledge.loading import DATA

KEPT = frozenset("〇零一二三四五六七八九十百千萬年月日號前後不沒無未")
"""Characters whose loss or change asks something else."""
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
COMMON = 2500


@cache
def homophones() -> dict[str, str]:
    """Every usual character with the usual ones that sound exactly the same."""
    lines = (DATA / "words" / "readings.tsv").read_text(encoding="utf-8").splitlines()
    costs = Ordinary().costs
    usual = {
        char
        for char, _ in sorted(((c, p) for c, p in costs.items() if len(c) == 1), key=lambda x: x[1])[:COMMON]
    }
    found: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            same = [char for char in line.split("\t")[1] if char in usual]
            for char in same:
                found[char] = found.get(char, "") + "".join(other for other in same if other != char)
    return found


def places(text: str) -> list[int]:
    """Where a character of a word of two or more stands that may be changed."""
    costs = Ordinary().costs
    found: list[int] = []
    for run in HAN.finditer(text):
        at = run.start()
        for word in words_in(run[0], costs):
            if len(word) > 1:
                found += [at + i for i, char in enumerate(word) if char not in KEPT]
            at += len(word)
    return found


def homophone(text: str, chance: random.Random) -> str:
    """One character for another that sounds the same."""
    can = [at for at in places(text) if homophones().get(text[at])]
    if not can:
        return text
    at = chance.choice(can)
    return text[:at] + chance.choice(homophones()[text[at]]) + text[at + 1 :]


def simplified(text: str, _: random.Random) -> str:
    """Simplified writing."""
    changed: str = opencc.OpenCC("tw2s").convert(text)
    return changed


def dropped(text: str, chance: random.Random) -> str:
    """One character left out."""
    can = places(text)
    if not can:
        return text
    at = chance.choice(can)
    return text[:at] + text[at + 1 :]


def wide(text: str, _: random.Random) -> str:
    """Full-width figures, letters and marks."""
    return text.translate(WIDE)


def doubled(text: str, chance: random.Random) -> str:
    """One character twice."""
    can = places(text)
    if not can:
        return text
    at = chance.choice(can)
    return text[: at + 1] + text[at:]


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "homophone": homophone, "simplified": simplified, "dropped": dropped, "wide": wide, "doubled": doubled,
}  # fmt: skip


def garbled(text: str, chance: random.Random, ways: Iterable[str] = tuple(WAYS)) -> tuple[str, str]:
    """(the text garbled in one of the ways, which way); one that changes it where there is such a one."""
    order = list(ways)
    chance.shuffle(order)
    for way in order:
        changed = WAYS[way](text, chance)
        if changed != text:
            return changed, way
    return text, ""


def every_second(rows: Iterable[dict[str, object]], seed: int) -> Iterator[dict[str, object]]:
    """The rows with every second ``q`` garbled, and ``garbled`` naming the way."""
    chance = random.Random(seed)
    for number, row in enumerate(rows):
        if number % 2:
            yield row
        else:
            text, way = garbled(str(row["q"]), chance)
            yield {**row, "q": text, "garbled": way}


def main() -> None:
    parser = argparse.ArgumentParser(description="questions as people mistype them")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = (
        json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()
    )
    for row in every_second(rows, options.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
