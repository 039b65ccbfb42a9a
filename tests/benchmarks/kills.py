"""Reminders fall due while the real process is killed again and again: what is lost, what is said twice?

    python -m tests.benchmarks.kills [REMINDERS] [KILLS] [SEED]

The process is the one an owner starts, against a Telegram on loopback that takes a moment to answer. Each chat has
one reminder due. After the last kill the process is left alone until everything is settled.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import clock
from bot.delivery.messages import State
from bot.keeping import keep
from bot.store.connection import Store
from bot.store.ledger import Ledger
from handlers.subscriptions import Preferences, Target, TargetKind
from knowledge.assistant import Assistant
from knowledge.base import open_base
from tests.pretend.loopback import TOKEN, serving
from tests.pretend.telegram import Pretended

ANSWER = 0.05
"""Seconds that the pretended Telegram takes to answer."""
MARK = "可能重複"
A_MINUTE = 1200
LONGEST = 90.0


@dataclass(frozen=True)
class Figures:
    """What came of a run. ``unmarked``: said twice without saying so; ``marked_once``: marked, but heard only once."""

    reminders: int
    kills: int
    lost: int
    doubled: int
    unmarked: int
    marked_once: int
    states: dict[State, int]
    seconds: float


def noon(now: datetime) -> str:
    """A zone in which it is about noon, so that no day ends during a run."""
    ahead = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def prepare(home: Path, reminders: int) -> None:
    """A store in which so many chats have a reminder due: 1,200 now, 1,200 in the next minute, and so on."""
    store = Store(home / "zigetong.db")
    assistant = Assistant(open_base())
    kept = keep(store, assistant).subscriptions
    now = clock.now()
    key = next(
        key for key, entry in assistant.base.dates.items() if entry.yearly and not entry.yearly.start_month
    )
    (first, *_) = kept.schedule.happenings(Target(TargetKind.DATE, *key), now)
    zone = noon(now)
    here = now.astimezone(ZoneInfo(zone))
    lead = (first.day - here.date()).days
    with store.writing():
        for chat in range(1, reminders + 1):
            minute = here.hour * 60 + here.minute + (chat - 1) // A_MINUTE
            kept.prefer(chat, Preferences(zone, minute, 0, 0), now)
            kept.subscribe(chat, Target(TargetKind.DATE, *key), (lead,), now - timedelta(minutes=5))
    store.close()


def start(url: str, home: Path) -> subprocess.Popen[bytes]:
    """``zigetong run``."""
    environment = {
        **os.environ,
        "ZIGETONG_TOKEN": TOKEN,
        "ZIGETONG_BASE_URL": url,
        "ZIGETONG_HOME": str(home),
        "ZIGETONG_UNENCRYPTED": "yes",
    }
    command = [sys.executable, "-m", "bot.cli", "run"]
    with (home / "log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def take_a_moment(method: str, _: dict[str, Any]) -> None:
    if method == "sendMessage":
        time.sleep(ANSWER)


def run(home: Path, reminders: int, kills: int, seed: int = 1) -> Figures:
    """The figures of one run in ``home``."""
    dice = random.Random(seed)
    prepare(home, reminders)
    began = time.monotonic()
    pretended = Pretended()
    pretended.faults = take_a_moment
    share = max(1, reminders // (kills + 1))
    with serving(pretended) as url:
        for _ in range(kills):
            process = start(url, home)
            wanted = (
                len(pretended.sent) + dice.randint(1, 2 * share - 1) if share > 1 else len(pretended.sent) + 1
            )
            wait(pretended, min(wanted, reminders), process)
            assert process.poll() is None, (home / "log").read_text()
            time.sleep(dice.uniform(0, 0.1))
            process.kill()
            process.wait()
        process = start(url, home)
        states = settled(home, reminders)
        process.terminate()
        process.wait(30)
    return figures(pretended, reminders, kills, states, time.monotonic() - began)


def wait(pretended: Pretended, count: int, process: subprocess.Popen[bytes]) -> None:
    """Until so many messages have been sent, or the process has had time enough."""
    end = time.monotonic() + LONGEST
    while len(pretended.sent) < count and time.monotonic() < end and process.poll() is None:
        time.sleep(0.01)


def settled(home: Path, reminders: int) -> dict[State, int]:
    """The ledger's counts, once nothing is on its way any more."""
    store = Store(home / "zigetong.db")
    end = time.monotonic() + LONGEST + reminders / 20
    try:
        while True:
            counts = Ledger(store).counts()
            if counts.get(State.SENT, 0) >= reminders or time.monotonic() > end:
                return counts
            time.sleep(0.2)
    finally:
        store.close()


def figures(
    pretended: Pretended, reminders: int, kills: int, states: dict[State, int], seconds: float
) -> Figures:
    """What the chats heard."""
    heard: dict[int, list[str]] = {}
    for sent in pretended.sent:
        heard.setdefault(sent.chat, []).append(sent.text)
    twice = Counter(chat for chat, texts in heard.items() for _ in texts[1:])
    return Figures(
        reminders,
        kills,
        lost=reminders - len(heard),
        doubled=sum(twice.values()),
        unmarked=sum(MARK not in text for texts in heard.values() for text in texts[1:]),
        marked_once=sum(len(texts) == 1 and MARK in texts[0] for texts in heard.values()),
        states=states,
        seconds=round(seconds, 1),
    )


def main() -> None:
    """Run with the numbers on the command line and print the figures."""
    numbers = [int(each) for each in sys.argv[1:]]
    reminders, kills, seed = (*numbers, *(2000, 200, 1)[len(numbers) :])
    with tempfile.TemporaryDirectory() as home:
        print(run(Path(home), reminders, kills, seed))


if __name__ == "__main__":
    main()
