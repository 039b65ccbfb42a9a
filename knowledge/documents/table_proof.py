"""Proof of lists: every cell stands in the clause, and a row's figures stand near its words."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.documents.characters import squeeze
from knowledge.documents.figures import read_figures
from knowledge.documents.proving import Ground, letters, prove
from knowledge.model import Table

NEAR = 160  # characters between a row's words and its figures in the running text of a table
_FIGURE_IN = re.compile(r"\d(?:[\d,]|\\?\.(?=\d))*")
_SLOT = re.compile(r"\{[^}]*\}")
_PIECES = re.compile(r"[、,;:()/\s「」。·]+")


def prove_table(table: Table, base: Ground, names: list[str]) -> list[str]:
    """What of a list is not proved. A row whose figures stand near its words needs no evidence."""
    cells = [cell for row in table.rows for cell in row if cell.strip()]
    text, snippets = plain(base.tight), plain("|".join(base.evidence))
    as_printed = printed_cells(cells, text, snippets)
    rest = [cell for cell in cells if read_figures(cell).arabic and cell not in as_printed]
    converted = [cell for cell in rest if skeleton(plain(cell)) not in skeleton(text)]
    apart = [cell for row in table.rows for cell in unplaced(row, text) if cell in as_printed]
    told = [table.title, _SLOT.sub(" ", table.row), "；".join(converted), *apart]
    problems = prove(base, [*told, *([table.note] if table.note else [])], cells, names)
    problems += [
        f"表格的「{cell}」不在這些條文裡；請照公文寫，或補條文地址、worked_out。"
        for cell in dict.fromkeys(cells)
        if not cell_stands(cell, base, text)
    ]
    return problems + [
        f"表格的「{cell}」條文沒有印，或表格說的次數比條文多；請照公文寫，合併的格子把那一格放進 evidence。"
        for cell in dict.fromkeys(rest)
        if cell not in converted
    ]


def plain(text: str) -> str:
    """``text`` as it is compared in tables."""
    return letters(squeeze(text))


def skeleton(text: str) -> str:
    """``text`` with every figure as #: what is left when only figures were altered."""
    return re.sub(r"\d[\d,.]*", "#", text)


def printed_cells(cells: list[str], text: str, snippets: str) -> set[str]:
    """Cells that stand in the clauses (or the evidence) at least as often as the list tells them."""
    times = Counter(plain(cell) for cell in cells)

    def standing(cell: str) -> int:
        return max(len(places(plain(cell), text)), len(places(plain(cell), snippets)))

    return {cell for cell in cells if standing(cell) >= times[plain(cell)] > 0}


def cell_stands(cell: str, base: Ground, text: str) -> bool:
    """The cell, or each of its pieces, stands in a clause; figures written otherwise are compared by value."""
    if plain(cell) in text or base.says(cell):
        return True
    pieces = [piece for piece in _PIECES.split(cell) if piece and not read_figures(piece).arabic]
    return all(base.says(piece) for piece in pieces)


def unplaced(row: tuple[str, ...], text: str) -> list[str]:
    """The cells of a row whose figures are not the nearest of their kind to the row's words: they need evidence."""
    words = [plain(cell) for cell in row if plain(cell) and not read_figures(cell).arabic]
    anchors = [place for word in words for place in places(word, text)]
    figures = [cell for cell in row if read_figures(cell).arabic]
    kinds = Counter(skeleton(plain(cell)) for cell in figures)
    return [
        cell
        for cell in figures
        if words and not any(nearest(plain(cell), a, text, kinds[skeleton(plain(cell))]) for a in anchors)
    ]


def nearest(cell: str, anchor: tuple[int, int], text: str, most: int) -> bool:
    """The cell is among the ``most`` texts nearest to an anchor that differ from it in figures alone."""
    start = max(anchor[0] - NEAR, 0)
    window = text[start : anchor[1] + NEAR]
    like = re.compile(_FIGURE_IN.sub(lambda _: r"\d[\d,.]*", re.escape(cell)))
    if cell[:1].isdigit():
        like = re.compile(r"(?<![\d.,])" + like.pattern)
    distances: dict[str, int] = {}
    for found in like.finditer(window):
        left, right = start + found.start(), start + found.end()
        away = max(anchor[0] - right, left - anchor[1], 0)
        distances[found.group()] = min(away, distances.get(found.group(), away))
    ranked = sorted(distances, key=distances.__getitem__)
    return cell in ranked[:most]


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where the words stand in ``text``; a figure at their edge is not cut out of a longer one."""
    if not words:
        return []
    before = r"(?<![\d.,])" if words[:1].isdigit() else ""
    after = r"(?![\d]|[.,]\d)" if words[-1:].isdigit() else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]
