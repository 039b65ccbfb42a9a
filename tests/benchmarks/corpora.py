"""Corpora and questions for retrieval, in the form of ../shared/retrieval: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.search import Passage


@dataclass(frozen=True)
class Asked:
    """A question and the ids of the passages that answer it."""

    question: str
    gold: tuple[str, ...]


def passages(path: Path) -> list[Passage]:
    """``{"id","title","text"}``, one a line."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Passage(row["id"], row.get("title") or "", row["text"]) for row in rows]


def questions(path: Path) -> list[Asked]:
    """``{"id","q","gold"}``, one a line."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Asked(row["q"], tuple(row["gold"])) for row in rows]
