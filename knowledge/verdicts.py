"""One person's own case put into words: first the verdict on what was told, then what else must hold, then what next.

An unmet criterion is said alone; a met one is "this one is met", never more; what the document leaves to the
authority is said so; where it depends on a choice that was not told, each choice is said.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from knowledge import awards
from knowledge.answer import Line, Style
from knowledge.case import Case, fields_of, way_out
from knowledge.checks import Check, Criterion, WindowState, judge
from knowledge.checks.judging import state_of
from knowledge.checks.reading import rules_inside
from knowledge.checks.rules import Listed
from knowledge.criteria import Exact, Facts, Truth
from knowledge.dates import roc
from knowledge.hearing.words import How, load_hearing
from knowledge.speaking import N_, _

MOST_LINES = 3
MOST_NAMES = 4
ALL_DIVISIONS = 3
SAID: dict[Truth | None, str] = {
    Truth.MET: N_("符合"), Truth.UNMET: N_("不符合"), Truth.UNKNOWN: N_("還要看其他的"), Truth.REVIEW: N_("由主管機關認定"),
    None: N_("沒有這項限制"),
}  # fmt: skip


@dataclass
class Told:
    """The lines collected so far, with their clauses, and the criteria they speak of.

    ``only_met``: nothing stands before the line that says what is met; ``refused``: a contest that does not count;
    ``window``: the line on whether one can apply; ``sum``: the money told, without its unit.
    """

    check: Check
    lines: list[Line] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    only_met: bool = False
    refused: bool = False
    window: str = ""
    sum: str = ""

    def say(self, text: str, clauses: Iterable[str] = (), style: Style = Style.PLAIN) -> None:
        self.lines.append(Line(text, style))
        self.clauses += clauses

    def about(self, criterion: Criterion, text: str) -> None:
        """A line about one criterion, with its clause."""
        self.say(text, criterion.clause)
        self.told.add(criterion.id)


def tell(case: Case, told: Told, *, applying: bool, quiet: bool) -> None:
    """The verdict on what was told; ``quiet``: the question asks for something else, so only a no is told."""
    unmet = case.unmet()
    if unmet:
        tell_unmet(case, told, unmet)
    elif quiet:
        return
    elif tell_contests(case, told):
        tell_review(case, told)
        tell_open(case, told)
        tell_met(case, told)
        if told.lines:
            tell_rest(case, told)
    if told.lines and applying:
        tell_window(case, told, unmet=bool(unmet))


def tell_unmet(case: Case, told: Told, unmet: list[Criterion]) -> None:
    """Every no with how much is missing, what depends on a choice, and what else could be done."""
    told.refused = any(isinstance(rule, Listed) for one in unmet for rule in rules_inside(one.rule))
    for criterion in unmet[:MOST_LINES]:
        told.about(criterion, _("不符合：{why}。", why=why(case, criterion)))
    for criterion in case.unknown():
        if criterion not in unmet and len(told.lines) < MOST_LINES:
            tell_choices(case, told, criterion)
    for criterion in unmet[:1]:
        if way_out(criterion) and len(told.lines) < MOST_LINES:
            told.about(criterion, _("可以這樣做：{change}", change=criterion.change))


def why(case: Case, criterion: Criterion) -> str:
    """What a criterion asks, and how much is missing, without the names of elements that nobody told apart."""
    outcome = case.judgement.criteria[criterion.id]
    gap = outcome.gap
    if any(
        load_hearing().manners(case.check)[name].how is How.ORDER
        for name in case.own & set(fields_of(criterion))
    ):
        gap = ""  # 「多1等」 is how nobody speaks
    for name in (item for f in fields_of(criterion) for item in case.check.field(f).items):
        gap = gap.replace(name, "")
    gap = _("、").join(dict.fromkeys(part for part in gap.split(_("、")) if part))
    said = outcome.explanation if outcome.state is Truth.UNMET else criterion.unmet
    return said.rstrip("。") + (_("（{gap}）", gap=gap) if gap else "")


def tell_contests(case: Case, told: Told) -> bool:
    """Every contest that was told; whether all of them count, so far as is known."""
    listed = [tell_contest(case, told, criterion) for criterion in case.contests()]
    return all(listed)


def tell_contest(case: Case, told: Told, criterion: Criterion) -> bool:
    """A contest: whether the document lists it, for which divisions, and what it must not be taken for.

    False where it is not on the list: then nothing else about it needs to be said.
    """
    match = case.contest(criterion)
    assert match is not None
    if match.competition is not None:
        division = case.answers.get("division")
        told.refused = isinstance(division, Exact) and division.value not in match.competition.divisions
        say = not_for_all if told.refused else listed
        told.about(criterion, say(case, match.competition))
        return not told.refused
    near = _("、").join(c.name for c in match.near)
    if match.kind is awards.Kind.NEAR:
        told.about(criterion, _("要看是哪一項：採認表上列的是{near}。", near=near))
        return False
    told.refused = True
    alike = _("表上列的是另一項：{near}。", near=near) if near else ""
    told.about(
        criterion,
        _("不在採認表上，不能直接採認，要由{authority}認定。{alike}",
          authority=case.check.check.authority, alike=alike),
    )  # fmt: skip
    return False


def listed(case: Case, competition: awards.Competition) -> str:
    """「有採認：「NPSC…」在採認表上。」; one that is listed for some divisions only is no yes without the division."""
    only = limited_to(case, competition)
    if only and "division" not in case.answers:
        return _("「{name}」在採認表上，但只列{only}；其他組別沒有列。", name=competition.name, only=only)
    if only:
        return _("有採認：「{name}」在採認表上（{only}）。", name=competition.name, only=only)
    return _("有採認：「{name}」在採認表上。", name=competition.name)


def not_for_all(case: Case, competition: awards.Competition) -> str:
    """「國中組不在採認表上，不能直接採認：…」: a listed contest, in a division for which it is not listed."""
    division = case.answers.get("division")
    own = case.check.field("division").label_of(division.value) if isinstance(division, Exact) else ""
    return _(
        "{division}不在採認表上，不能直接採認：「{name}」只列{only}；其他組別要由{authority}認定。",
        division=own, name=competition.name, only=limited_to(case, competition),
        authority=case.check.check.authority,
    )  # fmt: skip


def limited_to(case: Case, competition: awards.Competition) -> str:
    """The divisions a contest is listed for, where that is not all of them."""
    if len(competition.divisions) >= ALL_DIVISIONS:
        return ""
    asked = case.check.field("division")
    return _("、").join(asked.label_of(division) for division in competition.divisions)


def tell_review(case: Case, told: Told) -> None:
    """What the document leaves to the authority."""
    for criterion, _outcome in case.of_state(Truth.REVIEW):
        if criterion.id not in told.told:
            tell_left(case, told, criterion)


def tell_left(case: Case, told: Told, criterion: Criterion) -> None:
    """One criterion that the authority decides on."""
    explanation = criterion.review or case.judgement.criteria[criterion.id].explanation
    authority = case.check.check.authority
    told.about(
        criterion, _("要由{authority}認定：{explanation}", authority=authority, explanation=explanation)
    )


def tell_open(case: Case, told: Told) -> None:
    """What was told does not settle: by each choice it hangs on, what is short of it, or what does not apply."""
    for criterion in case.unknown():
        if criterion.id in told.told or case.always_met(criterion):
            continue
        if not tell_choices(case, told, criterion):
            tell_part(case, told, criterion)
    for criterion in case.exempt():
        told.about(criterion, _("這種情況不看「{label}」。", label=criterion.label))


def tell_choices(case: Case, told: Told, criterion: Criterion) -> bool:
    """A criterion that some choice would make unmet, or the authority's; False where none does."""
    choices = case.by_choice(criterion)
    states = {state for _choice, state in choices}
    if states == {Truth.REVIEW}:
        tell_left(case, told, criterion)
        return True
    if len(states) < 2 or not states & {Truth.UNMET, Truth.REVIEW}:
        return False
    choices.sort(key=lambda choice: choice[1] is Truth.UNKNOWN)
    each = _("；").join(f"{label}{_(SAID[state])}" for label, state in choices)
    needs = "" if any(label.startswith("「") for label, _state in choices) else criterion.needs
    told.about(
        criterion, _("{label}要看是哪一種：{each}。{needs}", label=criterion.label, each=each, needs=needs)
    )
    return True


