"""A day's traffic, and what is left of it: ``python -m tests.benchmarks.day``.

Prints what the schema walk, the log scan and the /forget walk see; the same is held by ``tests.bot.test_privacy``.
"""

from __future__ import annotations

import asyncio
import io
import logging
import tempfile
from collections import Counter
from pathlib import Path

from bot.assembly import assemble
from bot.settings import Settings
from bot.store.connection import Store
from knowledge.loading import DATA
from tests.bot.day import GROUP, NAMES, OTHER, PERSON, day
from tests.bot.office_day import STAFF, STAFF_CHAT, OfficeDay
from tests.bot.talking import talking
from tests.bot.test_privacy import LISTED, NOW, Life

WHO = {"parent": PERSON, "group": GROUP, "staff": STAFF, "owner": OTHER}


def naming(life: Life, number: int) -> dict[str, int]:
    """How many cells of each table have a number in them."""
    digits = str(abs(number))
    return dict(Counter(where.split(".")[0] for _, where, value in life.cells() if digits in str(value)))


def on_disk(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.glob("*.db*"))


async def main(home: Path) -> None:
    logged = io.StringIO()
    logging.basicConfig(stream=logged, level=logging.INFO, format="%(name)s %(message)s")
    settings = Settings(home, DATA, None, None, operator="某某國小", owner=OTHER, staff_chat=STAFF_CHAT)
    parts = assemble(settings, Store(home / "zigetong.db"))
    async with talking(parts.desk, book=parts.keeping.book, now=NOW) as talk:
        talk.pretended.administrators = {OTHER}
        life, office = Life(home, parts, talk), OfficeDay(parts, talk, NOW)
        updates = day(talk.pretended)
        for update in updates:
            await talk(update)
        await office.live()
        cells = [(where.split(".")[0], where) for _, where, _ in life.cells()]
        print(
            f"schema: {len({table for table, _ in cells})} tables with rows, {len(LISTED)} in the list of what is kept"
        )
        for who, number in WHO.items():
            print(f"before /forget, {who}: {naming(life, number)}")
        for person, chat in ((PERSON, None), (OTHER, GROUP), (STAFF, None), (OTHER, None)):
            await talk(talk.pretended.types("/forget@zigetong_test_bot", person=person, chat=chat))
            await talk(
                talk.pretended.taps(talk.pretended.sent[-1].button("全部刪除"), person=person, chat=chat)
            )
        for who, number in WHO.items():
            print(f"after /forget, {who}: {naming(life, number)}")
        raw = on_disk(home)
        print("numbers in the files' bytes:", [who for who, n in WHO.items() if str(abs(n)).encode() in raw])
        print("names in the files' bytes:", [name for name in NAMES if name.encode() in raw])
        text = logged.getvalue()
        told = [word for word in (*NAMES, *(str(abs(n)) for n in WHO.values())) if word in text]
        print(f"log: {len(text.splitlines())} lines, names and numbers in it: {told}")
        print(
            f"messages sent: {len(talk.pretended.sent)}, refused by Telegram: {len(talk.pretended.refused)}"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
