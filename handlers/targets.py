"""What can be waited for, as buttons carry it: a letter, a short name, perhaps a day and the days ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.actions import mark
from handlers.naming import Naming
from handlers.subscriptions import FARTHEST_LEAD, MOST_LEADS, Target, TargetKind
from knowledge.base import KnowledgeBase

LETTERS = {
    TargetKind.PROGRAMME: "p",
    TargetKind.EDITION: "e",
    TargetKind.CITY: "c",
    TargetKind.AUDIENCE: "a",
    TargetKind.DATE: "d",
    TargetKind.OWN: "o",
    TargetKind.OPENING: "b",
}
EVERYTHING = "all"
DATED = {TargetKind.DATE, TargetKind.OWN, TargetKind.OPENING}


class Targets:
    """Writes targets into buttons and reads them again; what is forged or gone is not read."""

    def __init__(self, base: KnowledgeBase, naming: Naming) -> None:
        self.naming = naming
        self.dates = {mark(*key): key for key in base.dates}
        self.programmes = {mark(name): name for name in base.programmes}

    def write(self, target: Target | None, leads: Sequence[int] = ()) -> tuple[str, ...]:
        """The arguments of a button; None stands for everything."""
        if target is None:
            return (EVERYTHING,)
        name = target.name
        if target.kind in DATED:
            name = mark(target.name, target.entry)
        elif target.kind in {TargetKind.PROGRAMME, TargetKind.EDITION}:
            name = mark(target.name)
        day = target.day.isoformat() if target.day is not None else ""
        ahead = ".".join(map(str, leads))
        return (LETTERS[target.kind], name, *((day, ahead) if ahead else (day,) if day else ()))

    def read(self, arguments: Sequence[str]) -> Target | None:
        """The target that a button names."""
        letter, name, day = (*arguments, "", "", "")[:3]
        kind = next((kind for kind, known in LETTERS.items() if known == letter), None)
        if kind in {TargetKind.PROGRAMME, TargetKind.EDITION} and name in self.programmes:
            return Target(kind, self.programmes[name])
        if (kind is TargetKind.CITY and name in self.naming.cities) or (
            kind is TargetKind.AUDIENCE and name in self.naming.audiences
        ):
            return Target(kind, name)
        if kind in {TargetKind.DATE, TargetKind.OPENING} and name in self.dates:
            return Target(kind, *self.dates[name])
        if kind is TargetKind.OWN and name in self.dates:
            try:
                return Target(kind, *self.dates[name], date.fromisoformat(day) if day else None)
            except ValueError:
                return None
        return None

    def leads(self, arguments: Sequence[str]) -> tuple[int, ...]:
        """The days ahead that a button carries; none where it carries none, or cannot."""
        written = arguments[3].split(".") if len(arguments) > 3 else []
        found = {int(lead) for lead in written if lead.isascii() and lead.isdigit() and len(lead) < 3}
        good = sorted((lead for lead in found if lead <= FARTHEST_LEAD), reverse=True)
        return tuple(good[:MOST_LEADS])
