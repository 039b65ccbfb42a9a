"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def documents_place() -> Path:
    """Where the official documents would lie: ZIGETONG_DOCUMENTS, or beside the project."""
    return Path(os.environ.get("ZIGETONG_DOCUMENTS", ROOT.parent / "shared" / "documents"))


@pytest.fixture(scope="session")
def documents_folder() -> Path:
    """The folder of official documents; the test says that it skips where there is none."""
    folder = documents_place()
    if not any(folder.glob("*.txt")):
        pytest.skip(f"no official documents in {folder.name}/ (set ZIGETONG_DOCUMENTS): not checked here")
    return folder
