"""Nothing is kept that is not told; what is asked to be forgotten is gone from every file; the log knows nobody."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.assembly import Parts, assemble
from bot.caring import Caring
from bot.checks_store import ChecksStore
from bot.clock import TAIPEI
from bot.settings import Settings
from bot.store.connection import Store, stamp
from bot.store.kept import Table, kept, tables
from bot.store.personal import GONE, Personal
from handlers.conversation import Conversations
from knowledge.loading import DATA
from tests.bot.day import GROUP, NAMES, OTHER, PERSON, day
from tests.bot.office_day import STAFF, STAFF_CHAT, OfficeDay
from tests.bot.talking import Talk, talking

NOW = datetime(2027, 3, 1, 10, tzinfo=TAIPEI)
LISTED = {(table.file, table.table): table for table in tables() if table.table}
NOBODY = {table.file for table in tables() if not table.table}


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Every table and its columns."""
    names = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
    return {
        name: [row[1] for row in connection.execute(f"pragma table_info({name})")]
        for (name,) in names
        if not name.startswith("sqlite_")
    }


@dataclass
class Life:
    """A running bot with its files."""

    home: Path
    parts: Parts
    talk: Talk

    def cells(self) -> Iterator[tuple[str, str, object]]:
        """Every value in every file that may be about somebody: (file, column, value)."""
        for path in sorted(self.home.glob("*.db")):
            if path.name in NOBODY:
                continue
            with sqlite3.connect(path) as connection:
                for table, names in columns(connection).items():
                    for row in connection.execute(f"select * from {table}"):
                        yield from (
                            (path.name, f"{table}.{name}", value)
                            for name, value in zip(names, row, strict=True)
                        )


@pytest_asyncio.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    settings = Settings(
        tmp_path, DATA, None, None, operator="某某國小教務處", owner=OTHER, staff_chat=STAFF_CHAT
    )
    parts = assemble(settings, Store(tmp_path / "zigetong.db"))
    async with talking(parts.desk, book=parts.keeping.book, now=NOW) as talk:
        yield Life(tmp_path, parts, talk)


async def test_a_day_leaves_nothing_that_is_not_told(life: Life, caplog: pytest.LogCaptureFixture) -> None:
    """Every table.column of every file is in the table, nothing in the table is missing from the files, and nobody's
    words or names are in the files or in the log."""
    caplog.set_level(logging.INFO)
    for update in day(life.talk.pretended):
        await life.talk(update)
    found = {}
    for path in life.home.glob("*.db"):
        with sqlite3.connect(path) as connection:
            if path.name not in NOBODY:
                found.update({(path.name, table): names for table, names in columns(connection).items()})
    assert {key: list(table.columns) for key, table in LISTED.items()} == found
    values = [str(value) for _, _, value in life.cells()]
    for name in NAMES:
        assert not [value for value in values if name in value], name
        assert name not in caplog.text
    assert str(PERSON) not in caplog.text
    assert not life.talk.pretended.refused


async def test_forget_leaves_not_one_row(life: Life) -> None:
    """After /forget and its button the person's number is in no cell of any file, and in no conversation."""
    talk = life.talk
    for update in day(talk.pretended):
        await talk(update)
    assert [where for _, where, value in life.cells() if str(PERSON) in str(value)], (
        "there was something to forget"
    )
    assert "嗎" in await talk(talk.pretended.types("/forget", person=PERSON))
    button = talk.pretended.sent[-1].button("全部刪除")
    assert "刪除" in await talk(talk.pretended.taps(button, person=PERSON))
    left = [(where, value) for _, where, value in life.cells() if str(PERSON) in str(value)]
    assert left == []
    assert life.parts.conversations.forget(PERSON) == 0
    raw = b"".join(path.read_bytes() for path in life.home.glob("*.db*"))
    assert str(PERSON).encode() not in raw


