"""What one value must be: the tests that rules are made of, for exact values and for partial knowledge.

>>> Bounds(at_least=70).state_of(Exact(69), date(2021, 12, 1))
<Truth.UNMET: 'unmet'>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from knowledge.criteria import Exact, Known, Missing, Scalar, Truth, candidates, settled
from knowledge.model import Entry

Number = int | float


@dataclass(frozen=True, slots=True)
class Failing:
    """A test that an answer does not pass. ``item``: which element of a list; ``last``: the day that was missed."""

    field: str
    value: Scalar | None
    bounds: Bounds | None = None
    item: int | None = None
    last: date | None = None


class Bounds(Entry):
    """What one value must be. ``at_least``/``at_most``/``from``/``to`` include their ends, ``above``/``below`` do not.

    ``to = "today"`` is the day the question is asked. ``review``: these values are for the authority;
    ``review_above``: so is every greater one.
    """

    is_: bool | int | str | None = Field(None, alias="is")
    one_of: tuple[int | str, ...] = ()
    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None
    from_: date | None = Field(None, alias="from")
    to: date | Literal["today"] | None = None
    review: tuple[str, ...] = ()
    review_above: Number | None = None

    def allows(self, value: Scalar, today: date) -> Truth:
        """The truth for one exact value."""
        if value in self.review:
            return Truth.REVIEW
        if not (self._listed(value) and self._in_bounds(value) and self._in_days(value, today)):
            return Truth.UNMET
        if self.review_above is not None and isinstance(value, int | float) and value > self.review_above:
            return Truth.REVIEW
        return Truth.MET

    def _listed(self, value: Scalar) -> bool:
        if self.is_ is not None and value != self.is_:
            return False
        return not self.one_of or value in self.one_of

    def _in_bounds(self, value: Scalar) -> bool:
        if not isinstance(value, int | float):
            return all(b is None for b in (self.at_least, self.at_most, self.above, self.below))
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )

    def _in_days(self, value: Scalar, today: date) -> bool:
        if not isinstance(value, date):
            return self.from_ is None and self.to is None
        last = self.last_day(today)
        return (self.from_ is None or value >= self.from_) and (last is None or value <= last)

    def last_day(self, today: date) -> date | None:
        return today if self.to == "today" else self.to

    def points(self, today: date) -> tuple[Scalar, ...]:
        """Where the answer changes from one state to another."""
        given = (
            self.is_,
            *self.one_of,
            self.at_least,
            self.at_most,
            self.above,
            self.below,
            self.review_above,
        )
        days = (self.from_, self.last_day(today))
        return tuple(point for point in (*given, *days) if point is not None)

    def state_of(self, known: Known, today: date) -> Truth:
        """The truth for what is known of one value."""
        if isinstance(known, Exact):
            return self.allows(known.value, today)
        if isinstance(known, Missing):
            return Truth.UNKNOWN
        return settled(self.allows(v, today) for v in candidates(known, self.points(today)))

    def failing_of(self, field: str, known: Known, today: date, item: int | None = None) -> Iterator[Failing]:
        if self.state_of(known, today) is Truth.UNMET:
            yield Failing(field, known.value if isinstance(known, Exact) else None, self, item)
