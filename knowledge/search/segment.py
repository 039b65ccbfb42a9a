"""Passages with their postings in flat arrays: built in memory, or mapped from a file that starts at once.

For every n-gram (by ``grams.code``, in rising order) the passages that hold it and its BM25 impact there, in 255
steps. Texts are kept folded for matching, and as written where that differs. A segment never changes: more passages
make another one (``engine``).

The file: a line of JSON (form, counts, the sections with their sizes), then the sections. It is written beside its
place and moved there whole, so a crash leaves the old file or none; one that is cut short or of another form is
refused with SegmentError, and made anew.
"""

from __future__ import annotations

import json
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.errors import ZigetongError
from knowledge.search.grams import code, counts, fold

FORM = "zigetong-search-1"
K1, B = 1.2, 0.75
STEPS = 255
_BREAK = "\0"  # between title and text
_TEXT = "utf-16-le"  # two bytes a Chinese character, where UTF-8 takes three
_Kind = Literal["B", "I", "Q"]
_SECTIONS: dict[str, _Kind] = {
    "codes": "Q", "starts": "I", "holders": "I", "impacts": "B", "lengths": "I",
    "bounds": "Q", "texts": "B",
}  # fmt: skip


class SegmentError(ZigetongError):
    """A search file that cannot be read; it has to be made anew."""


@dataclass(frozen=True)
class Passage:
    """What can be found: ``id`` is the caller's; ``title`` is where it stands or what it is about."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Folded:
    """A passage's folded text and title, and its share of K in BM25 (``k1 × (1 − b + b × length ÷ average)``)."""

    text: str
    title: str
    damp: float


class Segment:
    """Read access to one segment's arrays."""

    def __init__(self, sections: dict[str, memoryview], average: float, made_from: str = "") -> None:
        self._sections = sections
        codes = sections["codes"].obj
        # looked into often, and quicker as an array
        self._codes = codes if isinstance(codes, array) else array("Q", sections["codes"].tobytes())
        self._starts, self._bounds = sections["starts"], sections["bounds"]
        self._holders, self._impacts = sections["holders"], sections["impacts"]
        self.average = average
        self.made_from = made_from
        self.size = len(sections["lengths"])

    def find(self, number: int) -> tuple[int, int]:
        """Where the postings of an n-gram begin and end; (0, 0) where no passage holds it."""
        at = bisect_left(self._codes, number)
        if at < len(self._codes) and self._codes[at] == number:
            return self._starts[at], self._starts[at + 1]
        return 0, 0

    def postings(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """(passage, impact) from ``start`` to ``end``."""
        return zip(self._holders[start:end].tolist(), self._impacts[start:end].tolist(), strict=True)

    def folded(self, number: int) -> Folded:
        """What matching looks at."""
        title, _, text = self._read(number, 1).partition(_BREAK)
        length = self._sections["lengths"][number]
        return Folded(text, title, K1 * (1 - B + B * length / (self.average or 1)))

    def passage(self, number: int) -> Passage:
        """The passage as it was given."""
        title, _, text = (self._read(number, 2) or self._read(number, 1)).partition(_BREAK)
        return Passage(self.id(number), title, text)

    def id(self, number: int) -> str:
        """The caller's id of a passage."""
        return self._read(number, 0)

    def _read(self, number: int, part: int) -> str:
        at = number * 3 + part
        start, end = self._bounds[at], self._bounds[at + 1]
        return str(self._sections["texts"][start:end], _TEXT, "surrogatepass")

    def save(self, path: Path, made_from: str = "") -> None:
        """Write the segment to ``path``, whole or not at all; ``made_from`` is kept with it. Raises OSError."""
        head = {
            "form": FORM,
            "average": self.average,
            "made_from": made_from,
            "sizes": {name: len(self._sections[name]) for name in _SECTIONS},
        }
        draft = path.with_name(path.name + ".new")
        with draft.open("wb") as out:
            out.write(padded(json.dumps(head).encode()))
            for name in _SECTIONS:
                out.write(padded(self._sections[name].tobytes()))
        draft.replace(path)

    @classmethod
    def open(cls, path: Path) -> Segment:
        """The segment in a file, mapped and not read. Raises SegmentError, OSError."""
        with path.open("rb") as source:
            try:
                whole = memoryview(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ))
            except ValueError:
                raise SegmentError(f"搜尋索引 {path.name} 是空的") from None
        try:
            return cls(*parse(whole))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SegmentError(f"搜尋索引 {path.name} 讀不懂或不完整") from None


