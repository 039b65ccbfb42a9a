"""Every programme looked at with what one person said, and the question that most of them still hang on.

Programmes whose window is over are not asked about. The answers are kept as they were said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.check_state import CheckState
from handlers.checking import Checking
from knowledge.checks import Check, CheckField, Judgement, Verdict, WindowState, judge
from knowledge.checks.judging import open_fields
from knowledge.criteria import DECLINED, Exact, Facts, Known
from knowledge.hearing import hear
from knowledge.hearing.places import cities_in, school_there
from knowledge.hearing.sentence import NAME
from knowledge.hearing.words import ProfileQuestion, load_hearing
from knowledge.wording import typed

ALL = "all:"
SAID, BEGUN = "said", "begun"
"""What was said on the way, all of it, and what the look began with."""
MOST_QUESTIONS = 5


@dataclass(frozen=True)
class Seen:
    """One programme looked at with what is known."""

    check: Check
    answers: Mapping[str, Known]
    judgement: Judgement
    elsewhere: bool

    @property
    def closed(self) -> bool:
        window = self.judgement.window
        return window is not None and window.state is WindowState.CLOSED

    @property
    def verdict(self) -> Verdict:
        """The verdict; what is over cannot be applied for, whoever asks."""
        return Verdict.INELIGIBLE if self.closed or self.elsewhere else self.judgement.verdict


class Looking:
    """Looks at all programmes of one kind of applicant."""

    def __init__(self, checking: Checking) -> None:
        self.checking, self.base = checking, checking.base
        self.hearing = load_hearing(self.base.data)

    def seen(self, state: CheckState, at: datetime) -> list[Seen]:
        """Every programme for this kind of applicant, judged with what was said."""
        who = state.programme.removeprefix(ALL)
        checks = [check for check in self.checking.checks.values() if check.check.who.startswith(who)]
        known = {check.check.programme: self._known(check, state, at) for check in checks}
        cities = self._cities(state)
        return [
            Seen(c, known[name], judge(c, known[name], at), bool(cities) and self._city(name) not in cities)
            for c in checks
            for name in [c.check.programme]
        ]

    def _city(self, programme: str) -> str:
        return self.base.programmes[programme].programme.city

    def _cities(self, state: CheckState) -> set[str]:
        """The cities of the school, where they were told, as an answer or on the way; elsewhere is told too."""
        for question in self.hearing.profile:
            said = state.answers.get(question.field)
            if question.place and isinstance(said, Exact):
                return {city for city, _, _ in cities_in(typed(str(said.value)))} or {"elsewhere"}
        said = state.answers.get(SAID)
        plain = typed(str(said.value)) if isinstance(said, Exact) else ""
        return {city for city, start, end in cities_in(plain) if school_there(plain, start, end)}

    def _known(self, check: Check, state: CheckState, at: datetime) -> dict[str, Known]:
        """What was said, as this check understands it."""
        found: dict[str, Known] = {}
        fields = {field.id for field in check.fields}
        for name, said in state.answers.items():
            if said is DECLINED:
                found |= {name: DECLINED} if name in fields else {}
                continue
            assert isinstance(said, Exact)
            text = str(said.value)
            own = self.question(name)
            if name == SAID or own is not None:
                plain = self.checking.assistant.finder.reader.unnamed(text, NAME)
                found |= hear(check, own.say.format(text) if own else plain, at).answers
            elif name in fields:
                found |= hear(check, text, at, name).answers
        return found

    def _asked_as(self, name: str) -> str:
        """The field under which a field is asked of all programmes at once."""
        return next((q.field for q in self.hearing.profile if name in q.also), name)

    def question(self, name: str) -> ProfileQuestion | None:
        return next((q for q in self.hearing.profile if q.field == name), None)

    def next(self, state: CheckState, at: datetime) -> str:
        """The field that most programmes still hang on, those shared by all first; nothing when none is shared."""
        if len(state.answers.keys() - {SAID, BEGUN}) >= MOST_QUESTIONS:
            return ""
        counted: Counter[str] = Counter()
        for seen in self.seen(state, at):
            if seen.verdict is Verdict.UNDETERMINED:
                facts = Facts(seen.answers, at)
                hanging = [n for c in seen.check.criteria for n in open_fields(c, facts)]
                open_ones = {name for name in hanging if facts.known(name) is not DECLINED}
                counted.update({self._asked_as(name) for name in open_ones})
        shared = [question.field for question in self.hearing.profile]
        left = {
            name: number
            for name, number in counted.items()
            if name not in state.answers and (number > 1 or name in shared)
        }
        most = max(left.values(), default=0)
        order = [*shared, *(field.id for check in self.checking.checks.values() for field in check.fields)]
        return next((name for name in order if left.get(name) == most), "") if most else ""

    def field(self, state: CheckState) -> CheckField:
        who = state.programme.removeprefix(ALL)
        fields = [
            field
            for check in self.checking.checks.values()
            if check.check.who.startswith(who)
            for field in check.fields
        ]
        return next(field for field in fields if field.id == state.asked)