def tell_part(case: Case, told: Told, criterion: Criterion) -> None:
    """A criterion of which only a part was told."""
    parts = case.parts(criterion)
    if Truth.UNMET in parts:
        told.about(criterion, _("只有這一點還不夠：{needs}", needs=criterion.needs))
    elif Truth.MET in parts and criterion.about in {None, *case.own}:
        left = case.left(criterion)
        if left:
            more = _("、").join(left)
            say = _("{label}：您說的符合，還要看{more}。", label=criterion.label, more=more)
        else:
            say = _(
                "{label}：您說的符合，完整的條件是：{needs}", label=criterion.label, needs=criterion.needs
            )
        told.about(criterion, say)


def tell_met(case: Case, told: Told) -> None:
    """The criteria that are met, in one line: with what it asks where it is only one."""
    met = [c for c, _outcome in case.of_state(Truth.MET) if c.id not in told.told]
    met += [c for c in case.unknown() if c.id not in told.told and case.always_met(c)]
    told.only_met = bool(met) and not told.lines
    if len(met) == 1 and told.lines:
        told.about(met[0], _("{label}：符合。", label=met[0].label))
    elif len(met) == 1:
        outcome = case.judgement.criteria[met[0].id]
        told.about(met[0], _("{label}：符合。{needs}", label=met[0].label, needs=outcome.explanation))
    elif met:
        told.say(
            _("{labels}：都符合。", labels=_("、").join(c.label for c in met)),
            [clause for c in met for clause in c.clause],
        )
        told.told |= {c.id for c in met}


