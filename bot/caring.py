"""What is kept of people, looked after: told, shown, deleted on request, and deleted by itself when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.checks_store import ChecksStore
from bot.settings import Settings
from bot.store.connection import Store
from bot.store.kept import kept
from bot.store.personal import Personal
from handlers.conversation import Conversations
from handlers.privacy import Privacy, Told
from handlers.turn import Turn

EVERY = timedelta(minutes=5)


class Caring:
    """Over one store, the checks under way, and what is in memory."""

    def __init__(self, store: Store, checks: ChecksStore, conversations: Conversations) -> None:
        self.store, self.checks, self.conversations = store, checks, conversations
        files = {"zigetong.db": store.connection, "checks.db": checks.database.conn}
        self.personal = Personal(files, [conversations.forget])
        self.looked: datetime | None = None

    def counter(self, settings: Settings) -> Privacy:
        """Whoever answers /privacy, /mydata, /forget, /cancel."""
        return Privacy(
            self.personal,
            [Told(each.what, each.why, each.long) for each in kept()],
            operator=settings.operator,
            encrypted=settings.key is not None,
            leave=[self._check, self._questions, self._step],
        )

    def tick(self, now: datetime) -> bool:
        """Now and then, delete what is over its time; nothing is ever left waiting."""
        if self.looked is None or abs(now - self.looked) >= EVERY:
            self.looked = now
            self.personal.expire(now)
            self.checks.expire(now)
            self.conversations.expire(now)
        return False

    def _check(self, turn: Turn) -> bool:
        there = self.checks.get(turn.chat, turn.person, turn.at) is not None
        self.checks.drop(turn.chat, turn.person)
        return there

    def _questions(self, turn: Turn) -> bool:
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        conversation.questions.clear()
        conversation.programme = ""
        return False

    def _step(self, turn: Turn) -> bool:
        return bool(self.store.write("delete from steps where person = ?", turn.person))
