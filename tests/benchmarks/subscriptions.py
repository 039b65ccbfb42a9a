"""A million subscriptions in the store: what a look at what is due costs, against ten thousand.

    python -m tests.benchmarks.subscriptions [MANY] [FEW] [DUE]

Prints times, memory and file size for both, and their ratios. Each chat has one subscription; DUE of them fall due
at the same moment.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import TAIPEI
from bot.keeping import Keeping, keep
from bot.store.connection import Store, stamp
from handlers.subscriptions import Target, TargetKind
from knowledge.assistant import Assistant
from knowledge.base import open_base

NOW = datetime(2027, 3, 1, 8, tzinfo=TAIPEI)
ASSISTANT = Assistant(open_base())
KEY = next(key for key, entry in ASSISTANT.base.dates.items() if entry.yearly and entry.yearly.month == 4)


@dataclass(frozen=True)
class Costs:
    """Milliseconds, megabytes."""

    filled: float
    idle: float
    due: float
    listed: float
    memory: float
    size: float


def fill(keeping: Keeping, count: int, due: int) -> None:
    """So many subscriptions; the first ``due`` of them with another lead, which falls due first."""
    schedule = keeping.subscriptions.schedule
    preferences = keeping.subscriptions.preferences(0)
    target = Target(TargetKind.DATE, *KEY)
    moments = {lead: schedule.dues(target, (lead,), preferences, NOW)[0].at for lead in (30, 14)}
    rows = (
        (chat, "date", *KEY, "", f"[{lead}]", stamp(NOW), stamp(NOW), stamp(moments[lead]))
        for chat in range(1, count + 1)
        for lead in (30 if chat <= due else 14,)
    )
    with keeping.store.writing() as connection:
        connection.executemany(
            """insert into subscriptions (chat, kind, name, entry, day, leads, created, planned_until, next)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            rows,
        )


def took(work: Callable[[], object], times: int = 1) -> float:
    """Milliseconds for one run of ``work``."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return 1000 * (time.perf_counter() - start) / times


def measure(count: int, due: int) -> Costs:
    """What a store with so many subscriptions costs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "z.db"
        keeping = keep(Store(path), ASSISTANT)
        filled = took(lambda: fill(keeping, count, due))
        keeping.reminding.tick(NOW)
        idle = took(lambda: keeping.reminding.tick(NOW), 200)
        moment = NOW + timedelta(days=31, hours=1)

        def plan() -> None:
            while keeping.reminding.tick(moment):
                continue

        planned = took(plan)
        assert keeping.ledger.counts().popitem()[1] == due
        listed = took(lambda: keeping.subscriptions.subscriptions(count), 50)
        gc.collect()
        size = path.stat().st_size / 1e6
        keeping.store.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Costs(filled, idle, planned, listed, memory, size)


def main() -> None:
    """Print both and their ratios."""
    numbers = [int(each) for each in sys.argv[1:]]
    many, few, due = (*numbers, *(1_000_000, 10_000, 10_000)[len(numbers) :])
    small = measure(few, due)
    large = measure(many, due)
    for name, unit in (
        ("filled", "ms"),
        ("idle", "ms, nothing due"),
        ("due", f"ms, {due} due"),
        ("listed", "ms, one chat's list"),
        ("memory", "MB, most so far"),
        ("size", "MB on disk"),
    ):
        first, second = getattr(small, name), getattr(large, name)
        print(f"{name:8} {first:12.3f} {second:12.3f}  × {second / first:8.2f}  {unit}")


if __name__ == "__main__":
    main()
