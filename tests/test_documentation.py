"""What the documentation says of settings, commands, what is kept, and a conversation is what the code does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import parser
from bot.profile import profile
from bot.settings import SETTINGS
from handlers.office.roles import RULES
from tests.documentation import PARTS, ROOT, replaced

OTHERS = {"git", "cd", "printf", "chmod", "export", "mv", "chown", "podman", "systemctl"}
"""Commands in the pages that are the system's."""
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


def commands(page: Path) -> list[list[str]]:
    """Every command that a page tells to type, in words: the indented blocks, and what stands in `…` and begins as one."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    typed = [
        *re.findall(r"(?m)^ {4,}(.+)$", text),
        *re.findall(r"`((?:\.venv/bin/zigetong|make|git|systemctl|podman) [^`]+)`", text),
    ]
    found = []
    for line in typed:
        for part in re.split(r"\s*&&\s*", line):
            words = shlex.split(re.sub(r"\$\([^)]*\)+", "x", part), comments=True)
            found.append(words)
    return [words for words in found if words and words[0] not in {"$", ">"}]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_pages_can_be_typed(page: Path) -> None:
    """A target that make knows, a command with options that zigetong takes, or one of the system's; its files exist."""
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for words in commands(page):
        name, rest = words[0], words[1:]
        if name.endswith(".venv/bin/zigetong"):
            assert parser().parse_args(rest).command, words
        elif name == "make":
            assert {word for word in rest if "=" not in word} <= targets, words
        else:
            assert name in OTHERS, words
        for word in words:
            assert not word.startswith("docs/") or (ROOT / word).exists(), word


def test_every_button_and_command_on_the_staff_s_page_exists() -> None:
    """A page that names a button which is not there leaves its reader standing."""
    page = (ROOT / "docs" / "staff.md").read_text(encoding="utf-8")
    code = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("handlers/office", "bot")
        for file in (ROOT / folder).rglob("*.py")
    )
    labels = {re.split("[（0-9…]", label)[0].strip() for label in re.findall("［([^］ ][^］]*)］", page)}
    assert len(labels) > 20
    assert {label for label in labels if label not in code} == set()
    named = set(re.findall(r"`/([a-z]+)", page))
    assert named <= {*RULES, *(each.name for each in profile().commands)}
