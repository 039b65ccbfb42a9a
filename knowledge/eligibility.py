"""What a question tells of the person's own case, judged: the verdict that an answer leads with.

Only what was told is judged. An unmet criterion is said alone; a met one is "this one is met", never more, with what
else is needed; what the document leaves to the authority is said so; where it depends on a choice that was not told,
each choice is said. Nothing is led with where the question is general (「要幾年級」) or tells nothing that decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from knowledge import awards
from knowledge.answering import Citation, Finding
from knowledge.base import KnowledgeBase
from knowledge.checks import Check, Criterion, FieldKind, Judgement, Outcome, WindowState, judge, load_checks
from knowledge.checks.judging import open_fields, state_of
from knowledge.checks.reading import rules_inside
from knowledge.checks.rules import Every, Listed
from knowledge.criteria import ABSENT, TAIPEI, Exact, Facts, Known, OneOf, Truth
from knowledge.dates import roc
from knowledge.hearing import hear
from knowledge.hearing.words import How, load_hearing
from knowledge.model import Fact
from knowledge.speaking import N_, _, in_english
from knowledge.telling import Line, Style
from knowledge.units import Unit
from knowledge.wording import typed

MOST_LINES = 3
ALL_DIVISIONS = 3
YES = ("可以", "符合", "算", "能", "行", "達標", "夠")
NO = ("不可以", "不符", "不算", "不能", "不行", "不夠", "不得", "沒有資格")


@dataclass(frozen=True)
class Lead:
    """What an answer leads with. ``clauses``: of the criteria told, by whether they are met."""

    lines: tuple[Line, ...] = ()
    citations: tuple[Citation, ...] = ()
    unmet: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    state: Truth = Truth.UNKNOWN

    def contradicts(self, unit: Unit) -> bool:
        """Whether a fact says yes where the person's own case is a no, or the reverse on the same criterion."""
        entry = unit.entry
        if not isinstance(entry, Fact):
            return False
        if self.unmet:
            return entry.say.startswith(YES)
        return bool(self.met & about(unit)) and entry.say.startswith(NO)


def about(unit: Unit) -> set[str]:
    """The clauses of a unit and the criterion it speaks of."""
    entry = unit.entry
    criterion = {entry.criterion} if isinstance(entry, Fact) and entry.criterion else set()
    return {*map(same, getattr(entry, "clause", ())), *criterion}


def same(clause: str) -> str:
    """A clause's address as it compares: with or without its 、."""
    return clause.replace("、", "").replace(" ", "")


@dataclass
class Told:
    """The lines collected so far, with their clauses."""

    check: Check
    lines: list[Line] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def say(self, text: str, clauses: Iterable[str] = (), style: Style = Style.PLAIN) -> None:
        self.lines.append(Line(text, style))
        self.clauses += clauses


