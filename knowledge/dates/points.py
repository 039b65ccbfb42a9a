"""One place in time as a text names it: a day, a month, a school year, with its weekday and time of day.

A point is what stands there, not yet what it means: the year may be missing (to be carried over from what stands
before, or taken from an anchor), and 下週五 has no meaning before somebody says what day it is. :mod:`.settling` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .clocks import Clock
from .sentences import Fault
from .shapes import Mode
from .tokens import Token


@dataclass(slots=True)
class Point:
    """What stands in the text.

    ``year`` is Gregorian. ``months`` and ``days`` are lists (6月及12月); ``month_end``, ``day_end`` and ``year_end`` close a
    range. ``word`` is a token that has to be settled against the present (下週五). ``every`` is 年 or 月 for what comes back.
    ``either``: the list is one of them, not all (6月或7月).
    ``choices`` are two dates the same digits may mean. ``clock_bare``: the time came without 上午 or 下午.
    """

    start: int
    end: int
    year: int | None = None
    relative_year: str = ""
    year_end: int | None = None
    month: int | None = None
    month_end: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    day_end: int | None = None
    days: tuple[int, ...] = ()
    either: bool = False
    part: str = ""
    word: Token | None = None
    every: str = ""
    weekday: int | None = None
    clock: Clock | None = None
    clock_bare: bool = False
    fault: Fault | None = None
    choices: tuple[date, ...] = ()

    @property
    def is_day(self) -> bool:
        """A single day is named (so that a weekday or a time may follow)."""
        if self.word is not None and self.word.kind in {"RD", "W", "FEAST", "DUR"}:
            return True
        return self.day is not None

    def blame(self, fault: Fault | None) -> None:
        """Keep the first thing that is wrong."""
        self.fault = self.fault or fault


class Words:
    """The tokens of a text, and whether two of them stand side by side."""

    def __init__(self, tokens: list[Token], text: str, mode: Mode) -> None:
        self.tokens, self.text, self.mode = tokens, text, mode

    def get(self, i: int, *kinds: str) -> Token | None:
        """Token ``i`` if it is one of ``kinds``."""
        if i < len(self.tokens) and self.tokens[i].kind in kinds:
            return self.tokens[i]
        return None

    def next_to(self, end: int, i: int, *kinds: str) -> Token | None:
        """Token ``i`` if it is one of ``kinds`` and starts at ``end`` (a 的 or a space may stand between)."""
        token = self.get(i, *kinds)
        if token is None or token.start < end:
            return None
        return token if self.text[end : token.start] in {"", "的", " "} else None

    def alone(self, token: Token) -> bool:
        """The token is all there is."""
        return token.start == 0 and token.end == len(self.text)

    def before(self, token: Token, n: int) -> str:
        """The ``n`` characters before a token."""
        return self.text[max(0, token.start - n) : token.start]

    def after(self, token: Token, n: int) -> str:
        """The ``n`` characters behind a token."""
        return self.text[token.end : token.end + n]


@dataclass(slots=True)
class Head:
    """The first token of a point that is being read, and the point it fills."""

    words: Words
    i: int
    token: Token
    point: Point

    @property
    def mode(self) -> Mode:
        return self.words.mode

    @property
    def alone(self) -> bool:
        return self.words.alone(self.token)

    def next(self, *kinds: str) -> Token | None:
        """The token right behind, if it is one of ``kinds``."""
        return self.words.next_to(self.token.end, self.i + 1, *kinds)
