"""Dates as a calendar file (RFC 5545), for any calendar that can open one.

The same date has the same UID for ever, and a SEQUENCE that grows when it changes: a file opened later replaces what
an earlier one put into the calendar. Days are all-day events (their end, as the standard wants it, is the day after);
what has an hour is in Asia/Taipei, with the zone in the file. Whatever a file says it says with its clause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from knowledge.deadlines import TAIPEI, Turn, written
from knowledge.model import DateEntry, DateKind
from knowledge.speaking import _

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

DAY = timedelta(days=1)
MORNING = timedelta(hours=8, minutes=30)
LAST_CALL = timedelta(hours=2)
SHORT = timedelta(minutes=30)
"""How long an event is that stands for a moment by which something must be done."""
ENDS = {DateKind.WINDOW, DateKind.DEADLINE, DateKind.YEARLY, DateKind.RELATIVE}
"""Kinds whose end is what counts."""


@dataclass(frozen=True)
class Entry:
    """One turn of a date for the calendar. ``notes``: clause and edition, as told elsewhere; ``leads``: days ahead at
    which the calendar itself should ring; ``sequence``: how often the date has changed."""

    programme: str
    short: str
    turn: Turn
    notes: tuple[str, ...] = ()
    leads: tuple[int, ...] = (7, 1)
    sequence: int = 0


def uid(entry: Entry) -> str:
    """Stays the same however the date changes; yearly and counted dates have one for each turn."""
    date_entry = entry.turn.entry
    name = f"{entry.programme}.{date_entry.id}"
    last = day_of(entry.turn.end or entry.turn.start)
    if date_entry.kind is DateKind.YEARLY:
        name += f".{last.year}"
    elif date_entry.kind is DateKind.RELATIVE:
        name += f".{last.isoformat()}"
    return f"{name}@zigetong"


def calendar(entries: Iterable[Entry], name: str, at: datetime) -> bytes:
    """A calendar file called ``name``, written at ``at``: UTF-8, lines folded and ended as the standard says."""
    from icalendar import Calendar  # 0.1 s to import: only whoever makes a file pays for it

    whole = Calendar()
    for field, value in (
        ("prodid", "-//zigetong//zh-TW"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", "Asia/Taipei"),
    ):
        whole.add(field, value)
    events = {uid(entry): entry for entry in entries}
    if any(isinstance(spans(entry.turn)[0], datetime) for entry in events.values()):
        whole.add_component(taipei())
    for entry in events.values():
        whole.add_component(event(entry, at))
    return bytes(whole.to_ical())


def taipei() -> Timezone:
    """Asia/Taipei since 1980: eight hours ahead, no summer time."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Taipei")
    standard.add("dtstart", datetime(1980, 1, 1))  # noqa: DTZ001  the standard wants local time here
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def event(entry: Entry, at: datetime) -> Event:
    """One event, with its alarms."""
    from icalendar import Event

    made = Event()
    start, end = spans(entry.turn)
    label = entry.turn.entry.label
    made.add("uid", uid(entry))
    made.add("sequence", entry.sequence)
    made.add("dtstamp", at)
    made.add("dtstart", start)
    made.add("dtend", end)
    made.add("summary", f"{_('截止：') if entry.turn.entry.kind in ENDS else ''}{entry.short} {label}")
    made.add(
        "description",
        "\n".join((_("{label}：{date}", label=label, date=written(entry.turn)), *entry.notes)),
    )
    made.add("status", "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    for lead in sorted(set(entry.leads), reverse=True):
        made.add_component(alarm(entry.turn.entry, lead, label, timed=isinstance(start, datetime)))
    return made


def spans(turn: Turn) -> tuple[date, date] | tuple[datetime, datetime]:
    """When an event begins and ends; both days, the second not included, or both moments in Taipei."""
    first, last = turn.start or turn.end, turn.end or turn.start
    assert first is not None
    assert last is not None
    if not isinstance(first, datetime) and not isinstance(last, datetime):
        return first, last + DAY
    end = last if isinstance(last, datetime) else datetime.combine(last + DAY, time(0))
    if turn.start is None:
        start = end - SHORT
    else:
        start = first if isinstance(first, datetime) else datetime.combine(first, time(0))
    if end <= start:
        end = start + SHORT
    return start.replace(tzinfo=TAIPEI), end.replace(tzinfo=TAIPEI)


def alarm(entry: DateEntry, lead: int, label: str, *, timed: bool) -> Alarm:
    """Rings ``lead`` days ahead of what counts: for days at half past eight, for moments at the hour itself."""
    from icalendar import Alarm

    ends = entry.kind in ENDS
    morning = MORNING - (DAY if ends else timedelta())
    trigger = -(lead * DAY or LAST_CALL) if timed else morning - lead * DAY
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", label)
    made.add("trigger", trigger, parameters={"RELATED": "END"} if ends else {})
    return made


def day_of(value: date | datetime | None) -> date:
    assert value is not None
    return value.date() if isinstance(value, datetime) else value
