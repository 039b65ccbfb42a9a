"""Lengths of time: 兩個月、半年、一個半月、三週、20天、5個工作天.

半個月 is fifteen days and 半年 six months. A month needs its 個: 「三月後」 is after March.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .counting import add_months, after_working_days, period_before, period_end
from .numerals import CN, whole_number

if TYPE_CHECKING:
    from .tokens import Token

_LONGEST = 500


def length_pattern(suffix: str) -> str:
    """The regular expression of a length; its group names (``n``, ``m``, ``half``, ``u``, ``yhalf``) end in ``suffix``."""
    with_classifier, without = "(?:工作[天日]|星期|禮拜|月)", "(?:工作[天日]|星期|禮拜|[天日週年])"
    return (
        rf"(?P<n{suffix}>半|[0-9]{{1,3}}|[{CN}]{{1,4}})(?:(?P<m{suffix}>個)(?P<half{suffix}>半)?)?"
        rf"(?P<u{suffix}>(?(m{suffix}){with_classifier}|{without}))(?P<yhalf{suffix}>半)?(?!級|班|度)"
    )


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time; ``years`` tells that it was said in years, ``plain_days`` that it was said as N日."""

    months: int = 0
    days: int = 0
    working_days: int = 0
    years: bool = False
    plain_days: bool = False

    def after(self, event: date) -> date:
        """Last day of a period after an event, whose own day is not counted."""
        return after_working_days(period_end(event, months=self.months, days=self.days), self.working_days)

    def later(self, day: date) -> date:
        """The day that is so much later."""
        return after_working_days(add_months(day, self.months) + timedelta(days=self.days), self.working_days)

    def before(self, day: date) -> date | None:
        """The day that is so much earlier; working days are not counted backwards."""
        return None if self.working_days else period_before(day, months=self.months, days=self.days)


def read_length(token: Token, suffix: str) -> Length | None:
    """The length a token caught under ``suffix``; ``None`` if its number makes none."""
    written, unit = token["n" + suffix], token["u" + suffix]
    half = bool(token["half" + suffix] or token["yhalf" + suffix])
    if written == "半":
        return {"年": Length(months=6, years=True), "月": Length(days=15)}.get(unit)
    n = whole_number(written)
    if n is None or n > _LONGEST:
        return None
    if unit == "年":
        return Length(months=12 * n + 6 * half, years=True)
    if unit == "月":
        return Length(months=n, days=15 * half)
    if unit in {"星期", "禮拜", "週"}:
        return Length(days=7 * n)
    if unit.startswith("工作"):
        return Length(working_days=min(n, 120))
    return Length(days=n, plain_days=unit == "日")