def tell_rest(case: Case, told: Told) -> None:
    """What else must hold, by name: of a contest only its division, where that is open and makes a difference."""
    facts = Facts(case.answers, case.at)
    rest = [
        c.label
        for c in case.check.criteria
        if c.id not in told.told
        and (c.applies_when is None or c.applies_when.state(facts) is Truth.MET)
        and state_of(c, facts) is Truth.UNKNOWN
    ]
    found = [match.competition for c in case.contests() if (match := case.contest(c)) is not None]
    if "division" not in case.answers and any(one is not None and limited_to(case, one) for one in found):
        rest = [case.check.field("division").label, *rest]
    names = _("、").join(rest[:MOST_NAMES])
    if len(rest) > MOST_NAMES:
        told.say(_("還要看：{names}等{count}項。", names=names, count=len(rest)))
    elif rest:
        told.say(_("還要看：{names}。", names=names))


def tell_window(case: Case, told: Told, *, unmet: bool) -> None:
    """Whether one can still apply; after a no only that one cannot."""
    window = case.judgement.window
    if window is None or not window.end or (unmet and window.span is None):
        return  # a deadline that hangs on the case is a criterion of its own
    clause = window.span.clause if window.span else ()
    day = roc(window.end)
    if window.state is WindowState.CLOSED:
        closed = N_("這一版的申請也已截止（{day}）。") if unmet else N_("但是這一版的申請已截止（{day}）。")
        told.window = _(closed, day=day)
    elif window.state is WindowState.OPEN and not unmet:
        told.window = _("現在可以申請，到{day}截止。", day=day)
    if told.window:
        told.say(told.window, clause)


def tell_money(case: Case, told: Told, figures: Container[str], *, sums: bool) -> None:
    """The sum, where ``sums`` are asked for, and the ``figures`` (by id), that what was told decides."""
    without = judge(case.check, {k: v for k, v in case.answers.items() if k not in case.own}, case.at)
    money = case.judgement.benefit
    if sums and money is not None and money != without.benefit and case.check.benefit is not None:
        worked_out = all(one.ntd != money.ntd for one in case.check.benefit.cases)
        label = case.check.benefit.label
        lead = _("{label}：{amount}。", label=label, amount=amount(money.ntd)) if worked_out else ""
        told.say(f"{lead}{money.say}", money.clauses)
        told.sum = amount(money.ntd).removesuffix("元")
    for figure in case.judgement.figures:
        if figure.id in figures and figure not in without.figures:
            told.say(
                _("{label}：{value:,}{unit}。{say}",
                  label=figure.label, value=figure.value, unit=figure.unit, say=figure.say),
                figure.clauses,
            )  # fmt: skip


def amount(ntd: int) -> str:
    """「20萬元」, 「4萬5,000元」, 「8,000元」 as people read sums."""
    ten_thousands, rest = divmod(ntd, 10_000)
    return f"{f'{ten_thousands}萬' if ten_thousands else ''}{f'{rest:,}' if rest else ''}元"
