"""Many odd inputs: ``python -m tests.benchmarks.fuzz [HOW MANY]``. Prints what came of them.

Nine in ten are updates, presses, deep links and memberships through the whole bot with its office; the others are
knowledge files with a slip of the hand.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bot.assembly import assemble
from bot.settings import Settings
from bot.store.connection import Store
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, load_programmes
from tests.bot.talking import talking
from tests.fuzzing import files, updates

BATCH = 500


class Errors(logging.Handler):
    """What the bot logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: dict[str, int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        self.seen[text] = self.seen.get(text, 0) + 1


async def run(many: int, start: int = 0) -> dict[str, object]:
    """Send ``many`` updates; figures of what happened."""
    errors = Errors()
    logging.getLogger().addHandler(errors)
    made: list[dict[str, object]] = []

    @seed(start)
    @settings(
        max_examples=BATCH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(updates)
    def gather(update: dict[str, object]) -> None:
        made.append(update)

    queries = sent = done = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        settings_ = Settings(Path(folder), DATA, None, None, owner=1, staff_chat=-100123)
        parts = assemble(settings_, Store(Path(folder) / "zigetong.db"))
        async with talking(parts.desk, book=parts.keeping.book) as talk:
            while done < many:
                made.clear()
                seed(start + done)(gather)()
                for update in made[: many - done]:
                    done += 1
                    queries += well_formed_press(update)
                    await talk.polling.handle([{"update_id": done, **update}])
                sent += len(talk.pretended.sent)
                talk.pretended.sent.clear()
                talk.pretended.calls.clear()
                if done % 10_000 < BATCH:
                    print(f"{done} updates, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            figures: dict[str, object] = {
                "updates": done,
                "messages sent": sent,
                "calls that Telegram refuses": [refusal.description for refusal in talk.pretended.refused][
                    :5
                ],
                "presses": queries,
                "presses unanswered": queries - len(talk.pretended.answered_queries),
                "errors": {text: n for text, n in errors.seen.items() if "stepped over" not in text},
                "poison stepped over": sum(n for text, n in errors.seen.items() if "stepped over" in text),
                "seconds": round(time.monotonic() - began, 1),
            }
    logging.getLogger().removeHandler(errors)
    return figures


def broken_files(many: int, start: int = 0) -> dict[str, object]:
    """Load ``many`` mangled knowledge files; how many were taken, refused by name, or worse."""
    made: list[tuple[str, str]] = []

    @seed(start)
    @settings(max_examples=many, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(files)
    def gather(file: tuple[str, str]) -> None:
        made.append(file)

    gather()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "programmes").mkdir()
        (Path(folder) / "documents.toml").write_bytes((DATA / "documents.toml").read_bytes())
        told = Counter(outcome(Path(folder), *file) for file in made)
    return {f"files {what}": count for what, count in told.items()}


def outcome(folder: Path, name: str, text: str) -> str:
    """What comes of one file."""
    path = folder / "programmes" / name
    path.write_text(text, encoding="utf-8")
    try:
        load_programmes(folder)
    except KnowledgeError as error:
        return "refused by name" if name in str(error) else f"refused without a name: {error}"
    except Exception as error:  # noqa: BLE001  that is what is looked for
        return f"that crashed it: {type(error).__name__}: {error}"
    finally:
        path.unlink()
    return "taken"


def well_formed_press(update: dict[str, object]) -> bool:
    """Whether an update is a press that Telegram itself could have sent."""
    query = update.get("callback_query")
    return isinstance(query, dict) and query.get("id") == "q"


if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for figures in (broken_files(many // 10), asyncio.run(run(many - many // 10))):
        for name, value in figures.items():
            print(f"{name}: {value}", flush=True)
