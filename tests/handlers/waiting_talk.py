"""Somebody who talks to the counter for dates and reminders, over a store in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from bot.clock import TAIPEI
from bot.keeping import Keeping, keep, waiting
from bot.store.connection import Store
from handlers.conversation import Conversations
from handlers.turn import Reply, Turn, TurnKind
from knowledge.assistant import Assistant
from knowledge.base import open_base

NOW = datetime(2026, 11, 21, 10, tzinfo=TAIPEI)


@cache
def assistant() -> Assistant:
    return Assistant(open_base())


@dataclass
class Talk:
    """One person in one chat. Questions are answered by the assistant, with what is offered under the answer."""

    at: datetime = NOW
    chat: int = 1
    is_group: bool = False
    may_administer: bool = True
    conversations: Conversations = field(default_factory=Conversations)

    def __post_init__(self) -> None:
        self.keeping: Keeping = keep(Store(None), assistant())
        self.waiting = waiting(self.keeping, assistant(), self.conversations)
        self.last = Reply(())

    def turn(self, kind: TurnKind, *, text: str = "", command: str = "", action: str = "") -> Turn:
        turn = Turn(self.chat, 9, self.at, kind, text=text, command=command, action=action)
        return replace(turn, is_group=self.is_group, may_administer=self.may_administer)

    def __call__(self, *said: str) -> str:
        """What is said back to the last of several things: text, /commands, and buttons as [label]."""
        for each in said:
            reply = self.reply(each)
            assert reply is not None, f"nobody answered {each}"
            self.last = reply
        return self.last.text

    def reply(self, said: str) -> Reply | None:
        if said.startswith("["):
            return self.waiting.reply(self.turn(TurnKind.BUTTON, action=self.action(said[1:-1])))
        if said.startswith("/"):
            name, _, rest = said[1:].partition(" ")
            return self.waiting.reply(self.turn(TurnKind.COMMAND, command=name, text=rest))
        turn = self.turn(TurnKind.TEXT, text=said)
        return self.waiting.reply(turn) or self.asked(turn)

    def asked(self, turn: Turn) -> Reply:
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        answer = assistant().answer(turn.text, turn.at, tuple(conversation.questions))
        self.conversations.asked(conversation, turn.text)
        return Reply(answer.lines, self.waiting.subscribing.offers(answer, turn.text, turn.at))

    def action(self, label: str) -> str:
        """What the button with ``label`` in its text carries."""
        found = [b.action for row in self.last.buttons for b in row if label in b.label]
        assert found, f"no button {label} among {self.labels}"
        return found[0]

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.last.buttons for button in row]

    def leads(self) -> list[tuple[int, ...]]:
        """The lead times of everything that is subscribed to."""
        return [each.leads for each in self.keeping.subscriptions.subscriptions(self.chat)]
