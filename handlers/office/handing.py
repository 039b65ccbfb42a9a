"""Hand-over to a person: asked for, agreed to, two-way, and handed back. Both sides see who speaks.

Nothing goes to the office before the person agrees, and then only the question, with the name they show only if they
agree to that too. The bot keeps silent in that conversation until it is handed back, or for a day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.actions import decode, encode, mark
from handlers.asking import OLD_BUTTON
from handlers.conversation import Conversation, Conversations
from handlers.office.handover import Handover, Handovers
from handlers.office.hours import Hours
from handlers.office.people import Staff
from handlers.turn import SILENCE, Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.speaking import N_, _

ASKED_FOR = {
    f"{verb}{who}"
    for verb in ("找", "我要找", "我想找", "幫我找", "轉", "幫我轉", "轉接", "請轉", "可以找", "")
    for who in ("人", "真人", "專人", "承辦", "承辦人", "承辦人員", "客服", "人工客服", "真人客服")
} - {"人", "承辦", "承辦人"}
"""What people type who want a person. A word alone that is also a question is not among them."""
NOBODY = N_("這個機器人沒有接上承辦人員。問我「某計畫的聯絡電話」，我會告訴您公文寫的承辦單位。")
ONLY_TEXT = N_("承辦人員這邊只轉文字；請打字。要結束對話按「交還機器人」或 /person。")
TOO_LONG = N_("太長了：一次最多 {most} 字，請分成幾則。這一則沒有傳出去。")
FAILURE = N_("這段對話已經結束了，沒有傳出去。")
WAITING = timedelta(minutes=30)
MOST, LONGEST_REPLY = 1000, 3000
"""Characters of what a person and the office say at a time."""
ENOUGH = 2
"""Misses in a row after which a person is offered."""


class Handing:
    """Both ends of the line. ``office``: the number of the staff chat at the moment, None where there is none; ``counted`` is
    told of each hand-over."""

    def __init__(
        self,
        handovers: Handovers,
        staff: Staff,
        conversations: Conversations,
        office: Callable[[], int | None],
        hours: Hours,
        counted: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        self.handovers, self.staff, self.conversations = handovers, staff, conversations
        self.office, self.hours, self.counted = office, hours, counted
        self.typing: dict[int, datetime] = {}

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        if turn.chat == self.office():
            return self._in_office(turn)
        if turn.is_group or turn.chat != turn.person:
            return None
        if turn.kind is TurnKind.COMMAND:
            self.typing.pop(turn.person, None)
            return self._asked_for(turn) if turn.command == "person" else None
        if turn.kind is TurnKind.BUTTON:
            decoded = decode(turn.action)
            return self._pressed(decoded[1], turn) if decoded and decoded[0] == "person" else None
        return self._typed(turn)

    # the person's end

    def offered(self, conversation: Conversation, turn: Turn) -> tuple[tuple[Button, ...], ...]:
        """A button for a person, where nothing was found twice in a row."""
        if conversation.misses < ENOUGH or self.office() is None or turn.is_group:
            return ()
        return ((Button(_("找承辦人員"), encode("person", "ask")),),)

    def _typed(self, turn: Turn) -> Reply | None:
        handover = self.handovers.of(turn.chat, turn.at)
        if handover is not None:
            if turn.kind is not TurnKind.TEXT:
                return say(_(ONLY_TEXT))
            if len(turn.text) > MOST:
                return say(_(TOO_LONG, most=MOST))
            self.handovers.ask(handover, turn.text, turn.at)
            return SILENCE
        if turn.kind is not TurnKind.TEXT:
            return None
        since = self.typing.pop(turn.person, None)
        if since is not None and timedelta() <= turn.at - since < WAITING:
            self._remember(turn)
            return self._consent(turn.text, turn)
        return self._asked_for(turn) if turn.text.strip(" ？?！!。～~") in ASKED_FOR else None

    def _remember(self, turn: Turn) -> None:
        self.conversations.asked(self.conversations.recall(turn.chat, turn.person, turn.at), turn.text)

    def _question(self, turn: Turn) -> str:
        """The last question, as long as it is remembered."""
        questions = self.conversations.recall(turn.chat, turn.person, turn.at).questions
        return questions[-1] if questions else ""

    def _asked_for(self, turn: Turn) -> Reply:
        if self.office() is None:
            return say(_(NOBODY))
        handover = self.handovers.of(turn.chat, turn.at)
        if handover is not None:
            return say(_("您正在和承辦人員對話；打字就會傳給他們。"), buttons=((back(handover),),))
        question = self._question(turn)
        return self._consent(question, turn) if question else self._ask(turn)

    def _ask(self, turn: Turn) -> Reply:
        self.typing[turn.person] = turn.at
        return say(_("請打出要問承辦人員的問題（先不會傳出去）。"))

    def _consent(self, question: str, turn: Turn) -> Reply:
        if len(question) > MOST:
            self.typing[turn.person] = turn.at
            return say(_(TOO_LONG, most=MOST))
        lines = (
            Line(_("要把這個問題轉給承辦人員嗎？"), Style.STRONG),
            Line(_("「{question}」", question=question)),
            Line(_("只轉這句話，他們看不到您是誰。{when}", when=self._when(turn.at)), Style.SMALL),
        )
        sure = mark(question)
        buttons = (
            (Button(_("轉過去"), encode("person", "go", sure)),),
            (Button(_("轉過去，也讓他們看到我的顯示名稱"), encode("person", "named", sure)),),
            (Button(_("改問別的"), encode("person", "other")), Button(_("不用了"), encode("person", "no"))),
        )
        return Reply(lines, buttons)

    def _when(self, at: datetime) -> str:
        if self.hours.open(at):
            return _("回覆時間：{hours}。", hours=self.hours.told())
        return _(
            "現在不是上班時間（{hours}），最快 {opens:%m/%d %H:%M} 才有人看到。",
            hours=self.hours.told(),
            opens=self.hours.opens(at),
        )

    def _pressed(self, arguments: tuple[str, ...], turn: Turn) -> Reply:
        act, value = (*arguments, "", "")[:2]
        if act == "ask":
            return self._asked_for(turn)
        if act == "other":
            return self._ask(turn)
        if act == "no":
            return say(_("好，沒有轉出去。"))
        if act == "back":
            handover = self.handovers.of(turn.chat, turn.at)
            if handover is None or not self.handovers.end(handover, False, turn.at):
                return say(_("對話已經結束了。"))
            return say(_("交還給我了。有什麼要問的，直接打字。"))
        if act == "again":
            return self._again(value, turn)
        if act not in {"go", "named"}:
            return say(_(OLD_BUTTON))
        question = self._question(turn)
        if self.office() is None:
            return say(_(NOBODY))
        if not question or mark(question) != value:
            return say(_("隔了一段時間，我不記得那個問題了，沒有轉出去。要轉請再用 /person。"))
        handover = self.handovers.begin(turn.chat, turn.name if act == "named" else "", question, turn.at)
        self.counted(turn.at)
        return say(
            _("轉過去了。{when}", when=self._when(turn.at)),
            _("接下來 24 小時您在這裡打的字都會傳給承辦人員，我不插話；要我回來，按下面。"),
            buttons=((back(handover),),),
        )

    def _again(self, number: str, turn: Turn) -> Reply:
        """The person wants to say something to a reply that came after the bot had begun to answer again."""
        handover = self.handovers.find(int(number)) if number.isascii() and number.isdigit() else None
        if handover is None or handover.chat != turn.chat or not handover.reachable(turn.at):
            return say(_("對話已經結束了。"))
        self.handovers.reopen(handover, turn.at)
        return say(
            _("好，接下來 24 小時您打的字都會傳給承辦人員；要我回來，按下面。"), buttons=((back(handover),),)
        )

    # the office's end

    def _in_office(self, turn: Turn) -> Reply | None:
        if turn.kind is TurnKind.BUTTON:
            decoded = decode(turn.action)
            if decoded is None or decoded[0] != "back":
                return None
            number = decoded[1][0] if decoded[1] else ""
            handover = self.handovers.find(int(number)) if number.isascii() and number.isdigit() else None
            if handover is None or not self.handovers.end(handover, True, turn.at):
                return say("這段對話已經結束了。")
            self.staff.log(turn.person, "handback", str(handover.id), turn.at)
            return say(f"對話 {handover.id} 交還機器人了。")
        handover = self.handovers.replied(turn.replied) if turn.replied else None
        if handover is None or turn.kind is TurnKind.COMMAND:
            return None
        return self._answered(handover, turn)

    def _answered(self, handover: Handover, turn: Turn) -> Reply:
        member = self.staff.member(turn.person)
        if member is None:
            self.staff.log(turn.person, "handover.reply", str(handover.id), turn.at, refused=True)
            return say("只有登記過的承辦人員可以回覆，這句沒有傳出去。")
        if turn.kind is not TurnKind.TEXT:
            return say("只能轉文字，這則沒有傳出去。")
        if not handover.reachable(turn.at):
            return say(_(FAILURE))
        if len(turn.text) > LONGEST_REPLY:
            return say(f"太長了：一次最多 {LONGEST_REPLY} 字，請分成幾則。這一則沒有傳出去。")
        self.handovers.tell(handover, member.office, turn.text, turn.at)
        self.staff.log(turn.person, "handover.reply", str(handover.id), turn.at)
        return say(f"傳給對話 {handover.id} 的提問人了。")


def again(handover: Handover) -> Button:
    """To the office again, once the bot answers again."""
    return Button(_("回覆承辦人員"), encode("person", "again", str(handover.id)))


def back(handover: Handover) -> Button:
    """The person's way back to the bot."""
    return Button(_("交還機器人"), encode("person", "back", str(handover.id)))
