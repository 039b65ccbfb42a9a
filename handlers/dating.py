"""/dates: what is coming, by programme, city and role, or month by month; what comes back every year; what is over.

Most dates of the editions at hand are past, and this says so instead of showing an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from handlers.actions import encode
from handlers.naming import Naming
from handlers.reminders import footer
from handlers.schedules import Happening, Schedule
from handlers.subscriptions import Target, TargetKind
from handlers.targets import EVERYTHING, Targets
from handlers.turn import Button, Line, Quote, Reply, Style, Turn
from knowledge.assistant import Assistant
from knowledge.dates import countdown, month_name, month_of_year, roc
from knowledge.dates.numerals import CN, whole_number
from knowledge.deadlines import ONE_OFF, Phase, moment, standing, turn_of, written
from knowledge.english import chinese
from knowledge.model import DateKind
from knowledge.speaking import _, _n
from knowledge.wording import normal, typed

MOST = 20
MONTH = re.compile(rf"([0-9]{{1,2}}|[{CN}]{{1,3}})月(?!前)")
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Scope:
    """What is asked for: a target (None: everything), perhaps one month."""

    target: Target | None = None
    month: tuple[int, int] | None = None


class Dating:
    """Tells dates of one knowledge base."""

    def __init__(self, assistant: Assistant, naming: Naming) -> None:
        self.assistant, self.naming = assistant, naming
        self.base = assistant.base
        self.schedule = Schedule(assistant.base)
        self.targets = Targets(self.base, naming)

    def asked(self, text: str) -> bool:
        """Whether words ask for what is coming, without naming a programme."""
        plain = normal(chinese(text))
        if not any(normal(cue) in plain for cue in self.naming.words.coming):
            return False
        return not self.assistant.finder.reader.read(text).named

    def words(self, turn: Turn) -> Reply:
        """What is coming, as far as the words narrow it."""
        plain = typed(chinese(turn.text))
        return self.tell(Scope(self._target(turn.text, plain), month_of(plain, turn.at)), turn.at)

    def _target(self, text: str, plain: str) -> Target | None:
        named = self.assistant.finder.reader.read(text or "　").named
        if named:
            return Target(TargetKind.PROGRAMME, named[0])
        for kind, names in (
            (TargetKind.CITY, self.naming.city_words),
            (TargetKind.AUDIENCE, self.naming.audience_words),
        ):
            for name, words in names.items():
                if any(word in plain for word in words):
                    return Target(kind, name)
        return None

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped view; None where it leads nowhere."""
        if verb != "dates":
            return None
        target = self.targets.read(arguments)
        if target is None and arguments[:1] != (EVERYTHING,):
            return None
        month = month_read(arguments[2]) if len(arguments) > 2 else None
        return self.tell(Scope(target, month), turn.at)

    def coming(self, target: Target | None, at: datetime) -> list[Happening]:
        """What has not passed, each date once, soonest first."""
        targets = (
            [target] if target else [Target(TargetKind.PROGRAMME, name) for name in self.base.programmes]
        )
        found: dict[tuple[str, str], Happening] = {}
        for each in sorted(
            (h for t in targets for h in self.schedule.happenings(t, at)), key=lambda h: h.over
        ):
            found.setdefault((each.programme, each.entry.id), each)
        return list(found.values())

    # what is said

    def tell(self, scope: Scope, at: datetime) -> Reply:
        """What is coming in a scope, or one month of it: the next date of each programme, all dates of a single one."""
        name = self.naming.scope(scope.target) if scope.target else ""
        if scope.month is not None:
            return self._month(scope, name, at)
        found = self.coming(scope.target, at)
        lines = [Line(_("接下來的日期（{name}）", name=name) if name else _("接下來的日期"), Style.STRONG)]
        if scope.target is not None and scope.target.kind is TargetKind.PROGRAMME:
            lines += [line for each in merged(found)[:MOST] for line in self._date(each, at)]
        else:
            lines += [line for each in by_programme(found) for line in self._next(each, at)]
        if not found:
            lines.append(Line(_("沒有還沒到的日期。")))
        lines += self._also(scope.target, at)
        return Reply(tuple(lines), self._buttons(scope, found), self._sources(found, at))

    def _date(
        self, group: Sequence[Happening], at: datetime, head: str = "・", after: str = ""
    ) -> list[Line]:
        """Dates with the same timing: what they are called, and when."""
        first = group[0]
        labels = _("、").join(each.entry.label for each in group)
        yearly = _("（每年）") if first.entry.kind is DateKind.YEARLY else ""
        return [
            Line(f"{head}{labels}"),
            Line(
                _(
                    "　{date}{yearly}，{standing}{after}",
                    date=written(first.turn),
                    yearly=yearly,
                    standing=standing(first.turn, at),
                    after=after,
                ),
                Style.DATE,
            ),
        ]

    def _next(self, found: Sequence[Happening], at: datetime) -> list[Line]:
        """The next date of one programme, and how many come after it."""
        first, *rest = merged(found)
        short = self.base.programmes[first[0].programme].programme.short
        return self._date(
            first, at, f"・{short}｜", _n("；之後還有 {count} 個", count=len(rest)) if rest else ""
        )

    def _sources(self, found: Sequence[Happening], at: datetime) -> tuple[Quote, ...]:
        """Editions and clauses, folded."""
        if not found:
            return ()
        return (Quote(_("出處"), "\n".join(line.text for line in footer(self.assistant.teller, found, at))),)

    def _also(self, target: Target | None, at: datetime) -> list[Line]:
        """How many dates are over and left out, and what has to be counted from a day that was not told."""
        targets = (
            [target] if target else [Target(TargetKind.PROGRAMME, name) for name in self.base.programmes]
        )
        entries = {(p, e.id): e for t in targets for p, e in self.schedule.entries(t)}.values()
        once = [turn for e in entries if e.kind in ONE_OFF and (turn := turn_of(e, at)) is not None]
        over = [turn for turn in once if turn.phase is Phase.OVER]
        lines = []
        if over:
            last = roc(max(moment(turn.end or turn.start or at, last=True) for turn in over).date())
            if len(over) == len(once):
                say = _n(
                    "只有一次的 {count} 個日期都已經過了，最後一個是{last}。知識庫沒有更新的年度版本。",
                    count=len(once),
                    last=last,
                )
            else:
                say = _n("已經過了的 {count} 個沒有列出（最後一個是{last}）。", count=len(over), last=last)
            lines.append(Line(say, Style.WARN))
        counted = [e for e in entries if e.kind is DateKind.RELATIVE]
        if counted:
            anchored = self.assistant.teller.anchored
            days = _("、").join(dict.fromkeys(anchored.name(e.anchor) for e in counted))
            lines.append(
                Line(_n("另有 {count} 個期限要從{days}算起。", count=len(counted), days=days), Style.SMALL)
            )
            lines.append(Line(anchored.ask(counted[0].anchor), Style.SMALL))
        return lines

    def _buttons(self, scope: Scope, found: Sequence[Happening]) -> Rows:
        name = (*self.targets.write(scope.target), "")[:2]
        rows: list[tuple[Button, ...]] = []
        if found:
            want = encode("want", *name) if scope.target else encode("r-remind")
            rows.append((Button(_("提醒我這些"), want), Button(_("加到行事曆"), encode("icst", *name))))
            months = sorted({(each.day.year, each.day.month) for each in found})[:3]
            rows.append(
                tuple(Button(month_name(m), encode("dates", *name, f"{y}-{m:02d}")) for y, m in months)
            )
        elif scope.target is not None and scope.target.kind is TargetKind.PROGRAMME:
            rows.append((Button(_("有新版本時通知我"), encode("want", "e", name[1])),))
        if scope.target is None:
            cities = [
                Button(_(label), encode("dates", "c", city)) for city, label in self.naming.cities.items()
            ]
            roles = [
                Button(_("給{name}", name=_(label)), encode("dates", "a", role))
                for role, label in self.naming.audiences.items()
            ]
            rows += [tuple(cities[:4]), tuple(roles[:4])]
        else:
            rows.append((Button(_("看全部"), encode("dates", EVERYTHING)),))
        return tuple(rows)

    def _month(self, scope: Scope, name: str, at: datetime) -> Reply:
        """One month, day by day."""
        assert scope.month is not None
        year, month = scope.month
        start = datetime(year, month, 1, tzinfo=at.tzinfo)
        following = (year + month // 12, month % 12 + 1)
        found = [
            each for each in self.coming(scope.target, min(start, at)) + self.coming(scope.target, start)
            if (each.day.year, each.day.month) == scope.month
        ]  # fmt: skip
        days = {(each.programme, each.entry.id): each for each in found}
        lines = [
            Line(month_of_year(year, month) + (_("（{name}）", name=name) if name else ""), Style.STRONG)
        ]
        told = ""
        for group in merged(sorted(days.values(), key=lambda each: each.over)):
            first = group[0]
            if (
                day := _(
                    "{date}，{standing}", date=roc(first.day, year=False), standing=countdown(first.day, at)
                )
            ) != told:
                lines.append(Line(day, Style.DATE))
                told = day
            short = self.base.programmes[first.programme].programme.short
            lines.append(Line(f"　{short}｜{_('、').join(each.entry.label for each in group)}"))
        if not days:
            lines.append(Line(_("這個月沒有知識庫記載的日期。")))
        key = (*self.targets.write(scope.target), "")[:2]
        before = (year - (month == 1), (month - 2) % 12 + 1)
        turning = tuple(
            Button(month_name(m), encode("dates", *key, f"{y}-{m:02d}")) for y, m in (before, following)
        )
        rows = (turning, (Button(_("看全部"), encode("dates", EVERYTHING)),))
        return Reply(tuple(lines), rows, self._sources(list(days.values()), at))


def merged(found: Sequence[Happening]) -> list[list[Happening]]:
    """Happenings of one programme with the same timing together."""
    groups = groupby(found, key=lambda each: (each.programme, written(each.turn)))
    return [list(group) for _, group in groups]


def by_programme(found: Sequence[Happening]) -> list[list[Happening]]:
    """Happenings by programme, the programme whose next date comes first standing first."""
    programmes: dict[str, list[Happening]] = {}
    for each in found:
        programmes.setdefault(each.programme, []).append(each)
    return list(programmes.values())


def month_of(plain: str, at: datetime) -> tuple[int, int] | None:
    """The month that words name: this, the next, or the next of its name (this one included)."""
    if "下個月" in plain or "下月" in plain:
        return at.year + at.month // 12, at.month % 12 + 1
    if "這個月" in plain or "本月" in plain or "這月" in plain:
        return at.year, at.month
    match = MONTH.search(plain)
    month = whole_number(match[1]) if match else None
    if month is None or not 1 <= month <= 12:
        return None
    return at.year + (month < at.month), month


def month_read(text: str) -> tuple[int, int] | None:
    """「2026-04」; None where a button was forged."""
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", text)
    return (int(match[1]), int(match[2])) if match else None
