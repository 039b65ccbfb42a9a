"""Dates put into words: with weekday and countdown, what is over said as over, and the next time to apply.

A period that hangs on a day which was not told asks for that day; a yearly rule is told for the year that was spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from knowledge.answer import Line, Style
from knowledge.answering import Finding
from knowledge.base import KnowledgeBase
from knowledge.dates import countdown, roc
from knowledge.deadlines import (
    Anchored,
    Phase,
    Spoken,
    Turn,
    counted,
    just_over,
    moment,
    spoken_year,
    standing,
    turn_of,
    written,
)
from knowledge.model import DateEntry, DateKind, Kind, Programme
from knowledge.speaking import _
from knowledge.units import Unit


class DateTeller:
    """Puts the dates of one knowledge base's programmes into words."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.anchored = Anchored(base.data)

    def lines(self, entries: Iterable[DateEntry], finding: Finding, at: datetime) -> list[Line]:
        """Several dates; those with the same timing together, under all their names. Of several times to apply, the one
        that is still to be had comes first; a day that would have to be told first is asked for where one asks when."""
        groups: dict[tuple[str, ...], list[DateEntry]] = {}
        told: dict[tuple[str, ...], list[Line]] = {}
        when = finding.question.still or Kind.WHEN in finding.question.kinds
        entries = list(entries)
        if all(entry.applying for entry in entries):
            entries.sort(key=lambda entry: self._passed(entry, at))
        for entry in entries:
            if entry.kind is DateKind.RELATIVE and not when and not self._reckoned(entry, finding, at):
                continue
            lines = self.one(entry, finding, at)
            key = tuple(line.text.removeprefix(entry.label) for line in lines)
            groups.setdefault(key, []).append(entry)
            told.setdefault(key, lines)
        found = []
        for key, same in groups.items():
            labels = _("、").join(entry.label for entry in same)
            for rest, line in zip(key, told[key], strict=True):
                found.append(replace(line, text=labels + rest) if rest != line.text else line)
        return found

    def sooner(self, units: Iterable[Unit], at: datetime) -> list[Unit]:
        """Units in their order, but of the times to apply among them the one first that is still to be had."""
        every = list(units)
        times = [unit for unit in every if isinstance(unit.entry, DateEntry) and unit.entry.applying]
        ordered = iter(sorted(times, key=lambda unit: self._passed(self._entry(unit), at)))
        return [next(ordered) if unit in times else unit for unit in every]

    def _entry(self, unit: Unit) -> DateEntry:
        assert isinstance(unit.entry, DateEntry)
        return unit.entry

    def past(self, entry: DateEntry, at: datetime) -> bool:
        """Whether a date is over."""
        turn = turn_of(entry, at)
        return turn is not None and turn.phase is Phase.OVER

    def _passed(self, entry: DateEntry, at: datetime) -> float:
        """How long a time to apply is over, in seconds; 0 where it is not."""
        turn = turn_of(entry, at)
        if turn is None or turn.end is None or turn.phase is not Phase.OVER:
            return 0.0
        return (at - moment(turn.end, last=True)).total_seconds()

    def _reckoned(self, entry: DateEntry, finding: Finding, at: datetime) -> bool:
        """Whether the question tells the day that a period counts from, or one that cannot be."""
        text = finding.question.text
        told = self.anchored.told(text, at, [entry.anchor or ""])
        return (entry.anchor or "") in told or bool(self.anchored.wrong(text, at))

    def one(self, entry: DateEntry, finding: Finding, at: datetime) -> list[Line]:
        if entry.kind is DateKind.RELATIVE:
            return self._relative(entry, finding, at)
        spoken = self._spoken(entry, finding, at)
        turn = turn_of(entry, at, spoken)
        assert turn is not None
        lines = [
            Line(
                _(
                    "{label}：{date}。{standing}。",
                    label=entry.label,
                    date=written(turn),
                    standing=standing(turn, at),
                ),
                Style.DATE,
            )
        ]
        if turn.phase is Phase.OVER and entry.after_close:
            lines.append(Line(entry.after_close))
        if entry.kind is DateKind.YEARLY and turn.phase is Phase.OVER and spoken is None:
            upcoming = turn_of(entry, at)
            assert upcoming is not None
            lines.append(
                Line(
                    _(
                        "下一次：{date}，{standing}。",
                        date=written(upcoming),
                        standing=standing(upcoming, at),
                    ),
                    Style.DATE,
                )
            )
        elif spoken is None and (last := just_over(entry, at)) is not None:
            lines.insert(
                0,
                Line(
                    _(
                        "{label}：{date}。{standing}。",
                        label=entry.label,
                        date=written(last),
                        standing=standing(last, at),
                    ),
                    Style.DATE,
                ),
            )
            lines[1] = Line(
                _("下一次：{date}，{standing}。", date=written(turn), standing=standing(turn, at)), Style.DATE
            )
        return lines

    def _spoken(self, entry: DateEntry, finding: Finding, at: datetime) -> Spoken | None:
        """The year that a yearly rule is asked for: spoken of, or that of the day on which it takes place."""
        if entry.kind is not DateKind.YEARLY:
            return None
        days = self.anchored.told(finding.question.text, at, ("departure", "event"))
        return next((Spoken(day.year) for day in days.values()), None) or spoken_year(
            finding.question.text, at
        )

    def _relative(self, entry: DateEntry, finding: Finding, at: datetime) -> list[Line]:
        told = self.anchored.told(finding.question.text, at, [entry.anchor or ""])
        day = told.get(entry.anchor or "")
        if day is None:
            wrong = self.anchored.wrong(finding.question.text, at)
            return (
                [Line(wrong, Style.WARN)] if wrong else [Line(self.anchored.ask(entry.anchor), Style.SMALL)]
            )
        result = counted(entry, day)
        state = countdown(result.last_day, at)
        if result.last_day < at.date():
            state = _("已過期限（{state}）", state=state)
        lines = [
            Line(
                _(
                    "{label}：最後一天是{day}。{state}。",
                    label=entry.label,
                    day=roc(result.last_day),
                    state=state,
                ),
                Style.DATE,
            ),
            Line(result.how, Style.SMALL),
        ]
        if result.moved_to is not None:
            lines.append(
                Line(
                    _(
                        "那天是{holiday}，依法可能順延到{day}；保險起見請在原來那天以前辦好。",
                        holiday=result.holiday_name or _("假日"),
                        day=roc(result.moved_to),
                    ),
                    Style.SMALL,
                )
            )
        return lines

    def windows(self, programme: Programme, at: datetime) -> list[Turn]:
        """Every window or deadline for applying, in order of its end."""
        turns = [
            turn for entry in programme.dates if entry.applying and (turn := turn_of(entry, at)) is not None
        ]
        return sorted(turns, key=lambda turn: str(turn.end or turn.start))

    def over(self, programme: Programme, dates: list[DateEntry], at: datetime) -> list[Line]:
        """Said before anything else: what was asked for is over, or the whole edition is."""
        edition = programme.programme.edition
        turns = [turn for entry in dates if entry.applying and (turn := turn_of(entry, at)) is not None]
        if turns and all(turn.phase is Phase.OVER for turn in turns):
            return [Line(_("已經截止了；知識庫沒有更新的年度版本。"), Style.WARN)]
        if edition.standing or edition.ends is None or edition.ends >= at.date():
            return []
        ended = roc(edition.ends, weekday=False)
        say = _(
            "這是{edition}的規定，已結束（到{date}為止）；知識庫沒有更新的版本。",
            edition=edition.label,
            date=ended,
        )
        return [Line(say, Style.WARN)]

    def after(self, programme: Programme, dates: list[DateEntry], at: datetime) -> list[Line]:
        """When what was asked is over: the next window there is, or that there is none."""
        turns = [turn for entry in dates if entry.applying and (turn := turn_of(entry, at)) is not None]
        if not turns or any(turn.phase is not Phase.OVER for turn in turns):
            return []
        who = {each for turn in turns for each in turn.entry.who}
        later = [
            turn
            for turn in self.windows(programme, at)
            if turn.phase is not Phase.OVER
            and turn.entry not in dates
            and (not who or who & set(turn.entry.who))
        ]
        if later:
            turn = later[0]
            dates.append(turn.entry)
            return [
                Line(
                    _(
                        "下一個受理期間——{label}：{date}，{standing}。",
                        label=turn.entry.label,
                        date=written(turn),
                        standing=standing(turn, at),
                    ),
                    Style.DATE,
                )
            ]
        contact = programme.contacts[0]
        ways = [way for way in (contact.phone, contact.email) if way]
        unit = f"{contact.office}（{_('、').join(ways)}）" if ways else contact.office
        return [
            Line(_("新年度請洽{unit}；也可以訂閱，有新版本就通知您。", unit=unit), Style.WARN),
        ]
