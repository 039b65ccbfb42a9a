"""Simulated traffic through the real process's webhook: ``python -m tests.benchmarks.soak MINUTES [UPDATES A SECOND]``.

The bot runs as an owner starts it, encrypted, with its metrics; people ask, press, check, set reminders. Once a minute
its memory is read from its metrics. Afterwards the process is killed, restored from a backup elsewhere, and asked again.
Before that a flood: one person sends 200 messages in a second beside ten others; how long the ten wait is printed.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.bot.day import SAID
from tests.golden import golden
from tests.pretend.loopback import TOKEN, serving
from tests.pretend.telegram import Pretended

KEY = "0f" * 32
PEOPLE = 400


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class World:
    """The bot's process and the people around it."""

    def __init__(self, url: str, pretended: Pretended, home: Path) -> None:
        self.pretended, self.home = pretended, home
        self.hook, self.status = free_port(), free_port()
        self.environment = {
            **os.environ,
            "ZIGETONG_TOKEN": TOKEN,
            "ZIGETONG_BASE_URL": url,
            "ZIGETONG_HOME": str(home),
            "ZIGETONG_KEY": KEY,
            "ZIGETONG_STATUS_PORT": str(self.status),
            "ZIGETONG_WEBHOOK_URL": "https://bot.example.tw/telegram",
            "ZIGETONG_WEBHOOK_LISTEN": f"127.0.0.1:{self.hook}",
            "ZIGETONG_LOG": "json",
        }
        self.client = httpx.Client(timeout=60, limits=httpx.Limits(max_connections=60))
        self.choose = random.Random(1)
        self.questions = [each.question for each in golden()]
        self.waits: list[float] = []
        self.bad: list[int] = []

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[str]]:
        self.pretended.webhook = {}
        with (self.home.parent / "log.jsonl").open("a") as out:
            process = subprocess.Popen([sys.executable, "-m", "bot.cli", "run"], env=self.environment, stdout=out, stderr=out, text=True)  # fmt: skip
            try:
                end = time.monotonic() + 60
                while not self.pretended.webhook and time.monotonic() < end:
                    time.sleep(0.05)
                assert self.pretended.webhook, "the bot did not start"
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                process.wait(60)

    def call(self, update: dict[str, Any]) -> float:
        """Seconds until one update is answered."""
        began = time.monotonic()
        answer = self.client.post(
            f"http://127.0.0.1:{self.hook}/telegram",
            content=json.dumps(update).encode(),
            headers={"X-Telegram-Bot-Api-Secret-Token": self.pretended.webhook["secret_token"]},
        )
        if answer.status_code != 200:
            self.bad.append(answer.status_code)
        return time.monotonic() - began

    def update(self) -> dict[str, Any]:
        """Something that somebody does."""
        person = 1000 + self.choose.randrange(PEOPLE)
        kind = self.choose.random()
        with self.pretended.changed:
            mine = [sent for sent in self.pretended.sent[-200:] if sent.chat == person and sent.rows]
        if kind < 0.3 and mine:
            presses = [
                b["callback_data"]
                for row in self.choose.choice(mine).rows
                for b in row
                if "callback_data" in b
            ]
            if presses:
                return self.pretended.taps(self.choose.choice(presses), person=person)
        text = self.choose.choice(self.questions if kind < 0.9 else SAID)
        return self.pretended.types(text, person=person)

    def memory(self) -> float:
        """The process's resident memory in MB, by its own metrics."""
        text = self.client.get(f"http://127.0.0.1:{self.status}/metrics").text
        found = re.search(r"^process_resident_memory_bytes ([0-9.e+]+)", text, re.MULTILINE)
        return float(found[1]) / 1e6 if found else 0.0


