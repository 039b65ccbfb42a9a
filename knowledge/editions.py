"""Which edition a line stands in: how an edition is called, whether it is over, and with what number a clause is cited.

A document may hold several programmes, each in a part of its own with a number of its own (附錄三), and a main text.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from knowledge.answering import Citation
from knowledge.base import KnowledgeBase
from knowledge.dates import roc
from knowledge.model import Programme
from knowledge.speaking import _
from knowledge.units import Unit

PART = ("附錄", "附件", "附表")


class Editions:
    """The editions of one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.homes = homes(base)

    def label(self, programme: Programme, at: datetime | None) -> str:
        """Which edition this is, and whether it is over at ``at`` (None: that has been told)."""
        edition = programme.programme.edition
        if edition.standing:
            when = (
                (
                    _("最後修訂 {day}", day=roc(edition.issued, weekday=False))
                    if edition.revised
                    else _("最後發布 {day}", day=roc(edition.issued, weekday=False))
                )
                if edition.issued
                else _("公文未載明日期")
            )
            return _(
                "〔{short}・{label}・{when}；知識庫沒有更新的版本〕",
                short=programme.programme.short,
                label=edition.label,
                when=when,
            )
        if at is not None and edition.ends is not None and edition.ends < at.date():
            return _(
                "〔{short}・{label}版，已於{day}結束；知識庫沒有更新的版本〕",
                short=programme.programme.short,
                label=edition.label,
                day=roc(edition.ends, weekday=False),
            )
        return _("〔{short}・{label}版〕", short=programme.programme.short, label=edition.label)

    def citations(self, programme: Programme, clauses: Iterable[str]) -> list[Citation]:
        """Where clauses stand, with the number of the part that holds each."""
        title = self.base.documents[programme.programme.document].title
        homes = [(clause, self.holding(programme, clause).programme.edition) for clause in clauses]
        return [Citation(title, edition.number, clause) for clause, edition in homes]

    def holding(self, programme: Programme, clause: str) -> Programme:
        """The programme of the same document in whose part a clause stands; itself where that is no other's."""
        document, part = programme.programme.document, part_of(clause)
        if part in parts_of(programme):
            return programme
        known = self.homes
        return known.get((document, part)) or known.get((document, "")) or programme

    def home(self, programme: Programme, units: Iterable[Unit]) -> Programme:
        """Whose edition an answer is from: another's, where everything it tells stands in that one's part."""
        clauses = [clause for unit in units for clause in getattr(unit.entry, "clause", ())]
        held = {self.holding(programme, clause).programme.id for clause in clauses}
        return self.base.programmes[held.pop()] if len(held) == 1 else programme


def part_of(clause: str) -> str:
    """The part of its document in which a clause stands (附錄三); "" for the main text."""
    part, apart, _ = clause.partition(" ")
    return part if apart and part.startswith(PART) else ""


def parts_of(programme: Programme) -> set[str]:
    """The parts of its document that a programme is written in."""
    return {part_of(clause) for clause in programme.programme.clause}


def homes(base: KnowledgeBase) -> dict[tuple[str, str], Programme]:
    """(document, part) → the programme that is written there, where it is one."""
    found: dict[tuple[str, str], list[Programme]] = {}
    for programme in base.programmes.values():
        for part in parts_of(programme):
            found.setdefault((programme.programme.document, part), []).append(programme)
    return {key: held[0] for key, held in found.items() if len(held) == 1}