class Eligibility:
    """Judges what questions tell, by one knowledge base's checks."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.checks = load_checks(base.data)
        self.asks = load_hearing(base.data).asks

    def verdict_lines(self, text: str, programme: str, at: datetime) -> tuple[list[Line], list[Citation]]:
        """The lines an answer about ``programme`` leads with, and what they cite; nothing where nothing is decided."""
        lead = self.lead(text, programme, at)
        return list(lead.lines), list(lead.citations)

    def lead(
        self,
        text: str,
        programme: str,
        at: datetime,
        *,
        whole: str | None = None,
        before: str = "",
        chosen: Mapping[str, str] | None = None,
    ) -> Lead:
        """The same as a value.

        ``text`` is without names of programmes, ``whole`` with them; ``before``: the question that it follows
        (「那高三呢」); ``chosen``: branches of the programme that were named, by field.
        """
        check = self.checks.get(programme)
        if check is None:
            return Lead()
        plain, before = typed(whole or text), typed(before)
        verdict = self._asks(plain, self.asks.verdict) or self._asks(before, self.asks.verdict)
        money = self._asks(plain, self.asks.money) or self._asks(before, self.asks.money)
        if not verdict and not money:
            return Lead()
        at = at if at.tzinfo else at.replace(tzinfo=TAIPEI)
        answers = {**branches(check, chosen or {}), **hear(check, text, at, whole=whole).answers}
        case = Case.of(check, answers, at)
        told = Told(check)
        if verdict:
            quiet = self._asks(plain, self.asks.other)
            case.tell(told, applying=self._asks(plain, self.asks.apply), quiet=quiet)
        if money:
            case.tell_money(told)
        return self._lead(check, case, told)

    def _asks(self, plain: str, words: Iterable[str]) -> bool:
        return any(typed(word) in plain for word in words)

    def _lead(self, check: Check, case: Case, told: Told) -> Lead:
        if not told.lines:
            return Lead()
        title = self.base.documents[check.check.document].title
        cited = tuple(Citation(title, check.check.number, clause) for clause in dict.fromkeys(told.clauses))
        first = replace(told.lines[0], style=Style.STRONG)
        return Lead(
            (first, *told.lines[1:]), cited, case.about(Truth.UNMET), case.about(Truth.MET), case.state
        )

    def without(self, finding: Finding, lead: Lead) -> Finding:
        """``finding`` without the facts that would say the opposite of ``lead``."""
        kept = [unit for unit in finding.units if not lead.contradicts(unit)]
        if lead.unmet:
            kept = [unit for unit in kept if lead.unmet & about(unit)]
        return replace(finding, units=tuple(kept))


@dataclass(frozen=True)
class Case:
    """One person's own case: what was told, and the criteria it bears on with their states."""

    check: Check
    answers: Mapping[str, Known]
    at: datetime
    own: frozenset[str]
    judgement: Judgement

    @classmethod
    def of(cls, check: Check, answers: Mapping[str, Known], at: datetime) -> Case:
        manners = load_hearing().manners(check)
        own = frozenset(name for name in answers if name in manners and not manners[name].branch)
        return cls(check, answers, at, own, judge(check, answers, at))

    def touched(self) -> list[tuple[Criterion, Outcome]]:
        """The criteria that what was told bears on, but for mere choices."""
        return [
            (c, self.judgement.criteria[c.id])
            for c in self.check.criteria
            if c.id in self.judgement.criteria and self.own & set(fields_of(c))
        ]

    def of_state(self, state: Truth) -> list[tuple[Criterion, Outcome]]:
        """The touched criteria in a state; one that only a vague answer (高中) meets is nobody's question."""
        return [
            (c, o)
            for c, o in self.touched()
            if o.state is state and (state is not Truth.MET or not self._vague(c))
        ]

    def _vague(self, criterion: Criterion) -> bool:
        known = [self.answers[name] for name in fields_of(criterion) if name in self.own]
        return all(isinstance(one, OneOf) for one in known)

    @property
    def state(self) -> Truth:
        for state in (Truth.UNMET, Truth.REVIEW, Truth.MET):
            if self.of_state(state):
                return state
        return Truth.UNKNOWN

    def about(self, state: Truth) -> frozenset[str]:
        """Ids and clauses of the touched criteria in a state."""
        found = self.unmet() if state is Truth.UNMET else [c for c, _ in self.of_state(state)]
        return frozenset(name for c in found for name in (c.id, *map(same, c.clause)))

    def tell(self, told: Told, *, applying: bool, quiet: bool) -> None:
        """The verdict on what was told; ``quiet``: the question asks for something else, so only a no is told."""
        for criterion in self.unmet()[:MOST_LINES]:
            told.say(self._unmet(criterion), criterion.clause)
        if told.lines:
            return
        if quiet:
            return
        for criterion in self.contests():
            if not self._tell_contest(told, criterion):
                return
        for criterion, outcome in self.touched():
            before = len(told.lines)
            if criterion not in self.contests():
                self._tell_one(told, criterion, outcome)
            if len(told.lines) > before or criterion in self.contests():
                told.told.add(criterion.id)
        if told.lines:
            self._tell_rest(told, applying)

    def contests(self) -> list[Criterion]:
        """The criteria that ask for a contest, where one was told."""
        return [c for c, _ in self.touched() if self._contest(c) is not None]

    def unmet(self) -> list[Criterion]:
        """The criteria that are unmet, or would be whatever is chosen of what was not told."""
        unknown = [c for c, _ in self.of_state(Truth.UNKNOWN)]
        always = [c for c in unknown if {state for _, state in self._by_choice(c)} == {Truth.UNMET}]
        return [c for c, _ in self.of_state(Truth.UNMET)] + always

    def _unmet(self, criterion: Criterion) -> str:
        """「不符合：…（差3分）。」, without the names of elements that nobody told apart."""
        gap = self.judgement.criteria[criterion.id].gap
        if any(
            load_hearing().manners(self.check)[name].how is How.ORDER
            for name in self.own & set(fields_of(criterion))
        ):
            gap = ""  # 「多1等」 is how nobody speaks
        for name in (item for f in fields_of(criterion) for item in self.check.field(f).items):
            gap = gap.replace(name, "")
        gap = "、".join(dict.fromkeys(part for part in gap.split("、") if part))
        why = criterion.unmet.rstrip("。") + (f"（{gap}）" if gap else "")
        return _("不符合：{why}。", why=why)

    def _tell_one(self, told: Told, criterion: Criterion, outcome: Outcome) -> None:
        """A criterion that is not unmet."""
        if outcome.state is Truth.UNKNOWN:
            self._tell_open(told, criterion)
        elif outcome.state is Truth.REVIEW:
            told.say(
                _(
                    "要由{authority}認定：{explanation}",
                    authority=self.check.check.authority,
                    explanation=outcome.explanation,
                ),
                outcome.clauses,
            )
        elif not self._vague(criterion):
            told.say(
                _(
                    "{label}這一項符合：{explanation}",
                    label=_(criterion.label),
                    explanation=outcome.explanation,
                ),
                outcome.clauses,
            )

    def _tell_open(self, told: Told, criterion: Criterion) -> None:
        """A criterion that what was told does not settle: by each choice it hangs on, or what is short of it."""
        choices = self._by_choice(criterion)
        states = {state for _, state in choices}
        if Truth.UNMET in states:
            each = "；".join(
                _("{label}{said}", label=_(label), said=_(SAID[state])) for label, state in choices
            )
            told.say(_("要看是哪一種：{each}。{needs}", each=each, needs=criterion.needs), criterion.clause)
        elif states == {Truth.MET}:
            told.say(
                _("{label}這一項符合：{needs}", label=_(criterion.label), needs=criterion.needs),
                criterion.clause,
            )
        elif Truth.UNMET in self._parts(criterion):
            told.say(_("光憑這一點還不夠：{needs}", needs=criterion.needs), criterion.clause)
        elif Truth.MET in self._parts(criterion) and criterion.about in {None, *self.own}:
            told.say(_("您說的這一點符合，還要看其他的：{needs}", needs=criterion.needs), criterion.clause)

    def _tell_contest(self, told: Told, criterion: Criterion) -> bool:
        """A contest: whether the document lists it, for which divisions, and what it must not be taken for.

        False where it is not on the list: then nothing else about it needs to be said.
        """
        match = self._contest(criterion)
        if match is None:
            return True
        near = _("、").join(c.name for c in match.near)
        authority = self.check.check.authority
        if match.competition is not None:
            division = (
                self.check.field("division") if len(match.competition.divisions) < ALL_DIVISIONS else None
            )
            only = (
                _("、").join(_(division.label_of(d)) for d in match.competition.divisions) if division else ""
            )
            name = match.competition.name
            listed = (
                _("有採認：採認表上列了「{name}」，限{only}。", name=name, only=only)
                if only
                else _("有採認：採認表上列了「{name}」。", name=name)
            )
            told.say(f"{listed}{criterion.needs}", criterion.clause)
        elif match.kind is awards.Kind.NEAR:
            told.say(
                _("要看是哪一項：採認表上列的是{near}。{needs}", near=near, needs=criterion.needs),
                criterion.clause,
            )
        else:
            alike = _("名稱相近、但不是同一項的有：{near}。", near=near) if near else ""
            told.say(
                _(
                    "未列在採認表，不能直接採認；要由{authority}認定。{alike}",
                    authority=authority,
                    alike=alike,
                ),
                criterion.clause,
            )
        return match.competition is not None

    def _by_choice(self, criterion: Criterion) -> list[tuple[str, Truth | None]]:
        """The criterion's state for every value of the one choice that it still hangs on first."""
        facts = Facts(self.answers, self.at)
        name = next(iter(open_fields(criterion, facts)), None)
        asked = self.check.field(name) if name else None
        if asked is None or not asked.choices or asked.id not in choosing(criterion):
            return []
        found = []
        yes_no = asked.kind is FieldKind.YES_NO
        for word, named in asked.choices.items():
            value: Known = Exact(word == "true" if yes_no else word)
            needs = criterion.needs_by.get(word, named)
            label = f"「{needs.rstrip('。')}」" if yes_no else named
            found.append((label, state_of(criterion, Facts({**self.answers, asked.id: value}, self.at))))
        return found

    def _parts(self, criterion: Criterion) -> set[Truth]:
        """The states of the parts of a criterion that were told; of a list, of each element that was told."""
        facts = Facts(self.answers, self.at)
        rules = [rule for rule in rules_inside(criterion.rule) if set(rule.fields()) <= self.own]
        states = {rule.state(facts) for rule in rules}
        told = [
            {rule.state_of(element, facts.today) for element in rule.elements(facts) if element is not ABSENT}
            for rule in rules
            if isinstance(rule, Every)
        ]
        return states.union(*told)

    def _contest(self, criterion: Criterion) -> awards.Match | None:
        for rule in rules_inside(criterion.rule):
            known = self.answers.get(rule.listed) if isinstance(rule, Listed) else None
            if isinstance(known, Exact):
                return awards.look_up(str(known.value))
        return None

    def _tell_rest(self, told: Told, applying: bool) -> None:
        """What else is needed, and whether one can still apply."""
        facts = Facts(self.answers, self.at)
        rest = [
            c.label
            for c in self.check.criteria
            if c.id not in told.told
            and (c.applies_when is None or c.applies_when.state(facts) is Truth.MET)
            and state_of(c, facts) is Truth.UNKNOWN
        ]
        if rest:
            told.say(_("其他條件也要符合：{names}。", names=_("、").join(map(_, rest))))
        window = self.judgement.window
        if applying and window and window.state is WindowState.CLOSED and window.end:
            told.say(
                _("但是這一版的申請已在{day}截止。", day=roc(window.end)),
                window.span.clause if window.span else (),
            )

    def tell_money(self, told: Told) -> None:
        """The sum, and other figures, that what was told decides."""
        without = judge(self.check, {k: v for k, v in self.answers.items() if k not in self.own}, self.at)
        money = self.judgement.benefit
        if money is not None and money != without.benefit and self.check.benefit is not None:
            worked_out = all(case.ntd != money.ntd for case in self.check.benefit.cases)
            lead = (
                _("{label}：{amount}。", label=self.check.benefit.label, amount=amount(money.ntd))
                if worked_out
                else ""
            )
            told.say(f"{lead}{money.say}", money.clauses)
        for figure in self.judgement.figures:
            if figure not in without.figures:
                told.say(
                    _(
                        "{label}：{value:,}{unit}。{say}",
                        label=figure.label,
                        value=figure.value,
                        unit=figure.unit,
                        say=figure.say,
                    ),
                    figure.clauses,
                )


