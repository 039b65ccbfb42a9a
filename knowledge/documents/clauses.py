"""An official document as a tree of clauses: 附錄六 › 陸 › 二 › (四), rebuilt from the numbering in plain text.

What is special about one document stands in ``documents.toml``, never here (see ``knowledge.documents.parts``).
Lines before the first clause of a part are its 題頭.

Numbering that jumps is kept as printed and reported in ``Document.jumps``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from knowledge.documents.characters import squeeze
from knowledge.documents.lines import Line, clean_lines, join
from knowledge.documents.markers import Mark, Rank, named, read_address, read_mark
from knowledge.documents.parts import after_title, common_part, part_of, split_inner
from knowledge.model import DocumentEntry

HEAD = "題頭"
_SKIPPABLE = (Rank.PART, Rank.ACTION, Rank.PLATE)


@dataclass(frozen=True)
class Clause:
    """One clause: its own words (without its sub-clauses) and its sub-clauses, in the document's order.

    ``table`` says that its words are rows of a table, which stay together.
    """

    mark: Mark
    path: tuple[str, ...]
    own: str
    children: tuple[Clause, ...] = ()
    table: bool = False

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
        """Every clause's own words; what has no number (a preface, the head of a letter) line by line."""
        for clause in self.root.walk():
            unnumbered = clause.mark.rank is Rank.PART
            path = (
                (*clause.path, HEAD) if unnumbered and (clause.children or not clause.path) else clause.path
            )
            for block in clause.own.split("\n") if unnumbered and not clause.table else (clause.own,):
                if block:
                    yield Paragraph(path, " › ".join(path), block)


@dataclass
class _Open:
    mark: Mark
    path: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    placed: dict[str, _Open] = field(default_factory=dict)
    latest: dict[tuple[Rank, str], int] = field(default_factory=dict)

    def close(self) -> Clause:
        chapter = self.mark.rank in (Rank.FORMAL, Rank.ACTION)
        children = tuple(child.close() for child in self.children)
        own = join(self.lines, chapter=chapter, labelled=self.mark.rank is Rank.PART)
        return Clause(self.mark, self.path, own, children, any(line.row for line in self.lines))

    def child(self, key: str) -> _Open | None:
        return next((child for child in reversed(self.children) if child.mark.key == key), None)


class _Reader:
    """Reads line by line, keeping the open clauses from the whole document down to the innermost."""

    def __init__(self, entry: DocumentEntry) -> None:
        self.root = _Open(named("全文"), ())
        self.open = [self.root]
        self.jumps: list[Jump] = []
        self.parts = [part_of(written) for written in entry.parts]
        self.described = bool(self.parts)

    def read(self, line: Line) -> None:
        path = self.opened(line)
        if path is not None:
            self.go_to(path)
            if len(self.open) > 1 and not self.is_plate():
                title = squeeze(self.open[-1].mark.name)
                if squeeze(line.text).rstrip(":") == title:
                    return
                line = Line(after_title(line.text, title), line.row, line.indented)
        self.take(line)

    def opened(self, line: Line) -> tuple[Mark, ...] | None:
        """The path of the part that a line opens; documents that nobody described open theirs by common headings."""
        if not self.described:
            return common_part(line.text)
        if self.parts and fnmatchcase(squeeze(line.text), self.parts[0][1]):
            return self.parts.pop(0)[0]
        return None

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
        """The number before it in its row of clauses (tables, figures and notes are counted apart)."""
        return self.parent(mark).latest.get((mark.rank, mark.key[0]))

    def descend(self, mark: Mark) -> None:
        parent, last = self.parent(mark), self.last(mark)
        if last is not None and mark.number not in (1, last + 1) and mark.rank is not Rank.PLATE:
            before = next(c.mark for c in reversed(parent.children) if c.mark.number == last)
            self.jumps.append(Jump(parent.path, sign(before), sign(mark)))
        self.open = self.open[: self.open.index(parent) + 1]
        self.open.append(self.enter(parent, mark))

    def enter(self, parent: _Open, mark: Mark) -> _Open:
        if mark.number is not None:
            parent.latest[mark.rank, mark.key[0]] = mark.number
        if there := parent.placed.pop(mark.key, None):
            parent.children.remove(there)
        parent.children.append(there or _Open(mark, (*parent.path, mark.name)))
        return parent.children[-1]

    def go_to(self, path: tuple[Mark, ...]) -> None:
        """Open a part that ``documents.toml`` places; its numbered steps may be read later in the text."""
        self.open = [self.root]
        for mark in path:
            parent = self.open[-1]
            there = parent.child(mark.key)
            if there is None:
                there = _Open(mark, (*parent.path, mark.name))
                parent.children.append(there)
                if mark.number is not None or mark is not path[-1] or len(path) > 1:
                    parent.placed[mark.key] = there
            self.open.append(there)


def parse(text: str, entry: DocumentEntry) -> Document:
    """The document's clauses. Never fails: a text without numbering is one clause."""
    reader = _Reader(entry)
    for line in clean_lines(text, entry.furniture):
        reader.read(line)
    return Document(entry, reader.root.close(), tuple(reader.jumps))
