"""The guided check: one question a message, typed or tapped answers, and a result with the verdict first.

What is kept is only the answers and the place (``check_state``); everything else follows from them each time, so a
restart or an old button harms nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from handlers import check_words as words
from handlers.actions import decode
from handlers.check_hearing import SHORT_FACT, Listener, within
from handlers.check_moves import Moves
from handlers.check_opening import Opening
from handlers.check_screens import VERB, Screens, press
from handlers.check_state import GROUP, CheckState, CheckStates
from handlers.conversation import Conversations
from handlers.desk import INSTEAD
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.answer import Answer
from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.checks import Check, load_checks
from knowledge.criteria import ABSENT, DECLINED, Known
from knowledge.english import chinese
from knowledge.hearing.answers import unsure
from knowledge.speaking import N_, _
from knowledge.wording import typed

Rows = tuple[tuple[Button, ...], ...]
OVER = N_("這個檢核已經結束了（按過取消或完成，或30分鐘沒有動作），答案都刪除了。要再看一次嗎？")
IN_A_GROUP = N_("資格檢核會問到孩子或學校的情況，請私訊我，再傳一次 /check。")
WHAT = re.compile(r"什麼|怎麼|如何|哪裡|哪些|哪天|多少|為何|誰|何時|幾號")
QUESTION = re.compile(rf"[?？]|嗎|{WHAT.pattern}|呢$")
OTHER = ("另一個計畫", "別的計畫", "換一個計畫", "換計畫", "其他計畫")
TYPED = {
    "上一題": "back",
    "回上一題": "back",
    "為什麼問": "why",
    "為什麼": "why",
    "重來": "restart",
    "重新開始": "restart",
    "從頭開始": "restart",
    "重新來": "restart",
    "取消": "stop",
    "不查了": "stop",
    "結束": "stop",
    "改答案": "edit",
    "改一個答案": "edit",
}
AFTERWARDS = TYPED | {"完成": "done", "繼續": "on", "要交什麼": "papers", "文件清單": "papers"}
SHORT = 4
"""So few characters are an answer even with a question mark (「國三？」), unless they ask what (「多少錢」)."""


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
        self.moves = Moves(self.checks, self.screens, states)
        self.opening = Opening(assistant, self.checks, conversations)
        self.listener = Listener(assistant)

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
                return None if state is None else self.moves.again(turn, state, _(INSTEAD[turn.kind]))

    def offer(self, answer: Answer) -> Rows:
        """The button under an answer about a programme that has a check."""
        if answer.status is not Status.ANSWERED or answer.programme not in self.checks:
            return ()
        return ((press(_("幫我看資格"), "go", str(answer.programme)),),)

    # ── beginning ────────────────────────────────────────────

    def command(self, turn: Turn) -> Reply:
        """/check: which check; with a programme's name behind it, that one."""
        if turn.is_group:
            return say(_(IN_A_GROUP))
        named = self.opening.named(turn.text)
        if len(named) == 1:
            return self.start(turn, named[0], [turn.text])
        return self.screens.menu(named or tuple(self.checks))

    def begins(self, turn: Turn) -> Reply | None:
        """A message that asks for a check and nothing else starts it; None where it is something else."""
        begun = self.opening.begun(turn)
        return self.start(turn, *begun) if begun else None

    def start(self, turn: Turn, name: str, said: Sequence[str]) -> Reply:
        """Begin a check; what ``said`` tells already is not asked again."""
        answers: dict[str, Known] = {}
        for text in said:
            answers.update(self.listener.free(self.checks[name], chinese(text), turn.at))
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        conversation.programme = name
        return self.moves.begin(turn, name, answers)

    # ── typed answers ────────────────────────────────────────

    def kept(self, turn: Turn) -> CheckState | None:
        """The check of this person, waiting for an answer or with its result shown."""
        state = self.states.get(turn.chat, turn.person, turn.at)
        return state if state is not None and state.programme in self.checks else None

    def active(self, turn: Turn) -> CheckState | None:
        """The check that waits for an answer of this person."""
        state = self.kept(turn)
        return state if state is not None and state.asked else None

    def typed(self, turn: Turn) -> Reply | None:
        """Something typed during a check; None where there is none, or it is about something else."""
        state = self.kept(turn)
        if state is None:
            return None
        heard = replace(turn, text=chinese(turn.text))
        plain = re.sub(r"[\s。.!！?？]", "", typed(heard.text))
        if plain in OTHER:
            return self.screens.menu(tuple(self.checks))
        ways = TYPED if state.asked else {} if state.left else AFTERWARDS
        if plain in ways:
            return self.moves.navigate(turn, state, ways[plain])
        long = len(plain) > SHORT
        asks = (QUESTION if long else WHAT).search(heard.text) is not None and (long or not unsure(plain))
        if not state.asked:
            return self._afterwards(heard, state, asks=asks)
        return self._digress(turn, state) if asks else self._answer(heard, state)

    def _answer(self, turn: Turn, state: CheckState) -> Reply:
        """What a message answers, corrects, or tells on the way."""
        check = self.checks[state.programme]
        if fixed := self.listener.corrected(check, state, turn.text, turn.at):
            return self._fixed(turn, state, fixed)
        if state.asked.startswith(GROUP):
            group = self.screens.group(state, turn.at)
            said = self.listener.group(check, state, group, turn.text, turn.at)
            about = set(group.fields) if group else set()
        else:
            said = self.listener.answer(check, state, turn.text, turn.at)
            about = {state.asked}
        if said.problem:
            if state.answers and self.listener.corrects_something(turn.text):
                return self.moves.navigate(turn, state, "edit") or self.moves.again(turn, state)
            return self.moves.again(turn, state, said.problem)
        here = self.moves.skipped(state) if said.one_by_one else state
        noted = words.noted(check, {name: said.told[name] for name in said.noted})
        if said.clash:
            after = replace(here, answers={**here.answers, **said.told})
            return self.moves.clashed(turn, after, *said.clash, *noted)
        if not said.one_by_one and not about & set(said.told):
            here = replace(here, asked="")
        return self.moves.answered(turn, here, said.told, *noted)

    def _fixed(self, turn: Turn, state: CheckState, fixed: Mapping[str, Known]) -> Reply:
        """Earlier answers put right; the check goes on from there."""
        new = {n: known for n, known in fixed.items() if within(known, state.answers.get(n, ABSENT))}
        changed = {name: known for name, known in fixed.items() if name not in new}
        check = self.checks[state.programme]
        noted = (*words.noted(check, changed, _("好，改成")), *words.noted(check, new))
        return self.moves.answered(turn, replace(state, asked=""), fixed, *noted)

    def _afterwards(self, turn: Turn, state: CheckState, *, asks: bool) -> Reply | None:
        """After the result: a fact or a correction judges anew; None where something else is spoken of."""
        check = self.checks[state.programme]
        told = {} if asks else self.listener.corrected(check, state, turn.text, turn.at)
        if not told and not asks and not state.left:
            told = self.listener.afterwards(check, state, turn.text, turn.at)
        if told:
            return self._fixed(turn, state, told)
        if not asks and state.answers and not state.left and self.listener.corrects_something(turn.text):
            return self.moves.navigate(turn, state, "edit")
        short = len(turn.text) <= SHORT_FACT and not asks
        if not state.left and not short:
            self.states.put(turn.chat, turn.person, turn.at, replace(state, left=True))
        return None

    def _digress(self, turn: Turn, state: CheckState) -> Reply:
        """A question in the middle is answered, and the check's own question asked again."""
        answer = self.digress(turn)
        again = self.moves.again(turn, state)
        lines = (*answer.lines, Line(_("—— 回到檢核 ——"), Style.SMALL), *again.lines)
        return replace(again, lines=lines, quotes=answer.quotes)

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
            return say(_(IN_A_GROUP))
        if verb == "go":
            return self.start(turn, ids[0], self.opening.recent(turn))
        if verb == "menu":
            return self.screens.menu(tuple(self.checks))
        state = self.states.get(turn.chat, turn.person, turn.at)
        if state is None or state.programme != ids[0]:
            return say(_(OVER), buttons=((press(_("再看一次"), "go", ids[0]),),))
        if verb == "why":
            return self.moves.why(turn, state, ids)
        if verb in ("set", "keep", "skip", "ask"):
            return self._about_field(turn, state, verb, ids)
        if verb in ("yes", "no"):
            return self._about_group(turn, state, verb, ids)
        return self.moves.navigate(turn, state, verb)

    def _about_field(self, turn: Turn, state: CheckState, verb: str, ids: tuple[str, ...]) -> Reply | None:
        if len(ids) < 2 or ids[1] == GROUP:
            return None
        asked = self.checks[ids[0]].field(ids[1])
        here = replace(state, asked=asked.id)
        if verb == "set" and len(ids) == 3:
            return self.moves.answered(turn, here, {asked.id: self.screens.value(asked, ids[2])})
        if verb == "skip":
            return self.moves.answered(turn, here, {asked.id: DECLINED})
        return self.moves.again(turn, here) if verb == "ask" else self.moves.ask(turn, here)

    def _about_group(self, turn: Turn, state: CheckState, verb: str, ids: tuple[str, ...]) -> Reply:
        if state.asked != f"{GROUP}{ids[-1]}":
            return self.moves.again(turn, state) if state.asked else self.moves.ask(turn, state)
        group = self.screens.group(state, turn.at)
        told = group.if_yes if group is not None and verb == "yes" else {}
        return self.moves.answered(turn, self.moves.skipped(state), told)
