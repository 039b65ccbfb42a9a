"""The announcement desk, second half: sending, a second person's yes, pausing, cancelling.

Each step is taken from the state that was seen, so a button pressed twice, late, or by two people does its work once.
"""

from __future__ import annotations

from collections.abc import Iterable

from handlers.actions import decode
from handlers.asking import OLD_BUTTON
from handlers.office.announcements import Announcement, Announcements, duration
from handlers.office.card import Card, action, gist, mine
from handlers.office.people import Member, Staff
from handlers.office.states import Act, State
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say

FROM_CARD = {"send", "go", "drop"}
LATER = {"approve", "return", "now!", "back", "pause", "resume", "stop", "stop!"}
STEPS: dict[str, tuple[set[State], Act, str]] = {
    "drop": ({State.DRAFT}, Act.CANCEL, "草稿丟掉了。"),
    "stop": ({State.WAITING, State.SCHEDULED, State.LATE}, Act.CANCEL, "已取消，一則都沒送。"),
    "stop!": ({State.SENDING, State.PAUSED}, Act.CANCEL, "已取消，其餘的不會送。報告馬上到。"),
    "return": ({State.WAITING}, Act.GIVE_BACK, "已退回成草稿。"),
    "back": ({State.SCHEDULED, State.LATE}, Act.GIVE_BACK, "已改回草稿，可以再改。"),
    "pause": ({State.SENDING}, Act.PAUSE, "已暫停；已經在路上的幾則可能還會到。"),
    "resume": ({State.PAUSED}, Act.SEND, "繼續送。"),
    "now!": ({State.LATE}, Act.SEND, "開始送出。進度在下面那一則，可以暫停或取消。"),
}
"""What a button does: from which states, which step, and what is said."""
ALONE = "要兩個人才能送，可是同單位沒有第二位承辦人員；請負責人邀一位（/staff invite）。"
OWN = "要第二個人核可；自己寫的不能自己核可。"
APPROVED = "核可了，開始送出。進度傳給寫公告的人；您也可以用 /announcements 看，在那裡暫停或取消。"
STARTED = "開始送出，{}。進度在下面那一則，可以暫停或取消。"


