"""What a check shows: its questions with their buttons, its result, the answers to change, the papers.

Made anew from the state each time. A button carries a verb and a mark (``actions``); the marks of everything that a
button may speak of are known from the checks alone, so they survive every restart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from handlers import check_words as words
from handlers.actions import encode, mark
from handlers.check_state import GROUP, CheckState
from handlers.turn import Button, Line, Reply, Style, say
from knowledge import awards
from knowledge.answer import Answer
from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.checks import (
    Check,
    CheckField,
    FieldKind,
    GroupQuestion,
    Judgement,
    Verdict,
    WindowState,
    group_question,
    judge,
)
from knowledge.checks.judging import next_field
from knowledge.checks.reading import rules_inside
from knowledge.checks.rules import Listed
from knowledge.criteria import Exact, Facts, Items, Known
from knowledge.dates import roc
from knowledge.deadlines import Phase, turn_of
from knowledge.hearing.answers import shown
from knowledge.model import DateEntry
from knowledge.speaking import _

VERB = "check"
Rows = tuple[tuple[Button, ...], ...]
TYPED_NUMBERS = (FieldKind.COUNT, FieldKind.GRADE, FieldKind.PERCENT, FieldKind.SCORE_LIST, FieldKind.YEAR)
LONGEST_LABEL = 60


def press(label: str, verb: str, *ids: str) -> Button:
    """A button of a check."""
    return Button(label, encode(VERB, verb, mark(*ids)))


class Screens:
    """Shows the checks of one knowledge base."""

    def __init__(self, assistant: Assistant, checks: Mapping[str, Check]) -> None:
        self.assistant, self.base, self.checks = assistant, assistant.base, checks
        self.contests = {c.id: c.name for c in awards.load_awards(self.base.data).competitions}
        self.marks = {mark(*ids): ids for ids in self._ids()}
        self.dated: Callable[[Answer, str, datetime], Rows] = lambda *_: ()

    def _ids(self) -> list[tuple[str, ...]]:
        """Everything a button may speak of: a check, a group, a field, a choice, a contest."""
        found: list[tuple[str, ...]] = []
        for name, check in self.checks.items():
            found.append((name,))
            found += [(name, GROUP, group.id) for group in check.together]
            for asked in check.fields:
                found.append((name, asked.id))
                values = [*asked.choices, *(self.contests if asked.kind is FieldKind.TEXT else ())]
                found += [(name, asked.id, value) for value in values]
        return found

    def menu(self, names: tuple[str, ...]) -> Reply:
        """Which check is wanted."""
        buttons = [press(self.base.programmes[name].programme.short, "go", name) for name in names]
        rows = tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
        return say(_("要看哪一個計畫的資格？"), buttons=rows)

    def over(self, name: str, judgement: Judgement, at: datetime) -> str:
        """Why nobody can apply any more under this edition; nothing where they can, or its rules have no end."""
        window, edition = judgement.window, self.base.programmes[name].programme.edition
        if edition.standing:
            return ""
        if window is not None and window.state is WindowState.CLOSED and window.end is not None:
            return _("的申請已在{day}截止", day=roc(window.end))
        if edition.ends is not None and edition.ends < at.date():
            return _("已在{day}結束", day=roc(edition.ends))
        return ""

    def value(self, asked: CheckField, value: str) -> Known:
        """What a pressed choice, or contest, answers."""
        match asked.kind:
            case FieldKind.TEXT:
                return Exact(self.contests[value])
            case FieldKind.YES_NO:
                return Exact(value == "true")
            case FieldKind.CHOICES:
                return Items((Exact(value),))
            case _:
                return Exact(value)

    def group(self, state: CheckState, at: datetime) -> GroupQuestion | None:
        """Several conditions that can be asked about at once."""
        return group_question(self.checks[state.programme], state.answers, at, state.skipped)

    def fields_of(self, name: str, group: str) -> set[str]:
        """The fields that a group's criteria read."""
        check = self.checks[name]
        ids = {criterion for each in check.together if each.id == group for criterion in each.criteria}
        return {field for c in check.criteria if c.id in ids for field in c.rule.fields()}

    def next(self, state: CheckState, judgement: Judgement, at: datetime) -> str:
        """What is asked next: a field, a group, or nothing."""
        check = self.checks[state.programme]
        if judgement.verdict is Verdict.UNDETERMINED and judgement.next is not None:
            group = self.group(state, at)
            return f"{GROUP}{group.id}" if group else judgement.next
        if judgement.verdict in (Verdict.ELIGIBLE, Verdict.REVIEW):
            return judgement.also or ""
        return (next_field(check, Facts(state.answers, at)) or judgement.also or "") if state.on else ""

    def question(self, state: CheckState, at: datetime) -> Reply:
        """The question the state waits for."""
        check, name = self.checks[state.programme], state.programme
        if state.asked.startswith(GROUP):
            group = self.group(state, at)
            if group is not None:
                where = (name, GROUP, group.id)
                rows = (
                    (press(_("都符合"), "yes", *where),),
                    (press(_("不是，一項一項問"), "no", *where),),
                    self._place(state, where),
                )
                return Reply(tuple(words.asking_group(group)), rows)
            asked = check.field(next_field(check, Facts(state.answers, at)) or check.fields[0].id)
        else:
            asked = check.field(state.asked)
        rows_of = [*choice_rows(name, asked), self._place(state, (name, asked.id))]
        if asked.id in state.answers:
            rows_of.insert(-1, (press(_("不改，下一題"), "keep", name, asked.id),))
        return Reply(
            tuple(words.asking(asked, state.answers)), tuple(rows_of), numbers=asked.kind in TYPED_NUMBERS
        )

    def _place(self, state: CheckState, where: tuple[str, ...]) -> tuple[Button, ...]:
        """The row under every question."""
        back = [press(_("上一題"), "back", *where)] if state.order else []
        unsure = [] if where[1] == GROUP else [press(_("不確定"), "skip", *where)]
        return (*back, press(_("為什麼問"), "why", *where), *unsure, press(_("取消"), "stop", *where))

    def result(self, state: CheckState, at: datetime) -> Reply:
        """The verdict and what follows from it."""
        check, name = self.checks[state.programme], state.programme
        judgement = judge(check, state.answers, at)
        edition = self.assistant.teller.editions.label(self.base.programmes[name], at)
        rows = list(self._reminders(name, judgement, at))
        rows.append((press(_("改一個答案"), "edit", name), press(_("另一個計畫"), "menu", name)))
        if judgement.verdict is Verdict.INELIGIBLE and not state.on:
            rows.append((press(_("繼續看其他條件"), "on", name),))
        if judgement.papers:
            rows.append((press(_("要交的文件清單"), "papers", name),))
        rows.append((press(_("完成，刪掉答案"), "done", name),))
        over = self.over(name, judgement, at)
        return Reply(tuple(words.result(check, judgement, self.base, edition, over)), tuple(rows))

    def _reminders(self, name: str, judgement: Judgement, at: datetime) -> Rows:
        """To be reminded of the window's date, where it is still to come and told to somebody who may apply."""
        window, programme = judgement.window, self.base.programmes[name]
        if judgement.verdict is Verdict.INELIGIBLE or window is None or window.end is None:
            return ()
        entries = [entry for entry in programme.dates if ends(entry, at) == window.end]
        named = [entry for entry in entries if window.span is not None and entry.id in window.span.same_as]
        dates = tuple(named or [entry for entry in entries if entry.applying][:1])
        return self.dated(Answer(Status.ANSWERED, (), (), name, dates=dates), "", at)

    def papers(self, state: CheckState, at: datetime) -> Reply:
        """The papers one by one."""
        judgement = judge(self.checks[state.programme], state.answers, at)
        rows = ((press(_("回到結果"), "result", state.programme),),)
        return Reply(tuple(words.paper_list(judgement)), rows)

    def edit(self, state: CheckState) -> Reply:
        """The answers given, each to be tapped and changed."""
        told = [asked for asked in self.checks[state.programme].fields if asked.id in state.answers]
        if not told:
            return say(_("還沒有答案可以改。"))
        labels = [
            _("{label}：{answer}", label=_(asked.label), answer=shown(asked, state.answers[asked.id]))
            for asked in told
        ]
        rows = tuple(
            (press(label[:LONGEST_LABEL], "ask", state.programme, asked.id),)
            for label, asked in zip(labels, told, strict=True)
        )
        on = press(_("繼續檢核") if state.asked else _("都不改，回到結果"), "result", state.programme)
        return say(_("要改哪一個答案？"), buttons=(*rows, (on,)))

    def near(self, name: str, asked: str, known: Known | None) -> Reply | None:
        """A contest that might be one of several listed ones: which of them; None where that is clear."""
        rules = (rule for c in self.checks[name].criteria for rule in rules_inside(c.rule))
        listed = any(isinstance(rule, Listed) and rule.listed == asked for rule in rules)
        if not listed or not isinstance(known, Exact):
            return None
        match = awards.look_up(str(known.value))
        if match.kind is not awards.Kind.NEAR:
            return None
        rows = [(press(c.name, "set", name, asked, c.id),) for c in match.near]
        rows.append((press(_("都不是"), "keep", name, asked),))
        return Reply((Line(match.why, Style.STRONG),), tuple(rows))

    def after(self, reply: Reply, *sentences: str) -> Reply:
        """``reply`` with sentences before it."""
        return replace(reply, lines=(*(Line(sentence) for sentence in sentences), *reply.lines))

    def beneath(self, reply: Reply, *sentences: str) -> Reply:
        """``reply`` with sentences under its first line, the verdict."""
        first, *rest = reply.lines
        return replace(reply, lines=(first, *(Line(sentence) for sentence in sentences), *rest))


def ends(entry: DateEntry, at: datetime) -> date | datetime | None:
    """The end of a date's turn that is not over."""
    turn = turn_of(entry, at)
    return turn.end if turn is not None and turn.phase is not Phase.OVER else None


def choice_rows(name: str, asked: CheckField) -> list[tuple[Button, ...]]:
    """A button for each choice; short ones side by side."""
    buttons = [press(_(label), "set", name, asked.id, value) for value, label in asked.choices.items()]
    wide = 2 if all(len(button.label) <= 8 for button in buttons) else 1
    return [tuple(buttons[n : n + wide]) for n in range(0, len(buttons), wide)]
