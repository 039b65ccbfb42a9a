"""When the office answers, and what is said outside of that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import get_day_names

from knowledge.dates.counting import holiday_name
from knowledge.speaking import in_english

DAYS = "一二三四五六日"
WRITTEN = re.compile(r"([1-7])-([1-7]) ([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")


@dataclass(frozen=True)
class Hours:
    """From weekday to weekday (1 is Monday, both count), from ``start`` until just before ``end``.

    >>> Hours().told()
    '星期一到星期五 08:00–17:00'
    """

    first: int = 1
    last: int = 5
    start: time = time(8)
    end: time = time(17)

    @classmethod
    def read(cls, text: str) -> Hours:
        """``1-5 08:00-17:00``; ValueError where it is anything else."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError(text)
        first, last, start, end = found.groups()
        read = cls(int(first), int(last), time.fromisoformat(start), time.fromisoformat(end))
        if read.first > read.last or read.start >= read.end:
            raise ValueError(text)
        return read

    def open(self, at: datetime) -> bool:
        """Whether somebody is there at ``at``."""
        return self._works(at) and self.start <= at.time() < self.end

    def _works(self, day: date) -> bool:
        """Whether it is one of the days, and no national holiday."""
        return self.first <= day.isoweekday() <= self.last and holiday_name(day) is None

    def opens(self, at: datetime) -> datetime:
        """The next moment at which somebody is there; ``at`` itself where somebody is."""
        if self.open(at):
            return at
        day = at.replace(hour=self.start.hour, minute=self.start.minute, second=0, microsecond=0)
        if day <= at:
            day += timedelta(days=1)
        while not self._works(day):
            day += timedelta(days=1)
        return day

    def told(self) -> str:
        """The hours in words."""
        if in_english():
            names = get_day_names("wide", locale="en")
            days = " to ".join(dict.fromkeys(names[day - 1] for day in (self.first, self.last)))
            return f"{days}, {self.start:%H:%M}–{self.end:%H:%M}"
        days = f"星期{DAYS[self.first - 1]}"
        if self.last != self.first:
            days += f"到星期{DAYS[self.last - 1]}"
        return f"{days} {self.start:%H:%M}–{self.end:%H:%M}"


WEEKDAYS = Hours()
