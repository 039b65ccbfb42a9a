"""Golden questions: what people ask, and which facts or silences answer it. One JSON a line, one file a programme."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Golden:
    """``facts``: ids of the entries any of which answers, ``programme/id`` for another programme's; ``programme``: None
    where nothing in the base answers."""

    file: str
    question: str
    at: str
    expect: str
    programme: str | None
    facts: frozenset[str]
    context: tuple[str, ...] = ()


def golden(folder: Path = FOLDER) -> Iterator[Golden]:
    """Every golden question, in the order of the files."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                yield Golden(
                    path.stem, row["q"], row["at"], row["expect"], row["programme"],
                    frozenset(row["fact"]), tuple(row.get("context", ())),
                )  # fmt: skip


def answers(question: Golden, programme: str, entry: str) -> bool:
    """Whether an entry of a programme is one that answers the question."""
    return f"{programme}/{entry}" in question.facts or (
        programme == question.programme and entry in question.facts
    )
