"""A person who knows all the answers, walked through a check: what they press or type at each question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from handlers.check_state import GROUP, KeptInMemory
from handlers.checking import Checking
from handlers.conversation import Conversations
from handlers.turn import Button, Reply, Turn, TurnKind, say
from knowledge.assistant import Assistant
from knowledge.checks import CheckField, FieldKind
from knowledge.criteria import Answers, Between, Exact, Items, Known, OneOf
from knowledge.dates import grade_name

CHAT = PERSON = 7
MOST = 40


class Walk:
    """One check under way with a pretended person."""

    def __init__(self, checking: Checking, at: datetime) -> None:
        self.checking, self.at = checking, at
        self.last = say("")
        self.asked: list[str] = []

    @property
    def state(self) -> str:
        state = self.checking.states.get(CHAT, PERSON, self.at)
        return state.asked if state else ""

    def text(self, text: str) -> Reply:
        return self._turn(Turn(CHAT, PERSON, self.at, TurnKind.TEXT, text=text))

    def press(self, label: str) -> Reply:
        return self._turn(Turn(CHAT, PERSON, self.at, TurnKind.BUTTON, action=self.button(label).action))

    def button(self, label: str) -> Button:
        """The button that begins with ``label``."""
        return next(b for row in self.last.buttons for b in row if b.label.startswith(label))

    def command(self, text: str = "") -> Reply:
        return self._turn(Turn(CHAT, PERSON, self.at, TurnKind.COMMAND, text=text, command="check"))

    def _turn(self, turn: Turn) -> Reply:
        self.at += timedelta(seconds=1)
        reply = self.checking.reply(turn)
        self.last = reply if reply is not None else say("（不是檢核的事）")
        return self.last

    def go(self, programme: str, answers: Answers) -> Reply:
        """Answer every question with ``answers`` until the result; ``asked`` lists the questions."""
        short = self.checking.base.programmes[programme].programme.short
        self.command(short)
        while (asked := self.state) and len(self.asked) < MOST:
            self.asked.append(asked)
            self.answer(programme, asked, answers)
        return self.last

    def answer(self, programme: str, asked: str, answers: Answers) -> None:
        """One answer: a group is agreed to where every field of it is what a yes would tell."""
        if not asked.startswith(GROUP):
            self.give(self.checking.checks[programme].field(asked), answers[asked])
            return
        kept = self.checking.active(Turn(CHAT, PERSON, self.at))
        assert kept is not None
        group = self.checking.screens.group(kept, self.at)
        assert group is not None
        agreed = all(inside(answers[name], known) for name, known in group.if_yes.items())
        self.press("都符合" if agreed else "不是")

    def give(self, asked: CheckField, known: Known) -> None:
        if asked.choices and isinstance(known, Exact):
            self.press(asked.label_of(known.value))
        elif asked.choices and isinstance(known, Items):
            self.text(
                "、".join(asked.choices[str(item.value)] for item in known.items if isinstance(item, Exact))
            )
        else:
            self.text(written(asked, known))
        if self.state == asked.id and any(b.label == "都不是" for row in self.last.buttons for b in row):
            self.press("都不是")


def inside(known: Known, wanted: Known) -> bool:
    """Whether a value is one that a yes allows."""
    match known, wanted:
        case Items(items), Items(others):
            return all(inside(item, other) for item, other in zip(items, others, strict=False))
        case Exact(int() | float() as value), Between(int() | float() as low, int() | float() as high):
            return low <= value <= high
        case Exact(value), OneOf(values):
            return value in values
        case _:
            return known == wanted


def written(asked: CheckField, known: Known) -> str:
    """An answer as a person would type it."""
    if isinstance(known, Items):
        return "、".join(f"{item.value:g}" for item in known.items if isinstance(item, Exact))
    assert isinstance(known, Exact)
    value = known.value
    if isinstance(value, date):
        return f"{value.year - 1911}年{value.month}月{value.day}日"
    if asked.kind is FieldKind.GRADE:
        return grade_name(int(str(value)))
    if asked.kind is FieldKind.YEAR:
        return f"{value}年"
    if asked.kind is FieldKind.PERCENT:
        return f"{value}%"
    return f"{value}{asked.unit}"


def checking_of(assistant: Assistant, digress: Callable[[Turn], Reply] | None = None) -> Checking:
    """A check desk whose states live in memory."""
    return Checking(
        assistant, Conversations(), KeptInMemory(), digress or (lambda _: say("（回答了那個問題）"))
    )
