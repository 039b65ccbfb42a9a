"""To whom an announcement goes: members, or for what follows one, those whom it reached. A part at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store.connection import Store, stamp
from bot.store.members import MemberBook
from handlers.office.announcements import AMENDABLE, Announcement
from handlers.office.states import Kind

AMENDED = "key = ? and state = 'sent' and message is not null and changed > ?"
UNANSWERED = """key = ? and state in ('sent', 'doubtful')
    and not exists (select 1 from answers a where a.announcement = ? and a.chat = ledger.chat)"""
BEFORE_ALL = -(2**62)


class Recipients:
    """The recipients of announcements in one store, in the order of their numbers."""

    def __init__(self, store: Store, members: MemberBook) -> None:
        self.store, self.members = store, members

    def count(self, announcement: Announcement, of: Announcement | None, at: datetime) -> int:
        """How many there are at this moment."""
        if of is None:
            return self.members.count(announcement.content.audience)
        where, values = reached(announcement, of, at)
        return int(self.store.rows(f"select count(*) from ledger where {where}", *values)[0][0])

    def after(
        self, announcement: Announcement, of: Announcement | None, cursor: int | None, most: int, at: datetime
    ) -> list[tuple[int, Mapping[str, Any]]]:
        """The next so many: (chat, what its message needs)."""
        start = BEFORE_ALL if cursor is None else cursor
        if of is None:
            return [(chat, {}) for chat in self.members.after(announcement.content.audience, start, most)]
        where, values = reached(announcement, of, at)
        rows = self.store.rows(
            f"select chat, message from ledger where {where} and chat > ? order by chat limit ?",
            *values, start, most,
        )  # fmt: skip
        amends = announcement.kind is not Kind.NUDGE
        return [(chat, {"message": message} if amends else {}) for chat, message in rows]


def reached(announcement: Announcement, of: Announcement, at: datetime) -> tuple[str, tuple[Any, ...]]:
    """Those whom ``of`` reached and who are meant, as SQL about the ledger."""
    if announcement.kind is Kind.NUDGE:
        return UNANSWERED, (of.key, of.id)
    return AMENDED, (of.key, stamp(at - AMENDABLE))
