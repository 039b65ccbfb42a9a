"""The parts of the documentation that are made from the code: ``python -m tests.documentation`` writes them anew.

In a file they stand between ``<!-- name -->`` and ``<!-- /name -->``; a test sees that they are as the code says.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.assembly import assemble
from bot.clock import TAIPEI
from bot.profile import profile
from bot.settings import SETTINGS, Settings
from bot.store.connection import Store
from bot.store.kept import written
from bot.updates import UPDATES
from knowledge.loading import DATA
from tests.bot.talking import Talk, talking

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2021, 12, 20, 19, 30, tzinfo=TAIPEI)
STORY = (
    "/start",
    "交換學生報名到什麼時候？",
    "去美國有幾個名額？",
    "那加拿大呢？",
    "交換學生要會游泳嗎？",
)


def conversation() -> str:
    """A real conversation, as text."""
    return asyncio.run(talked())


async def talked() -> str:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), DATA, None, None, operator="某某國小教務處")
        parts = assemble(settings, Store(None))
        async with talking(parts.desk, now=NOW) as talk:
            return "\n".join([await turn(talk, text) for text in STORY])


async def turn(talk: Talk, text: str) -> str:
    """One thing said, and what came back."""
    before = len(talk.pretended.sent)
    await talk(talk.pretended.types(text))
    lines = [f"**家長：** {text}", ""]
    for sent in talk.pretended.sent[before:]:
        lines += [f"> {line}" if line else ">" for line in sent.text.split("\n")]
        buttons = "　".join(f"［{button['text']}］" for row in sent.rows for button in row)
        lines += [">", f"> {buttons}"] if buttons else []
    return "\n".join([*lines, ""])


def settings_table() -> str:
    rows = [f"| `{name}` | {what} |" for name, what in SETTINGS.items()]
    return "\n".join(["| 設定 | 意思 |", "|---|---|", *rows])


def commands_table() -> str:
    rows = [f"| `/{each.name}` | {each.zh} |" for each in profile().commands]
    return "\n".join(["| 指令 | 做什麼 |", "|---|---|", *rows])


def updates_table() -> str:
    rows = [f"| `{kind}` | {'處理' if h.handled else '不理'} | {h.why} |" for kind, h in UPDATES.items()]
    return "\n".join(["| Telegram 送來的 | | 怎麼處理、或為什麼不理 |", "|---|---|---|", *rows])


PARTS: dict[tuple[str, str], Callable[[], str]] = {
    ("README.md", "kept"): written,
    ("docs/operation/README.md", "settings"): settings_table,
    ("docs/operation/README.md", "updates"): updates_table,
    ("docs/parents.md", "commands"): commands_table,
    ("docs/parents.md", "conversation"): conversation,
}


def replaced(text: str, name: str, made: str) -> str:
    """``text`` with what stands between the marks of ``name`` exchanged."""
    begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    head, _, rest = text.partition(begin)
    tail = rest.partition(end)[2]
    if not rest or end not in rest:
        raise ValueError(f"no marks for {name}")
    return f"{head}{begin}{made}{end}{tail}"


def main() -> None:
    for (file, name), make in PARTS.items():
        path = ROOT / file
        path.write_text(replaced(path.read_text(encoding="utf-8"), name, make()), encoding="utf-8")


if __name__ == "__main__":
    main()
