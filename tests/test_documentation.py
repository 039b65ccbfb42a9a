"""What the documentation says of settings, commands, what is kept, and a conversation is what the code does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import parser
from bot.settings import SETTINGS
from tests.documentation import PARTS, ROOT, replaced

PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


@pytest.mark.parametrize(
    ("place", "make"), PARTS.items(), ids=lambda each: str(each) if isinstance(each, tuple) else ""
)
def test_what_is_made_from_the_code_is_up_to_date(place: tuple[str, str], make: Callable[[], str]) -> None:
    """``make docs`` writes it anew."""
    file, name = place
    text = (ROOT / file).read_text(encoding="utf-8")
    assert replaced(text, name, make()) == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_settings_and_commands_in_the_pages_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / link).exists(), link
    assert set(re.findall(r"ZIGETONG_[A-Z_]+[A-Z]", text)) <= {*SETTINGS, "ZIGETONG_DOCUMENTS"}
    known = next(action for action in parser()._actions if action.choices)
    assert known.choices is not None
    assert set(re.findall(r"zigetong ([a-z]+)\b", text)) <= set(known.choices)