async def test_forget_after_a_day_with_the_office_leaves_not_one_row(
    life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    """A member, a receipt with a name, a wish, a conversation handed over with words still on their way: all of it goes,
    for the parent, for the group, for the staff and for the owner, and what goes out afterwards names nobody."""
    caplog.set_level(logging.INFO)
    talk = life.talk
    talk.pretended.administrators = {OTHER}
    office = OfficeDay(life.parts, talk, NOW)
    for update in day(talk.pretended):
        await talk(update)
    await office.live()
    tables_before = {where.split(".")[0] for _, where, value in life.cells() if str(PERSON) in str(value)}
    assert tables_before >= {
        "members",
        "member_tags",
        "answers",
        "wishes",
        "handovers",
        "ledger",
        "subscriptions",
    }
    for person, chat in ((PERSON, None), (OTHER, GROUP), (STAFF, None), (OTHER, None)):
        await talk(talk.pretended.types("/forget@zigetong_test_bot", person=person, chat=chat))
        button = talk.pretended.sent[-1].button("全部刪除")
        assert "刪除" in await talk(talk.pretended.taps(button, person=person, chat=chat))
    assert "stepped over" in caplog.text
    assert "RuntimeError" in caplog.text, "there was something to read in the log"
    numbers = [str(number) for number in (PERSON, abs(GROUP), STAFF, OTHER)]
    for number in numbers:
        assert [(where, value) for _, where, value in life.cells() if number in str(value)] == []
        assert number not in caplog.text
    words = [str(value) for _, _, value in life.cells()]
    assert [(name, word) for name in NAMES for word in words if name in word] == []
    assert [name for name in NAMES if name in caplog.text] == []
    assert [sent for sent in await office.deliver() if sent.chat in {PERSON, STAFF, OTHER}] == []


async def test_cancel_forgets_what_was_spoken_of(life: Life) -> None:
    """Until then a question that any programme could be asked is about the one that was spoken of."""
    talk = life.talk

    async def says(text: str) -> str:
        return await talk(talk.pretended.types(text, person=PERSON))

    await says("GTMH 是什麼")
    assert "哪一個計畫" not in await says("什麼時候報名")
    await says("/cancel")
    assert "哪一個計畫" in await says("什麼時候報名")


async def test_mydata_shows_everything_as_a_file(life: Life) -> None:
    talk = life.talk
    await talk(talk.pretended.types("晚上九點到早上七點不要吵我", person=PERSON))
    assert "1 筆" in await talk(talk.pretended.types("/mydata", person=PERSON))
    ((chat, content),) = talk.pretended.files
    found = json.loads(content)
    assert chat == PERSON
    assert {row["安靜時段開始"] for rows in found.values() for row in rows if "安靜時段開始" in row} == {
        21 * 60
    }
    assert "沒有留" in await talk(talk.pretended.types("/mydata", person=OTHER))


async def test_privacy_says_what_why_how_long_and_who(life: Life) -> None:
    said = await life.talk(life.talk.pretended.types("/privacy"))
    assert "某某國小教務處" in said
    for each in kept():
        assert each.what in said
        assert each.long in said


async def test_in_a_group_only_its_administrators_delete(life: Life) -> None:
    talk = life.talk
    await talk(talk.pretended.types("/forget", person=PERSON, chat=GROUP))
    assert "管理員" in talk.pretended.sent[-1].text
    assert "管理員" in await talk(talk.pretended.taps("1|forget|yes", person=PERSON, chat=GROUP))
    assert "私訊" in await talk(talk.pretended.types("/mydata", person=PERSON, chat=GROUP))


def filled(connection: sqlite3.Connection, number: int) -> int:
    """A row of this number in every column of every table that can hold it; how many."""
    count = 0
    connection.execute("pragma foreign_keys = off")
    for table in tables():
        if not table.table or not columns(connection).get(table.table):
            continue
        for column in (*table.whose, *table.names, *table.marks, *table.words):
            values = {
                name: unique(count, kind)
                for _, name, kind, *_ in connection.execute(f"pragma table_info({table.table})")
            }
            values[column] = str(number) if column in table.words else number
            marks = ", ".join("?" * len(values))
            connection.execute(f"insert into {table.table} values ({marks})", list(values.values()))
            count += 1
    connection.execute("pragma foreign_keys = on")
    return count


def unique(count: int, kind: str) -> int | str:
    return f"x{count}" if kind.upper() == "TEXT" else 10_000 + count


def test_every_column_that_can_name_somebody_is_emptied() -> None:
    store, checks = Store(None), ChecksStore(None)
    files = {"zigetong.db": store.connection, "checks.db": checks.database.conn}
    assert sum(filled(connection, PERSON) for connection in files.values()) >= 20
    personal = Personal(files)
    assert personal.export(PERSON)
    personal.forget(PERSON)
    for connection in files.values():
        for table in columns(connection):
            for row in connection.execute(f"select * from {table}"):
                assert str(PERSON) not in map(str, row), table
    assert personal.export(PERSON) == {}
    assert store.rows("select 1 from audit where about = ?", GONE)


def test_the_audit_trail_can_forget_but_not_lie() -> None:
    store = Store(None)
    store.write("insert into audit values (1, 1, 5, 'staff', 'announce', 'x', 0)")
    for change in ("person = 6", "did = 'nothing'", "about = 'y'", "at = 2"):
        with pytest.raises(Exception, match="不能用"):
            store.write(f"update audit set {change}")
    with pytest.raises(Exception, match="不能用"):
        store.write("delete from audit")
    assert store.write("update audit set person = 0") == 1


@pytest.mark.parametrize("table", [table for table in tables() if table.days], ids=lambda table: table.table)
def test_what_is_over_its_time_goes_by_itself(table: Table) -> None:
    store = Store(None)
    caring = Caring(store, ChecksStore(None), Conversations())
    shape = store.connection.execute(f"pragma table_info({table.table})").fetchall()
    values = {name: unique(1, kind) for _, name, kind, *_ in shape}
    values[table.since] = stamp(NOW)
    if "state" in values:
        values["state"] = "sent"
    store.connection.execute("pragma foreign_keys = off")
    store.write(f"insert into {table.table} values ({', '.join('?' * len(values))})", *values.values())
    caring.tick(NOW + timedelta(days=table.days, minutes=-6))
    assert store.rows(f"select 1 from {table.table}")
    caring.tick(NOW + timedelta(days=table.days, minutes=1))
    assert not store.rows(f"select 1 from {table.table}")
