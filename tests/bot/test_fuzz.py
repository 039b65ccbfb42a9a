"""Whatever comes in: no crash, no press left unanswered, no call that Telegram refuses. Many more by tests.benchmarks.fuzz."""

from __future__ import annotations

import tomllib

from knowledge.loading import DATA
from tests.benchmarks.fuzz import broken_files, run

TEMPLATE = next(iter(sorted((DATA / "programmes").glob("*.toml")))).read_text(encoding="utf-8")


async def test_odd_updates() -> None:
    figures = await run(400)
    assert figures["errors"] == {}
    assert figures["presses unanswered"] == 0
    assert figures["calls that Telegram refuses"] == []


def test_a_broken_knowledge_file_is_told_by_name() -> None:
    """A cut, a stray character or a changed value: taken as it is, or refused with the file's name; never a crash."""
    assert set(broken_files(60)) <= {"files taken", "files refused by name"}


def test_the_file_that_is_broken_is_right_to_begin_with() -> None:
    assert tomllib.loads(TEMPLATE)
