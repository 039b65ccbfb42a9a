"""What a reminder says: the date with its weekday and how long still, the clause, and what can be done by a tap.

Worded at the moment it is sent, from the knowledge base of that moment: what is over is told as over, what is no
longer in the knowledge base is not told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.actions import encode, mark
from handlers.schedules import Happening, Schedule
from handlers.subscriptions import Item
from handlers.turn import Button, Line, Reply, Style
from knowledge.answer import sources
from knowledge.answering import Citation
from knowledge.deadlines import Phase, standing, written
from knowledge.model import DateKind
from knowledge.speaking import N_, _, _n
from knowledge.telling import Teller

TWICE = N_("（可能重複：上次送出時連線中斷，不確定您收到了沒有。）")
LATE = N_("機器人停了一段時間，這次提醒晚到了，抱歉。")
MOST_SHOWN = 12
MOST_TICKS = 6
SNOOZES = (("h", N_("1 小時後")), ("d", N_("明天")), ("w", N_("下週")))


@dataclass(frozen=True)
class Told:
    """One thing that a reminder speaks of, and its place among the reminder's items."""

    happening: Happening
    item: Item
    place: int


def current(schedule: Schedule, items: Sequence[Item], at: datetime) -> list[Told]:
    """What of ``items`` still holds in the knowledge base, each turn of a date once, soonest first."""
    found: dict[str, Told] = {}
    for place, item in enumerate(items):
        happening = schedule.find(item, at)
        if happening is not None:
            found.setdefault(item.turn, Told(happening, item, place))
    return sorted(found.values(), key=lambda told: told.happening.over)


def reminder(
    teller: Teller,
    told: Sequence[Told],
    at: datetime,
    *,
    number: int,
    again: bool = False,
    late: bool = False,
) -> Reply:
    """A reminder as a reply; ``number`` is what its buttons carry."""
    lines = [Line(_(TWICE), Style.SMALL)] if again else []
    lines += [Line(_(LATE), Style.SMALL)] if late else []
    lines.append(
        Line(_("提醒") if len(told) == 1 else _("提醒：{count} 個日期", count=len(told)), Style.STRONG)
    )
    for each in told[:MOST_SHOWN]:
        lines += told_lines(teller, each.happening, at)
    if len(told) > MOST_SHOWN:
        lines.append(Line(_n("還有 {count} 個，用 /dates 看全部。", count=len(told) - MOST_SHOWN)))
    lines += footer(teller, [each.happening for each in told[:MOST_SHOWN]], at)
    return Reply(tuple(lines), buttons(told, at, number))


def told_lines(teller: Teller, happening: Happening, at: datetime) -> list[Line]:
    """Programme and what it is, when, and how long still."""
    programme = teller.base.programmes[happening.programme].programme
    turn = happening.turn
    lines = [
        Line(_("{short}：{label}", short=programme.short, label=happening.entry.label)),
        Line(_("{date}。{standing}。", date=written(turn), standing=standing(turn, at)), Style.DATE),
    ]
    if turn.phase is Phase.OVER and happening.entry.after_close:
        lines.append(Line(happening.entry.after_close))
    if happening.entry.kind is DateKind.RELATIVE:
        lines.append(Line(_("從您告訴我的日子算起；若那天改了，請重新設定。"), Style.SMALL))
    return lines


def footer(teller: Teller, happenings: Iterable[Happening], at: datetime) -> list[Line]:
    """Editions and clauses, small."""
    every = list(happenings)
    programmes = {each.programme: teller.base.programmes[each.programme] for each in every}
    editions = [teller.editions.label(programme, at) for programme in programmes.values()]
    cited = [
        Citation(teller.base.documents[about.document].title, about.edition.number, clause)
        for each in every
        for about in (programmes[each.programme].programme,)
        for clause in each.entry.clause
    ]
    return [Line(text, Style.SMALL) for text in (*editions, sources(dict.fromkeys(cited)))]


def buttons(told: Sequence[Told], at: datetime, number: int) -> tuple[tuple[Button, ...], ...]:
    """Later, done, calendar, all reminders. What would come after the end is not offered as 稍後."""
    last = max(each.happening.over for each in told)
    rows = []
    later = tuple(
        Button(_(label), encode("r-later", str(number), name))
        for name, label in SNOOZES
        if snoozed(name, at) < last
    )
    if later:
        rows.append(later)
    if len(told) == 1:
        each = told[0]
        rows.append(
            (
                Button(_("已完成"), encode("r-done", str(number), str(each.place))),
                Button(_("加到行事曆"), calendar_action(each.item)),
            )
        )
    else:
        rows += [
            (
                Button(
                    _("已完成：{label}", label=each.happening.entry.label)[:40],
                    encode("r-done", str(number), str(each.place)),
                ),
            )
            for each in told[:MOST_TICKS]
        ]
    rows.append((Button(_("管理提醒"), encode("r-reminders")),))
    return tuple(rows)


def calendar_action(item: Item) -> str:
    """The button that sends one date as a calendar file."""
    return encode("ics", mark(item.programme, item.entry), item.on.isoformat())


def snoozed(name: str, at: datetime) -> datetime:
    """The moment that 稍後提醒 means."""
    return at + {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(days=7)}[name]


def changed(teller: Teller, programme: str, entry: str, old: str, new: str, at: datetime) -> Reply:
    """A date is not what people were told."""
    about = teller.base.programmes.get(programme)
    date = teller.base.dates.get((programme, entry))
    name = (
        _("{short}：{label}", short=about.programme.short, label=date.label)
        if about and date
        else _("您訂閱的日期")
    )
    lines = [Line(_("日期有更動"), Style.STRONG), Line(name)]
    lines.append(Line(_("原來：{old}", old=old or _("沒有這個日期"))))
    lines.append(
        Line(
            _("現在：{new}", new=new) if new else _("現在：知識庫裡沒有這個日期了，請洽承辦單位。"),
            Style.DATE,
        )
    )
    if about and date:
        title = teller.base.documents[about.programme.document].title
        cited = [Citation(title, about.programme.edition.number, clause) for clause in date.clause]
        lines += [Line(teller.editions.label(about, at), Style.SMALL), Line(sources(cited), Style.SMALL)]
        lines.append(Line(_("之後的提醒已經照新的日期重排。"), Style.SMALL))
    return Reply(tuple(lines), ((Button(_("管理提醒"), encode("r-reminders")),),))


def edition(teller: Teller, programme: str, at: datetime) -> Reply:
    """A new edition that somebody waited for."""
    about = teller.base.programmes[programme]
    lines = (
        Line(_("新版本來了"), Style.STRONG),
        Line(
            _(
                "{name}（{label}）已經在知識庫裡。",
                name=about.programme.name,
                label=about.programme.edition.label,
            )
        ),
        Line(about.programme.summary),
        Line(teller.editions.label(about, at), Style.SMALL),
    )
    see = Button(_("看{short}", short=about.programme.short), encode("programme", mark(programme)))
    return Reply(lines, ((see,), (Button(_("管理提醒"), encode("r-reminders")),)))
