"""How a check moves from one state to the next, and what is shown there. Every move keeps the state it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import check_words as words
from handlers.check_screens import Screens
from handlers.check_state import GROUP, CheckState, CheckStates
from handlers.turn import Reply, Turn, say
from knowledge.checks import Check, judge
from knowledge.criteria import DECLINED, Known
from knowledge.speaking import _


class Moves:
    """Moves states of one knowledge base's checks."""

    def __init__(self, checks: Mapping[str, Check], screens: Screens, states: CheckStates) -> None:
        self.checks, self.screens, self.states = checks, screens, states

    def begin(self, turn: Turn, name: str, answers: Mapping[str, Known]) -> Reply:
        """The first screen of a check, with what is known already."""
        check = self.checks[name]
        reply = self.ask(turn, CheckState(name, answers))
        over = self.screens.over(name, judge(check, answers, turn.at), turn.at)
        return replace(reply, lines=(*words.opening(check, answers, over), *reply.lines))

    def kept(self, turn: Turn, state: CheckState, reply: Reply) -> Reply:
        self.states.put(turn.chat, turn.person, turn.at, state)
        return reply

    def ask(self, turn: Turn, state: CheckState, *sentences: str) -> Reply:
        """The next question, or the result."""
        judgement = judge(self.checks[state.programme], state.answers, turn.at)
        after = replace(state, asked=self.screens.next(state, judgement, turn.at))
        show = self.screens.question if after.asked else self.screens.result
        return self.screens.after(self.kept(turn, after, show(after, turn.at)), *sentences)

    def again(self, turn: Turn, state: CheckState, *sentences: str) -> Reply:
        """The same question once more, after a sentence; nothing is lost."""
        reply = self.kept(turn, state, self.screens.question(state, turn.at))
        return self.screens.after(reply, *sentences)

    def answered(self, turn: Turn, state: CheckState, told: Mapping[str, Known], *sentences: str) -> Reply:
        """Keep what was told and ask what comes next."""
        asked, known = state.asked, told.get(state.asked)
        past = asked.startswith(GROUP) or known is not None
        order = (*(each for each in state.order if each != asked), asked) if asked and past else state.order
        after = replace(state, answers={**state.answers, **told}, order=order, left=False)
        near = self.screens.near(state.programme, asked, known) if asked else None
        if near is not None:
            return self.kept(turn, after, self.screens.after(near, *sentences))
        reply = self.ask(turn, after)
        now = self.states.get(turn.chat, turn.person, turn.at)
        if now is None or not now.asked:
            return self.screens.beneath(reply, *sentences)
        if known not in (None, DECLINED) and now.asked == asked:
            sentences = (*sentences, _("記下了，不過還要再準一點才能判斷："))
        return self.screens.after(reply, *sentences)

    def clashed(self, turn: Turn, state: CheckState, name: str, now: Known, *noted: str) -> Reply:
        """Something was told otherwise before: which of the two; the earlier one stays until that is answered."""
        sentence = words.clash(self.checks[state.programme].field(name), state.answers[name], now)
        return self.again(turn, replace(state, asked=name), *noted, sentence)

    def skipped(self, state: CheckState) -> CheckState:
        """The group asked about is from now on asked one by one."""
        return replace(state, skipped=(*state.skipped, state.asked.removeprefix(GROUP)))

    def why(self, turn: Turn, state: CheckState, ids: tuple[str, ...]) -> Reply:
        """Why a question is asked, and the question again."""
        if len(ids) == 2:
            sentence = self.checks[ids[0]].field(ids[1]).why
        else:
            sentence = _("這幾項都是公文寫的條件；一次確認，就不用一題一題回答。")
        return self.again(turn, state, sentence) if state.asked else say(sentence)

    def navigate(self, turn: Turn, state: CheckState, verb: str) -> Reply | None:
        """上一題, 為什麼問, 取消, 重來, and the buttons under a result; None where there is nothing of the kind here."""
        if verb in ("stop", "done"):
            self.states.drop(turn.chat, turn.person)
            return say(
                _("好的，檢核取消了。") if verb == "stop" else _("檢核完成。"), _("您的答案已經刪除。")
            )
        if verb == "restart":
            reply = self.ask(turn, CheckState(state.programme))
            return self.screens.after(reply, _("好，從頭開始；剛才的答案都刪除了。"))
        if verb == "back":
            return self.back(turn, state)
        if verb == "why":
            return self.why(turn, state, (state.programme, *state.asked.split(":"))) if state.asked else None
        if verb in ("on", "result"):
            return self.ask(turn, replace(state, on=state.on or verb == "on"))
        shows: dict[str, Callable[[], Reply]] = {
            "papers": lambda: self.screens.papers(state, turn.at),
            "edit": lambda: self.screens.edit(state),
        }
        return self.kept(turn, state, shows[verb]()) if verb in shows else None

    def back(self, turn: Turn, state: CheckState) -> Reply:
        """The question before this one; the answers after it are kept."""
        if not state.order:
            return self.again(turn, state, _("這是第一題。")) if state.asked else self.ask(turn, state)
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
        return self.again(turn, before)
