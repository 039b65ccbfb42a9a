"""Members and tags on disk: what ``handlers.office.audiences.Members`` asks for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.store.connection import Store, stamp
from handlers.office.audiences import KINDS, Audience, Membership, Tag

TAG = "code, label, kind, city, programme"
HAS = "exists (select 1 from member_tags t join tags g on g.code = t.tag where t.chat = m.chat and {})"
NO_CITY = "m.city = '' and not " + HAS.format("g.city <> ''")
LACKS: dict[str, str] = {"身分": "m.role = ''", "縣市": NO_CITY} | {
    word: f"not {HAS.format(f'g.kind = {kind!r}')}" for kind, word in KINDS.items()
}


class MemberBook:
    """The members of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def tag(self, code: str) -> Tag | None:
        """A tag by its code."""
        found = self.store.rows(f"select {TAG} from tags where code = ?", code)
        return Tag(*found[0]) if found else None

    def tags(self) -> list[Tag]:
        """Every tag, newest first."""
        return [Tag(*row) for row in self.store.rows(f"select {TAG} from tags order by made desc, code")]

    def add_tag(self, tag: Tag, by: int, at: datetime) -> bool:
        """Keep a tag; the same one again is fine, another under its code is not."""
        self.store.write(
            f"insert into tags ({TAG}, made_by, made) values (?, ?, ?, ?, ?, ?, ?) on conflict (code) do nothing",
            tag.code, tag.label, tag.kind, tag.city, tag.programme, by, stamp(at),
        )  # fmt: skip
        return self.tag(tag.code) == tag

    def new_code(self) -> str:
        """A code that nobody can guess."""
        return secrets.token_hex(5)

    def membership(self, chat: int) -> Membership | None:
        """What is kept of a member."""
        found = self.store.rows("select role, city from members where chat = ?", chat)
        if not found:
            return None
        rows = self.store.rows(
            f"select {TAG} from tags where code in (select tag from member_tags where chat = ?) order by made, code",
            chat,
        )
        role, city = found[0]
        return Membership(role, city, tuple(Tag(*row) for row in rows))

    def join(self, chat: int, role: str, tag: str, at: datetime) -> None:
        """Join; whoever had blocked the bot is there again."""
        with self.store.writing() as connection:
            connection.execute(
                """insert into members (chat, role, city, joined) values (?, ?, '', ?)
                    on conflict (chat) do update set role = excluded.role, gone = null""",
                (chat, role, stamp(at)),
            )
            if tag:
                connection.execute(
                    "insert into member_tags (chat, tag) values (?, ?) on conflict (chat, tag) do nothing",
                    (chat, tag),
                )

    def live_in(self, chat: int, city: str) -> None:
        """A member's city."""
        self.store.write("update members set city = ? where chat = ?", city, chat)

    def leave(self, chat: int, tag: str = "") -> bool:
        """Leave one tag or everything."""
        with self.store.writing():
            if tag:
                return bool(self.store.write("delete from member_tags where chat = ? and tag = ?", chat, tag))
            self.store.write("delete from member_tags where chat = ?", chat)
            self.store.write("delete from mutes where chat = ?", chat)
            return bool(self.store.write("delete from members where chat = ?", chat))

    def mute(self, chat: int, office: str, at: datetime) -> None:
        """Hear nothing more from an office."""
        self.store.write(
            "insert into mutes (chat, office, at) values (?, ?, ?) on conflict (chat, office) do nothing",
            chat, office, stamp(at),
        )  # fmt: skip

    def unmute(self, chat: int, office: str) -> None:
        """Hear from an office again."""
        self.store.write("delete from mutes where chat = ? and office = ?", chat, office)

    def muted(self, chat: int, office: str) -> bool:
        """Whether a member has stopped an office."""
        return bool(self.store.rows("select 1 from mutes where chat = ? and office = ?", chat, office))

    def count(self, audience: Audience) -> int:
        """How many would hear."""
        where, values = condition(audience)
        return int(self.store.rows(f"select count(*) from members m where {where}", *values)[0][0])

    def lacking(self, audience: Audience, names: Iterable[str]) -> dict[str, int]:
        """How many of an audience have nothing for each placeholder."""
        where, values = condition(audience)
        return {
            name: int(
                self.store.rows(f"select count(*) from members m where {where} and {LACKS[name]}", *values)[
                    0
                ][0]
            )
            for name in names
        }

    def after(self, audience: Audience, chat: int, most: int) -> list[int]:
        """The next members of an audience, in the order of their numbers."""
        where, values = condition(audience)
        rows = self.store.rows(
            f"select m.chat from members m where m.chat > ? and {where} order by m.chat limit ?",
            chat, *values, most,
        )  # fmt: skip
        return [row[0] for row in rows]


def condition(audience: Audience) -> tuple[str, list[Any]]:
    """An audience as SQL about ``members m``."""
    parts, values = ["m.gone is null"], list[Any]()
    for sql, value in conditions(audience):
        parts.append(sql)
        values += [value] * sql.count("?")
    return " and ".join(parts), values


def conditions(audience: Audience) -> Iterator[tuple[str, str]]:
    """Each thing that is set, as SQL, with its value."""
    if audience.role:
        yield "m.role = ?", audience.role
    if audience.city:
        yield f"(m.city = ? or {HAS.format('g.city = ?')})", audience.city
    if audience.programme:
        yield HAS.format("g.programme = ?"), audience.programme
    for tag in dict.fromkeys((audience.scope, audience.tag)):
        if tag:
            yield "exists (select 1 from member_tags t where t.chat = m.chat and t.tag = ?)", tag
    if audience.office:
        yield "not exists (select 1 from mutes u where u.chat = m.chat and u.office = ?)", audience.office