class Releasing:
    """Lets announcements go. ``two_people``: a second one of the staff has to say yes."""

    def __init__(self, announcements: Announcements, staff: Staff, card: Card, *, two_people: bool) -> None:
        self.announcements, self.staff, self.card, self.two_people = announcements, staff, card, two_people

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is None or decoded[0] != "desk":
            return None
        act, number, version = (*decoded[1], "", "", "")[:3]
        found = self.announcements.find(int(number)) if number.isascii() and number.isdigit() else None
        member = self.staff.member(turn.person)
        if act not in FROM_CARD | LATER or found is None or member is None:
            return say(OLD_BUTTON)
        if not mine(member, found):
            return self._refused(act, found, turn, "這則公告是別的單位的，您不能動。")
        if str(found.version) != version:
            why = "這則公告後來改過了，這個按鈕是舊的。用 /announcements 看現在怎樣。"
            return self._refused(act, found, turn, why)
        if act in FROM_CARD and found.state is not State.DRAFT:
            why = f"這則公告不是草稿了（{found.stands}），沒有再送一次。"
            return self._refused(act, found, turn, why)
        return self._do(act, found, turn)

    def _do(self, act: str, found: Announcement, turn: Turn) -> Reply:
        if act == "send":
            return self._confirm(found, turn)
        if act == "go":
            return self._go(found, turn)
        if act == "approve":
            return self._approve(found, turn)
        if act == "stop" and found.state in {State.SENDING, State.PAUSED}:
            tally = self.announcements.tally(found)
            sure = Button("確定取消", action("stop!", found))
            return say(
                f"已送出 {tally.settled}，還有 {tally.total - tally.settled} 沒送。取消就不再送。",
                buttons=((sure,),),
            )
        states, step, told = STEPS[act]
        moved = self._move(found, step, turn) if found.state in states else None
        if moved is None:
            return self._too_late(act, found, turn)
        if moved.state is State.DRAFT:
            if moved.author != turn.person:
                self._tell_author(moved, "退回了", turn)
                return say(told)
            return self.card.show(moved, turn.at)
        return say(told)

    def _confirm(self, draft: Announcement, turn: Turn) -> Reply:
        """The last look: how many, how long, when. Nothing is sent yet."""
        if problems := [*self.card.problems(draft, turn.at), *self._nobody_else(draft)]:
            return not_yet(draft, problems)
        count = self.announcements.count(draft, turn.at)
        lines = [
            Line(f"「{gist(draft.content)}」", Style.STRONG),
            Line(f"對象：{self.card.whom(draft.content.audience)}，{count} 人"),
            Line(f"以每秒 25 則送，要{duration(count)}。"),
        ]
        if draft.due is not None:
            lines.append(Line(f"{draft.due:%Y-%m-%d %H:%M} 開始送。"))
        word = "送請核可" if self.two_people else "確定排定" if draft.due else "確定送出"
        buttons = (
            (Button(f"{word}（{count} 人）", action("go", draft)),),
            (Button("再改", action("card", draft)),),
        )
        return Reply(tuple(lines), buttons)

    def _go(self, draft: Announcement, turn: Turn) -> Reply:
        if problems := [*self.card.problems(draft, turn.at), *self._nobody_else(draft)]:
            return not_yet(draft, problems)
        if self.two_people:
            moved = self._move(draft, Act.SUBMIT, turn)
            if moved is None:
                return self._too_late("go", draft, turn)
            self._ask_second(moved, turn)
            return say("已請同單位的另一位承辦人員核可；核可後才會送。", buttons=((_stop(moved),),))
        return self._released(draft, turn)

    def _released(self, seen: Announcement, turn: Turn) -> Reply:
        """On its way, now or at its time."""
        count = self.announcements.count(seen, turn.at)
        moved = self._move(seen, Act.SCHEDULE if seen.due else Act.SEND, turn)
        if moved is None:
            return self._too_late("go", seen, turn)
        if moved.due is None:
            return say(STARTED.format(duration(count)))
        back = Button("改回草稿", action("back", moved))
        return say(f"排定了，{moved.due:%Y-%m-%d %H:%M} 開始送。", buttons=((back, _stop(moved)),))

    def _nobody_else(self, draft: Announcement) -> list[str]:
        return [] if not self.two_people or self._others(draft) else [ALONE]

    def _others(self, draft: Announcement) -> list[Member]:
        return [each for each in self.staff.members() if each.person != draft.author and mine(each, draft)]

    def _ask_second(self, draft: Announcement, turn: Turn) -> None:
        """The other staff get the message as it will look, and two buttons."""
        count = self.announcements.count(draft, turn.at)
        when = f"{draft.due:%m/%d %H:%M} 送" if draft.due else "核可就送"
        text = f"{draft.title} 請您核可：「{gist(draft.content)}」，對象 {self.card.whom(draft.content.audience)}，{count} 人，{when}。全文在下一則。"
        buttons = (("核可", action("approve", draft)), ("退回", action("return", draft)))
        for each in self._others(draft):
            self.staff.note(each.person, f"approve:{draft.id}:{draft.version}", text, turn.at, buttons)
            self.announcements.preview(draft, each.person, turn.at)

    def _approve(self, found: Announcement, turn: Turn) -> Reply:
        if found.state is not State.WAITING:
            return self._too_late("approve", found, turn)
        if found.author == turn.person:
            return self._refused("approve", found, turn, OWN)
        if problems := self.card.problems(found, turn.at):
            return not_yet(found, problems)
        said = self._released(found, turn)
        after = (self.announcements.find(found.id) or found).state
        if after is not State.WAITING:
            self._tell_author(found, "核可了", turn)
        return say(APPROVED) if after is State.SENDING else said

    def _tell_author(self, found: Announcement, what: str, turn: Turn) -> None:
        text = f"{found.title}「{gist(found.content)}」，另一位承辦人員{what}。"
        whom = self.staff.concerned(found.author)
        if whom is not None:
            self.staff.note(whom, f"{what}:{found.id}:{turn.at:%Y%m%d%H%M%S}", text, turn.at)

    def _move(self, seen: Announcement, act: Act, turn: Turn) -> Announcement | None:
        moved = self.announcements.move(seen, act, turn.person, turn.at)
        if moved is not None:
            self.staff.log(turn.person, f"announce.{act.value}", str(seen.id), turn.at)
        return moved

    def _refused(self, act: str, found: Announcement, turn: Turn, why: str) -> Reply:
        self.staff.log(turn.person, f"announce.{act}", str(found.id), turn.at, refused=True)
        return say(why)

    def _too_late(self, act: str, seen: Announcement, turn: Turn) -> Reply:
        current = self.announcements.find(seen.id) or seen
        why = f"沒有動作：這則公告現在是「{current.stands}」，可能另一位剛按過。"
        return self._refused(act, seen, turn, why)


def not_yet(found: Announcement, problems: Iterable[str]) -> Reply:
    """What keeps it from being sent, and the way back: to the draft, or from a second person to its author."""
    lines = (Line("還不能送：", Style.STRONG), *(Line(each, Style.WARN) for each in problems))
    back = ("再改", "card") if found.state is State.DRAFT else ("退回", "return")
    return Reply(lines, ((Button(back[0], action(back[1], found)),),))


def _stop(found: Announcement) -> Button:
    return Button("取消", action("stop", found))
