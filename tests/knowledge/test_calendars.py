"""Calendar files: read again by another program, days and hours right, a changed date replacing the old."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime
from typing import Any

import pytest

from knowledge.base import open_base
from knowledge.calendars import Entry, calendar, uid
from knowledge.deadlines import TAIPEI, Phase, Turn, counted, turn_of
from knowledge.model import DateEntry, DateKind, Offset, Yearly

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    vobject: Any = pytest.importorskip("vobject")

AT = datetime(2026, 3, 1, 9, tzinfo=TAIPEI)
LONG = "從這一天起算的很長說明，裡面有逗號, 分號; 反斜線\\ 和\n換行" * 5


def entry(kind: DateKind, **more: Any) -> DateEntry:
    return DateEntry(id="x", kind=kind, label="申請", clause=("一",), **more)


def made(date_entry: DateEntry, **more: Any) -> Entry:
    turn = turn_of(date_entry, AT)
    assert turn is not None
    return Entry("taipei-x-111", "範例", turn, **more)


def events(*entries: Entry) -> list[Any]:
    """What another program reads in the file; it refuses what is not valid."""
    whole = vobject.readOne(calendar(entries, "資格通", AT).decode())
    whole.validate(raiseException=True)
    return list(whole.vevent_list)


def every_entry() -> list[Entry]:
    """Every date of the knowledge base that has a day, and one for those that are counted from one."""
    base = open_base()
    found = []
    for (programme, _), date_entry in base.dates.items():
        turn = turn_of(date_entry, AT)
        if turn is None:
            last = counted(date_entry, date(2026, 6, 30)).last_day
            turn = Turn(date_entry, None, last, Phase.OPEN)
        found.append(Entry(programme, base.programmes[programme].programme.short, turn, ("依據：…",)))
    return found


def test_every_date_makes_an_event_that_another_program_accepts() -> None:
    entries = every_entry()
    read = events(*entries)
    assert len(read) == len(entries)
    assert len({each.uid.value for each in read}) == len(entries)
    for each in read:
        assert each.dtend.value > each.dtstart.value
        assert type(each.dtend.value) is type(each.dtstart.value)


def test_lines_are_folded_and_ended_as_the_standard_says() -> None:
    raw = calendar(
        [*every_entry(), made(entry(DateKind.DEADLINE, end=date(2026, 4, 30)), notes=(LONG,))], "x", AT
    )
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_deadline_on_a_day_is_an_all_day_event_of_that_day() -> None:
    (read,) = events(made(entry(DateKind.DEADLINE, end=date(2026, 4, 30))))
    assert (read.dtstart.value, read.dtend.value) == (date(2026, 4, 30), date(2026, 5, 1))
    assert read.summary.value == "截止：範例 申請"


def test_a_window_of_days_covers_both_ends() -> None:
    (read,) = events(made(entry(DateKind.WINDOW, start=date(2026, 2, 27), end=date(2026, 2, 28))))
    assert (read.dtstart.value, read.dtend.value) == (date(2026, 2, 27), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"kind": DateKind.DEADLINE, "end": datetime(2026, 8, 9, 16)}, (9, 15, 30), (9, 16, 0)),
        (
            {"kind": DateKind.WINDOW, "start": datetime(2026, 8, 7, 9), "end": datetime(2026, 8, 9, 16)},
            (7, 9, 0),
            (9, 16, 0),
        ),
        (
            {"kind": DateKind.WINDOW, "start": date(2026, 8, 7), "end": datetime(2026, 8, 9, 16)},
            (7, 0, 0),
            (9, 16, 0),
        ),
        ({"kind": DateKind.DAY, "start": datetime(2026, 8, 7, 9)}, (7, 9, 0), (7, 9, 30)),
    ],
    ids=["deadline", "window", "from a day to an hour", "day"],
)
def test_what_has_an_hour_is_timed_in_taipei(
    fields: dict[str, Any], start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    (read,) = events(made(entry(**fields)))
    for value, (day, hour, minute) in ((read.dtstart.value, start), (read.dtend.value, end)):
        expected = datetime(2026, 8, day, hour, minute, tzinfo=TAIPEI)
        assert value.astimezone(UTC) == expected.astimezone(UTC)
    assert read.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Asia/Taipei"]


def test_a_file_with_days_only_carries_no_zone() -> None:
    assert b"VTIMEZONE" not in calendar([made(entry(DateKind.DEADLINE, end=date(2026, 4, 30)))], "x", AT)


def test_a_changed_date_replaces_the_old_one() -> None:
    """The same UID, a higher SEQUENCE; a yearly date has one UID for each year."""
    old, new = (
        made(entry(DateKind.DEADLINE, end=date(2026, 4, day)), sequence=number)
        for number, day in enumerate((20, 30))
    )
    assert uid(old) == uid(new) == "taipei-x-111.x@zigetong"
    (first,), (second,) = events(old), events(new)
    assert int(second.sequence.value) > int(first.sequence.value)
    yearly = entry(DateKind.YEARLY, yearly=Yearly(month=4, day=30))
    assert uid(made(yearly)) == "taipei-x-111.x.2026@zigetong"
    relative = entry(DateKind.RELATIVE, anchor="return", offset=Offset(months=2))
    turn = Turn(relative, None, date(2026, 8, 31), Phase.OPEN)
    assert uid(Entry("taipei-x-111", "範例", turn)) == "taipei-x-111.x.2026-08-31@zigetong"


def rings(read: Any) -> set[datetime]:
    """When an event's alarms ring."""
    found = set()
    for each in read.valarm_list:
        anchor = read.dtend.value if each.trigger.params.get("RELATED") == ["END"] else read.dtstart.value
        if not isinstance(anchor, datetime):
            anchor = datetime(anchor.year, anchor.month, anchor.day, tzinfo=TAIPEI)
        found.add((anchor + each.trigger.value).astimezone(TAIPEI))
    return found


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": DateKind.DEADLINE, "end": date(2026, 4, 30)}, [(23, 8, 30), (29, 8, 30), (30, 8, 30)]),
        (
            {"kind": DateKind.WINDOW, "start": date(2026, 4, 1), "end": date(2026, 4, 30)},
            [(23, 8, 30), (29, 8, 30), (30, 8, 30)],
        ),
        (
            {"kind": DateKind.DEADLINE, "end": datetime(2026, 4, 30, 16)},
            [(23, 16, 0), (29, 16, 0), (30, 14, 0)],
        ),
        ({"kind": DateKind.DAY, "start": date(2026, 4, 30)}, [(23, 8, 30), (29, 8, 30), (30, 8, 30)]),
        ({"kind": DateKind.DAY, "start": datetime(2026, 4, 30, 9)}, [(23, 9, 0), (29, 9, 0), (30, 7, 0)]),
    ],
    ids=["deadline", "window", "hour", "day", "event at an hour"],
)
def test_alarms_ring_ahead_of_the_day_that_counts(
    fields: dict[str, Any], expected: list[tuple[int, int, int]]
) -> None:
    (read,) = events(made(entry(**fields), leads=(7, 1, 0)))
    assert rings(read) == {datetime(2026, 4, *each, tzinfo=TAIPEI) for each in expected}


def test_text_comes_through_whole() -> None:
    (read,) = events(made(entry(DateKind.DEADLINE, end=date(2026, 4, 30)), notes=(LONG,)))
    assert LONG in read.description.value
