"""Who wants to hear when a question, masked, is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store.connection import Store, marks, stamp


class Wishes:
    """The wishes of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, chat: int, text: str, at: datetime) -> None:
        """A chat wants to hear; saying so twice is once."""
        self.store.write(
            "insert into wishes (chat, text, at) values (?, ?, ?) on conflict (chat, text) do nothing",
            chat, text, stamp(at),
        )  # fmt: skip

    def fulfil(self, texts: Sequence[str]) -> list[int]:
        """The chats that want to hear of any of ``texts``; their wishes are over."""
        with self.store.writing():
            where = f"text in ({marks(texts)})"
            chats = self.store.rows(f"select distinct chat from wishes where {where} order by chat", *texts)
            self.store.write(f"delete from wishes where {where}", *texts)
        return [chat for (chat,) in chats]
