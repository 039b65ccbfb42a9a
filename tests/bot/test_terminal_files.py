"""A file in the terminal is saved beside the others and replaces none."""

from __future__ import annotations

from pathlib import Path

from bot.terminal import saved
from handlers.turn import File


def test_files_are_saved_side_by_side(tmp_path: Path) -> None:
    file = File("a.ics", b"x")
    assert saved(file, tmp_path) == "檔案存成 a.ics。"
    assert saved(file, tmp_path) == "檔案存成 a-2.ics。"
    assert (tmp_path / "a.ics").read_bytes() == b"x"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert "存不進" in saved(File("a.ics", b"x"), tmp_path / "none")
