"""A broadcast by the real process, killed, paused and faulted on its way; and how a very large one is planned.

    python -m tests.benchmarks.broadcast [RECIPIENTS] [KILLS] [SEED]
    python -m tests.benchmarks.broadcast plan [RECIPIENTS]

The Telegram on loopback has its flood limits on (30 messages a second, 3 to one chat), 2 % of the people have blocked
the bot, 1 % of the broadcast's calls fail, and people ask ordinary questions all the while.
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import clock
from bot.delivery.messages import State
from bot.store.announcements import AnnouncementBook
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.staff import StaffBook
from handlers.office.announcements import Content, Tally
from handlers.office.audiences import Audience
from handlers.office.states import Act, Kind
from handlers.office.states import State as Step
from tests.pretend.loopback import TOKEN, serving
from tests.pretend.rules import Refused
from tests.pretend.telegram import Pretended

OWNER, STAFF, FIRST, ASKING = 11, 12, 1000, 900_000
PER_SECOND, PER_CHAT = 30, 3
BLOCKED, FAULTS = 0.02, 0.01
ANSWER = 0.03
"""Seconds that the pretended Telegram takes to answer."""
PAUSE = 4.0
ANSWERED = 2.0
"""Seconds for the last questions to be answered before the clean stop."""
KILLED = 0.7
"""Kills come in this first part, so that the last lease runs out while the rest is being sent."""
QUESTION = "交換學生報名到什麼時候"
TEXT = "明天停課一天。"


@dataclass(frozen=True)
class Figures:
    """What came of a run. ``leaked``: sent while paused. Seconds: ``median``, ``p95`` and ``slowest`` are answers to
    those who met a process that was up from question to answer; ``dead`` the longest time from a kill until the next
    process is there, ``waited`` the longest wait of those who met that; ``pace`` messages a second while it was up."""

    recipients: int
    kills: int
    tally: Tally
    heard: int
    twice: int
    neither: int
    floods: int
    leaked: int
    edits: int
    questions: int
    unanswered: int
    median: float
    p95: float
    slowest: float
    dead: float
    waited: float
    pace: float
    seconds: float


@dataclass
class Limits:
    """Telegram's flood limits and faults, as ``Pretended.faults``."""

    dice: random.Random
    floods: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    recent: deque[tuple[float, int]] = field(default_factory=deque)

    def __call__(self, method: str, data: dict[str, Any]) -> None:
        if method != "sendMessage":
            return
        time.sleep(ANSWER)
        now, chat = time.monotonic(), int(data["chat_id"])
        with self.lock:
            while self.recent and now - self.recent[0][0] > 1:
                self.recent.popleft()
            if len(self.recent) >= PER_SECOND or sum(each == chat for _, each in self.recent) >= PER_CHAT:
                self.floods += 1
                raise Refused(429, "Too Many Requests: retry after 1", {"retry_after": 1})
            self.recent.append((now, chat))
            if FIRST <= chat < ASKING and self.dice.random() < FAULTS:
                raise Refused(502, "Bad Gateway")


