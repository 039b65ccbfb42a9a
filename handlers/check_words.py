"""How a check sounds: its questions, and its result with the verdict in the first line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.turn import Line, Style
from knowledge.answer import sources
from knowledge.answering import Citation
from knowledge.base import KnowledgeBase
from knowledge.checks import (
    Check,
    CheckField,
    GroupQuestion,
    Judgement,
    OpenWindow,
    Outcome,
    Verdict,
    WindowState,
)
from knowledge.criteria import ABSENT, DECLINED, Answers, Known, Truth
from knowledge.dates import roc, roc_range
from knowledge.hearing.answers import shown
from knowledge.speaking import N_, _, _n

FEW = 3
PRIVATE = N_("答案只用在這次檢核；按「取消」或30分鐘沒有動作，就全部刪除。")


def opening(check: Check, answers: Answers, over: str = "") -> list[Line]:
    """What the check is about, whether it is ``over``, and what is known already."""
    about = check.check
    lines = [Line(f"{about.title}（{about.edition}）", Style.STRONG)]
    if over:
        lines.append(
            Line(
                _(
                    "先說：這一版{over}，知識庫沒有更新的版本。只能照{edition}的規定看。",
                    over=over,
                    edition=about.edition,
                ),
                Style.WARN,
            )
        )
    else:
        lines.append(Line(about.intro))
    told = {field.id: answers[field.id] for field in check.fields if field.id in answers}
    lines += [Line(_("您說過的我記下了——{answers}。", answers=listed(check, told)))] if told else []
    return [*lines, Line(_(PRIVATE), Style.SMALL)]


def listed(check: Check, told: Answers) -> str:
    """「年級：國中三年級、交換地點：加拿大」."""
    return _("、").join(
        _("{label}：{answer}", label=_(check.field(name).label), answer=shown(check.field(name), k))
        for name, k in told.items()
    )


def noted(check: Check, told: Answers, lead: str = N_("記下了")) -> tuple[str, ...]:
    """What was told without being asked for, said back."""
    return (_("{lead}——{answers}。", lead=_(lead), answers=listed(check, told)),) if told else ()


def clash(field: CheckField, before: Known, now: Known) -> str:
    """Two different answers to one question: which of them holds."""
    return _(
        "{label}，前面說「{before}」，這次聽起來是「{now}」。哪一個對？",
        label=_(field.label),
        before=shown(field, before),
        now=shown(field, now),
    )


def asking(field: CheckField, answers: Answers) -> list[Line]:
    """One question, and how it can be answered."""
    lines = [Line(_(field.question), Style.STRONG)]
    known = answers.get(field.id, ABSENT)
    if known not in (ABSENT, DECLINED):
        lines.append(Line(_("目前的回答：{answer}", answer=shown(field, known)), Style.SMALL))
    return [*lines, Line(_(field.typed), Style.SMALL)]


def asking_group(group: GroupQuestion) -> list[Line]:
    """Several conditions at once."""
    needs = group.needs if len(group.needs) > 1 else ()
    return [Line(_(group.question), Style.STRONG), *(Line(f"・{need}") for need in needs)]


def result(
    check: Check, judgement: Judgement, base: KnowledgeBase, edition: str, over: str = ""
) -> list[Line]:
    """The verdict, what decided it, what is open and what is met; then what to do next; sources small."""
    lines = [Line(verdict_line(check, judgement, over), Style.STRONG), *deciding(judgement)]
    lines += [Line(line) for line in standing(judgement)]
    if judgement.verdict is not Verdict.INELIGIBLE:
        lines += [Line(line) for line in benefits(judgement)]
        lines += [Line(line, Style.DATE) for line in window_lines(check, judgement.window)]
        lines += [Line(line) for line in papers(judgement)]
    lines.append(Line(whom(check, base)))
    if check.check.not_checked:
        lines.append(Line(check.check.not_checked, Style.SMALL))
    lines.append(Line(edition, Style.SMALL))
    lines.append(Line(sources(cited(check, judgement, base)), Style.SMALL))
    return lines


def verdict_line(check: Check, judgement: Judgement, over: str = "") -> str:
    """The verdict in one line; of an edition that is over, by whose rules."""
    by = _("依{edition}的規定，", edition=check.check.edition) if over else ""
    match judgement.verdict:
        case Verdict.INELIGIBLE:
            count = len(of(judgement, Truth.UNMET))
            return _n("{by}不符合：有{count}項條件沒有達到。", by=by, count=count)
        case Verdict.REVIEW:
            return _("{by}要由{authority}認定，其他條件都符合。", by=by, authority=check.check.authority)
        case Verdict.UNDETERMINED:
            count = len(of(judgement, Truth.UNKNOWN))
            met = _("說過的都符合，") if of(judgement, Truth.MET) else ""
            return _n("{by}還不能確定：{met}還有{count}項不知道。", by=by, met=met, count=count)
        case _:
            if over:
                return _("{by}條件都符合，但是這一版{over}。", by=by, over=over)
            window = judgement.window
            if window is not None and window.state is WindowState.CLOSED and window.end is not None:
                return _(
                    "條件都符合，但是{label}（{day}）已經過了。",
                    label=window_label(check, window),
                    day=roc(window.end),
                )
            return _("可以：公文寫的條件都符合。")


def of(judgement: Judgement, state: Truth) -> list[Outcome]:
    return [o for o in judgement.criteria.values() if o.state is state]


def deciding(judgement: Judgement) -> Iterator[Line]:
    """What decided the verdict: how much is missing, what would be enough, and the clause."""
    for o in of(judgement, Truth.UNMET):
        gap = f"（{o.gap}）" if o.gap else ""
        yield Line(f"✗ {_(o.label)}：{o.explanation.rstrip('。')}{gap}。")
        yield Line(
            _(
                "　怎樣才符合：{change}。〔{clauses}〕",
                change=o.change.rstrip("。"),
                clauses="；".join(o.clauses),
            ),
            Style.SMALL,
        )
    if judgement.verdict is Verdict.REVIEW:
        for o in of(judgement, Truth.REVIEW):
            yield Line(f"・{_(o.label)}：{o.explanation}〔{'；'.join(o.clauses)}〕")


def standing(judgement: Judgement) -> Iterator[str]:
    """What is open, and what is met, in a line each."""
    for mark, state in ((_("？還不知道："), Truth.UNKNOWN), (_("✓ 符合："), Truth.MET)):
        if labels := [o.label for o in of(judgement, state)]:
            yield mark + _("、").join(map(_, labels)) + _("。")


def benefits(judgement: Judgement) -> Iterator[str]:
    if judgement.benefit is not None:
        yield judgement.benefit.say
    for figure in judgement.figures:
        yield _(
            "{label}：{value:,}{unit}。{say}",
            label=figure.label,
            value=figure.value,
            unit=figure.unit,
            say=figure.say,
        )
    yield from (note.say for note in judgement.notes)


def window_label(check: Check, window: OpenWindow) -> str:
    """What the window's date is called."""
    if window.span is not None:
        return window.span.label
    return check.deadline.label if check.deadline is not None else _("期限")


