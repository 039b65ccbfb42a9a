"""Imports point right: bot → handlers → knowledge, and never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY = {
    "knowledge": {"knowledge"},
    "handlers": {"knowledge", "handlers"},
    "bot": {"knowledge", "handlers", "bot"},
}
FOREIGN = {
    "knowledge": {"telegram", "time"},
    "handlers": {"telegram", "sqlite3", "sqlite_utils", "time"},
    "bot": set[str](),
}
CLOCK = {"now", "today", "utcnow"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", MAY)
def test_imports_point_right(package: str) -> None:
    for path in modules(package):
        names = imported(path)
        assert not (names & {"bot", "handlers", "knowledge", "tests"}) - MAY[package], path
        assert not names & FOREIGN[package], path


@pytest.mark.parametrize("package", MAY)
def test_only_one_file_asks_what_time_it_is(package: str) -> None:
    for path in modules(package):
        if path.relative_to(ROOT).as_posix() == "bot/clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in CLOCK
            ):
                owner = ast.unparse(node.func.value)
                assert owner not in {"datetime", "date", "datetime.datetime", "datetime.date"}, (
                    f"{path}: {ast.unparse(node)}"
                )


def test_no_programme_is_named_in_code() -> None:
    """Facts are data: no module knows a programme by its id."""
    ids = {path.stem for path in (ROOT / "knowledge" / "data" / "programmes").glob("*.toml")}
    for package in MAY:
        for path in modules(package):
            strings = {
                node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }  # fmt: skip
            assert not strings & ids, path
