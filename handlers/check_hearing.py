"""What a message typed during a check tells: the answer asked for, other facts on the way, a correction, or nothing.

Nothing that was said is dropped or overruled in silence: a fact that differs from an earlier one without being a
correction is a ``clash``, to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.check_aside import Aside
from handlers.check_state import CheckState
from knowledge.assistant import Assistant
from knowledge.checks import Check, CheckField, FieldKind, GroupQuestion
from knowledge.criteria import ABSENT, DECLINED, Between, Exact, Items, Known, OneOf
from knowledge.dates import in_taipei, school_year
from knowledge.hearing import hear
from knowledge.hearing.answers import unsure
from knowledge.hearing.listening import Problem
from knowledge.hearing.places import cities_in
from knowledge.hearing.sentence import NAME
from knowledge.hearing.words import How, load_hearing
from knowledge.speaking import _
from knowledge.wording import typed

SHORT_FACT = 24
"""A message this short that tells a fact after a result is about the result."""
BREAK = re.compile(r"[，,。；;！!\s]+")
GRADE = re.compile(r"[^\d]{1,3}\d?年?級?")
BIRTHDAY = re.compile(r"(?:民國)?\d{2,4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?生?")
NOT_ALL = re.compile(r"但|可是|除|不|沒(?!問題)|第")
PARTLY = re.compile(r"不符|不是|沒有|除了|只有|第.[項個]|還沒|尚未|還缺|還差|[缺少]")
NOT_BUT = re.compile(r"^(?:不是|不對|不)[,，、\s]*(?:是|應該是)")
NUMBERS = (FieldKind.COUNT, FieldKind.PERCENT, FieldKind.SCORE_LIST)


@dataclass(frozen=True)
class Said:
    """``told`` by field; ``clash``: a field that was told otherwise before, and what is told now; ``problem``: why
    the question is not answered; ``one_by_one``: several conditions at once are to be asked singly; ``noted``: to be said back."""

    told: Mapping[str, Known] = field(default_factory=dict)
    clash: tuple[str, Known] | None = None
    problem: str = ""
    one_by_one: bool = False
    noted: tuple[str, ...] = ()


class Listener:
    """Hears messages for the checks of one knowledge base."""

    def __init__(self, assistant: Assistant) -> None:
        self.reader = assistant.finder.reader
        self.hearing = load_hearing(assistant.base.data)
        self.aside = Aside(assistant.teller.anchored, self.hearing)
        words = sorted(map(typed, self.hearing.answers.corrects), key=len, reverse=True)
        self.corrects = re.compile(rf"^(?:(?:{'|'.join(words)})[啦喔了,，、。!！:：\s]*)+|改成|改為")

    def free(
        self, check: Check, text: str, at: datetime, about: Collection[str] = (), *, single: bool = False
    ) -> dict[str, Known]:
        """What running text tells; a grade only where the school year asked for is the present one, or ``about`` it.

        ``single``: a bare place, grade or birthday alone is a fact too.
        """
        manners = self.hearing.manners(check)
        found = self.pieces(check, text, at, 1 if single else 2)
        found |= hear(check, self.reader.unnamed(text, NAME), at, whole=text).answers
        for name, manner in manners.items():
            other_year = manner.year not in (None, school_year(in_taipei(at).date()))
            if manner.how is How.GRADE and other_year and name not in about:
                found.pop(name, None)
        return found

    def pieces(self, check: Check, text: str, at: datetime, least: int) -> dict[str, Known]:
        """Bare answers in a row (「國三，臺北市，95年5月20日」): a place, a grade, a birthday that stand alone."""
        pieces = [piece for piece in BREAK.split(text) if piece]
        found: dict[str, Known] = {}
        for name, manner in self.hearing.manners(check).items() if len(pieces) >= least else ():
            heard = [
                known
                for piece in pieces
                if alone(manner.how, typed(piece))
                and (known := hear(check, piece, at, name).answers.get(name)) is not None
            ]
            if heard and all(known == heard[0] for known in heard):
                found[name] = heard[0]
        return found

    def corrected(self, check: Check, state: CheckState, text: str, at: datetime) -> dict[str, Known]:
        """The earlier answers that a message puts right (「不對，是國三」); nothing where it is no correction."""
        plain = typed(text)
        if not self.corrects.search(plain):
            return self._not_but(check, state, plain, at)
        rest = re.sub(r"^[是,，\s]+", "", self.corrects.sub("", plain))
        free = self.free(check, rest, at, state.answers, single=True)
        earlier = {name: known for name, known in free.items() if name in state.answers}
        if earlier or not rest:
            return free if earlier else {}
        last = next((name for name in reversed(state.order) if name in state.answers), "")
        if free or not last or last == state.asked:
            return {}
        heard = hear(check, rest, at, last)
        return {} if heard.problems or heard.unsure else {last: heard.answers[last]}

    def _not_but(self, check: Check, state: CheckState, plain: str, at: datetime) -> dict[str, Known]:
        """「不是，是國二」 of an earlier answer, where what is asked now is not about that."""
        match = NOT_BUT.match(plain)
        if match is None:
            return {}
        free = self.free(check, plain[match.end() :], at, state.answers, single=True)
        other = all(name in state.answers for name in free) and state.asked not in free
        return free if other and any(state.answers[name] != known for name, known in free.items()) else {}

    def corrects_something(self, text: str) -> bool:
        """Whether a message says that something was wrong, whatever that is."""
        return self.corrects.search(typed(text)) is not None

    def answer(self, check: Check, state: CheckState, text: str, at: datetime) -> Said:
        """A message while one field is asked for."""
        heard = hear(check, text, at, state.asked)
        if heard.unsure:
            return Said({state.asked: DECLINED})
        asked = check.field(state.asked)
        free = self.free(check, text, at, (state.asked,), single=True)
        aside = asked.kind is FieldKind.TEXT and state.asked not in free
        free = {name: known for name, known in free.items() if name not in self.alike(check, state.asked, at)}
        misses = self.aside.misses(asked, text, at)
        if misses:
            free.pop(state.asked, None)
        if not heard.problems and not misses and not (aside and sifted(state.answers, free).told):
            return sifted(state.answers, {**free, state.asked: heard.answers[state.asked]}, {state.asked})
        said = sifted(
            state.answers, free or self.aside.elsewhere(check, state.answers, state.asked, text, at)
        )
        if said.told or said.clash:
            return said
        return Said(problem=self._problem(asked, heard.problems, text, at))

    def _problem(self, asked: CheckField, problems: Sequence[Problem], text: str, at: datetime) -> str:
        """Why a message is no answer: a day that cannot be, one of something else, or what the question's reader says."""
        wrong = "" if asked.kind is FieldKind.DATE else self.aside.wrong_day(text, at)
        if wrong or problems:
            return wrong or problems[0].sentence
        return self.aside.instead(asked, text)

    def alike(self, check: Check, asked: str, at: datetime) -> set[str]:
        """Other fields that the very words of an answer seem to tell: 寒假 as the days, or as the term."""
        own = check.field(asked)
        ways = [*own.choices.values(), *(word for words in own.words.values() for word in words)]
        return {name for way in ways for name in self.free(check, way, at)} - {asked}

    def group(
        self, check: Check, state: CheckState, asked: GroupQuestion | None, text: str, at: datetime
    ) -> Said:
        """A message while several conditions are asked about at once."""
        fields = asked.fields if asked else ()
        plain = re.sub(r"[\s。.!！?？]", "", typed(text))
        words = self.hearing.answers
        said = sifted(state.answers, self.free(check, text, at, fields, single=True))
        all_met = plain in set(map(typed, words.yes)) or (
            plain.startswith(tuple(map(typed, words.every))) and not NOT_ALL.search(plain)
        )
        if asked is not None and all_met:
            return replace(said, told={**asked.if_yes, **said.told}, one_by_one=True)
        if said.told or said.clash:
            return replace(said, one_by_one=bool(set(said.told) & set(fields)))
        figures = any(c.isdigit() for c in plain) and any(check.field(f).kind in NUMBERS for f in fields)
        elsewhere = self.aside.elsewhere(check, state.answers, "", text, at)
        if asked is not None and elsewhere:
            return replace(sifted(state.answers, elsewhere), one_by_one=bool(set(elsewhere) & set(fields)))
        wrong = self.aside.wrong_day(text, at)
        if wrong:
            return Said(problem=wrong)
        if figures or unsure(text) or plain.startswith(tuple(map(typed, words.no))) or PARTLY.search(plain):
            return Said(one_by_one=True)
        return Said(problem=_("請回答「都符合」或「不是」；也可以直接說情況，我一項一項問。"))

    def afterwards(self, check: Check, state: CheckState, text: str, at: datetime) -> dict[str, Known]:
        """What a short message after the result adds or changes; nothing where it is about something else."""
        if len(text) > SHORT_FACT or self.reader.read(text).named:
            return {}
        free = self.free(check, text, at, [field.id for field in check.fields], single=True)
        return free or self.aside.elsewhere(check, state.answers, "", text, at)


