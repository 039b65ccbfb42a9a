"""Staff on disk: what ``handlers.office.people.Staff`` asks for.

An invitation is used by one statement that only one person can win; what is kept of it is a hash, so whoever reads
the file cannot use it. The owner is not in the table: the setting says who it is.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime

from bot.delivery.messages import Message
from bot.store.connection import Store, moment, stamp
from bot.store.ledger import Ledger
from handlers.office.people import INVITATION, Deed, Member
from handlers.office.roles import Role

NOTICE = "notice"
FIRST = moment(0)
"""Due at this moment: goes out before everything else."""
FIELDS = "person, office, scope, since"
OWNERS_OFFICE = "負責人"


class StaffBook:
    """The staff of one store. ``owner``: the owner's number, None where none is set."""

    def __init__(self, store: Store, ledger: Ledger, owner: int | None) -> None:
        self.store, self.ledger, self.owner = store, ledger, owner

    def role(self, person: int) -> Role:
        """What this person is. A teacher is whoever said so when joining."""
        if person == self.owner:
            return Role.OWNER
        if self.member(person) is not None:
            return Role.STAFF
        teaches = self.store.rows("select 1 from members where chat = ? and role = 'teacher'", person)
        return Role.TEACHER if teaches else Role.EVERYONE

    def member(self, person: int) -> Member | None:
        """One of the staff, not revoked; the owner is always one."""
        found = self.store.rows(f"select {FIELDS} from staff where person = ? and ended is null", person)
        if found:
            return replace(read_member(found[0]), owner=person == self.owner)
        return Member(person, OWNERS_OFFICE, "", FIRST, owner=True) if person == self.owner else None

    def concerned(self, person: int) -> int | None:
        """This person while they are staff, then the owner."""
        return person if self.member(person) is not None else self.owner

    def members(self) -> list[Member]:
        """The staff, those longest in it first; the owner at the head."""
        people = [
            row[0]
            for row in self.store.rows("select person from staff where ended is null order by since, person")
        ]
        every = dict.fromkeys([*([self.owner] if self.owner is not None else []), *people])
        return [member for person in every if (member := self.member(person)) is not None]

    def invite(self, office: str, scope: str, by: int, at: datetime) -> str:
        """A new invitation, good for two days and one person."""
        token = secrets.token_urlsafe(24)
        self.store.write(
            "insert into invitations (hash, office, scope, made_by, made, expires) values (?, ?, ?, ?, ?, ?)",
            digest(token), office, scope, by, stamp(at), stamp(at + INVITATION),
        )  # fmt: skip
        return token

    def accept(self, token: str, person: int, at: datetime) -> tuple[Member, int] | None:
        """Use an invitation; None where it is unknown, used or expired, or its maker is no longer the owner."""
        with self.store.writing() as connection:
            won = connection.execute(
                """update invitations set used = ?, used_by = ?
                    where hash = ? and used is null and expires > ? and made <= ? and made_by = ?
                    returning office, scope, made_by""",
                (stamp(at), person, digest(token), stamp(at), stamp(at), self.owner),
            ).fetchall()
            if not won:
                return None
            office, scope, by = won[0]
            connection.execute(
                """insert into staff (person, office, scope, since, invited_by) values (?, ?, ?, ?, ?)
                    on conflict (person) do update set office = excluded.office, scope = excluded.scope,
                        since = excluded.since, invited_by = excluded.invited_by, ended = null, menu = 0""",
                (person, office, scope, stamp(at), by),
            )
        return Member(person, office, scope, at), by

    def revoke(self, person: int, at: datetime) -> bool:
        """End somebody's time in the office."""
        return bool(
            self.store.write(
                "update staff set ended = ?, menu = 0 where person = ? and ended is null", stamp(at), person
            )
        )

    def log(self, person: int, did: str, about: str, at: datetime, *, refused: bool = False) -> None:
        """Add a line to the audit trail."""
        self.store.write(
            "insert into audit (at, person, role, did, about, refused) values (?, ?, ?, ?, ?, ?)",
            stamp(at), person, self.role(person).value, did[:64], about[:200], int(refused),
        )  # fmt: skip

    def deeds(self, most: int) -> list[Deed]:
        """The latest lines of the audit trail, newest first."""
        rows = self.store.rows(
            "select at, person, role, did, about, refused from audit order by id desc limit ?", most
        )
        return [
            Deed(moment(at), person, Role(role), did, about, bool(refused))
            for at, person, role, did, about, refused in rows
        ]

    def note(
        self, person: int, key: str, text: str, at: datetime, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Plan a message to one of the staff, ahead of whatever else waits."""
        payload = {"text": text, "buttons": [list(each) for each in buttons]}
        self.ledger.plan_one(Message(NOTICE, f"{NOTICE}:{key}", person, FIRST, payload), at)

    def setting(self, name: str) -> str:
        """Something that was learnt while running."""
        found = self.store.rows("select value from office where name = ?", name)
        return str(found[0][0]) if found else ""

    def learn(self, name: str, value: str) -> None:
        """Keep something for later starts."""
        self.store.write(
            """insert into office (name, value) values (?, ?)
                on conflict (name) do update set value = excluded.value""",
            name, value,
        )  # fmt: skip

    def menus(self) -> list[int]:
        """Whose command list is not yet what it should be."""
        people = [row[0] for row in self.store.rows("select person from staff where menu = 0")]
        owner = [] if self.owner is None or self.setting("owner's menu") == str(self.owner) else [self.owner]
        return [*owner, *people]

    def menu_shown(self, person: int) -> None:
        """This person's command list is up to date."""
        self.store.write("update staff set menu = 1 where person = ?", person)
        if person == self.owner:
            self.learn("owner's menu", str(person))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def read_member(row: tuple[int, str, str, int]) -> Member:
    person, office, scope, since = row
    return Member(person, office, scope, moment(since))