def padded(data: bytes) -> bytes:
    """``data`` with its length before it, filled up to eight bytes."""
    return len(data).to_bytes(8, "little") + data + bytes(-len(data) % 8)


def parse(whole: memoryview) -> tuple[dict[str, memoryview], float, str]:
    """The sections of a file, in place, the average length and what the file was made from. Raises ValueError, KeyError where it is not whole."""
    at = 0

    def take() -> memoryview:
        nonlocal at
        size = int.from_bytes(whole[at : at + 8], "little")
        start, at = at + 8, at + 8 + size + -size % 8
        if at > len(whole):
            raise ValueError("cut short")
        return whole[start : start + size]

    head = json.loads(bytes(take()))
    if head["form"] != FORM:
        raise ValueError("another form")
    sections = {name: take().cast(kind) for name, kind in _SECTIONS.items()}
    if {name: len(section) for name, section in sections.items()} != head["sizes"] or at != len(whole):
        raise ValueError("cut short")
    return sections, float(head["average"]), str(head["made_from"])


class Builder:
    """Collects passages; ``segment`` makes the arrays."""

    def __init__(self) -> None:
        # of each n-gram: how often in the low byte, the passage above it; a single posting without an array
        self._postings: dict[int, array[int] | int] = {}
        self._lengths = array("I")
        self._bounds = array("Q", [0])
        self._texts = array("B")

    def add(self, passage: Passage) -> None:
        """One more passage."""
        shown = passage.title.replace(_BREAK, " ") + _BREAK + passage.text
        folded = fold(shown)
        found = counts(folded)
        number = len(self._lengths) << 8
        self._lengths.append(sum(found.values()))
        for part in (passage.id, folded, shown if shown != folded else ""):
            self._texts.frombytes(part.encode(_TEXT, "surrogatepass"))
            self._bounds.append(len(self._texts))
        postings = self._postings
        for gram, often in found.items():
            key = code(gram)
            entry = number | (often if often < STEPS else STEPS)
            held = postings.get(key)
            if held is None:
                postings[key] = entry
            elif isinstance(held, int):
                postings[key] = array("I", (held, entry))
            else:
                held.append(entry)

    def segment(self) -> Segment:
        """The segment of everything added; the builder is used up."""
        average = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0
        damps = [K1 * (1 - B + B * length / (average or 1)) for length in self._lengths]
        postings, self._postings = self._postings, {}
        codes = array("Q", sorted(postings))
        starts, holders, impacts = array("I", [0]), array("I"), array("B")
        for key in codes:
            held = postings.pop(key)
            for entry in (held,) if isinstance(held, int) else held:
                often, number = entry & 255, entry >> 8
                holders.append(number)
                impacts.append(int(STEPS * often / (often + damps[number])))
            starts.append(len(holders))
        sections = {
            "codes": codes, "starts": starts, "holders": holders, "impacts": impacts,
            "lengths": self._lengths, "bounds": self._bounds, "texts": self._texts,
        }  # fmt: skip
        return Segment({name: memoryview(section) for name, section in sections.items()}, average)


def build(passages: Iterable[Passage]) -> Segment:
    """A segment of ``passages``."""
    builder = Builder()
    for passage in passages:
        builder.add(passage)
    return builder.segment()
