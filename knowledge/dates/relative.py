"""Periods that hang on an event: 出國前二個月、返國之次日起四週內、收到通知之次日起30天內（含例假日）.

Without the day of the event there is no answer: the window names the anchor, and never takes today for it. Periods after
an event are counted by :mod:`.counting`; the first day of the window is told only where the text says 次日 or the like,
because 「返國後兩個月內」 states an end and no beginning.
"""

from __future__ import annotations

from datetime import date, timedelta

from .events import ANCHOR_OF
from .lengths import Length, read_length
from .shapes import Present
from .tokens import Token
from .windows import Window


def read_relative(token: Token, present: Present, told: date | None = None) -> Window | None:
    """The window of a REL token. ``told`` is the event's day where the text gives it right before (11/3返國後…)."""
    form = next(form for form in "123" if token["ev" + form])
    length = read_length(token, form)
    if length is None:
        return None
    anchor = ANCHOR_OF[token["ev" + form]]
    event = told or present.day_of(anchor)
    if event is None:
        return Window(missing=anchor)
    window = _after(token, event, length) if form == "1" else _until(length.before(event))
    if window is not None:
        window.assumed_year = anchor in present.assumed
    return window


def includes_holidays(token: Token) -> bool:
    """The text says 含例假日."""
    return bool(token["hin1"] or token["hin2"])


def _until(last: date | None) -> Window | None:
    return None if last is None else Window(None, last)


def _after(token: Token, event: date, length: Length) -> Window:
    event_counts = token["day1"] in {"當日", "當天"} and bool(token["from1"])
    end = length.after(event - timedelta(days=event_counts))
    if token["aft1"]:
        return Window(end, end)
    if event_counts:
        return Window(event, end)
    return Window(event + timedelta(days=1) if token["next"] else None, end)
