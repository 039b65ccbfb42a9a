"""The shapes that the database went through, in order. Each step is recorded with what it did, or not done at all.

A step is never edited once it has been released; a new shape is a new step at the end. Tests go forward from each.
"""

from __future__ import annotations

import sqlite_utils
from sqlite_utils.migrations import Migrations

STEPS = Migrations("zigetong")


def migrate(database: sqlite_utils.Database, *, stop_before: str | None = None) -> None:
    """Bring the database to the newest shape (or, for tests, to the one before a step)."""
    STEPS.apply(database, stop_before=stop_before)


@STEPS()
def s0001_ledger(database: sqlite_utils.Database) -> None:
    """One row for each message to each chat; what many rows share; who may be written to when."""
    for statement in (
        "create table bodies (id integer primary key, payload text not null)",
        """create table ledger (
            id integer primary key,
            kind text not null,
            key text not null,
            chat integer not null,
            body integer references bodies (id),
            payload text not null,
            state text not null,
            due integer not null,
            expires integer,
            attempts integer not null default 0,
            again integer not null default 0,
            owner text,
            lease integer,
            message integer,
            reason text,
            planned integer not null,
            changed integer not null,
            unique (key, chat)
        )""",
        "create index ledger_due on ledger (state, due)",
        "create index ledger_chat on ledger (chat)",
        "create table pace (who integer primary key, next integer not null, noted integer not null)",
    ):
        database.execute(statement)


@STEPS()
def s0002_subscriptions(database: sqlite_utils.Database) -> None:
    """What a chat wants to hear of and when; what it was reminded of; what it has ticked off."""
    for statement in (
        """create table chats (
            chat integer primary key,
            zone text not null,
            minute integer not null,
            quiet_from integer not null,
            quiet_to integer not null,
            leads text not null
        )""",
        """create table subscriptions (
            id integer primary key,
            chat integer not null,
            kind text not null,
            name text not null,
            entry text not null,
            day text not null,
            leads text not null,
            created integer not null,
            ended integer,
            why text,
            planned_until integer not null,
            next integer,
            unique (chat, kind, name, entry, day)
        )""",
        "create index subscriptions_next on subscriptions (next)",
        "create index subscriptions_name on subscriptions (name, kind)",
        """create table reminded (
            chat integer not null,
            what text not null,
            subject text not null,
            ledger integer not null references ledger (id) on delete cascade,
            primary key (chat, what)
        )""",
        "create index reminded_subject on reminded (subject)",
        "create index reminded_ledger on reminded (ledger)",
        "create table done (chat integer not null, what text not null, at integer not null, primary key (chat, what))",
    ):
        database.execute(statement)


@STEPS()
def s0003_known(database: sqlite_utils.Database) -> None:
    """Dates and editions as they were when last looked at, so that a change is noticed and told."""
    for statement in (
        """create table known_dates (
            programme text not null,
            entry text not null,
            value text not null,
            told text not null,
            sequence integer not null,
            primary key (programme, entry)
        )""",
        "create table known_editions (programme text primary key, label text not null)",
        "create table known (name text primary key, value text not null)",
    ):
        database.execute(statement)


@STEPS()
def s0004_staff(database: sqlite_utils.Database) -> None:
    """Who belongs to the office, invitations (as hashes), and the audit trail, to which lines are only added."""
    for statement in (
        """create table staff (
            person integer primary key,
            office text not null,
            scope text not null,
            since integer not null,
            invited_by integer not null,
            ended integer,
            menu integer not null default 0
        )""",
        """create table invitations (
            hash text primary key,
            office text not null,
            scope text not null,
            made_by integer not null,
            made integer not null,
            expires integer not null,
            used integer,
            used_by integer
        )""",
        """create table audit (
            id integer primary key,
            at integer not null,
            person integer not null,
            role text not null,
            did text not null,
            about text not null,
            refused integer not null
        )""",
        """create trigger audit_stays before update on audit
            begin select raise(abort, 'the audit trail is not changed'); end""",
        """create trigger audit_is_kept before delete on audit
            begin select raise(abort, 'the audit trail is not deleted'); end""",
        "create table office (name text primary key, value text not null)",
    ):
        database.execute(statement)


