"""An official document as a tree of clauses: 附錄六 › 陸 › 二 › (四), rebuilt from the numbering in plain text.

What is special about one document stands in ``documents.toml``, never here. Its ``parts`` are read in order: each is
``名稱：開頭`` (the name, then the beginning of the line that opens it, white space not counted, * for anything), or a
name that is its own beginning. A name may be a path (``附錄三 陸 圖1``); no name returns to the document's body.
Lines before the first clause of a part are its 題頭.

Numbering that jumps is kept as printed and reported in ``Document.jumps``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from knowledge.documents.characters import normal, squeeze
from knowledge.documents.lines import Line, clean_lines, join
from knowledge.documents.markers import Mark, Rank, named, read_address, read_mark
from knowledge.model import DocumentEntry

HEAD = "題頭"
_SKIPPABLE = (Rank.PART, Rank.ACTION, Rank.PLATE)


@dataclass(frozen=True)
class Clause:
    """One clause: its own words (without its sub-clauses) and its sub-clauses, in the document's order."""

    mark: Mark
    path: tuple[str, ...]
    own: str
    children: tuple[Clause, ...] = ()

    @property
    def display(self) -> str:
        """The path as people write it: 附錄六 › 陸 › 一."""
        return " › ".join(self.path)

    @cached_property
    def text(self) -> str:
        """The clause with everything under it."""
        return "\n".join(part for part in (self.own, *(child.text for child in self.children)) if part)

    @cached_property
    def tight(self) -> str:
        """``text`` ready for comparison (see ``squeeze``), with the numbering signs between the words."""
        return squeeze(self.own) + "".join(squeeze(sign(c.mark)) + c.tight for c in self.children)

    @cached_property
    def printed(self) -> str:
        """``tight`` with the clause's own sign or name before it."""
        return squeeze(sign(self.mark) or self.mark.name) + self.tight if self.path else self.tight

    def walk(self) -> Iterator[Clause]:
        """This clause and all under it, in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def step(self, mark: Mark) -> Clause | None:
        """The sub-clause a step leads to; tables, notes and named parts are found at any depth."""
        if mark.key == named(HEAD).key and not any(c.mark.key == mark.key for c in self.children):
            return Clause(named(HEAD), (*self.path, HEAD), self.own)
        for child in self.children:
            if child.mark.key == mark.key:
                return child
        if mark.rank in _SKIPPABLE:
            return next((clause for clause in self.walk() if clause.mark.key == mark.key), None)
        return None


def sign(mark: Mark) -> str:
    """A mark as it is printed at the start of its clause."""
    if mark.rank in (Rank.FORMAL, Rank.PLAIN):
        return mark.name + "、"
    if mark.rank is Rank.ACTION:
        return "行動方案" + mark.name
    return mark.name if mark.rank is not Rank.PART else ""


@dataclass(frozen=True)
class Paragraph:
    """A row for the full-text index: where it stands and what it says."""

    path: tuple[str, ...]
    display: str
    text: str


@dataclass(frozen=True)
class Jump:
    """Numbering that does not go on by one: ``before`` is followed by ``after`` under ``where``."""

    where: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True)
class Document:
    """A document's clauses; ``root`` is the whole."""

    entry: DocumentEntry
    root: Clause
    jumps: tuple[Jump, ...] = ()

    @cached_property
    def names(self) -> frozenset[str]:
        """Every named part, as an address may call it."""
        return frozenset(c.mark.name for c in self.root.walk() if c.mark.rank is Rank.PART and c.path) | {
            HEAD
        }

    def find(self, address: str) -> Clause | None:
        """The clause at an address such as 附錄六 陸、二(四); None where there is none or it cannot be read."""
        steps = read_address(address, self.names)
        here: Clause | None = self.root if steps else None
        for mark in steps or ():
            here = here.step(mark) if here else None
        return here

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every clause that has words of its own; a heading alone goes with what stands under it."""
        for clause in self.root.walk():
            path = clause.path if clause.path and not clause.children else (*clause.path, HEAD)
            numbered = clause.mark.rank is not Rank.PART
            shown = clause.path if numbered or not clause.children else path
            for block in clause.own.split("\n") if not numbered else (clause.own,):
                if block:
                    yield Paragraph(shown, " › ".join(shown), block)


@dataclass
class _Open:
    mark: Mark
    path: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    placed: bool = False

    def close(self) -> Clause:
        chapter = self.mark.rank in (Rank.FORMAL, Rank.ACTION)
        children = tuple(child.close() for child in self.children)
        own = join(self.lines, chapter=chapter, labelled=self.mark.rank is Rank.PART)
        return Clause(self.mark, self.path, own, children)

    def child(self, key: str) -> _Open | None:
        return next((child for child in reversed(self.children) if child.mark.key == key), None)


class _Reader:
    """Reads line by line, keeping the open clauses from the whole document down to the innermost."""

    def __init__(self, entry: DocumentEntry) -> None:
        self.root = _Open(named("全文"), ())
        self.open = [self.root]
        self.jumps: list[Jump] = []
        self.parts = [part_of(written) for written in entry.parts]

    def read(self, line: Line) -> None:
        resumed = bool(self.parts) and fnmatchcase(squeeze(line.text), self.parts[0][1])
        if resumed:
            self.go_to(self.parts.pop(0)[0])
            if len(self.open) > 1 and not self.is_plate():
                title = squeeze(self.open[-1].mark.name)
                if squeeze(line.text).rstrip(":") == title:
                    return
                line = Line(after_title(line.text, title), line.row, line.indented)
        self.take(line)

    def take(self, line: Line) -> None:
        found = None if line.row and not self.is_plate() and "\t" in line.text else read_mark(line.text)
        if found is None or not self.allowed(found[0]):
            self.open[-1].lines.append(line)
            return
        mark, rest = found
        self.descend(mark)
        if not rest:
            return
        heading, inner = split_inner(mark, rest)
        self.open[-1].lines.append(Line(heading, line.row, line.indented))
        if inner:
            self.take(Line(inner, line.row))

    def is_plate(self) -> bool:
        """Inside a table or figure, whose own numbers are cells and no clauses."""
        mark = self.open[-1].mark
        return mark.key[0] in "表圖" or (mark.name.endswith(("圖", "表")) and mark.rank is Rank.PART)

    def allowed(self, mark: Mark) -> bool:
        if self.is_plate() and mark.rank not in (Rank.FORMAL, Rank.PLATE):
            return False
        last = self.last(mark)
        if mark.number is None or last is None:
            return mark.number is None or mark.rank in (Rank.ACTION, Rank.PLATE) or mark.number <= 2
        return mark.number == 1 or last < mark.number <= last + 3

    def parent(self, mark: Mark) -> _Open:
        return next(o for o in reversed(self.open) if o is self.root or o.mark.rank < mark.rank)

    def last(self, mark: Mark) -> int | None:
        before = [c.mark for c in self.parent(mark).children if c.mark.rank is mark.rank and not c.placed]
        same = [c for c in before if c.key[0] == mark.key[0]]
        return same[-1].number if same else None

    def descend(self, mark: Mark) -> None:
        parent, last = self.parent(mark), self.last(mark)
        if last is not None and mark.number not in (1, last + 1) and mark.rank is not Rank.PLATE:
            before = next(c for c in reversed(parent.children) if c.mark.number == last)
            self.jumps.append(Jump(parent.path, sign(before.mark), sign(mark)))
        self.open = self.open[: self.open.index(parent) + 1]
        self.open.append(self.enter(parent, mark))

    def enter(self, parent: _Open, mark: Mark) -> _Open:
        there = parent.child(mark.key)
        if there is not None and there.placed:
            there.placed = False
            parent.children.remove(there)
            parent.children.append(there)
            return there
        parent.children.append(_Open(mark, (*parent.path, mark.name)))
        return parent.children[-1]

    def go_to(self, path: tuple[Mark, ...]) -> None:
        self.open = [self.root]
        for mark in path:
            parent = self.open[-1]
            there = parent.child(mark.key)
            if there is None:
                there = _Open(mark, (*parent.path, mark.name), placed=mark is not path[-1] or len(path) > 1)
                parent.children.append(there)
            self.open.append(there)


def part_of(written: str) -> tuple[tuple[Mark, ...], str]:
    """(path, pattern) of one line of ``parts``."""
    name, _, opening = normal(written).partition(":")
    steps = [step for step in name.split(" ") if step]
    marks = tuple((read_address(step, ()) or (named(step),))[0] for step in steps)
    return marks, squeeze(opening or name) + "*"


def after_title(text: str, title: str) -> str:
    """``text`` without the part's own name at its start (附件三 書面審查原則 → 書面審查原則)."""
    rest = text
    for wanted in title:
        rest = rest.lstrip()
        if normal(rest[:1]) != wanted:
            return text
        rest = rest[1:]
    return rest.lstrip(" :：") or text


def split_inner(mark: Mark, rest: str) -> tuple[str, str]:
    """A short heading and a first sub-clause printed on its line (（一）教師專業成長 1.行政人員…)."""
    heading, gap, inner = rest.partition(" 1.")
    if gap and mark.rank is Rank.BRACKET and len(heading) <= 20 and inner[:1].strip():
        return heading, "1." + inner
    return rest, ""


def parse(text: str, entry: DocumentEntry) -> Document:
    """The document's clauses. Never fails: a text without numbering is one clause."""
    reader = _Reader(entry)
    for line in clean_lines(text, entry.furniture):
        reader.read(line)
    return Document(entry, reader.root.close(), tuple(reader.jumps))
