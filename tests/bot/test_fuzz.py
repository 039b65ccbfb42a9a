"""Whatever comes in: no crash, no press left unanswered, no call that Telegram refuses. Many more by tests.benchmarks.fuzz."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, load_programmes
from tests.benchmarks.fuzz import run

TEMPLATE = next(iter(sorted((DATA / "programmes").glob("*.toml")))).read_text(encoding="utf-8")


async def test_odd_updates() -> None:
    figures = await run(400)
    assert figures["errors"] == {}
    assert figures["presses unanswered"] == 0
    assert figures["calls that Telegram refuses"] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_broken_knowledge_file_is_told_by_name(tmp_path: Path, data: st.DataObject) -> None:
    """A cut, a stray character or a changed value: taken as it is, or refused with the file's name; never a crash."""
    at = data.draw(st.integers(0, len(TEMPLATE) - 1))
    long = data.draw(st.integers(0, 40))
    put = data.draw(
        st.sampled_from(("", "x", "=", "[", '"', "\x00", "日", "9", "\n[[dates]]\n", "true", "1e9"))
    )
    folder = tmp_path / "programmes"
    folder.mkdir(exist_ok=True)
    (tmp_path / "documents.toml").write_bytes((DATA / "documents.toml").read_bytes())
    (folder / "odd.toml").write_text(TEMPLATE[:at] + put + TEMPLATE[at + long :], encoding="utf-8")
    assert not (told := complaint(tmp_path)) or "odd" in told


def complaint(folder: Path) -> str:
    """What is wrong with the knowledge files in a folder; empty where nothing is."""
    try:
        load_programmes(folder)
    except KnowledgeError as error:
        return str(error)
    return ""


def test_the_file_that_is_broken_is_right_to_begin_with() -> None:
    assert tomllib.loads(TEMPLATE)
