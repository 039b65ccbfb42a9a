"""What is remembered between two messages of one person: the last few questions, for follow-ups, for half an hour.

Kept in memory only and never written down; after half an hour untouched, or a restart, it is gone.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.subscriptions import Target

LIFETIME = timedelta(minutes=30)
KEPT_QUESTIONS = 3
MOST_CHATS = 20_000


@dataclass(frozen=True)
class Choosing:
    """A reminder that was wished for and not made yet: for which of ``targets``, or from which day, was asked back."""

    targets: tuple[Target, ...]
    leads: tuple[int, ...] = ()


@dataclass
class Conversation:
    """The last questions (oldest first) and the programme that they led to last; how many messages in a row found no
    answer; what was asked back of a reminder, and the number of the one that was made last."""

    questions: list[str] = field(default_factory=list)
    programme: str = ""
    misses: int = 0
    choosing: Choosing | None = None
    reminder: int = 0
    touched: datetime | None = None


class Conversations:
    """The conversations of one running bot, by chat and person."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], Conversation] = OrderedDict()

    def recall(self, chat: int, person: int, at: datetime) -> Conversation:
        """This person's conversation in this chat; a new one where the last is over."""
        key = (chat, person)
        kept = self._kept.get(key)
        if kept is None or kept.touched is None or at - kept.touched > LIFETIME or kept.touched > at:
            kept = self._kept[key] = Conversation()
        kept.touched = at
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_CHATS:
            self._kept.popitem(last=False)
        return kept

    def asked(self, conversation: Conversation, question: str) -> None:
        """Remember a question as the latest."""
        conversation.questions = [*conversation.questions[-(KEPT_QUESTIONS - 1) :], question]

    def forget(self, person: int) -> int:
        """Drop everything of one person; how many conversations that were."""
        gone = [key for key in self._kept if key[1] == person]
        for key in gone:
            del self._kept[key]
        return len(gone)

    def expire(self, at: datetime) -> None:
        """Drop what has been untouched for too long."""
        for key in [k for k, c in self._kept.items() if c.touched is None or at - c.touched > LIFETIME]:
            del self._kept[key]
