"""Announcements on disk: what ``handlers.office.announcements.Announcements`` asks for.

A step is one update that names the state and version it starts from, so of two people who press at once one wins.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.messages import Message
from bot.store.connection import Store, moment, stamp
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.recipients import Recipients
from bot.store.staff import FIRST
from bot.store.tables import written
from handlers.office.announcements import Announcement, Content, Step, Tally
from handlers.office.audiences import Audience
from handlers.office.states import MOVES, Act, Kind, State

PREVIEW = "preview"
STEP = timedelta(hours=1)
"""How long somebody who was asked to type something is waited for."""
FIELDS = "id, kind, about, author, office, state, version, content, due, approver, why"


class AnnouncementBook:
    """The announcements of one store."""

    def __init__(self, store: Store, ledger: Ledger, members: MemberBook) -> None:
        self.store, self.ledger = store, ledger
        self.recipients = Recipients(store, members)

    def create(
        self, kind: Kind, of: int, author: int, office: str, content: Content, at: datetime
    ) -> Announcement:
        """A new draft."""
        with self.store.writing() as connection:
            done = connection.execute(
                """insert into announcements (kind, about, author, office, state, version, content, created)
                    values (?, ?, ?, ?, 'draft', 1, ?, ?)""",
                (kind.value, of, author, office, write_content(content), stamp(at)),
            )
        found = self.find(int(done.lastrowid or 0))
        assert found is not None
        return found

    def find(self, number: int) -> Announcement | None:
        """One by its number."""
        return next(iter(self._select("id = ?", min(number, 2**62))), None)

    def latest(self, office: str | None, most: int) -> list[Announcement]:
        """Newest first."""
        where, values = ("office = ?", (office,)) if office is not None else ("1 = 1", ())
        return self._select(f"{where} order by id desc limit ?", *values, most)

    def standing(self, *states: State) -> list[Announcement]:
        """Every one that is in one of some states."""
        return [found for state in states for found in self._select("state = ? order by id", state.value)]

    def change(self, seen: Announcement, content: Content, due: datetime | None) -> Announcement | None:
        """A draft with other content."""
        changed = self.store.write(
            """update announcements set content = ?, due = ?, version = version + 1
                where id = ? and version = ? and state = 'draft'""",
            write_content(content), stamp(due) if due else None, seen.id, seen.version,
        )  # fmt: skip
        return self.find(seen.id) if changed else None

    def move(self, seen: Announcement, act: Act, by: int, at: datetime, why: str = "") -> Announcement | None:
        """Make a step, where nobody was first; what is planned follows."""
        after = MOVES.get((seen.state, act))
        if after is None:
            return None
        with self.store.writing():
            won = self.store.write(
                "update announcements set state = ?, approver = ?, why = ? where id = ? and version = ? and state = ?",
                after.value, by, why, seen.id, seen.version, seen.state.value,
            )  # fmt: skip
            if not won:
                return None
            if after is State.SENDING:
                self._begin(seen, at)
            elif after is State.PAUSED:
                self.ledger.postpone(seen.key, at + timedelta(days=3650))
            elif after is State.CANCELLED:
                self.ledger.cancel(seen.key, "cancelled", at)
        return self.find(seen.id)

    def _begin(self, seen: Announcement, at: datetime) -> None:
        """Begin to send, or go on: earlier failures are forgiven, what was put off is due."""
        if seen.state is State.PAUSED:
            self.ledger.postpone(seen.key, at)
            tally = self.tally(seen)
            self.store.write(
                "update announcements set forgiven = ? where id = ?", tally.failed + tally.doubtful, seen.id
            )
        else:
            self.store.write(
                "update announcements set started = ?, total = ? where id = ?",
                stamp(at), self.count(seen, at), seen.id,
            )  # fmt: skip

    def count(self, announcement: Announcement, at: datetime) -> int:
        """How many it would go to."""
        return self.recipients.count(announcement, self._of(announcement), at)

    def _of(self, announcement: Announcement) -> Announcement | None:
        return self.find(announcement.of) if announcement.of else None

    def plan(self, seen: Announcement, most: int, now: datetime) -> int:
        """Plan the next so many messages; how many. All or nothing, and nothing unless it is still being sent."""
        with self.store.writing():
            (row,) = self.store.rows(
                "select state, cursor, complete from announcements where id = ?", seen.id
            )
            state, cursor, complete = row
            if state != State.SENDING.value or complete:
                return 0
            found = self.recipients.after(seen, self._of(seen), cursor, most, now)
            kind = "announcement" if seen.kind in {Kind.ANNOUNCEMENT, Kind.NUDGE} else "amendment"
            self.ledger.plan((Message(kind, seen.key, chat, now, more) for chat, more in found), now)
            self.store.write(
                "update announcements set cursor = ?, complete = ? where id = ?",
                found[-1][0] if len(found) == most else None, int(len(found) < most), seen.id,
            )  # fmt: skip
        return len(found)

    def unsettled(self, seen: Announcement) -> int:
        """How many of its messages are planned or under way."""
        found = self.store.rows(
            "select count(*) from ledger where key = ? and state in ('planned', 'sending')", seen.key
        )
        return int(found[0][0])

    def complete(self, seen: Announcement) -> bool:
        """Whether every message of it is planned."""
        return bool(self.store.rows("select 1 from announcements where id = ? and complete = 1", seen.id))

    def forgiven(self, seen: Announcement) -> int:
        """Failures up to when somebody chose to go on."""
        return int(self.store.rows("select forgiven from announcements where id = ?", seen.id)[0][0])

    def tally(self, announcement: Announcement) -> Tally:
        """How its messages stand."""
        counts = {state.value: count for state, count in self.ledger.counts(announcement.key).items()}
        planned = sum(counts.values())
        (row,) = self.store.rows("select total, complete from announcements where id = ?", announcement.id)
        reasons = self.store.rows(
            """select reason, count(*) from ledger where key = ? and state = 'failed'
                group by reason order by count(*) desc limit 5""",
            announcement.key,
        )
        return Tally(
            sent=counts.get("sent", 0),
            blocked=counts.get("blocked", 0),
            failed=counts.get("failed", 0),
            doubtful=counts.get("doubtful", 0),
            skipped=counts.get("skipped", 0),
            waiting=counts.get("planned", 0) + counts.get("sending", 0),
            left=0 if row[1] else max(0, row[0] - planned),
            reasons=tuple((reason or "", count) for reason, count in reasons),
        )

    def shown(self, seen: Announcement) -> tuple[int | None, str, datetime | None]:
        """The message that shows its progress, what that says, and when sending began."""
        (row,) = self.store.rows("select message, shown, started from announcements where id = ?", seen.id)
        return row[0], row[1], moment(row[2]) if row[2] is not None else None

    def show(self, seen: Announcement, message: int | None, text: str) -> None:
        """Its progress is shown in a message."""
        self.store.write(
            "update announcements set message = ?, shown = ? where id = ?", message, text, seen.id
        )

    def showing(self) -> list[Announcement]:
        """Those whose progress is to be shown: on their way, or over and not yet shown as such."""
        return self._select(
            """state in ('sending', 'paused') or
                (state in ('done', 'cancelled') and message is not null and shown <> '') order by id"""
        )

    def preview(self, announcement: Announcement, person: int, at: datetime) -> None:
        """Send it to one of the staff, ahead of whatever else waits."""
        payload = {"announcement": announcement.id}
        key = f"{PREVIEW}:{announcement.id}:{announcement.version}:{stamp(at)}"
        self.ledger.plan_one(Message(PREVIEW, key, person, FIRST, payload), at)

    def table(self, announcement: Announcement) -> bytes:
        """Whom it went to, as CSV."""
        return written(self.store, announcement)

    def heard(self, announcement: Announcement, chat: int) -> bool:
        """Whether it went, or may have gone, to a chat."""
        return bool(
            self.store.rows(
                "select 1 from ledger where key = ? and chat = ? and state in ('sending', 'sent', 'doubtful')",
                announcement.key, chat,
            )
        )  # fmt: skip

    def expect(self, person: int, step: Step | None, at: datetime) -> None:
        """What one of the staff is asked to type next; None for nothing."""
        if step is None:
            self.store.write("delete from steps where person = ?", person)
            return
        self.store.write(
            """insert into steps (person, what, about, at) values (?, ?, ?, ?) on conflict (person) do update
                set what = excluded.what, about = excluded.about, at = excluded.at""",
            person, step.what, step.about, stamp(at),
        )  # fmt: skip

    def expected(self, person: int, at: datetime) -> Step | None:
        """What one of the staff was asked to type, within the last hour."""
        found = self.store.rows(
            "select what, about from steps where person = ? and at between ? and ?",
            person, stamp(at - STEP), stamp(at),
        )  # fmt: skip
        return Step(*found[0]) if found else None

    def save_template(self, name: str, content: Content, by: int, at: datetime) -> int:
        """A template's next version; whom it went to is not kept."""
        kept = replace(content, audience=Audience(), closes=None)
        with self.store.writing():
            (row,) = self.store.rows(
                "select coalesce(max(version), 0) + 1 from templates where name = ?", name
            )
            self.store.write(
                "insert into templates (name, version, content, made_by, made) values (?, ?, ?, ?, ?)",
                name, row[0], write_content(kept), by, stamp(at),
            )  # fmt: skip
        return int(row[0])

    def templates(self) -> list[tuple[str, int]]:
        """(name, newest version), the last one kept first."""
        rows = self.store.rows(
            "select name, max(version) from templates group by name order by max(made) desc, name"
        )
        return [(name, version) for name, version in rows]

    def template(self, name: str, version: int) -> Content | None:
        """One version of a template."""
        found = self.store.rows("select content from templates where name = ? and version = ?", name, version)
        return read_content(found[0][0]) if found else None

    def answer(self, announcement: int, chat: int, label: int, name: str, at: datetime) -> None:
        """Somebody's one-tap answer; the last one counts."""
        self.store.write(
            """insert into answers (announcement, chat, label, name, at) values (?, ?, ?, ?, ?)
                on conflict (announcement, chat) do update
                set label = excluded.label, name = excluded.name, at = excluded.at""",
            announcement, chat, label, name[:64], stamp(at),
        )  # fmt: skip

    def answers(self, announcement: int) -> list[tuple[int, str, datetime]]:
        """(label, name, when)."""
        rows = self.store.rows(
            "select label, name, at from answers where announcement = ? order by at, chat", announcement
        )
        return [(label, name, moment(at)) for label, name, at in rows]

    def answered(self, announcement: int, chat: int) -> bool:
        """Whether a chat has answered."""
        return bool(
            self.store.rows("select 1 from answers where announcement = ? and chat = ?", announcement, chat)
        )

    def _select(self, where: str, *values: Any) -> list[Announcement]:
        rows = self.store.rows(f"select {FIELDS} from announcements where {where}", *values)
        return [read_announcement(row) for row in rows]


def write_content(content: Content) -> str:
    """Content as JSON."""
    closes = stamp(content.closes) if content.closes else None
    return json.dumps({**asdict(content), "closes": closes}, ensure_ascii=False)


def read_content(text: str) -> Content:
    """Content from JSON."""
    kept = json.loads(text)
    closes = moment(kept.pop("closes")) if kept["closes"] is not None else kept.pop("closes")
    return Content(
        audience=Audience(**kept.pop("audience")), labels=tuple(kept.pop("labels")), closes=closes, **kept
    )


def read_announcement(row: tuple[Any, ...]) -> Announcement:
    number, kind, about, author, office, state, version, content, due, approver, why = row
    return Announcement(
        number, Kind(kind), about, author, office, State(state), version, read_content(content),
        moment(due) if due is not None else None, approver, why,
    )  # fmt: skip
