"""What a date entry means at a given moment: open, over, still to come; the next turn of a yearly rule; the last day
of a period counted from something that happened to the person who asks.

Nothing here knows what time it is: ``at`` is always told. Times are Taipei's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.dates import (
    Counted,
    Mode,
    Reading,
    Status,
    countdown,
    day_of_year,
    deadline,
    find_all,
    length_told,
    roc,
    roc_range,
)
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import DateEntry, DateKind, Entry
from knowledge.speaking import N_, _
from knowledge.wording import normal

TAIPEI = ZoneInfo("Asia/Taipei")
ONE_OFF = {DateKind.WINDOW, DateKind.DEADLINE, DateKind.DAY, DateKind.PERIOD}
RECENT = timedelta(days=60)
SEASON = 14  # days: a stretch as long as a holiday names a year, a week or a day does not


class Phase(StrEnum):
    """Where a moment lies: before, within or after a window; ``rolling`` where the document gives no date."""

    UPCOMING = "upcoming"
    OPEN = "open"
    OVER = "over"
    ROLLING = "rolling"


class Anchor(Entry):
    """Something that happens to the person and that a period is counted from; see ``data/words/anchors.toml``."""

    name: str
    ask: str
    words: tuple[str, ...]
    wide: bool = False
    ends: str | None = None


class Anchors(Entry):
    """``names``: words that hold an anchor's word and tell of a paper or a rule, not of something that happened."""

    names: tuple[str, ...] = ()
    anchors: dict[str, Anchor]


@dataclass(frozen=True)
class Turn:
    """One turn of a date: its first and last day or instant (either may be open), and where ``at`` lies."""

    entry: DateEntry
    start: date | datetime | None
    end: date | datetime | None
    phase: Phase