def flood(world: World) -> None:
    """One person's 200 messages beside ten others."""
    many = [world.pretended.types(f"交換學生名額 {n}", person=9) for n in range(200)]
    ten = [world.pretended.types("交換學生報名到什麼時候", person=50 + n) for n in range(10)]
    before = len(world.pretended.sent)
    with ThreadPoolExecutor(40) as pool:
        mixed: list[tuple[bool, dict[str, Any]]] = [(False, update) for update in many]
        for n, update in enumerate(ten):
            mixed.insert((n + 1) * 20, (True, update))
        results = list(pool.map(lambda each: (each[0], world.call(each[1])), mixed))
    waits = sorted(seconds for is_other, seconds in results if is_other)
    sent = world.pretended.sent[before:]
    print(
        f"flood: the ten were answered after {waits[0]:.2f}–{waits[-1]:.2f} s ({len([s for s in sent if 50 <= s.chat < 60])} of 10)"
    )
    print(f"flood: the one got {len([s for s in sent if s.chat == 9])} messages for 200")


def soak(world: World, minutes: float, rate: float) -> None:
    """Traffic at ``rate`` for ``minutes``; prints waits and memory."""
    end = time.monotonic() + minutes * 60
    started = time.monotonic()
    lock = threading.Lock()
    done = 0

    def one(update: dict[str, Any], meant: float) -> None:
        world.call(update)
        with lock:
            world.waits.append(time.monotonic() - meant)

    with ThreadPoolExecutor(40) as pool:
        minute = 0
        while time.monotonic() < end:
            pool.submit(one, world.update(), time.monotonic())  # waiting for a free caller counts too
            done += 1
            if time.monotonic() - started >= minute * 60:
                print(f"soak: minute {minute}, memory {world.memory():.1f} MB, {done} updates", flush=True)
                minute += 1
            with world.pretended.changed:
                del world.pretended.sent[:-1000], world.pretended.calls[:], world.pretended.waiting[:]
                del world.pretended.answered_queries[:]
            time.sleep(max(0.0, started + done / rate - time.monotonic()))
    waits = sorted(world.waits)
    print(f"soak: {len(waits)} updates in {time.monotonic() - started:.0f} s, p50 {waits[len(waits) // 2] * 1000:.0f} ms,"
          f" p95 {waits[len(waits) * 95 // 100] * 1000:.0f} ms, longest {waits[-1]:.2f} s")  # fmt: skip
    print(
        f"soak: memory at the end {world.memory():.1f} MB; bad statuses {world.bad}; refused by Telegram {len(world.pretended.refused)}"
    )


def killed_and_restored(world: World, process: subprocess.Popen[str]) -> None:
    """Back up while it runs, kill it, restore elsewhere, start there, ask."""
    target = world.home.parent / "backup.zip"
    command = [sys.executable, "-m", "bot.cli"]
    subprocess.run(
        [*command, "backup", str(target)], env=world.environment, check=True, stdout=subprocess.DEVNULL
    )
    process.kill()
    process.wait(30)
    world.environment["ZIGETONG_HOME"] = str(world.home.parent / "restored")
    subprocess.run(
        [*command, "restore", str(target)], env=world.environment, check=True, stdout=subprocess.DEVNULL
    )
    with world.running():
        before = len(world.pretended.sent)
        world.call(world.pretended.types("交換學生報名到什麼時候", person=77))
        print(f"restored: {len(world.pretended.sent) - before} answer after kill and restore")


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    rate = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    pretended = Pretended()
    with tempfile.TemporaryDirectory() as folder, serving(pretended) as url:
        world = World(url, pretended, Path(folder) / "home")
        with world.running() as process:
            world.call(pretended.types("交換學生名額", person=5))
            flood(world)
            soak(world, minutes, rate)
            killed_and_restored(world, process)
        lines = (Path(folder) / "log.jsonl").read_text().splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        errors = [event for event in events if event["level"] == "ERROR"]
        print(f"log: {len(events)} lines, {len(errors)} errors {errors[:3]}")


if __name__ == "__main__":
    main()
