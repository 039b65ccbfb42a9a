"""A finding put into words: short lines, dates with weekday and countdown, doubts, and the clause of every line.

The result is a value without markup; channels decide how a strong or a small line looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from knowledge.answer import Answer, Line, Style
from knowledge.answering import Citation, Finding, Status
from knowledge.base import KnowledgeBase
from knowledge.deadlines import spoken_year
from knowledge.editions import Editions
from knowledge.model import Contact, DateEntry, Doubt, Fact, Kind, Programme, Silence, Table
from knowledge.speaking import _
from knowledge.telling_dates import DateTeller
from knowledge.units import Unit, row_text

FIGURE = re.compile(r"\d+")
RUN = re.compile(r"[^\W\d]+")
NEW_PAIRS = 8
"""Pairs of characters that a fact may hold beyond the lines of its dates and still say nothing new."""


class Teller:
    """Puts findings of one knowledge base into words."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.editions = Editions(base)
        self.dates = DateTeller(base)
        self.anchored = self.dates.anchored

    def tell(self, finding: Finding, at: datetime) -> Answer:
        """The answer to a finding, as of ``at``."""
        if finding.status is Status.CLARIFY:
            return self._ask_back(finding, at)
        if finding.status is Status.ABSTAINED:
            return self._abstain(finding)
        assert finding.programme is not None
        programme = self.base.programmes[finding.programme]
        if (other := self._other_edition(programme, finding, at)) is not None:
            return other
        lines: list[Line] = []
        cited: list[Citation] = []
        dates: list[DateEntry] = []
        for unit in self.dates.sooner(finding.units, at):
            lines += self._unit(programme, unit, finding, at, dates)
            cited += self._cited(programme, unit)
        lines += self.dates.after(programme, dates, at)
        for doubt in self._doubts(programme, finding.units[:1], dates, at):
            lines.append(Line(_("疑義：{say}", say=doubt.say), Style.WARN))
            cited += self.editions.citations(programme, doubt.clause)
        cited += [c for entry in dates for c in self.editions.citations(programme, entry.clause)]
        home = self.editions.home(programme, finding.units)
        reached = finding.units[0].group == "contact"
        over = [] if reached else self.dates.over(home, dates, at)
        return Answer(
            Status.ANSWERED, tuple(dict.fromkeys([*over, *lines])), tuple(dict.fromkeys(cited)),
            finding.programme, edition=self.editions.label(home, None if over else at), next=self._next(programme, finding.units), dates=tuple(dates),
        )  # fmt: skip

    def _other_edition(self, programme: Programme, finding: Finding, at: datetime) -> Answer | None:
        """Another edition is asked for than the one we hold: said, and never answered from this one."""
        edition = programme.programme.edition
        spoken = spoken_year(finding.question.text, at)
        if edition.ends is None or spoken is None or not spoken.school_year or spoken.first is None:
            return None
        if spoken.first <= edition.ends:
            return None
        say = _(
            "知識庫只有{short}的{label}版，沒有您問的那個學年度；日期和條件每年可能不同，請洽承辦單位：",
            short=programme.programme.short,
            label=edition.label,
        )
        contact = programme.contacts[0]
        cited = tuple(self.editions.citations(programme, contact.clause))
        return Answer(Status.ABSTAINED, (Line(say), *contact_lines(contact)), cited, finding.programme)

    def _cited(self, programme: Programme, unit: Unit) -> list[Citation]:
        return self.editions.citations(programme, getattr(unit.entry, "clause", ()))

    def _unit(
        self, programme: Programme, unit: Unit, finding: Finding, at: datetime, dates: list[DateEntry]
    ) -> list[Line]:
        entry = unit.entry
        lines: list[Line] = []
        if isinstance(entry, Fact):
            told = [d for d in programme.dates if d.id in entry.dates and agrees(d, finding, unit.programme)]
            lines = self._fact(entry, self.dates.lines(told, finding, at), finding)
            dates += told
        elif isinstance(entry, Table):
            lines += [Line(row_text(entry, unit.row))] if unit.row is not None else table_lines(entry)
        elif isinstance(entry, DateEntry):
            lines += self.dates.one(entry, finding, at)
            dates.append(entry)
        elif isinstance(entry, Contact):
            lines += contact_lines(entry)
        else:
            lines.append(Line(entry.say))
        return lines

    def _fact(self, entry: Fact, dated: list[Line], finding: Finding) -> list[Line]:
        """A fact and its dates: the dates first where one asks when, alone where the fact says nothing else."""
        if not (dated and Kind.WHEN in finding.question.kinds and dated[0].style is Style.DATE):
            return [Line(entry.say), *dated]
        return dated if restated(entry.say, dated) else [*dated, Line(entry.say)]

    def _doubts(
        self, programme: Programme, units: Iterable[Unit], dates: Iterable[DateEntry], at: datetime
    ) -> list[Doubt]:
        """Doubts about what an answer leads with, and about the next of its dates."""
        touched = {u.id for u in units} | {d.id for d in dates}
        later = sorted((d for d in dates if not self.dates.past(d, at)), key=lambda d: str(d.end or d.start))
        named = {d.doubt for d in later[:1] or dates if d.doubt}
        shown = {u.id for u in units}
        return [
            d for d in programme.doubts if (touched & set(d.touches) or d.id in named) and d.id not in shown
        ]

    def _next(self, programme: Programme, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """What is likely asked next: what the facts point to, then what the programme does."""
        shown = {u.id for u in units}
        wanted = [name for u in units if isinstance(u.entry, Fact) for name in u.entry.see]
        wanted += [*programme.programme.next, *programme.programme.overview]
        titles = {entry.id: entry for group in programme.groups().values() for entry in group}
        found = []
        for name in dict.fromkeys(wanted):
            entry = titles[name]
            if name not in shown and isinstance(entry, Fact):
                about = programme.programme.id
                found.append(
                    Unit(about, name, "fact", entry.title, entry.say, frozenset(), (), (), {}, entry)
                )
        return tuple(found[:3])

    def _ask_back(self, finding: Finding, at: datetime) -> Answer:
        lines = [Line(_("{asking}請點選：", asking=_(finding.asking)), Style.STRONG)]
        cited: list[Citation] = []
        if finding.reason == "facet" and finding.programme is not None:
            programme = self.base.programmes[finding.programme]
            for unit in finding.units[:6]:
                lines += self._unit(programme, unit, finding, at, [])
                cited += self._cited(programme, unit)
        return Answer(
            Status.CLARIFY, tuple(lines), tuple(dict.fromkeys(cited)), finding.programme, finding.choices
        )

    def _abstain(self, finding: Finding) -> Answer:
        programme = self.base.programmes.get(finding.programme or "")
        lines, cited = [], []
        if finding.units and programme is not None:
            silence = finding.units[0].entry
            assert isinstance(silence, Silence)
            lines.append(Line(silence.say))
            contact = next((c for c in programme.contacts if c.id == silence.contact), programme.contacts[0])
            lines += contact_lines(contact)
            cited = self.editions.citations(programme, contact.clause)
        elif finding.reason == "city":
            held = sorted({p.programme.issuer for p in self.base.programmes.values()})
            lines.append(
                Line(
                    _(
                        "知識庫裡沒有這個縣市的這項計畫。目前只有：{names}。請洽當地的教育局（處）。",
                        names=_("、").join(held),
                    )
                )
            )
        elif finding.reason and programme is not None:
            lines.append(
                Line(
                    _(
                        "{short}的公文沒有寫這件事的{reason}，我不猜。可以直接問：",
                        short=programme.programme.short,
                        reason=_(finding.reason),
                    )
                )
            )
            lines += contact_lines(programme.contacts[0])
            cited = self.editions.citations(programme, programme.contacts[0].clause)
        elif programme is not None:
            lines.append(
                Line(
                    _(
                        "{short}的公文裡找不到這件事，我不猜。可以直接問：",
                        short=programme.programme.short,
                    )
                )
            )
            lines += contact_lines(programme.contacts[0])
            cited = self.editions.citations(programme, programme.contacts[0].clause)
        elif finding.near:
            lines.append(Line(_("找不到直接回答這個問題的條文，我不猜。")))
        else:
            lines.append(Line(_("這個問題不在知識庫裡，我沒有根據可以回答。")))
            say = _(
                "我知道 {count} 個計畫，/start 看得到。請說計畫名稱和想問的事；其他事請洽學校或當地教育局（處）。",
                count=len(self.base.programmes),
            )
            lines.append(Line(say, Style.SMALL))
        if finding.near:
            lines.append(Line(_("相近的有下面幾項；是您要問的就點，不是就換個說法再問。"), Style.SMALL))
        return Answer(
            Status.ABSTAINED,
            tuple(lines),
            tuple(cited),
            finding.programme,
            next=finding.near,
            miss=not finding.units and not finding.reason,
        )


def agrees(entry: DateEntry, finding: Finding, programme: str) -> bool:
    """False where the date is about another choice than the one named."""
    told = finding.question.facets
    return all(told.get((programme, facet), value) == value for facet, value in entry.facets.items())


def restated(say: str, dated: Iterable[Line]) -> bool:
    """Whether the lines of its dates tell a fact's every figure, and nearly every word."""
    text = "".join(line.text for line in dated)
    if not set(FIGURE.findall(say)) <= set(FIGURE.findall(text)):
        return False
    pairs = {run[i : i + 2] for run in RUN.findall(say) for i in range(len(run) - 1)}
    return sum(pair not in text for pair in pairs) <= NEW_PAIRS


def table_lines(table: Table) -> list[Line]:
    """A whole list, one row a line."""
    rows = [Line(f"・{row_text(table, n)}") for n in range(len(table.rows))]
    return [
        Line(_("{title}：", title=table.title), Style.STRONG),
        *rows,
        *([Line(table.note)] if table.note else []),
    ]


def contact_lines(contact: Contact) -> list[Line]:
    """Whom to ask, with every way the document gives."""
    parts = [
        _("請洽：{office}", office=f"{contact.office} {contact.person}" if contact.person else contact.office)
    ]
    for label, value in (
        (_("電話"), contact.phone),
        (_("電子郵件"), contact.email),
        (_("網址"), contact.url),
        (_("地址"), contact.address),
    ):
        if value:
            parts.append(_("{label}：{value}", label=label, value=value))
    return [*(Line(part) for part in parts), Line(contact.handles, Style.SMALL)]
