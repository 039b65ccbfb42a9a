"""Proof of lists: every cell stands in the clause, and a row's figures stand near its words."""

from __future__ import annotations

import re

from knowledge.documents.characters import squeeze
from knowledge.documents.figures import read_figures
from knowledge.documents.proving import Ground, prove
from knowledge.model import Table

NEAR = 160  # characters between a row's words and its figures in the running text of a table
_SLOT = re.compile(r"\{[^}]*\}")
_PIECES = re.compile(r"[、,;:()/\s「」。·]+")


def prove_table(table: Table, base: Ground, names: list[str]) -> list[str]:
    """What of a list is not proved. A row whose figures stand near its words needs no evidence."""
    cells = [cell for row in table.rows for cell in row if cell.strip()]
    loose = [cell for row in table.rows for cell in unplaced(row, base)]
    told = [table.title, _SLOT.sub(" ", table.row), *loose, *([table.note] if table.note else [])]
    problems = prove(base, told, cells, names)
    return problems + [
        f"表格的「{cell}」不在這些條文裡；請照公文寫，或補條文地址、worked_out。"
        for cell in dict.fromkeys(cells)
        if not cell_stands(cell, base)
    ]


def cell_stands(cell: str, base: Ground) -> bool:
    """The cell, or each of its pieces, stands in a clause; figures alone are compared by value."""
    if base.says(cell):
        return True
    pieces = [piece for piece in _PIECES.split(cell) if piece and not read_figures(piece).arabic]
    return all(base.says(piece) for piece in pieces)


def unplaced(row: tuple[str, ...], base: Ground) -> list[str]:
    """The cells of a row whose figures do not stand near the row's words: they need evidence."""
    words = [squeeze(cell) for cell in row if squeeze(cell) and not read_figures(cell).arabic]
    anchors = [place for word in words for place in places(word, base.tight)]
    return [cell for cell in row if read_figures(cell).arabic and not near(cell, anchors, bool(words), base)]


def near(cell: str, anchors: list[tuple[int, int]], anchored: bool, base: Ground) -> bool:
    """The cell as a whole stands within reach of one of the anchors, not as part of a longer figure."""
    found = places(squeeze(cell), base.tight)
    if not anchored:
        return bool(found)
    return any(a[0] - NEAR <= start and end <= a[1] + NEAR for start, end in found for a in anchors)


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where the words stand in ``text``; a figure at their edge is not cut out of a longer one."""
    before = r"(?<![\d.,])" if words[:1].isdigit() else ""
    after = r"(?![\d]|[.,]\d)" if words[-1:].isdigit() else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]
