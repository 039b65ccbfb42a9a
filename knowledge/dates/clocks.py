"""Times of day: 上午9時、下午4:30、晚上8點半、24時."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .numerals import whole_number
from .sentences import Fault, no_hour, no_minute, not_that_half
from .tokens import Token

_MORNING = {"上午", "早上", "早晨", "清晨", "早"}
_AFTERNOON = {"下午", "午後", "傍晚", "晚上", "晚間", "夜間", "晚", "中午", "正午"}
_NIGHT = {"晚上", "晚間", "夜間", "晚", "深夜", "半夜", "午夜"}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``next_day`` where the day's end is meant (24時)."""

    at: time
    next_day: bool = False

    def on(self, day: date) -> datetime:
        """This time on that day."""
        return datetime.combine(day + timedelta(days=self.next_day), self.at)


def read_clock(token: Token) -> Clock | Fault | None:
    """The time a CLOCK token tells; ``None`` for a mere part of the day (上午)."""
    if token["half_day"]:
        return None
    if token["noon"]:
        return Clock(time(0), True) if token["noon"] == "午夜" else Clock(time(12))
    hour = whole_number(token["h"] or token["h3"])
    minute = _minute(token)
    if hour is None or minute is None:
        return None
    if minute > 59:
        return no_minute(minute)
    if hour > 24 or (hour == 24 and minute):
        return no_hour(hour)
    return _on_the_dial(token["ap"], (token["pm"] or token["pm3"]).replace(".", "").lower(), hour, minute)


def _minute(token: Token) -> int | None:
    if token["half"]:
        return 30
    if token["q"]:
        return 15 if token["q"] == "一" else 45
    written = token["mi"] or token["mi2"]
    return whole_number(written) if written else 0


def _on_the_dial(words: str, half: str, hour: int, minute: int) -> Clock | Fault:
    words = words or {"am": "上午", "pm": "下午"}.get(half, "")
    if hour == 24:
        return Clock(time(0), True)
    if hour > 12:
        return (
            not_that_half(words, hour) if words in _MORNING or words == "凌晨" else Clock(time(hour, minute))
        )
    if hour == 12:
        if words in _NIGHT:
            return Clock(time(0, minute), True)
        return Clock(time(0 if words == "凌晨" or half == "am" else 12, minute))
    late = words in _AFTERNOON and not (words in {"中午", "正午"} and hour > 10)
    return Clock(time(hour + 12 if late and hour else hour, minute))