SAID: dict[Truth | None, str] = {
    Truth.MET: N_("符合"), Truth.UNMET: N_("不符合"), Truth.UNKNOWN: N_("還要看其他的"), Truth.REVIEW: N_("由主管機關認定"),
    None: N_("沒有這項限制"),
}  # fmt: skip


def fields_of(criterion: Criterion) -> Iterator[str]:
    yield from criterion.rule.fields()
    if criterion.applies_when is not None:
        yield from criterion.applies_when.fields()


def choosing(criterion: Criterion) -> set[str]:
    """The choices that decide which rule holds, or whether one does."""
    cases = {rule.case for rule in rules_inside(criterion.rule) if hasattr(rule, "case")}
    when = criterion.applies_when
    return cases | (set(when.fields()) if when is not None else set())


def branches(check: Check, chosen: Mapping[str, str]) -> dict[str, Known]:
    """Named branches of a programme as answers, where the check asks for them by the same words."""
    fields = {field.id: field for field in check.fields}
    found = {name: value.replace("-", "_") for name, value in chosen.items() if name in fields}
    return {name: Exact(value) for name, value in found.items() if value in fields[name].choices}


def amount(ntd: int) -> str:
    """「20萬元」, 「4萬5,000元」, 「8,000元」 as people read sums."""
    if in_english():
        return f"NT${ntd:,}"
    ten_thousands, rest = divmod(ntd, 10_000)
    return f"{f'{ten_thousands}萬' if ten_thousands else ''}{f'{rest:,}' if rest else ''}元"
