"""Conversations as data: who says what, and what must be seen. Run through the whole desk, with the states on disk."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.checks_store import ChecksStore
from handlers.asking import Asking
from handlers.checking import Checking
from handlers.conversation import Conversations
from handlers.desk import Desk
from handlers.profile import Profiling
from handlers.starting import Starting
from handlers.turn import Reply, Turn, TurnKind
from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.dates import TAIPEI

FOLDER = Path(__file__).parent.parent / "conversations"
CHAT, PERSON = 41, 42


def conversations() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["conversations"]
        found += [pytest.param(row, id=f"{path.stem}: {row['name']}") for row in rows]
    return found


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(open_base())


def desk_of(assistant: Assistant, store: ChecksStore) -> Desk:
    kept = Conversations()
    asking = Asking(assistant, kept)
    checking = Checking(assistant, kept, store, asking.message)
    asking.offers = checking.offer
    return Desk(asking, Starting(asking), [checking, Profiling(checking)])


@dataclass
class Talk:
    """One conversation under way."""

    desk: Callable[[], Desk]
    at: datetime
    group: bool = False
    last: Reply = field(default_factory=lambda: Reply(()))
    pressed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.here = self.desk()

    def turn(self, row: dict[str, Any]) -> None:
        self.at += timedelta(minutes=row.get("wait", 0), seconds=1)
        if row.get("restart"):
            self.here = self.desk()
            return
        self.last = self.here.reply(self.made(row))
        self.pressed.update({b.label: b.action for line in self.last.buttons for b in line})
        text = "\n".join((self.last.text, *(b.label for line in self.last.buttons for b in line)))
        for wanted in row.get("see", ()):
            assert wanted in text, f"{row}\n{text}"
        for unwanted in row.get("not", ()):
            assert unwanted not in text, f"{row}\n{text}"

    def made(self, row: dict[str, Any]) -> Turn:
        if "command" in row:
            command, _, text = row["command"].partition(" ")
            return Turn(CHAT, PERSON, self.at, TurnKind.COMMAND, text, command, is_group=self.group)
        if "press" in row:
            label = next(each for each in reversed(self.pressed) if each.startswith(row["press"]))
            return Turn(
                CHAT, PERSON, self.at, TurnKind.BUTTON, action=self.pressed[label], is_group=self.group
            )
        kind = TurnKind(row.get("kind", "text"))
        return Turn(CHAT, PERSON, self.at, kind, row.get("text", ""), is_group=self.group)


@pytest.mark.parametrize("conversation", conversations())
def test_conversation(assistant: Assistant, tmp_path: Path, conversation: dict[str, Any]) -> None:
    at = datetime.fromisoformat(conversation["at"]).replace(tzinfo=TAIPEI)
    talk = Talk(
        lambda: desk_of(assistant, ChecksStore(tmp_path / "checks.db")), at, conversation.get("group", False)
    )
    for row in conversation["turns"]:
        talk.turn(row)


def test_what_is_cancelled_or_forgotten_leaves_no_trace_on_disk(assistant: Assistant, tmp_path: Path) -> None:
    """Not in the table, and not in the bytes of the file."""
    path = tmp_path / "checks.db"
    at = datetime(2024, 8, 8, 10, tzinfo=TAIPEI)
    talk = Talk(lambda: desk_of(assistant, ChecksStore(path)), at)
    secret = "獨一無二程式設計大賽"
    for row in (
        {"command": "check 新北資訊資優"}, {"press": "都符合"}, {"text": "國二"}, {"text": secret},
    ):  # fmt: skip
        talk.turn(row)
    assert secret.encode() in path.read_bytes()
    talk.turn({"text": "取消"})
    assert secret.encode() not in path.read_bytes()
    assert sqlite3.connect(path).execute("select count(*) from checks").fetchone() == (0,)


def test_a_state_of_an_unknown_shape_is_dropped(tmp_path: Path) -> None:
    store = ChecksStore(tmp_path / "checks.db")
    at = datetime(2024, 8, 8, 10, tzinfo=TAIPEI)
    store.database.execute(
        "insert into checks (chat, person, touched, state) values (1, 1, ?, '{}')", (at.timestamp(),)
    )
    assert store.get(1, 1, at) is None
