"""Many odd updates through the whole bot: ``python -m tests.benchmarks.fuzz [HOW MANY]``. Prints what came of them."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bot.assembly import assemble
from bot.settings import Settings
from bot.store.connection import Store
from knowledge.loading import DATA
from tests.bot.talking import talking
from tests.fuzzing import updates

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
        parts = assemble(Settings(Path(folder), DATA, None, None), Store(Path(folder) / "zigetong.db"))
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


def well_formed_press(update: dict[str, object]) -> bool:
    """Whether an update is a press that Telegram itself could have sent."""
    query = update.get("callback_query")
    return isinstance(query, dict) and query.get("id") == "q"


if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())
    for name, value in asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)).items():
        print(f"{name}: {value}")
