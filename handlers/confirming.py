"""What is said once a reminder is set: of what, when that is, and when it will be heard of next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.actions import encode
from handlers.naming import Naming, clock, leads_told
from handlers.schedules import Happening
from handlers.subscriptions import Preferences, Subscription, TargetKind
from handlers.targets import DATED
from handlers.turn import Button, Line, Reply, Style
from knowledge.dates import roc
from knowledge.deadlines import standing, written
from knowledge.model import DateKind
from knowledge.speaking import _


def confirmed(
    naming: Naming, preferences: Preferences, made: Subscription, coming: Sequence[Happening], at: datetime
) -> Reply:
    """A reminder that was set, with buttons to change it and to take it back."""
    stop = Button(_("取消這個提醒"), encode("r-stop", str(made.id)))
    name = naming.target(made.target)
    if made.target.kind is TargetKind.EDITION:
        return Reply((Line(_("好，{target}一進知識庫就通知您。", target=name), Style.STRONG),), ((stop,),))
    lines = [Line(_("好，會提醒您：{target}", target=name), Style.STRONG)]
    if coming:
        lines += next_date(made, coming[0], at)
    else:
        lines.append(Line(_("目前沒有還沒到的日期；知識庫有新的日期時就會提醒。")))
    if made.next is not None:
        when = leads_told(made.leads or preferences.leads)
        say = _(
            "{leads}{time}提醒；下一次是{day}。",
            leads=when,
            time=clock(preferences.minute),
            day=roc(made.next.date()),
        )
        lines.append(Line(say))
    elif coming:
        lines.append(
            Line(_("離截止太近，已經沒有排得上的提醒時間；請現在就辦，或改成當天提醒。"), Style.WARN)
        )
    return Reply(tuple(lines), ((Button(_("改時間"), encode("r-card", str(made.id))), stop),))


def next_date(made: Subscription, first: Happening, at: datetime) -> list[Line]:
    """When it is; of several dates, which comes first."""
    date, away = written(first.turn), standing(first.turn, at)
    if made.target.kind in DATED:
        say = _("{date}，{standing}。", date=date, standing=away)
    else:
        say = _("最近的是{label}，{date}，{standing}。", label=first.entry.label, date=date, standing=away)
    lines = [Line(say, Style.DATE)]
    if first.entry.kind is DateKind.YEARLY:
        lines.append(Line(_("每年都會再提醒；公文是否仍然有效，請以承辦單位為準。"), Style.SMALL))
    return lines
