"""The guided check: one question a message, typed or tapped answers, and a result with the verdict first.

What is kept is only the answers and the place (``check_state``); everything else follows from them each time, so a
restart or an old button harms nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers import check_words as words
from handlers.actions import decode
from handlers.check_screens import GROUP, VERB, Screens, press
from handlers.check_state import CheckState, CheckStates
from handlers.conversation import Conversations
from handlers.desk import INSTEAD
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.checks import Check, judge, load_checks
from knowledge.criteria import ABSENT, DECLINED, Known
from knowledge.dates import in_taipei, school_year
from knowledge.hearing import Heard, hear
from knowledge.hearing.answers import unsure
from knowledge.hearing.sentence import NAME
from knowledge.hearing.words import How, load_hearing
from knowledge.telling import Answer
from knowledge.wording import typed

OVER = "這個檢核已經結束了（按過取消或完成，或30分鐘沒有動作），答案都刪除了。要再看一次嗎？"
IN_A_GROUP = "資格檢核會問到孩子或學校的情況，請私訊我，再傳一次 /check。"
QUESTION = re.compile(r"[?？]|嗎|什麼|怎麼|如何|哪裡|哪些|多少|為何|誰|何時|幾號|呢$")
TYPED = {
    "上一題": "back",
    "為什麼問": "why",
    "為什麼": "why",
    "取消": "stop",
    "不查了": "stop",
    "結束": "stop",
}
SHORT = 4
"""So few characters are an answer even with a question mark (「國三？」)."""


class Checking:
    """Leads people through the checks of one knowledge base. ``digress`` answers a question in the middle."""

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        states: CheckStates,
        digress: Callable[[Turn], Reply],
    ) -> None:
        self.assistant, self.conversations = assistant, conversations
        self.states, self.digress = states, digress
        self.base = assistant.base
        self.checks: Mapping[str, Check] = {
            name: check for name, check in load_checks(self.base.data).items() if name in self.base.programmes
        }
        self.screens = Screens(assistant, self.checks)
        self.hearing = load_hearing(self.base.data)

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn has nothing to do with a check."""
        match turn.kind:
            case TurnKind.COMMAND:
                return self.command(turn) if turn.command == "check" else None
            case TurnKind.BUTTON:
                return self.pressed(turn)
            case TurnKind.TEXT:
                return self.typed(turn) or self.begins(turn)
            case _:
                state = self.active(turn)
                return None if state is None else self._again(turn, state, INSTEAD[turn.kind])

    def offer(self, answer: Answer) -> tuple[tuple[Button, ...], ...]:
        """The button under an answer about a programme that has a check."""
        if (
            answer.status is not Status.ANSWERED
            or answer.programme is None
            or answer.programme not in self.checks
        ):
            return ()
        return ((press("幫我看資格", "go", answer.programme),),)

    # ── beginning ────────────────────────────────────────────

    def command(self, turn: Turn) -> Reply:
        """/check: which check; with a programme's name behind it, that one."""
        if turn.is_group:
            return say(IN_A_GROUP)
        named = self._named(turn.text)
        if len(named) == 1:
            return self.start(turn, named[0], [turn.text])
        offered = named or tuple(self.checks)
        buttons = [press(self.base.programmes[name].programme.short, "go", name) for name in offered]
        rows = tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
        return say("要看哪一個計畫的資格？", buttons=rows)

    def _named(self, text: str) -> tuple[str, ...]:
        """The checks whose programme a text names; the one alone whose short name it is."""
        if not text.strip():
            return ()
        short = [n for n in self.checks if bare(self.base.programmes[n].programme.short) == bare(text)]
        return tuple(short or (n for n in self.assistant.finder.reader.read(text).named if n in self.checks))

    def begins(self, turn: Turn) -> Reply | None:
        """「我的孩子可以申請嗎」 about a programme starts its check; None where the text is something else."""
        if turn.is_group or not opens(self.assistant.finder.reader.unnamed(turn.text, NAME)):
            return None
        earlier = self._recent(turn)
        question = self.assistant.finder.reader.read(turn.text, earlier)
        names = [name for name in question.named or question.topic if name in self.checks]
        return self.start(turn, names[0], [*earlier, turn.text]) if len(names) == 1 else None

    def _recent(self, turn: Turn) -> list[str]:
        return list(self.conversations.recall(turn.chat, turn.person, turn.at).questions)

    def start(self, turn: Turn, name: str, said: Sequence[str]) -> Reply:
        """Begin a check; what ``said`` tells already is not asked again."""
        check = self.checks[name]
        answers: dict[str, Known] = {}
        for text in said:
            answers.update(self._heard(check, text, turn.at))
        reply = self._ask(turn, CheckState(name, answers))
        return replace(reply, lines=(*words.opening(check, answers), *reply.lines))

    def _heard(self, check: Check, text: str, at: datetime) -> dict[str, Known]:
        """What a free message tells; a grade only where the school year asked for is the present one."""
        plain = self.assistant.finder.reader.unnamed(text, NAME)
        found = dict(hear(check, plain, at, whole=text).answers)
        for name, manner in self.hearing.manners(check).items():
            other_year = manner.year not in (None, school_year(in_taipei(at).date()))
            if manner.how is How.GRADE and other_year:
                found.pop(name, None)
        return found

    # ── typed answers ────────────────────────────────────────

    def active(self, turn: Turn) -> CheckState | None:
        """The check that waits for an answer of this person."""
        state = self.states.get(turn.chat, turn.person, turn.at)
        return state if state is not None and state.asked and state.programme in self.checks else None

    def typed(self, turn: Turn) -> Reply | None:
        """Something typed while a check waits for an answer; None where none does."""
        state = self.active(turn)
        if state is None:
            return None
        plain = re.sub(r"[\s。.!！?？]", "", typed(turn.text))
        if plain in TYPED:
            return self._navigate(turn, state, TYPED[plain])
        if len(plain) > SHORT and QUESTION.search(turn.text):
            return self._digress(turn, state)
        if state.asked.startswith(GROUP):
            return self._typed_group(turn, state, plain)
        return self._take(turn, state, hear(self.checks[state.programme], turn.text, turn.at, state.asked))

    def _digress(self, turn: Turn, state: CheckState) -> Reply:
        """A question in the middle is answered, and the check's own question asked again."""
        answer = self.digress(turn)
        again = self._again(turn, state)
        lines = (*answer.lines, Line("—— 回到檢核 ——", Style.SMALL), *again.lines)
        return replace(again, lines=lines, quotes=answer.quotes)

    def _take(self, turn: Turn, state: CheckState, heard: Heard) -> Reply:
        """An answer to the question asked: kept, and the next question; or what is wrong with it."""
        if heard.problems:
            return self._again(turn, state, heard.problems[0].sentence)
        if heard.unsure:
            return self._answered(turn, state, {state.asked: DECLINED})
        before = state.answers
        new = {n: k for n, k in heard.answers.items() if n == state.asked or before.get(n, ABSENT) is ABSENT}
        return self._answered(turn, state, new)

    def _typed_group(self, turn: Turn, state: CheckState, plain: str) -> Reply:
        """A typed answer to several conditions at once: yes, no, or some of the facts themselves."""
        told = self._heard(self.checks[state.programme], turn.text, turn.at)
        if told:
            return self._answered(turn, self._skip(state), told)
        yes, no = (tuple(map(typed, ways)) for ways in (self.hearing.answers.yes, self.hearing.answers.no))
        if plain in {*yes, "都符合", "都有", "都是", "符合", "都可以"}:
            group = self.screens.group(state, turn.at)
            return self._answered(turn, self._skip(state), group.if_yes if group else {})
        if unsure(turn.text) or plain.startswith(no):
            return self._answered(turn, self._skip(state), {})
        return self._again(turn, state, "請回答「都符合」或「不是」；不是的話，我會一項一項問。")

    def _skip(self, state: CheckState) -> CheckState:
        return replace(state, skipped=(*state.skipped, state.asked.removeprefix(GROUP)))

    def _answered(self, turn: Turn, state: CheckState, told: Mapping[str, Known]) -> Reply:
        """Keep what was told and ask what comes next."""
        asked, known = state.asked, told.get(state.asked)
        order = (*(each for each in state.order if each != asked), asked)
        after = replace(state, answers={**state.answers, **told}, order=order)
        near = self.screens.near(state.programme, asked, known)
        if near is not None:
            return self._kept(turn, after, near)
        reply = self._ask(turn, after)
        now = self.active(turn)
        if known not in (None, DECLINED) and now is not None and now.asked == asked:
            return self.screens.after(reply, "記下了，不過還要再準一點才能判斷：")
        return reply

    # ── questions ────────────────────────────────────────────

    def _ask(self, turn: Turn, state: CheckState) -> Reply:
        """The next question, or the result."""
        judgement = judge(self.checks[state.programme], state.answers, turn.at)
        after = replace(state, asked=self.screens.next(state, judgement, turn.at))
        show = self.screens.question if after.asked else self.screens.result
        return self._kept(turn, after, show(after, turn.at))

    def _kept(self, turn: Turn, state: CheckState, reply: Reply) -> Reply:
        self.states.put(turn.chat, turn.person, turn.at, state)
        return reply

    def _again(self, turn: Turn, state: CheckState, *sentences: str) -> Reply:
        """The same question once more, after a sentence; nothing is lost."""
        reply = self._kept(turn, state, self.screens.question(state, turn.at))
        return self.screens.after(reply, *sentences)

    # ── buttons ──────────────────────────────────────────────

    def pressed(self, turn: Turn) -> Reply | None:
        """A button of a check; None where the button is somebody else's, or speaks of what is no more."""
        decoded = decode(turn.action)
        if decoded is None or decoded[0] != VERB or len(decoded[1]) != 2:
            return None
        verb, ids = decoded[1][0], self.screens.marks.get(decoded[1][1])
        if ids is None:
            return None
        if turn.is_group:
            return say(IN_A_GROUP)
        if verb == "go":
            return self.start(turn, ids[0], self._recent(turn))
        state = self.states.get(turn.chat, turn.person, turn.at)
        if state is None or state.programme != ids[0]:
            return say(OVER, buttons=((press("再看一次", "go", ids[0]),),))
        if verb == "why":
            return self._why(turn, state, ids)
        if verb in ("set", "keep", "skip", "ask"):
            return self._about_field(turn, state, verb, ids)
        if verb in ("yes", "no"):
            return self._about_group(turn, state, verb, ids)
        return self._navigate(turn, state, verb)

    def _about_field(self, turn: Turn, state: CheckState, verb: str, ids: tuple[str, ...]) -> Reply | None:
        if len(ids) < 2 or ids[1] == GROUP:
            return None
        asked = self.checks[ids[0]].field(ids[1])
        here = replace(state, asked=asked.id)
        if verb == "set" and len(ids) == 3:
            return self._answered(turn, here, {asked.id: self.screens.value(asked, ids[2])})
        if verb == "skip":
            return self._answered(turn, here, {asked.id: DECLINED})
        return self._again(turn, here) if verb == "ask" else self._ask(turn, here)

    def _about_group(self, turn: Turn, state: CheckState, verb: str, ids: tuple[str, ...]) -> Reply:
        if state.asked != f"{GROUP}{ids[-1]}":
            return self._again(turn, state) if state.asked else self._ask(turn, state)
        group = self.screens.group(state, turn.at)
        told = group.if_yes if group is not None and verb == "yes" else {}
        return self._answered(turn, self._skip(state), told)

    def _why(self, turn: Turn, state: CheckState, ids: tuple[str, ...]) -> Reply:
        if len(ids) == 2:
            sentence = self.checks[ids[0]].field(ids[1]).why
        else:
            sentence = "這幾項都是公文寫的條件；一次確認，就不用一題一題回答。"
        return self._again(turn, state, sentence) if state.asked else say(sentence)

    def _navigate(self, turn: Turn, state: CheckState, verb: str) -> Reply | None:
        """上一題, 為什麼問, 取消, and the buttons under a result."""
        if verb in ("stop", "done"):
            self.states.drop(turn.chat, turn.person)
            return say("好的，檢核取消了。" if verb == "stop" else "檢核完成。", "您的答案已經刪除。")
        if verb == "back":
            return self._back(turn, state)
        if verb == "why":
            return self._why(turn, state, (state.programme, *state.asked.split(":")))
        if verb == "on":
            return self._ask(turn, replace(state, on=True))
        shows = {
            "papers": lambda: self.screens.papers(state, turn.at),
            "edit": lambda: self.screens.edit(state),
        }
        return self._kept(turn, state, shows[verb]()) if verb in shows else None

    def _back(self, turn: Turn, state: CheckState) -> Reply:
        """The question before this one; the answers after it are kept."""
        if not state.order:
            return self._again(turn, state, "這是第一題。")
        *rest, last = state.order
        group = last.removeprefix(GROUP)
        fields = self.screens.fields_of(state.programme, group) if last.startswith(GROUP) else set()
        fields = fields - set(rest)
        before = replace(
            state,
            asked=last,
            order=tuple(rest),
            skipped=tuple(each for each in state.skipped if each != group),
            answers={name: known for name, known in state.answers.items() if name not in fields},
        )
        return self._again(turn, before)


def opens(plain: str) -> bool:
    """Whether a message, without the programme's name, only asks to be checked: 「我的孩子可以申請嗎」."""
    asks = load_hearing().asks
    left = plain.replace(NAME, "")
    for word in sorted(asks.own, key=len, reverse=True):
        left = left.replace(typed(word), "")
    return bare(left) in set(map(bare, asks.start))


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", typed(text))