@STEPS()
def s0005_members(database: sqlite_utils.Database) -> None:
    """Who hears announcements: a chat, a role of its own choosing, a city, tags; whom it does not want to hear."""
    for statement in (
        """create table tags (
            code text primary key,
            label text not null,
            kind text not null,
            city text not null,
            programme text not null,
            made_by integer not null,
            made integer not null
        )""",
        """create table members (
            chat integer primary key,
            role text not null,
            city text not null,
            joined integer not null,
            gone integer
        )""",
        """create table member_tags (
            chat integer not null,
            tag text not null references tags (code),
            primary key (chat, tag)
        )""",
        "create index member_tags_tag on member_tags (tag)",
        "create table mutes (chat integer not null, office text not null, at integer not null, primary key (chat, office))",
    ):
        database.execute(statement)


@STEPS()
def s0006_announcements(database: sqlite_utils.Database) -> None:
    """Announcements and their steps, templates with versions, one-tap answers, what staff were asked to type."""
    for statement in (
        """create table announcements (
            id integer primary key,
            kind text not null,
            about integer not null,
            author integer not null,
            office text not null,
            state text not null,
            version integer not null,
            content text not null,
            due integer,
            approver integer not null default 0,
            why text not null default '',
            created integer not null,
            started integer,
            total integer not null default 0,
            cursor integer,
            complete integer not null default 0,
            forgiven integer not null default 0,
            message integer,
            shown text not null default ''
        )""",
        "create index announcements_state on announcements (state)",
        """create table templates (
            name text not null,
            version integer not null,
            content text not null,
            made_by integer not null,
            made integer not null,
            primary key (name, version)
        )""",
        """create table answers (
            announcement integer not null,
            chat integer not null,
            label integer not null,
            name text not null,
            at integer not null,
            primary key (announcement, chat)
        )""",
        "create table steps (person integer primary key, what text not null, about integer not null, at integer not null)",
        "create index ledger_key_state on ledger (key, state)",
    ):
        database.execute(statement)


@STEPS()
def s0007_audit_forgets(database: sqlite_utils.Database) -> None:
    """The audit trail stays as it is, but for one thing: whom it names can be taken out, and cannot be put back."""
    for statement in (
        "drop trigger audit_stays",
        """create trigger audit_stays before update of id, at, role, did, refused on audit
            begin select raise(abort, 'the audit trail is not changed'); end""",
        """create trigger audit_names_nobody_else before update of person on audit when new.person <> 0
            begin select raise(abort, 'the audit trail is not changed'); end""",
        """create trigger audit_says_nothing_else before update of about on audit when new.about <> '（已刪除）'
            begin select raise(abort, 'the audit trail is not changed'); end""",
    ):
        database.execute(statement)


@STEPS()
def s0008_handovers(database: sqlite_utils.Database) -> None:
    """Conversations handed over to the office, and what was said in them until it is delivered."""
    for statement in (
        """create table handovers (
            id integer primary key,
            chat integer not null,
            name text not null,
            opened integer not null,
            ended integer
        )""",
        "create index handovers_chat on handovers (chat)",
        """create table handover_texts (
            id integer primary key autoincrement,
            handover integer not null references handovers (id) on delete cascade,
            text text not null,
            at integer not null
        )""",
        "create index handover_texts_handover on handover_texts (handover)",
        "create index ledger_message on ledger (message)",
    ):
        database.execute(statement)


@STEPS()
def s0009_learning(database: sqlite_utils.Database) -> None:
    """Counts by week and programme; who wants to hear when a question (masked) is answered."""
    for statement in (
        """create table counts (
            week text not null,
            programme text not null,
            what text not null,
            number integer not null,
            primary key (week, programme, what)
        )""",
        "create table wishes (chat integer not null, text text not null, at integer not null, primary key (chat, text))",
        "create index wishes_text on wishes (text)",
    ):
        database.execute(statement)


@STEPS()
def s0010_language(database: sqlite_utils.Database) -> None:
    """The language that a chat has chosen; nothing where it has not."""
    database.execute("alter table chats add column language text not null default ''")
