"""One profile against every programme: a few questions, then what is possible, what is open, what is not, and why.

The next question is the one that most programmes still hang on; programmes whose window is over are not asked about.
The answers are kept as they were said, under the same rules as those of a check, and dropped with the result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.actions import decode, encode
from handlers.check_state import CheckState
from handlers.check_words import PRIVATE
from handlers.checking import QUESTION, SHORT, TYPED, Checking
from handlers.desk import INSTEAD
from handlers.looking import ALL, BEGUN, SAID, Looking
from handlers.profile_outcome import Outcome
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.criteria import DECLINED, Exact, Known
from knowledge.english import chinese
from knowledge.hearing.answers import unsure
from knowledge.hearing.words import load_hearing
from knowledge.speaking import _
from knowledge.wording import typed

VERB = "profile"


class Profiling:
    """Looks through all programmes for one person."""

    def __init__(self, checking: Checking) -> None:
        self.checking, self.base = checking, checking.base
        self.hearing = load_hearing(self.base.data)
        self.looking, self.outcome = Looking(checking), Outcome(self.base)

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where nobody asks what there is to apply for."""
        state = self.checking.states.get(turn.chat, turn.person, turn.at)
        active = state if state is not None and state.programme.startswith(ALL) and state.asked else None
        if turn.kind is TurnKind.BUTTON:
            return self._pressed(turn, active)
        if turn.kind is TurnKind.COMMAND:
            return None
        if turn.kind is not TurnKind.TEXT:
            return None if active is None else self._again(turn, active, _(INSTEAD[turn.kind]))
        return self._begins(turn) or (self._typed(turn, active) if active is not None else None)

    def _begins(self, turn: Turn) -> Reply | None:
        text = chinese(turn.text)
        plain = re.sub(r"\s", "", typed(text))
        if turn.is_group or not any(typed(way) in plain for way in self.hearing.asks.profile):
            return None
        if self.checking.assistant.finder.reader.read(text).named:
            return None
        school = any(typed(word) in plain for word in self.hearing.asks.school)
        who = "學校" if school else "學生"
        reply = self._ask(turn, CheckState(f"{ALL}{who}", said({BEGUN: Exact(text)})))
        return self._before(reply, _("我用幾個問題，把{who}可以申請的計畫都看一遍。", who=_(who)), _(PRIVATE))

    def _before(self, reply: Reply, *sentences: str) -> Reply:
        return replace(reply, lines=(*(Line(sentence) for sentence in sentences), *reply.lines))

    # ── what is known ────────────────────────────────────────

    # ── asking ───────────────────────────────────────────────

    def _ask(self, turn: Turn, state: CheckState) -> Reply:
        asked = self.looking.next(state, turn.at)
        if not asked:
            return self._result(turn, state)
        return self._again(turn, replace(state, asked=asked))

    def _again(self, turn: Turn, state: CheckState, *sentences: str) -> Reply:
        self.checking.states.put(turn.chat, turn.person, turn.at, state)
        own = self.looking.question(state.asked)
        field = self.looking.field(state)
        labels = own.choices if own else tuple(field.choices.values())
        buttons = [Button(_(label), encode(VERB, "say", str(n))) for n, label in enumerate(labels)]
        wide = 2 if all(len(label) <= 8 for label in labels) else 1
        rows = [tuple(buttons[n : n + wide]) for n in range(0, len(buttons), wide)]
        rows.append(
            (Button(_("不確定"), encode(VERB, "skip")), Button(_("直接看結果"), encode(VERB, "enough")))
        )
        back = [Button(_("上一題"), encode(VERB, "back"))] if state.order else []
        rows.append((*back, Button(_("取消"), encode(VERB, "stop"))))
        lines = [Line(_(own.ask if own else field.question), Style.STRONG)]
        if not own:
            lines.append(Line(_(field.typed), Style.SMALL))
        return self._before(Reply(tuple(lines), tuple(rows), numbers=not labels), *sentences)

    def _typed(self, turn: Turn, state: CheckState) -> Reply:
        text = chinese(turn.text)
        plain = re.sub(r"[\s。.!！?？]", "", typed(text))
        if (way := TYPED.get(plain)) is not None:
            return self._navigate(turn, state, way)
        if unsure(text):
            return self._answered(turn, state, None)
        if len(plain) > SHORT and QUESTION.search(text):
            return self._digress(turn, state)
        after = self._with(state, text.strip())
        if not any(state.asked in seen.answers for seen in self.looking.seen(after, turn.at)):
            field = self.looking.field(state)
            return self._again(turn, state, _("我看不懂這個回答。{typed}。", typed=_(field.typed)))
        return self._ask(turn, after)

    def _navigate(self, turn: Turn, state: CheckState, way: str) -> Reply:
        """One question back, all over again, or no more."""
        if way == "stop":
            return self._stop(turn)
        if way == "why":
            return self._again(turn, state, _(self.looking.field(state).why))
        begun = {name: known for name, known in state.answers.items() if name == BEGUN}
        if way == "restart":
            return self._ask(turn, CheckState(state.programme, said(begun)))
        if not state.order:
            return self._again(turn, state, _("這是第一題。"))
        last = state.order[-1]
        answers = said(without(state.answers, last))
        return self._again(turn, replace(state, answers=answers, asked=last, order=state.order[:-1]))

    def _digress(self, turn: Turn, state: CheckState) -> Reply:
        """A question in the middle is answered, and our own asked again."""
        answer = self.checking.digress(turn)
        again = self._again(turn, state)
        lines = (*answer.lines, Line(_("—— 回到剛才的問題 ——"), Style.SMALL), *again.lines)
        return replace(again, lines=lines, quotes=answer.quotes)

    def _with(self, state: CheckState, text: str) -> CheckState:
        """``state`` with the question answered, and what else the answer tells."""
        answers = said({**state.answers, state.asked: Exact(text)})
        return replace(state, answers=answers, order=(*state.order, state.asked))

    def _answered(self, turn: Turn, state: CheckState, text: str | None) -> Reply:
        told: Known = DECLINED if text is None else Exact(text)
        answers = {**state.answers, state.asked: told}
        return self._ask(turn, replace(state, answers=answers, order=(*state.order, state.asked)))

    def _pressed(self, turn: Turn, state: CheckState | None) -> Reply | None:
        decoded = decode(turn.action)
        if decoded is None or decoded[0] != VERB or not decoded[1]:
            return None
        if state is None:
            return say(_("這個問題已經過了，答案也刪除了。想再看一次，請說「小孩國二，有什麼可以申請」。"))
        verb, *rest = decoded[1]
        if verb in ("stop", "back"):
            return self._navigate(turn, state, verb)
        if verb == "skip":
            return self._answered(turn, state, None)
        if verb == "enough":
            return self._result(turn, state)
        own = self.looking.question(state.asked)
        labels = own.choices if own else tuple(self.looking.field(state).choices.values())
        place = int(rest[0]) if rest and rest[0].isdigit() else len(labels)
        return self._answered(turn, state, labels[place]) if place < len(labels) else None

    def _stop(self, turn: Turn) -> Reply:
        self.checking.states.drop(turn.chat, turn.person)
        return say(_("好的，取消了。您的答案已經刪除。"))

    # ── the result ───────────────────────────────────────────

    def _result(self, turn: Turn, state: CheckState) -> Reply:
        """What the look ends with; the answers are dropped."""
        seen = self.looking.seen(state, turn.at)
        self.checking.states.drop(turn.chat, turn.person)
        self._remember(turn, state)
        return Reply(self.outcome.lines(seen), self.outcome.closer(seen))

    def _remember(self, turn: Turn, state: CheckState) -> None:
        """What was said stays for the conversation's half hour, so that a closer look need not ask it again."""
        told = [
            own.say.format(said.value) if (own := self.looking.question(name)) else str(said.value)
            for name, said in state.answers.items()
            if isinstance(said, Exact) and (name == SAID or self.looking.question(name))
        ]
        kept = self.checking.conversations.recall(turn.chat, turn.person, turn.at)
        self.checking.conversations.asked(kept, "，".join(told))


def said(answers: Mapping[str, Known]) -> dict[str, Known]:
    """``answers`` with all that was said in sentences put together: one of them may tell several things."""
    texts = [str(known.value) for name, known in answers.items() if name != SAID and isinstance(known, Exact)]
    return {SAID: Exact("，".join(text for text in texts if len(text) > SHORT)), **without(answers, SAID)}


def without(answers: Mapping[str, Known], name: str) -> dict[str, Known]:
    return {other: known for other, known in answers.items() if other != name}
