"""Questions that found no answer: who asked is not known; the office answers one, and it becomes a proposal.

A proposal is a file for whoever keeps the knowledge base to review, marked as the office's own word. It answers nobody
by itself; only those who asked and wanted to hear are told, with who says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from handlers.actions import decode, encode, mark
from handlers.asking import OLD_BUTTON, rows
from handlers.conversation import Conversation, Conversations
from handlers.missing import Missing
from handlers.office.announcements import Announcements, Step
from handlers.office.people import Member, Staff
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.answer import Answer
from knowledge.speaking import _

SHOWN = 8
LONGEST = 600
ANSWER = "learn"


@dataclass(frozen=True)
class Asked:
    """Questions that are worded alike: the most frequent first, and how often they were asked in all."""

    texts: tuple[str, ...]
    times: int
    last: date

    @property
    def number(self) -> int:
        """Stands for it until the next restart and after: made from its first text alone."""
        return int.from_bytes(mark(self.texts[0]).encode()[:6])


@dataclass(frozen=True)
class Proposal:
    """What the office says to a question. ``programme``: an id, or nothing."""

    asked: Asked
    say: str
    programme: str
    office: str
    day: date


class Unanswered(Protocol):
    """Whoever keeps unanswered questions, who wants to hear, and proposals."""

    def groups(self) -> list[Asked]:
        """The largest first."""
        ...

    def wish(self, chat: int, text: str, at: datetime) -> None:
        """This chat wants to hear when somebody answers ``text`` (masked)."""
        ...

    def proposed(self, asked: Asked) -> bool:
        """Whether somebody has answered it already, and the proposal waits for its review."""
        ...

    def propose(self, proposal: Proposal, at: datetime) -> str:
        """Write the proposal down; the file's name."""
        ...

    def tell(self, proposal: Proposal, at: datetime) -> int:
        """Tell those who wanted to hear, once each; how many."""
        ...

    def draft(self, person: int, text: str | None) -> str:
        """What one of the staff has typed and not yet filed (kept where ``text`` is given)."""
        ...


class Learning:
    """/questions for the staff, 「有答案時告訴我」 for everybody else. ``programmes``: short names by id."""

    def __init__(
        self,
        unanswered: Unanswered,
        staff: Staff,
        steps: Announcements,
        conversations: Conversations,
        missing: Missing,
        programmes: Mapping[str, str],
    ) -> None:
        self.unanswered, self.staff, self.steps = unanswered, staff, steps
        self.conversations, self.missing, self.programmes = conversations, missing, programmes

    def offered(self, answer: Answer, __: Conversation, turn: Turn) -> tuple[tuple[Button, ...], ...]:
        """Under an answer that found nothing: to be told one day."""
        if not answer.miss or turn.is_group:
            return ()
        return ((Button(_("有答案時告訴我"), encode("hear", mark(turn.text))),),)

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        if turn.kind is TurnKind.BUTTON:
            decoded = decode(turn.action)
            if decoded is not None and decoded[0] == "hear":
                return self._wish(decoded[1], turn)
            if decoded is None or decoded[0] != "learn":
                return None
            return self._pressed(decoded[1], turn)
        member = self.staff.member(turn.person)
        if member is None or turn.chat != turn.person:
            return None
        if turn.kind is TurnKind.COMMAND:
            return self._list() if turn.command == "questions" else None
        step = self.steps.expected(turn.person, turn.at)
        return self._typed(step, turn) if step is not None and step.what == ANSWER else None

    def _wish(self, arguments: tuple[str, ...], turn: Turn) -> Reply:
        questions = self.conversations.recall(turn.chat, turn.person, turn.at).questions
        text = next((each for each in reversed(questions) if (mark(each),) == arguments), None)
        if text is None or turn.is_group:
            return say(_("隔了一段時間，我不記得那個問題了。請再問一次。"))
        self.unanswered.wish(turn.chat, self.missing.kept(text), turn.at)
        return say(_("好，承辦人員回答了我就告訴您（記到半年後；/forget 就刪）。"))

    def _list(self) -> Reply:
        every = self.unanswered.groups()
        answered = {each.number for each in every if self.unanswered.proposed(each)}
        groups = sorted(every, key=lambda each: each.number in answered)[:SHOWN]
        if not groups:
            return say("目前沒有找不到答案的問題。")
        lines = [Line("找不到答案的問題（已遮去個資，不知道是誰問的）", Style.STRONG)]
        lines += [
            Line(
                f"{n}. {each.texts[0]}（{each.times} 次，最近 {each.last:%m/%d}"
                f"{'，已有提案' if each.number in answered else ''}）"
            )
            for n, each in enumerate(groups, 1)
        ]
        buttons = rows(
            (
                Button(f"回答第 {n} 題", encode("learn", "answer", str(each.number)))
                for n, each in enumerate(groups, 1)
            ),
            2,
        )
        return Reply(tuple(lines), buttons)

    def _find(self, number: str) -> Asked | None:
        return next((each for each in self.unanswered.groups() if str(each.number) == number), None)

    def _pressed(self, arguments: tuple[str, ...], turn: Turn) -> Reply:
        act, number, value = (*arguments, "", "", "")[:3]
        asked, member = self._find(number), self.staff.member(turn.person)
        if asked is None or member is None:
            return say("這題已經不在清單裡了；用 /questions 看現在的。")
        if act == "answer":
            self.steps.expect(turn.person, Step(ANSWER, asked.number), turn.at)
            return say(
                f"「{asked.texts[0]}」要怎麼回答？請打字（最多 {LONGEST} 字）。寫得出公文條文的，請一併寫上。"
            )
        names = {mark(name): name for name in ["", *self.programmes]}
        text = self.unanswered.draft(turn.person, None)
        if act != "file" or value not in names or not text:
            return say(OLD_BUTTON)
        return self._file(Proposal(asked, text, names[value], member.office, turn.at.date()), member, turn)

    def _typed(self, step: Step, turn: Turn) -> Reply:
        asked = self._find(str(step.about))
        self.steps.expect(turn.person, None, turn.at)
        if asked is None:
            return say("這題已經不在清單裡了；用 /questions 看現在的。")
        text = turn.text.strip()
        if text == "取消":
            return say("好，沒有回答這題。")
        if turn.kind is not TurnKind.TEXT or not 1 <= len(text) <= LONGEST:
            self.steps.expect(turn.person, step, turn.at)
            return say(f"請打 1 到 {LONGEST} 個字。")
        self.unanswered.draft(turn.person, text)
        choices: Sequence[tuple[str, str]] = [*self.programmes.items(), ("", "都不是")]
        buttons = rows(
            (
                Button(short, encode("learn", "file", str(asked.number), mark(name)))
                for name, short in choices
            ),
            2,
        )
        return say(
            f"問：{asked.texts[0]}",
            f"答：{text}",
            "屬於哪個計畫？選了就存成提案，並告訴想知道的人。",
            buttons=buttons,
        )

    def _file(self, proposal: Proposal, member: Member, turn: Turn) -> Reply:
        name = self.unanswered.propose(proposal, turn.at)
        told = self.unanswered.tell(proposal, turn.at)
        self.unanswered.draft(turn.person, "")
        self.staff.log(turn.person, "proposal", f"{name} {member.office}", turn.at)
        heard = f"已告訴 {told} 位想知道的人。" if told else "沒有人等著聽這題。"
        return say(f"存成提案 {name}，標明是「{member.office}」的說明；審閱後才會進知識庫。{heard}")