class Run:
    """One broadcast, driven by a member of the staff at their telephone."""

    def __init__(self, home: Path, recipients: int, seed: int) -> None:
        self.home, self.recipients, self.dice = home, recipients, random.Random(seed)
        self.pretended = Pretended()
        self.limits = Limits(self.dice)
        self.pretended.faults = self.limits
        self.pretended.blocked = {
            chat for chat in range(FIRST, FIRST + recipients) if self.dice.random() < BLOCKED
        }
        self.asked: dict[int, float] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0

    def prepare(self) -> None:
        """A store with staff and members."""
        store = Store(self.home / "zigetong.db")
        staff, now = StaffBook(store, Ledger(store), OWNER), clock.now()
        assert staff.accept(staff.invite("景美國小", "", OWNER, now), STAFF, now)
        enrol(store, self.recipients)
        store.close()

    def start(self, url: str) -> None:
        environment = {
            **os.environ,
            "ZIGETONG_TOKEN": TOKEN,
            "ZIGETONG_BASE_URL": url,
            "ZIGETONG_HOME": str(self.home),
            "ZIGETONG_OWNER": str(OWNER),
            "ZIGETONG_UNENCRYPTED": "yes",
        }
        with (self.home / "log").open("ab") as log:
            command = [sys.executable, "-m", "bot.cli", "run"]
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            self.started += 1

    def kill(self) -> None:
        assert self.process is not None
        assert self.process.poll() is None, (self.home / "log").read_text()
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """Whatever happened, no process is left behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def press(self, label: str, seconds: float = 60) -> None:
        """Tap the latest button with a label in the staff member's chat, once it is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for sent in reversed(self.pretended.sent):
                for button in [b for row in sent.rows for b in row] if sent.chat == STAFF else []:
                    if label in button["text"]:
                        self.pretended.taps(button["callback_data"], STAFF)
                        return
            time.sleep(0.05)
        raise AssertionError(f"no button {label}")

    def said(self, part: str, seconds: float) -> None:
        """Wait until the staff member has been told something."""
        end = time.monotonic() + seconds
        while not any(part in sent.text for sent in list(self.pretended.sent) if sent.chat == STAFF):
            assert time.monotonic() < end, f"not told: {part}\n{(self.home / 'log').read_text()[-2000:]}"
            time.sleep(0.05)

    def greeted(self) -> int:
        """How many processes have asked who they are, which each does once."""
        return sum(method == "getMe" for method, _ in list(self.pretended.calls))

    def up(self) -> None:
        """Wait until the process that was just started is there and says something. What the one before had on its
        way still arrives after its end, and is no sign of life."""
        end = time.monotonic() + 120
        while self.greeted() < self.started and time.monotonic() < end:
            time.sleep(0.02)
        before = len(self.pretended.sent)
        while len(self.pretended.sent) == before and time.monotonic() < end:
            time.sleep(0.02)
        assert time.monotonic() < end, (self.home / "log").read_text()[-2000:]

    def heard(self) -> list[int]:
        """The chats that were sent the announcement, in order."""
        return [sent.chat for sent in list(self.pretended.sent) if FIRST <= sent.chat < ASKING]

    def wait(self, count: int) -> None:
        """Until so many have heard."""
        end = time.monotonic() + 60 + self.recipients / 10
        while len(self.heard()) < count and time.monotonic() < end:
            time.sleep(0.02)

    @contextmanager
    def questions(self) -> Iterator[None]:
        """Somebody asks something every second, whatever else goes on."""
        over = threading.Event()

        def ask() -> None:
            while not over.wait(1):
                person = ASKING + len(self.asked)
                self.asked[person] = time.monotonic()
                self.pretended.types(QUESTION, person)

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def answers(self) -> dict[int, float]:
        """How long each question took, by who asked; only of those asked while the process was up."""
        arrived: dict[int, float] = {}
        for sent in self.pretended.sent:
            if sent.chat >= ASKING:
                arrived.setdefault(sent.chat, sent.at)
        return {person: arrived[person] - at for person, at in self.asked.items() if person in arrived}


def enrol(store: Store, recipients: int) -> None:
    """So many members at once."""
    with store.writing() as connection:
        connection.executemany(
            "insert into members (chat, role, city, joined) values (?, 'parent', 'taipei', 0)",
            ((FIRST + number,) for number in range(recipients)),
        )


def run(home: Path, recipients: int, kills: int, seed: int = 1) -> Figures:
    """The figures of one broadcast in ``home``."""
    this = Run(home, recipients, seed)
    this.prepare()
    began = time.monotonic()
    down: list[tuple[float, float]] = []
    leaked = 0
    with serving(this.pretended) as url, closing(this):
        this.start(url)
        this.pretended.types("/announce " + TEXT, STAFF)
        for label, told in (
            ("選對象", "每一項"),
            ("每個人", "對象：每個人"),
            ("好了", f"現在 {recipients} 人"),
        ):
            this.press(label)
            this.said(told, 60)
        for label in ("送出…", f"確定送出（{recipients} 人）"):
            this.press(label)
        paused = kills // 2
        with this.questions():
            for number in range(kills):
                this.wait(round(KILLED * recipients * (number + this.dice.random()) / kills))
                killed = time.monotonic()
                this.kill()
                this.start(url)
                this.up()
                down.append((killed, time.monotonic()))
                if number == paused:
                    leaked = pause(this)
            this.said("送完了。", 180 + recipients / 5)
        time.sleep(ANSWERED)
        assert this.process is not None
        this.process.terminate()
        this.process.wait(60)
    return figures(this, kills, leaked, down, time.monotonic() - began)


def pause(this: Run) -> int:
    """Pause, wait, go on; how many were sent while paused (beyond those on their way)."""
    this.press("暫停")
    this.said("已暫停", 30)
    time.sleep(1)
    before = len(this.heard())
    time.sleep(PAUSE)
    leaked = len(this.heard()) - before
    this.press("繼續", 30)
    return leaked


