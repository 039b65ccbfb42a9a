"""``python -m tests.benchmarks.retrieval CORPUS QUESTIONS [--copies N]``: this project's search against its peers, in one run.

Each engine runs in a process of its own, one thread: how often the right passage comes first and among the first five,
MRR@10, seconds to build, milliseconds a question (median, 95th of 100), and how much memory it took, from before the
engine was imported until all questions were asked. ``--copies N`` adds N − 1 altered copies of every passage (characters
in blocks turned about), to see what a larger corpus costs; recall then is of the originals.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.search.segment import Passage
from tests.benchmarks.corpora import Asked, passages, questions
from tests.benchmarks.peers import ENGINES, Finder

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
WARM = 50
"""Questions asked before time is taken: compilers warm up."""


@dataclass(frozen=True)
class Measured:
    """One engine's figures; times in seconds, memory in MB."""

    first: float
    five: float
    mrr: float
    build: float
    median: float
    slow: float
    memory: float


def resident() -> float:
    """Memory this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def several(originals: list[Passage], copies: int) -> list[Passage]:
    """The passages and altered copies of them."""
    found = list(originals)
    turned = random.Random(1)
    for copy in range(1, copies):
        for passage in originals:
            blocks = [passage.text[n : n + 12] for n in range(0, len(passage.text), 12)]
            turned.shuffle(blocks)
            other = turned.choice(originals).text
            text = "".join(blocks[: len(blocks) // 2]) + other[len(other) // 2 :]
            found.append(Passage(f"{passage.id}#{copy}", f"{passage.title}{copy}", text))
    return found


def measure(engine: str, corpus: list[Passage], asked: list[Asked]) -> Measured:
    """One engine, here and now. Raises ImportError where it is not installed."""
    before = resident()
    begun = time.perf_counter()
    find = ENGINES[engine](corpus)
    build = time.perf_counter() - begun
    for question in asked[:WARM]:
        find(question.question)
    return judged(find, asked, build, before)


def judged(find: Finder, asked: list[Asked], build: float, before: float) -> Measured:
    """Every question asked once."""
    times, first, five, mrr = [], 0, 0, 0.0
    for question in asked:
        begun = time.perf_counter()
        ids = find(question.question)
        times.append(time.perf_counter() - begun)
        place = next((n for n, name in enumerate(ids, 1) if name in question.gold), 0)
        first += place == 1
        five += 1 <= place <= 5
        mrr += 1 / place if place else 0.0
    times.sort()
    count = len(asked)
    return Measured(
        first / count, five / count, mrr / count, build, times[count // 2], times[count * 95 // 100],
        resident() - before,
    )  # fmt: skip


def in_its_own_process(engine: str, options: argparse.Namespace) -> Measured | str:
    """The figures, or why there are none."""
    call = [sys.executable, "-m", "tests.benchmarks.retrieval", str(options.corpus), str(options.questions)]
    call += ["--copies", str(options.copies), "--limit", str(options.limit), "--engine", engine]
    done = subprocess.run(call, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["?"]
        return "not installed" if "ModuleNotFoundError" in last[0] else last[0]
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def row(engine: str, measured: Measured) -> str:
    """A line of the table."""
    return (
        f"| {engine} | {measured.first:.4f} | {measured.five:.4f} | {measured.mrr:.4f} | {measured.build:.1f} "
        f"| {measured.median * 1e3:.2f} | {measured.slow * 1e3:.2f} | {measured.memory:.0f} |"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure every engine, or one."""
    reader = argparse.ArgumentParser(prog="python -m tests.benchmarks.retrieval")
    reader.add_argument("corpus", type=Path)
    reader.add_argument("questions", type=Path)
    reader.add_argument("--copies", type=int, default=1)
    reader.add_argument("--limit", type=int, default=0, help="only so many of the first passages")
    reader.add_argument("--engine", choices=ENGINES)
    options = reader.parse_args(arguments)
    if options.engine:
        corpus = passages(options.corpus)[: options.limit or None]
        held = {passage.id for passage in corpus}
        asked = [question for question in questions(options.questions) if held & set(question.gold)]
        print(json.dumps(asdict(measure(options.engine, several(corpus, options.copies), asked))))
        return 0
    print(
        "| engine | recall@1 | recall@5 | MRR@10 | build s | p50 ms | p95 ms | MB |\n|---|---|---|---|---|---|---|---|"
    )
    skipped = []
    for engine in ENGINES:
        measured = in_its_own_process(engine, options)
        if isinstance(measured, Measured):
            print(row(engine, measured), flush=True)
        else:
            skipped.append(f"{engine}: {measured}")
    print(*(f"skipped: {reason}" for reason in skipped), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
