"""One profile against every programme: a few questions, then what is possible, what is open, what is not, and why.

The next question is the one that most programmes still hang on; programmes whose window is over are not asked about.
The answers are kept as they were said, under the same rules as those of a check, and dropped with the result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.actions import decode, encode
from handlers.check_screens import press
from handlers.check_state import CheckState
from handlers.check_words import PRIVATE, window_lines
from handlers.checking import Checking
from handlers.desk import INSTEAD
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.answer import sources
from knowledge.answering import Citation
from knowledge.checks import Check, CheckField, Judgement, Verdict, WindowState, judge
from knowledge.checks.judging import open_fields
from knowledge.criteria import DECLINED, Exact, Facts, Known, Truth
from knowledge.hearing import hear
from knowledge.hearing.answers import unsure
from knowledge.hearing.places import cities_in
from knowledge.hearing.sentence import NAME
from knowledge.hearing.words import ProfileQuestion, load_hearing
from knowledge.speaking import N_, _
from knowledge.wording import typed

VERB = "profile"
ALL = "all:"
SAID = "said"
MOST_QUESTIONS = 5
MOST_OPEN = 4
GROUPS = (
    (N_("可以申請（公文寫的條件都符合）"), (Verdict.ELIGIBLE,)),
    (N_("還差一點資訊"), (Verdict.UNDETERMINED, Verdict.REVIEW)),
    (N_("不符合，或這一版已經截止"), (Verdict.INELIGIBLE,)),
)


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


class Profiling:
    """Looks through all programmes for one person."""

    def __init__(self, checking: Checking) -> None:
        self.checking, self.base = checking, checking.base
        self.hearing = load_hearing(self.base.data)

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
        plain = re.sub(r"\s", "", typed(turn.text))
        if turn.is_group or not any(typed(way) in plain for way in self.hearing.asks.profile):
            return None
        if self.checking.assistant.finder.reader.read(turn.text).named:
            return None
        school = any(typed(word) in plain for word in self.hearing.asks.school)
        who = "學校" if school else "學生"
        reply = self._ask(turn, CheckState(f"{ALL}{who}", {SAID: Exact(turn.text)}))
        return self._before(reply, _("我用幾個問題，把{who}可以申請的計畫都看一遍。", who=_(who)), _(PRIVATE))

    def _before(self, reply: Reply, *sentences: str) -> Reply:
        return replace(reply, lines=(*(Line(sentence) for sentence in sentences), *reply.lines))

    # ── what is known ────────────────────────────────────────

    def _seen(self, state: CheckState, at: datetime) -> list[Seen]:
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
        """The cities of the school, where they were told; a place outside all of them is told too."""
        for question in self.hearing.profile:
            said = state.answers.get(question.field)
            if question.place and isinstance(said, Exact):
                return {city for city, _, _ in cities_in(typed(str(said.value)))} or {"elsewhere"}
        return set()

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
            own = self._question(name)
            if name == SAID or own is not None:
                plain = self.checking.assistant.finder.reader.unnamed(text, NAME)
                found |= hear(check, own.say.format(text) if own else plain, at).answers
            elif name in fields:
                found |= hear(check, text, at, name).answers
        return found

    def _asked_as(self, name: str) -> str:
        """The field under which a field is asked of all programmes at once."""
        return next((q.field for q in self.hearing.profile if name in q.also), name)

    def _question(self, name: str) -> ProfileQuestion | None:
        return next((q for q in self.hearing.profile if q.field == name), None)

    def _next(self, state: CheckState, at: datetime) -> str:
        """The field that most programmes still hang on, those shared by all first; nothing when none is shared."""
        if len(state.answers) > MOST_QUESTIONS:
            return ""
        counted: Counter[str] = Counter()
        for seen in self._seen(state, at):
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

    # ── asking ───────────────────────────────────────────────

    def _ask(self, turn: Turn, state: CheckState) -> Reply:
        asked = self._next(state, turn.at)
        if not asked:
            return self._result(turn, state)
        return self._again(turn, replace(state, asked=asked))

    def _again(self, turn: Turn, state: CheckState, *sentences: str) -> Reply:
        self.checking.states.put(turn.chat, turn.person, turn.at, state)
        own = self._question(state.asked)
        field = self._field(state)
        labels = own.choices if own else tuple(field.choices.values())
        buttons = [Button(_(label), encode(VERB, "say", str(n))) for n, label in enumerate(labels)]
        wide = 2 if all(len(label) <= 8 for label in labels) else 1
        rows = [tuple(buttons[n : n + wide]) for n in range(0, len(buttons), wide)]
        rows.append((Button(_("不確定"), encode(VERB, "skip")), Button(_("直接看結果"), encode(VERB, "enough")),
                     Button(_("取消"), encode(VERB, "stop"))))  # fmt: skip
        lines = [Line(_(own.ask if own else field.question), Style.STRONG)]
        if not own:
            lines.append(Line(_(field.typed), Style.SMALL))
        return self._before(Reply(tuple(lines), tuple(rows), numbers=not labels), *sentences)

    def _field(self, state: CheckState) -> CheckField:
        who = state.programme.removeprefix(ALL)
        fields = [
            field
            for check in self.checking.checks.values()
            if check.check.who.startswith(who)
            for field in check.fields
        ]
        return next(field for field in fields if field.id == state.asked)

    def _typed(self, turn: Turn, state: CheckState) -> Reply:
        plain = re.sub(r"[\s。.!！?？]", "", typed(turn.text))
        if plain in ("取消", "結束"):
            return self._stop(turn)
        if unsure(turn.text):
            return self._answered(turn, state, None)
        after = replace(state, answers={**state.answers, state.asked: Exact(turn.text.strip())})
        if not any(state.asked in seen.answers for seen in self._seen(after, turn.at)):
            field = self._field(state)
            return self._again(turn, state, _("我看不懂這個回答。{typed}。", typed=_(field.typed)))
        return self._ask(turn, after)

    def _answered(self, turn: Turn, state: CheckState, text: str | None) -> Reply:
        told: Known = DECLINED if text is None else Exact(text)
        return self._ask(turn, replace(state, answers={**state.answers, state.asked: told}))

    def _pressed(self, turn: Turn, state: CheckState | None) -> Reply | None:
        decoded = decode(turn.action)
        if decoded is None or decoded[0] != VERB or not decoded[1]:
            return None
        if state is None:
            return say(_("這個問題已經過了，答案也刪除了。想再看一次，請說「小孩國二，有什麼可以申請」。"))
        verb, *rest = decoded[1]
        if verb == "stop":
            return self._stop(turn)
        if verb == "skip":
            return self._answered(turn, state, None)
        if verb == "enough":
            return self._result(turn, state)
        own = self._question(state.asked)
        labels = own.choices if own else tuple(self._field(state).choices.values())
        place = int(rest[0]) if rest and rest[0].isdigit() else len(labels)
        return self._answered(turn, state, labels[place]) if place < len(labels) else None

    def _stop(self, turn: Turn) -> Reply:
        self.checking.states.drop(turn.chat, turn.person)
        return say(_("好的，取消了。您的答案已經刪除。"))

    # ── the result ───────────────────────────────────────────

    def _result(self, turn: Turn, state: CheckState) -> Reply:
        """Three groups, then what is not covered; the answers are dropped."""
        seen = self._seen(state, turn.at)
        lines: list[Line] = []
        for title, verdicts in GROUPS:
            ones = [one for one in seen if one.verdict in verdicts]
            if ones:
                lines.append(Line(_(title), Style.STRONG))
                lines += [Line(line) for one in ones for line in self._one(one)]
        names = _("、").join(p.programme.short for p in self.base.programmes.values())
        lines.append(
            Line(_("我只看得到這些計畫：{names}。其他縣市、其他計畫不在知識庫裡。", names=names), Style.SMALL)
        )
        lines.append(Line(sources(self._cited(seen)), Style.SMALL))
        self.checking.states.drop(turn.chat, turn.person)
        self._remember(turn, state)
        more = [
            one for one in seen if one.verdict in (Verdict.UNDETERMINED, Verdict.REVIEW, Verdict.ELIGIBLE)
        ]
        buttons = tuple(
            (press(_("細看 {short}", short=self._short(one)), "go", one.check.check.programme),)
            for one in more[:4]
        )
        return Reply(tuple(lines), buttons)

    def _remember(self, turn: Turn, state: CheckState) -> None:
        """What was said stays for the conversation's half hour, so that a closer look need not ask it again."""
        told = [
            own.say.format(said.value) if (own := self._question(name)) else str(said.value)
            for name, said in state.answers.items()
            if isinstance(said, Exact) and (name == SAID or self._question(name))
        ]
        kept = self.checking.conversations.recall(turn.chat, turn.person, turn.at)
        self.checking.conversations.asked(kept, "，".join(told))

    def _short(self, seen: Seen) -> str:
        return self.base.programmes[seen.check.check.programme].programme.short

    def _one(self, seen: Seen) -> Iterator[str]:
        """One programme: its edition, why it is in this group, and its window."""
        head = _("・{short}（{edition}）：", short=self._short(seen), edition=seen.check.check.edition)
        unmet = [o for o in seen.judgement.criteria.values() if o.state is Truth.UNMET]
        unknown = [o.label for o in seen.judgement.criteria.values() if o.state is Truth.UNKNOWN]
        review = [o for o in seen.judgement.criteria.values() if o.state is Truth.REVIEW]
        told = list(window_lines(seen.check, seen.judgement.window))
        window = " ".join(told)
        if seen.elsewhere and not unmet:
            yield _(
                "{head}只給{issuer}管的學校。",
                head=head,
                issuer=self.base.programmes[seen.check.check.programme].programme.issuer,
            )
        elif unmet:
            yield f"{head}{unmet[0].explanation}〔{unmet[0].clauses[0]}〕{told[0] if seen.closed else ''}"
        elif seen.closed:
            yield f"{head}{told[0]}"
        elif unknown:
            rest = _("等{count}項", count=len(unknown)) if len(unknown) > MOST_OPEN else ""
            yield _(
                "{head}還要知道{names}{rest}。{window}",
                head=head,
                names=_("、").join(map(_, unknown[:MOST_OPEN])),
                rest=rest,
                window=window,
            )
        elif review:
            yield f"{head}{review[0].explanation}{window}"
        else:
            yield f"{head}{window}"

    def _cited(self, seen: list[Seen]) -> list[Citation]:
        """The clause of each programme's first criterion that decides."""
        cited = []
        for one in seen:
            about = one.check.check
            outcomes = sorted(one.judgement.criteria.values(), key=lambda o: o.state is not Truth.UNMET)
            title = self.base.documents[about.document].title
            cited += [Citation(title, about.number, outcomes[0].clauses[0])] if outcomes else []
        return cited