def window_lines(check: Check, window: OpenWindow | None) -> Iterator[str]:
    """When one can apply."""
    if window is None:
        return
    label = window_label(check, window)
    if window.start is not None and window.end is not None:
        when = roc_range(window.start, window.end)
    else:
        when = _("{day}前", day=roc(window.end)) if window.end is not None else ""
    said = {
        WindowState.OPEN: _("{label}：{when}，現在可以申請。", label=label, when=when)
        if window.span is not None
        else _("{label}：{when}，還來得及。", label=label, when=when),
        WindowState.UPCOMING: _("{label}：{when}，還沒開始。", label=label, when=when),
        WindowState.CLOSED: _("{label}：{when}，已經截止；知識庫裡沒有更新的版本。", label=label, when=when),
        WindowState.ROLLING: "",
    }[window.state]
    if said and when:
        yield said
    if window.note:
        yield window.note


def papers(judgement: Judgement) -> Iterator[str]:
    """What has to be handed in, in one line, and what may have to be."""
    sure = [paper.label for paper in judgement.papers if paper.needed is Truth.MET]
    perhaps = [paper.label for paper in judgement.papers if paper.needed is not Truth.MET]
    if sure:
        yield _("要交：{papers}。", papers=few(sure))
    if perhaps:
        yield _("看情況要交：{papers}。", papers=few(perhaps))


def few(labels: Sequence[str]) -> str:
    """The first labels, and how many there are."""
    more = _("等{count}種", count=len(labels)) if len(labels) > FEW else ""
    return f"{_('、').join(labels[:FEW])}{more}"


def paper_list(judgement: Judgement) -> list[Line]:
    """The papers one by one, with their notes."""
    lines = [Line(_("要準備的文件"), Style.STRONG)]
    for paper in judgement.papers:
        note = f"（{paper.note.rstrip('。')}）" if paper.note else ""
        perhaps = "" if paper.needed is Truth.MET else _("看情況：")
        lines.append(Line(f"□ {perhaps}{paper.label}{note}〔{'；'.join(paper.clauses)}〕"))
    return lines


def whom(check: Check, base: KnowledgeBase) -> str:
    """Whom to ask: the programme's first contact."""
    contact = base.programmes[check.check.programme].contacts[0]
    ways = [way for way in (contact.phone, contact.email) if way]
    told = _("、").join(ways) or contact.url or _("公文沒有寫電話")
    return _("請洽：{office}（{told}）", office=contact.office, told=told)


def cited(check: Check, judgement: Judgement, base: KnowledgeBase) -> list[Citation]:
    """The clauses of every criterion that decided, or of all that are met."""
    unmet = of(judgement, Truth.UNMET)
    outcomes = unmet or list(judgement.criteria.values())
    clauses = dict.fromkeys(clause for o in outcomes for clause in o.clauses)
    title = base.documents[check.check.document].title
    return [Citation(title, check.check.number, clause) for clause in clauses]
