"""Asking: a question in free text, a tapped choice, a tapped next question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from handlers.actions import decode, encode, mark
from handlers.clauses import VERB, Clauses
from handlers.conversation import Conversation, Conversations
from handlers.missing import Missed, Missing
from handlers.turn import Button, Line, Reply, Style, Turn, say
from knowledge.answer import Answer
from knowledge.answering import Choice
from knowledge.assistant import MEANT, Assistant
from knowledge.speaking import N_, _, in_english
from knowledge.units import Unit

OLD_BUTTON = N_("這個按鈕是舊版的，已經不能用了。請直接打字再問一次，或用 /start 看看有哪些計畫。")
ORIGINAL = N_("公文的內容、名稱和條文照原文，用中文。")
"""Said under an answer to whoever reads another language: official words are never translated."""


class Asking:
    """Answers questions and remembers, for half an hour, what a follow-up may refer to."""

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        clauses: Clauses | None = None,
        missed: Missed | None = None,
    ) -> None:
        self.assistant = assistant
        self.conversations = conversations
        self.clauses = clauses
        self.missing = Missing(assistant, missed)
        self.offers: Callable[[Answer], tuple[tuple[Button, ...], ...]] = lambda _: ()
        self.after: Callable[[Answer, Conversation, Turn], tuple[tuple[Button, ...], ...]] = lambda *_: ()
        self.dated: Callable[[Answer, str, datetime], tuple[tuple[Button, ...], ...]] = lambda *_: ()
        base = assistant.base
        self.programmes = {mark(name): name for name in base.programmes}
        self.units = {mark(u.programme, u.id): u for u in assistant.finder.index.units if u.row is None}
        self.values = {
            mark(name, facet.id, value): words[0]
            for name, programme in base.programmes.items()
            for facet in programme.facets
            for value, words in facet.values.items()
        }

    def message(self, turn: Turn) -> Reply:
        """A question in free text."""
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        answer = self.assistant.answer(turn.text, turn.at, self._earlier(conversation))
        self.conversations.asked(conversation, turn.text)
        conversation.programme = answer.programme or conversation.programme
        more = self.missing.noted(answer, conversation, turn)
        reply = self.reply(replace(answer, lines=(*answer.lines, *more)), turn.text, turn.at)
        return replace(reply, buttons=reply.buttons + self.after(answer, conversation, turn))

    def _earlier(self, conversation: Conversation) -> tuple[str, ...]:
        """What was asked before, with the name of the programme it led to, which the last question may have left out."""
        asked, programme = conversation.questions, self.assistant.base.programmes.get(conversation.programme)
        if programme is None:
            return tuple(asked)
        return (*asked[:-1], programme.programme.short, *asked[-1:])

    def pressed(self, turn: Turn) -> Reply | None:
        """A tapped choice or next question; None where the button is not one of these."""
        decoded = decode(turn.action)
        if decoded is None:
            return say(_(OLD_BUTTON))
        verb, arguments = decoded
        if verb == VERB and self.clauses is not None:
            return self.clauses.pressed(arguments)
        if verb == "unit" and arguments and arguments[0] in self.units:
            return self._unit(self.units[arguments[0]], turn)
        if verb == "programme" and arguments and arguments[0] in self.programmes:
            return self._programme(self.programmes[arguments[0]], turn)
        if verb == "value" and arguments and arguments[0] in self.values:
            return self._again(turn, self.values[arguments[0]], first=False)
        if verb == MEANT:
            return self._meant(turn)
        return say(_(OLD_BUTTON)) if verb in {"unit", "programme", "value", VERB} else None

    def _meant(self, turn: Turn) -> Reply:
        """The last question as it was offered; where it is forgotten, the person has to type it again."""
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        if not conversation.questions:
            return say(_("隔了一段時間，我不記得剛才的問題了。請再打一次。"))
        text = self.assistant.meant(conversation.questions[-1])
        conversation.questions[-1] = text
        answer = self.assistant.answer(text, turn.at, tuple(conversation.questions[:-1]))
        return self.reply(answer, text, turn.at)

    def _unit(self, unit: Unit, turn: Turn) -> Reply:
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        short = self.assistant.base.programmes[unit.programme].programme.short
        self.conversations.asked(conversation, f"{short} {unit.title}")
        return self.reply(self.assistant.about(unit, turn.at), unit.title, turn.at)

    def _programme(self, name: str, turn: Turn) -> Reply:
        return self._again(turn, self.assistant.base.programmes[name].programme.short, first=True)

    def _again(self, turn: Turn, word: str, *, first: bool) -> Reply:
        """The last question once more, with the tapped word; without one, the word alone."""
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        last = conversation.questions[-1] if conversation.questions else ""
        text = f"{word} {last}" if first else f"{last} {word}"
        answer = self.assistant.answer(text.strip(), turn.at, tuple(conversation.questions[:-1]))
        if conversation.questions:
            conversation.questions[-1] = text
        else:
            self.conversations.asked(conversation, text)
        return self.reply(answer, text, turn.at)

    def menu(self) -> tuple[tuple[Button, ...], ...]:
        """A button for every programme, two a row."""
        shorts = [(p.programme.short, name) for name, p in self.assistant.base.programmes.items()]
        return rows((Button(short, encode("programme", mark(name))) for short, name in shorts), 2)

    def reply(self, answer: Answer, question: str, at: datetime) -> Reply:
        """An answer as a reply: its lines, its sources small, its choices and next questions as buttons."""
        note = [Line(_(ORIGINAL), Style.SMALL)] if in_english() and answer.citations else []
        lines = [*answer.lines, *note, *answer.footer]
        buttons = rows((self._choice(choice) for choice in answer.choices), 2)
        following = rows((Button(u.title, encode("unit", mark(u.programme, u.id))) for u in answer.next), 1)
        quoted = self.clauses.row(answer) if self.clauses is not None else ()
        return Reply(
            tuple(lines),
            buttons + self.dated(answer, question, at) + quoted + self.offers(answer) + following,
        )

    def _choice(self, choice: Choice) -> Button:
        if choice.facet == MEANT:
            return Button(choice.label, encode(MEANT))
        if choice.facet:
            return Button(
                _(choice.label), encode("value", mark(choice.programme, choice.facet, choice.value))
            )
        return Button(choice.label, encode("programme", mark(choice.programme)))


def rows(buttons: Iterable[Button], wide: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of ``wide``."""
    every = tuple(buttons)
    return tuple(every[n : n + wide] for n in range(0, len(every), wide))


__all__ = ["OLD_BUTTON", "Asking", "rows"]
