"""Where a moment lies among the windows in which one can apply. Both ends of a window belong to it.

``rolling``: the document gives no date. A window that hangs on a deadline is not known before the deadline is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.checks.entitlements import DueDay
from knowledge.checks.model import Check, Span, WindowKind
from knowledge.criteria import TAIPEI, Facts
from knowledge.deadlines import Phase, phase_of


class WindowState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UPCOMING = "upcoming"
    ROLLING = "rolling"


@dataclass(frozen=True)
class OpenWindow:
    """Where the moment lies. ``span``: the window that is open, comes next, or was the last."""

    state: WindowState
    span: Span | None = None
    start: date | datetime | None = None
    end: date | datetime | None = None
    note: str = ""


Days = tuple[date | datetime | None, date | datetime | None]
STATES = {
    Phase.OPEN: WindowState.OPEN,
    Phase.UPCOMING: WindowState.UPCOMING,
    Phase.OVER: WindowState.CLOSED,
    Phase.ROLLING: WindowState.ROLLING,
}


def window_of(check: Check, facts: Facts, due: DueDay | None) -> OpenWindow | None:
    """The window that matters at the moment asked; None while the deadline it hangs on is not known."""
    window = check.window
    note = window.note or ""
    at = facts.at.replace(microsecond=0)  # a last day lasts until its last second is over
    if window.kind is WindowKind.ROLLING:
        return OpenWindow(WindowState.ROLLING, note=note)
    if window.kind is WindowKind.DEADLINE:
        if due is None:
            return None
        return OpenWindow(STATES[phase_of(None, due.last_day, at)], None, None, due.last_day, note)
    spans = [(span, *days_of(span, at)) for span in window.spans]
    for wanted in (Phase.OPEN, Phase.UPCOMING):
        for span, start, end in spans:
            if phase_of(start, end, at) is wanted:
                return OpenWindow(STATES[wanted], span, start, end, note)
    span, start, end = spans[-1]
    return OpenWindow(WindowState.CLOSED, span, start, end, note)


def days_of(span: Span, at: datetime) -> Days:
    """First and last day or instant; of a yearly window the turn that is not over at ``at``."""
    if span.yearly is None:
        return span.start, span.end
    rule, year = span.yearly, at.astimezone(TAIPEI).year
    turns = []
    for y in (year, year + 1):
        start = date(y, rule.start_month, rule.start_day or 1) if rule.start_month else None
        turns.append((start, date(y, rule.month, rule.day)))
    return next((turn for turn in turns if phase_of(*turn, at) is not Phase.OVER), turns[-1])