def figures(this: Run, kills: int, leaked: int, down: list[tuple[float, float]], seconds: float) -> Figures:
    """Everything added up from both sides: the database's and Telegram's."""
    store = Store(this.home / "zigetong.db")
    book = AnnouncementBook(store, Ledger(store), MemberBook(store))
    found = book.find(1)
    assert found is not None
    assert found.state is Step.DONE
    rows = dict(store.rows("select chat, state from ledger where key = ?", found.key))
    heard = Counter(this.heard())
    told = {State.SENT.value, State.DOUBTFUL.value, State.BLOCKED.value, State.FAILED.value}
    latencies = this.answers()
    waits: dict[bool, list[float]] = {True: [], False: []}
    for person, took in latencies.items():
        asked = this.asked[person]
        waits[any(asked <= end and asked + took >= start for start, end in down)].append(took)
    calm, dead = sorted(waits[False]), sum(end - start for start, end in down)
    sent = [each.at for each in this.pretended.sent if FIRST <= each.chat < ASKING]
    store.close()
    return Figures(
        recipients=this.recipients,
        kills=kills,
        tally=book_tally(this.home),
        heard=len(heard),
        twice=sum(count - 1 for count in heard.values()),
        neither=sum(
            FIRST + n not in heard and rows.get(FIRST + n) not in told for n in range(this.recipients)
        ),
        floods=this.limits.floods,
        leaked=leaked,
        edits=len(this.pretended.corrected),
        questions=len(this.asked),
        unanswered=len(this.asked) - len(latencies),
        median=round(calm[len(calm) // 2], 3) if calm else 0.0,
        p95=round(calm[len(calm) * 95 // 100], 3) if calm else 0.0,
        slowest=round(calm[-1], 3) if calm else 0.0,
        dead=round(max((end - start for start, end in down), default=0.0), 1),
        waited=round(max(waits[True], default=0.0), 1),
        pace=round(len(sent) / (sent[-1] - sent[0] - dead - PAUSE), 1),
        seconds=round(seconds, 1),
    )


def book_tally(home: Path) -> Tally:
    """The report, as the staff see it."""
    store = Store(home / "zigetong.db")
    book = AnnouncementBook(store, Ledger(store), MemberBook(store))
    found = book.find(1)
    assert found is not None
    tally = book.tally(found)
    store.close()
    return tally


def plan(home: Path, recipients: int) -> dict[str, float]:
    """A very large broadcast, planned and settled part by part as the running bot does, without sending."""
    path = home / "zigetong.db"
    store = Store(path)
    enrol(store, recipients)
    ledger = Ledger(store)
    book = AnnouncementBook(store, ledger, MemberBook(store))
    now = clock.now()
    content = Content(TEXT, audience=Audience(city="taipei", office="景美國小"))
    draft = book.create(Kind.ANNOUNCEMENT, 0, OWNER, "景美國小", content, now)
    before = path.stat().st_size
    began = time.perf_counter()
    count = book.count(draft, now)
    counted = time.perf_counter() - began
    seen = book.move(draft, Act.SEND, OWNER, now)
    assert seen is not None
    slowest, began = 0.0, time.perf_counter()
    while not book.complete(seen):
        one = time.perf_counter()
        book.plan(seen, 250, now)
        slowest = max(slowest, time.perf_counter() - one)
    planned = time.perf_counter() - began
    one = time.perf_counter()
    book.tally(seen)
    tallied = time.perf_counter() - one
    store.connection.execute("pragma wal_checkpoint(truncate)")
    size = path.stat().st_size
    store.close()
    return {
        "recipients": count,
        "count_s": round(counted, 3),
        "plan_s": round(planned, 2),
        "slowest_part_s": round(slowest, 4),
        "tally_s": round(tallied, 3),
        "members_mb": round(before / 1e6, 1),
        "file_mb": round(size / 1e6, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "sqlite": float(sqlite3.sqlite_version.rpartition(".")[0]),
    }


def main() -> None:
    """Run with the numbers on the command line and print the figures."""
    with tempfile.TemporaryDirectory() as home:
        if sys.argv[1:2] == ["plan"]:
            print(plan(Path(home), int((*sys.argv[2:], "200000")[0])))
            return
        numbers = [int(each) for each in sys.argv[1:]]
        recipients, kills, seed = (*numbers, *(5000, 20, 1)[len(numbers) :])
        print(run(Path(home), recipients, kills, seed))


if __name__ == "__main__":
    main()
