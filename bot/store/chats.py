"""What concerns a whole chat, in every table that knows chats: it is gone, it is back, it has a new number."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.store.connection import Store, stamp
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from knowledge.speaking import CHINESE

log = logging.getLogger(__name__)

TABLES = {
    "reminded": "what",
    "ledger": "key",
    "subscriptions": "kind, name, entry, day",
    "done": "what",
    "chats": "",
    "member_tags": "tag",
    "members": "",
    "mutes": "office",
    "answers": "announcement",
    "handovers": "id",
    "wishes": "text",
}
"""Tables with a column ``chat``, and what is unique in them beside it. Those that point to another stand first."""


class ChatBook:
    """Chats of one store. ``staff_chat`` is a setting: where it moves, that is kept, for the setting stays as it was."""

    def __init__(
        self, store: Store, ledger: Ledger, subscriptions: Subscriptions, staff_chat: int | None = None
    ) -> None:
        self.store, self.ledger, self.subscriptions = store, ledger, subscriptions
        self.staff_chat = staff_chat

    def language(self, chat: int) -> str:
        """The language that the chat has chosen; 繁體中文 where it has not."""
        found = self.store.rows("select language from chats where chat = ?", chat)
        return (found[0][0] if found else "") or CHINESE

    def speak(self, chat: int, language: str, at: datetime) -> None:
        """Keep the language that the chat has chosen, beside what else it prefers."""
        with self.store.writing() as connection:
            if not self.store.rows("select 1 from chats where chat = ?", chat):
                self.subscriptions.prefer(chat, self.subscriptions.preferences(chat), at)
            connection.execute("update chats set language = ? where chat = ?", (language, chat))

    def gone(self, chat: int, reason: str, now: datetime) -> None:
        """The chat does not hear us any more: its subscriptions end, quietly, and nothing planned is sent."""
        with self.store.writing():
            ended = self.subscriptions.end_all(chat, "gone", now)
            self.ledger.block(chat, reason, now)
            self.store.write("update members set gone = ? where chat = ?", stamp(now), chat)
        log.info("a chat is gone; %d subscriptions ended", ended)

    def back(self, chat: int, now: datetime) -> None:
        """Whoever unblocks the bot, or takes it into the group again, hears what it had asked for, from now on."""
        with self.store.writing():
            ended = [each.id for each in self.subscriptions.lost(chat)]
            self.subscriptions.resume(chat, ended, now)
            self.store.write("update members set gone = null where chat = ?", chat)
        log.info("a chat is back; %d subscriptions go on", len(ended))

    def moved(self, old: int, new: int) -> None:
        """A group has become a supergroup: everything it had goes on under the new number."""
        with self.store.writing() as connection:
            for table, unique in TABLES.items():
                same = "".join(
                    f" and other.{column} = {table}.{column}" for column in unique.split(", ") if column
                )
                connection.execute(
                    f"""update {table} set chat = ? where chat = ? and not exists
                        (select 1 from {table} as other where other.chat = ?{same})""",
                    (new, old, new),
                )
                connection.execute(f"delete from {table} where chat = ?", (old,))
            connection.execute("delete from pace where who = ?", (old,))
            if old == self.staff_chat:
                connection.execute(
                    """insert into office (name, value) values (?, ?)
                        on conflict (name) do update set value = excluded.value""",
                    (f"moved {old}", str(new)),
                )
        log.info("a group has moved to another number")
