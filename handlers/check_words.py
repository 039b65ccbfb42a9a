"""How a check sounds: its questions, and its result with the verdict in the first line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.turn import Line, Style
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
from knowledge.telling import sources

FEW = 3
PRIVATE = "答案只用在這次檢核；按「取消」或30分鐘沒有動作，就全部刪除。"


def opening(check: Check, answers: Answers, over: str = "") -> list[Line]:
    """What the check is about, whether it is ``over``, and what is known already."""
    about = check.check
    lines = [Line(f"{about.title}（{about.edition}）", Style.STRONG)]
    if over:
        lines.append(
            Line(f"先說：這一版{over}，知識庫沒有更新的版本。只能照{about.edition}的規定看。", Style.WARN)
        )
    else:
        lines.append(Line(about.intro))
    told = {field.id: answers[field.id] for field in check.fields if field.id in answers}
    lines += [Line(f"您說過的我記下了——{listed(check, told)}。")] if told else []
    return [*lines, Line(PRIVATE, Style.SMALL)]


def listed(check: Check, told: Answers) -> str:
    """「年級：國中三年級、交換地點：加拿大」."""
    return "、".join(f"{check.field(name).label}：{shown(check.field(name), k)}" for name, k in told.items())


def noted(check: Check, told: Answers, lead: str = "記下了") -> tuple[str, ...]:
    """What was told without being asked for, said back."""
    return (f"{lead}——{listed(check, told)}。",) if told else ()


def clash(field: CheckField, before: Known, now: Known) -> str:
    """Two different answers to one question: which of them holds."""
    return f"{field.label}，前面說「{shown(field, before)}」，這次聽起來是「{shown(field, now)}」。哪一個對？"


def asking(field: CheckField, answers: Answers) -> list[Line]:
    """One question, and how it can be answered."""
    lines = [Line(field.question, Style.STRONG)]
    known = answers.get(field.id, ABSENT)
    if known not in (ABSENT, DECLINED):
        lines.append(Line(f"目前的回答：{shown(field, known)}", Style.SMALL))
    return [*lines, Line(field.typed, Style.SMALL)]


def asking_group(group: GroupQuestion) -> list[Line]:
    """Several conditions at once."""
    needs = group.needs if len(group.needs) > 1 else ()
    return [Line(group.question, Style.STRONG), *(Line(f"・{need}") for need in needs)]


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
    by = f"依{check.check.edition}的規定，" if over else ""
    match judgement.verdict:
        case Verdict.INELIGIBLE:
            number = len(of(judgement, Truth.UNMET))
            return f"{by}不符合：有{number}項條件沒有達到。"
        case Verdict.REVIEW:
            return f"{by}要由{check.check.authority}認定，其他條件都符合。"
        case Verdict.UNDETERMINED:
            number = len(of(judgement, Truth.UNKNOWN))
            met = "說過的都符合，" if of(judgement, Truth.MET) else ""
            return f"{by}還不能確定：{met}還有{number}項不知道。"
        case _:
            if over:
                return f"{by}條件都符合，但是這一版{over}。"
            window = judgement.window
            if window is not None and window.state is WindowState.CLOSED and window.end is not None:
                return f"條件都符合，但是{window_label(check, window)}（{roc(window.end)}）已經過了。"
            return "可以：公文寫的條件都符合。"


def of(judgement: Judgement, state: Truth) -> list[Outcome]:
    return [o for o in judgement.criteria.values() if o.state is state]


def deciding(judgement: Judgement) -> Iterator[Line]:
    """What decided the verdict: how much is missing, what would be enough, and the clause."""
    for o in of(judgement, Truth.UNMET):
        gap = f"（{o.gap}）" if o.gap else ""
        yield Line(f"✗ {o.label}：{o.explanation.rstrip('。')}{gap}。")
        yield Line(f"　怎樣才符合：{o.change.rstrip('。')}。〔{'；'.join(o.clauses)}〕", Style.SMALL)
    if judgement.verdict is Verdict.REVIEW:
        for o in of(judgement, Truth.REVIEW):
            yield Line(f"・{o.label}：{o.explanation}〔{'；'.join(o.clauses)}〕")


def standing(judgement: Judgement) -> Iterator[str]:
    """What is open, and what is met, in a line each."""
    for mark, state in (("？還不知道：", Truth.UNKNOWN), ("✓ 符合：", Truth.MET)):
        if labels := [o.label for o in of(judgement, state)]:
            yield f"{mark}{'、'.join(labels)}。"


def benefits(judgement: Judgement) -> Iterator[str]:
    if judgement.benefit is not None:
        yield judgement.benefit.say
    for figure in judgement.figures:
        yield f"{figure.label}：{figure.value:,}{figure.unit}。{figure.say}"
    yield from (note.say for note in judgement.notes)


def window_label(check: Check, window: OpenWindow) -> str:
    """What the window's date is called."""
    if window.span is not None:
        return window.span.label
    return check.deadline.label if check.deadline is not None else "期限"


def window_lines(check: Check, window: OpenWindow | None) -> Iterator[str]:
    """When one can apply."""
    if window is None:
        return
    label = window_label(check, window)
    if window.start is not None and window.end is not None:
        when = roc_range(window.start, window.end)
    else:
        when = f"{roc(window.end)}前" if window.end is not None else ""
    said = {
        WindowState.OPEN: f"{label}：{when}，現在可以申請。",
        WindowState.UPCOMING: f"{label}：{when}，還沒開始。",
        WindowState.CLOSED: f"{label}：{when}，已經截止；知識庫裡沒有更新的版本。",
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
        yield f"要交：{few(sure)}。"
    if perhaps:
        yield f"看情況要交：{few(perhaps)}。"


def few(labels: Sequence[str]) -> str:
    """The first labels, and how many there are."""
    more = f"等{len(labels)}種" if len(labels) > FEW else ""
    return f"{'、'.join(labels[:FEW])}{more}"


def paper_list(judgement: Judgement) -> list[Line]:
    """The papers one by one, with their notes."""
    lines = [Line("要準備的文件", Style.STRONG)]
    for paper in judgement.papers:
        note = f"（{paper.note.rstrip('。')}）" if paper.note else ""
        perhaps = "" if paper.needed is Truth.MET else "看情況："
        lines.append(Line(f"□ {perhaps}{paper.label}{note}〔{'；'.join(paper.clauses)}〕"))
    return lines


def whom(check: Check, base: KnowledgeBase) -> str:
    """Whom to ask: the programme's first contact."""
    contact = base.programmes[check.check.programme].contacts[0]
    ways = [way for way in (contact.phone, contact.email) if way]
    told = f"（{'、'.join(ways)}）" if ways else ""
    return f"請洽：{contact.office}{told}"


def cited(check: Check, judgement: Judgement, base: KnowledgeBase) -> list[Citation]:
    """The clauses of every criterion that decided, or of all that are met."""
    unmet = of(judgement, Truth.UNMET)
    outcomes = unmet or list(judgement.criteria.values())
    clauses = dict.fromkeys(clause for o in outcomes for clause in o.clauses)
    title = base.documents[check.check.document].title
    return [Citation(title, check.check.number, clause) for clause in clauses]
