"""Every single figure of an entry, altered one at a time: what the proof must notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from pydantic import ValidationError

from knowledge.model import Cited

E = TypeVar("E", bound=Cited)
# What nobody is told as a figure: names of entries, ways to ask, addresses of clauses, the reasons of worked_out.
SILENT = {
    "id", "asks", "words", "clause", "facets", "dates", "see", "doubt", "touches", "criterion", "kind", "how", "contact",
    "document", "aliases", "hints", "overview", "next", "audience", "city", "who", "columns",
}  # fmt: skip
_DIGITS = re.compile(r"(?<![A-Za-z0-9])\d+")


def altered(entry: E) -> Iterator[tuple[str, E]]:
    """(what was altered, the entry with it) for every figure told, typed or held in evidence."""
    tables = entry.model_dump()
    for path, value in leaves(tables, ()):
        for shown, other in others(value):
            changed = replaced(tables, path, other)
            try:
                yield f"{'.'.join(map(str, path))}: {shown}", type(entry).model_validate(changed)
            except ValidationError:
                continue  # noticed when the file is read


def leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in SILENT:
                yield from leaves(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


def others(value: Any) -> Iterator[tuple[str, Any]]:
    """Values that differ in one figure."""
    if isinstance(value, str):
        for found in _DIGITS.finditer(value):
            text = found.group()
            other = text[:-1] + str((int(text[-1]) + 1) % 10)
            yield f"{text} → {other}", value[: found.start()] + other + value[found.end() :]
    elif isinstance(value, datetime):
        yield from ((f"{value} + {step}", value + step) for step in (timedelta(hours=1), timedelta(days=1)))
    elif isinstance(value, date):
        yield f"{value} + 1", value + timedelta(days=1)
        yield f"{value} + 1 年", value + timedelta(days=366)
    elif isinstance(value, int) and not isinstance(value, bool) and value:
        yield f"{value} + 1", value + 1


def replaced(value: Any, path: tuple[str | int, ...], other: Any) -> Any:
    if not path:
        return other
    if isinstance(value, dict):
        return {k: replaced(v, path[1:], other) if k == path[0] else v for k, v in value.items()}
    return tuple(replaced(v, path[1:], other) if k == path[0] else v for k, v in enumerate(value))