def moment(value: date | datetime, *, last: bool) -> datetime:
    """``value`` as an instant in Taipei: a bare day is its first or, with ``last``, its last moment."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=TAIPEI)
    return datetime.combine(value, time.max if last else time.min, TAIPEI)


def phase_of(start: date | datetime | None, end: date | datetime | None, at: datetime) -> Phase:
    """Both ends belong to the window."""
    if end is not None and at > moment(end, last=True):
        return Phase.OVER
    if start is not None and at < moment(start, last=False):
        return Phase.UPCOMING
    return Phase.OPEN


def turn_of(entry: DateEntry, at: datetime, spoken: Spoken | None = None) -> Turn | None:
    """The turn of ``entry`` that matters at ``at``; ``spoken``: the year that the message speaks of, for yearly rules.

    None for relative entries: they have no date until something has happened.
    """
    if entry.kind in ONE_OFF:
        end = entry.end if entry.end is not None or entry.kind is DateKind.PERIOD else entry.start
        return Turn(entry, entry.start, end, phase_of(entry.start, end, at))
    if entry.kind is DateKind.YEARLY:
        return yearly_turn(entry, at, due_year(entry, spoken)) if spoken is not None else next_turn(entry, at)
    return None


def due_year(entry: DateEntry, spoken: Spoken) -> int:
    """The calendar year in which a yearly rule falls due for what takes place in the year spoken of."""
    rule = entry.yearly
    assert rule is not None
    of = rule.school_year if spoken.school_year and rule.school_year is not None else rule.of
    return spoken.year - 1 if of == "before" else spoken.year


def yearly_turn(entry: DateEntry, at: datetime, due: int) -> Turn:
    """The turn of a yearly rule that falls due in ``due``."""
    rule = entry.yearly
    assert rule is not None
    end = date(due, rule.month, min(rule.day, last_day(due, rule.month)))
    start = date(due, rule.start_month, rule.start_day or 1) if rule.start_month else None
    return Turn(entry, start, end, phase_of(start, end, at))


def next_turn(entry: DateEntry, at: datetime) -> Turn:
    """The first turn of a yearly rule that is not over at ``at``."""
    turn = yearly_turn(entry, at, at.year)
    return turn if turn.phase is not Phase.OVER else yearly_turn(entry, at, at.year + 1)


def just_over(entry: DateEntry, at: datetime) -> Turn | None:
    """The turn of a yearly rule that ended within the last weeks: whoever asks may be thinking of it."""
    if entry.kind is not DateKind.YEARLY:
        return None
    turns = (yearly_turn(entry, at, due) for due in (at.year, at.year - 1))
    return next(
        (t for t in turns if t.phase is Phase.OVER and t.end and at.date() - day_of(t.end) <= RECENT), None
    )


def last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def written(turn: Turn) -> str:
    """「110年12月27日（一）前」, 「113年8月7日（三）上午9時至8月9日（五）下午4時」, 「109年4月1日（三）起」."""
    if turn.entry.kind is DateKind.DAY and turn.start is not None and turn.end in (None, turn.start):
        return roc(turn.start)
    if turn.start is not None and turn.end is not None:
        return roc_range(turn.start, turn.end)
    if turn.end is not None:
        return _("{day}前", day=roc(turn.end))
    assert turn.start is not None
    return _("{day}起", day=roc(turn.start))


def timing(entry: DateEntry) -> str:
    """When a date is, told without a present: 「110年12月27日（一）前」, 「每年4月30日前」, 「起算後2個月內」."""
    if entry.yearly is not None:
        rule = entry.yearly
        end = day_of_year(rule.month, rule.day)
        whose = _("（辦理的前一年）") if rule.of == "before" else ""
        if not rule.start_month:
            return _("每年{end}前{whose}", end=end, whose=whose)
        start = day_of_year(rule.start_month, rule.start_day or 1)
        return _("每年{start}至{end}{whose}", start=start, end=end, whose=whose)
    if entry.offset is not None:
        offset = entry.offset
        length = length_told(offset.days, offset.weeks, offset.months)
        before = min(offset.days, offset.weeks, offset.months) < 0
        return _("起算前{length}", length=length) if before else _("起算後{length}內", length=length)
    return written(Turn(entry, entry.start, entry.end, Phase.OPEN))


def standing(turn: Turn, at: datetime) -> str:
    """Where ``at`` lies, in words: 「已截止（已過 3 天）」, 「還有 12 天截止」, 「還沒開始，還有 5 天才開始」."""
    ends = turn.entry.applying or turn.entry.kind is DateKind.WINDOW
    if turn.phase is Phase.OVER:
        assert turn.end is not None
        away = countdown(turn.end, at)
        return (
            _("已截止（{countdown}）", countdown=away)
            if ends
            else _("日期已過（{countdown}）", countdown=away)
        )
    if turn.phase is Phase.UPCOMING:
        assert turn.start is not None
        return (
            countdown(turn.start, at)
            if turn.start == turn.end
            else _("還沒開始，{countdown}才開始", countdown=countdown(turn.start, at))
        )
    if turn.end is None:
        return _("進行中")
    if turn.start == turn.end:
        return _("就是{countdown}", countdown=countdown(turn.end, at))
    away = countdown(turn.end, at)
    if turn.start is not None and ends:
        return _("受理中，{countdown}截止", countdown=away)
    return _("{countdown}截止", countdown=away) if ends else away


@dataclass(frozen=True)
class Spoken:
    """The year in which what a message speaks of takes place; a school year by its first calendar year."""

    year: int
    school_year: bool = False
    first: date | None = None


def spoken_year(text: str, at: datetime) -> Spoken | None:
    """116年寒假, 115學年度下學期, 明年, 明年4月; None where the message tells no year, season or month."""
    found = None
    for reading in find_all(text, reference=at, mode=Mode.MESSAGE):
        if reading.status is not Status.OK or reading.start is None or reading.end is None:
            continue
        first = day_of(reading.start)
        if (day_of(reading.end) - first).days >= SEASON:
            whole = "學年" in reading.text and (day_of(reading.end) - first).days > 300
            found = Spoken(first.year, whole, first)
    return found


def day_of(value: date | datetime | None) -> date:
    assert value is not None
    return value.date() if isinstance(value, datetime) else value


class Anchored:
    """Periods counted from a date that the person tells."""

    def __init__(self, data: Path = DATA) -> None:
        path = data / "words" / "anchors.toml"
        read = parse(Anchors, read_toml(path), path.name)
        self.anchors: Mapping[str, Anchor] = read.anchors
        self.names = re.compile("|".join(re.escape(normal(name)) for name in read.names) or r"(?!)")

    def told(self, text: str, at: datetime, wanted: Iterable[str]) -> dict[str, date]:
        """The day told in ``text`` for each wanted anchor: of the dates that stand nearer to its words than to another
        anchor's, the nearest one. A day of one anchor is never another's: 「4/12 回國」 is no departure.
        """
        found = [
            r
            for r in find_all(text, reference=at, mode=Mode.MESSAGE)
            if r.status is Status.OK and r.start is not None
        ]
        places = self.places(text)
        days: dict[str, date] = {}
        for name in wanted:
            near = [(away, r) for r in found if (away := self._away(name, places, r.span)) is not None]
            if near:
                days[name] = day_of(min(near, key=lambda pair: pair[0])[1].start)
            elif (span := self._span(name, places, found)) is not None:
                days[name] = span
        return days

    def places(self, text: str) -> dict[str, list[int]]:
        """Where the words of each anchor stand, but for those within a name (出國報告)."""
        plain = self.names.sub(lambda match: "　" * len(match[0]), normal(text))
        found = {
            name: [m.start() for word in one.words for m in re.finditer(re.escape(normal(word)), plain)]
            for name, one in self.anchors.items()
        }
        return {name: places for name, places in found.items() if places}

    def _away(self, name: str, places: Mapping[str, list[int]], span: tuple[int, int]) -> int | None:
        """How far a date is from an anchor's words; None where they are not there, or another anchor's are nearer."""
        away = {
            other: min(distance(place, span) for place in there)
            for other, there in places.items()
            if other == name or not self.anchors[other].wide
        }
        return away[name] if name in away and away[name] == min(away.values()) else None

    def _span(self, name: str, places: Mapping[str, list[int]], found: Iterable[Reading]) -> date | None:
        """The last of several days of what ends with this anchor: 「11/3 到 11/10 出國」 tells the return."""
        begins = self.anchors[name].ends if name in self.anchors else None
        if begins is None or name in places:
            return None
        last = (day_of(r.end) for r in found if self._away(begins, places, r.span) is not None and several(r))
        return next(last, None)

    def wrong(self, text: str, at: datetime) -> str:
        """What is wrong with a date in ``text`` (an impossible day, two eras that disagree …) and what to type; or ''."""
        found = find_all(text, reference=at, mode=Mode.MESSAGE)
        return next((r.note for r in found if r.status not in (Status.OK, Status.NONE) and r.note), "")

    def ask(self, name: str | None) -> str:
        anchor = self.anchors.get(name or "")
        return _(anchor.ask if anchor else N_("請告訴我從哪一天起算。"))

    def name(self, name: str | None) -> str:
        anchor = self.anchors.get(name or "")
        return _(anchor.name if anchor else N_("起算日"))


def several(reading: Reading) -> bool:
    """Whether a date is a few days, told from the first to the last."""
    return reading.end is not None and 1 <= (day_of(reading.end) - day_of(reading.start)).days < SEASON * 2


def distance(place: int, span: tuple[int, int]) -> int:
    """How far a word is from a date; people say the date before the event (「11/3 返國」)."""
    return place - span[1] if place >= span[1] else (span[0] - place) * 2


def counted(entry: DateEntry, day: date) -> Counted:
    """The last day of a relative entry when its anchor happened on ``day``."""
    offset = entry.offset
    assert offset is not None
    return deadline(
        day,
        days=offset.days,
        weeks=offset.weeks,
        months=offset.months,
        include_holidays=offset.include_holidays,
    )
