"""Alter one value of a data file: a bound by one, a day by one, a word to nothing, a list by one entry."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

Path = tuple[str | int, ...]


def altered(tables: dict[str, Any], roots: Iterator[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(what was altered, the whole file with it) for every single alteration below ``roots``."""
    for root in roots:
        for path, values in alterations(at(tables, root), root):
            for value in values:
                changed = copy.deepcopy(tables)
                at(changed, path[:-1])[path[-1]] = value
                yield f"{'.'.join(map(str, path))} → {value!r}", changed


def at(tables: Any, path: Path) -> Any:
    for step in path:
        tables = tables[step]
    return tables


def alterations(value: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    """Every place below ``path`` with the values that it is altered to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from alterations(inner, (*path, key))
    elif isinstance(value, list):
        yield path, [value[:n] + value[n + 1 :] for n in range(len(value))]
        for number, inner in enumerate(value):
            if isinstance(inner, dict):
                yield from alterations(inner, (*path, number))
    else:
        yield path, others(value)


def others(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value - 1, value + 1]
    if isinstance(value, datetime):
        return [value - timedelta(minutes=1), value + timedelta(minutes=1)]
    if isinstance(value, date):
        return [value - timedelta(days=1), value + timedelta(days=1)]
    return [f"{value}x"]


def roots(tables: dict[str, Any]) -> Iterator[Path]:
    """The parts of a check that decide something."""
    for number, asked in enumerate(tables["fields"]):
        yield from (("fields", number, key) for key in ("items", "least") if key in asked)
    keys = ("rule", "applies_when", "when", "ntd", "formula", "start", "end", "yearly", "offset", "due")
    parts: list[Path] = [("criteria",), ("window", "spans"), ("benefit", "cases"), ("deadline", "cases")]
    for part in (*parts, ("figures",), ("papers",), ("notes",)):
        if part[0] not in tables or (len(part) == 2 and part[1] not in tables[part[0]]):
            continue
        for number, entry in enumerate(at(tables, part)):
            for key in keys:
                if key in entry:
                    yield (*part, number, key)
