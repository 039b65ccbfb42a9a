"""Kinds of things that can be seen: whoever asks for a telephone number is not answered with something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry
from knowledge.units import Unit


class Need(Entry):
    """``asks``: a question that it matches asks for the thing; ``holds``: a unit that it matches tells one; ``dated``: so
    does one with dates, which are told beside it."""

    name: str
    asks: str
    holds: str
    dated: bool = False

    @cached_property
    def _asks(self) -> re.Pattern[str]:
        return re.compile(self.asks)

    @cached_property
    def _holds(self) -> re.Pattern[str]:
        return re.compile(self.holds)

    def asked(self, plain: str) -> bool:
        return self._asks.search(plain) is not None

    def held(self, unit: Unit) -> bool:
        """Whether a unit tells such a thing."""
        if unit.group == "silence":
            return False
        whole = f"{unit.say}{unit.entry}" if unit.group in {"contact", "date"} else unit.say
        return (self.dated and bool(getattr(unit.entry, "dates", ()))) or self._holds.search(
            whole
        ) is not None


class Needs(Entry):
    needs: tuple[Need, ...]


def load_needs(data: Path = DATA) -> tuple[Need, ...]:
    path = data / "words" / "needs.toml"
    return parse(Needs, read_toml(path), path.name).needs


def unmet(needs: Iterable[Need], plain: str, units: tuple[Unit, ...]) -> Iterator[Need]:
    """What ``plain`` asks for and none of the units holds."""
    return (need for need in needs if need.asked(plain) and not any(need.held(unit) for unit in units))
