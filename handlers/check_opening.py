"""Which check somebody wants: named with /check, or meant by 「我的孩子可以申請嗎」."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.conversation import Conversations
from handlers.turn import Turn
from knowledge.assistant import Assistant
from knowledge.checks import Check
from knowledge.eligibility import bare, only_verdict
from knowledge.english import chinese
from knowledge.hearing.sentence import NAME


class Opening:
    """Finds the checks that messages mean."""

    def __init__(
        self, assistant: Assistant, checks: Mapping[str, Check], conversations: Conversations
    ) -> None:
        self.base, self.checks, self.conversations = assistant.base, checks, conversations
        self.reader = assistant.finder.reader

    def named(self, text: str) -> tuple[str, ...]:
        """The checks whose programme a text names; the one alone whose short name it is, or all that it is part of."""
        text = chinese(text)
        plain = bare(text)
        if not plain:
            return ()
        shorts = {name: bare(self.base.programmes[name].programme.short) for name in self.checks}
        exact = [name for name, short in shorts.items() if short == plain]
        meant = [name for name in self.reader.read(text).named if name in self.checks]
        part = [name for name, short in shorts.items() if len(plain) > 1 and plain in short]
        city = [name for name in self.checks if self._city(name, plain)]
        return tuple(exact or meant or part or city)

    def _city(self, name: str, plain: str) -> bool:
        """Whether a text is the city of a programme."""
        words = self.reader.places.get(self.base.programmes[name].programme.city, ())
        return plain in set(map(bare, words))

    def begun(self, turn: Turn) -> tuple[str, Sequence[str]] | None:
        """The check that a message asks for and nothing else, with what was said before; None where it does not."""
        text = chinese(turn.text)
        if turn.is_group or not only_verdict(self.reader.unnamed(text, NAME)):
            return None
        earlier = self.recent(turn)
        question = self.reader.read(text, earlier)
        names = [name for name in question.named or question.topic if name in self.checks]
        return (names[0], [*earlier, text]) if len(names) == 1 else None

    def recent(self, turn: Turn) -> list[str]:
        """What this person asked lately."""
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        return [chinese(question) for question in conversation.questions]