def alone(how: How, piece: str) -> bool:
    """Whether a piece is a place, a grade, or a day, and nothing else."""
    match how:
        case How.PLACE:
            return any(start == 0 and end >= len(piece) - 1 for _, start, end in cities_in(piece))
        case How.GRADE:
            return GRADE.fullmatch(piece) is not None
        case How.BIRTH:
            return BIRTHDAY.fullmatch(piece) is not None
        case _:
            return False


def sifted(before: Mapping[str, Known], heard: Mapping[str, Known], sure: Collection[str] = ()) -> Said:
    """What is new or more precise of what was heard, and what differs from before; ``sure`` fields may differ."""
    told: dict[str, Known] = {}
    clash = None
    for name, known in heard.items():
        old = before.get(name, ABSENT)
        if name in sure or old in (ABSENT, DECLINED) or (known != old and within(known, old)):
            told[name] = known
        elif not within(old, known):
            clash = (name, known)
    return Said(told, clash, noted=tuple(name for name in told if name not in sure))


def within(known: Known, wider: Known) -> bool:
    """Whether everything that ``known`` may be is among what ``wider`` may be."""
    match known, wider:
        case Items(items), Items(others):
            return len(items) == len(others) and all(map(within, items, others))
        case _, _ if wider is ABSENT or known == wider:
            return True
        case Exact(value), OneOf(values):
            return value in values
        case OneOf(values), OneOf(others):
            return values <= others
        case Exact(value), Between(low, high):
            return not isinstance(value, str | bool) and low <= value <= high  # type: ignore[operator]
        case Between(low, high), Between(least, most):
            return least <= low and high <= most  # type: ignore[operator]
        case _:
            return False
