"""What a point means: its first and last day, read against the present, the anchors and what stood before it.

The rules for a missing year:

- An official document never means the reader's year: the anchor ``doc_year`` or ``doc_school_year`` decides, else a year
  printed before in the same text, else a printed weekday that fits the reference's year; else the anchor is asked for.
- A person means the nearest such day, past or future; a year said before in the same text is kept. The reading is marked
  ``assumed_year`` so that the answer can say which year was understood.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .counting import add_months
from .parts import feast, is_vague, month_part, year_part
from .points import Point
from .schoolyears import summer_holiday, winter_holiday
from .sentences import Fault, end_before_start, no_day
from .shapes import Mode, Present
from .words import settle_word
from .years import valid


@dataclass(slots=True)
class Window:
    """First and last day (or instant) of a point, or why there is none.

    ``missing`` names the anchor that is needed. ``choices`` are two possible windows with a word for each.
    """

    start: date | datetime | None = None
    end: date | datetime | None = None
    missing: str | None = None
    fault: Fault | None = None
    choices: tuple[tuple[date, date, str], ...] = ()
    assumed_year: bool = False
    recurring: bool = False
    approximate: bool = False
    carried_year: bool = False

    @property
    def settled(self) -> bool:
        return self.start is not None and self.end is not None


def settle(
    point: Point, present: Present, left: Window | None = None, *, past: bool = False
) -> Window | None:
    """The window of a point; ``None`` if the words mean no date here.

    ``left`` is the settled left end of a range, whose year and month carry over. ``past``: the text says that it has
    happened, so a missing year is taken backwards.
    """
    if point.fault:
        return Window(fault=point.fault)
    if point.choices:
        labels = tuple(f"{d.year}年{d.month}月{d.day}日" for d in point.choices)
        return Window(choices=tuple((d, d, w) for d, w in zip(point.choices, labels, strict=True)))
    window = _days(point, present, left, past)
    if window is not None and window.settled and point.clock is not None:
        assert window.start is not None
        assert window.end is not None
        window.start, window.end = point.clock.on(_day(window.start)), point.clock.on(_day(window.end))
    return window


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _days(point: Point, present: Present, left: Window | None, past: bool) -> Window | None:
    window = _all_days(point, present, left, past)
    if window is not None and window.settled and not point.every and (point.days or len(point.months) > 1):
        return _listed(point, window)
    return window


def _listed(point: Point, window: Window) -> Window:
    """8月7、9日 or 6月及12月: several, and nothing says which."""
    start = _day(window.start or date.min)
    if point.days:
        days = [start.replace(day=n) for n in point.days]
        return Window(
            choices=tuple((d, d, f"{d.month}月{d.day}日") for d in days), assumed_year=window.assumed_year
        )
    months = point.months
    if months == tuple(range(months[0], months[-1] + 1)):
        return window
    stretches = [(*month_part(start.year, n, ""), f"{n}月") for n in months]
    return Window(choices=tuple(stretches), assumed_year=window.assumed_year)


def _all_days(point: Point, present: Present, left: Window | None, past: bool) -> Window | None:
    if point.every:
        return _next_time(point, present)
    if point.word is not None and point.word.kind in {"HOLIDAY", "FEAST"}:
        return _named_days(point, present, left)
    if point.word is not None:
        return _from_word(point, present)
    if point.year_end is not None and point.year is not None:
        last = year_part(point.year_end, point.part)[1]
        return Window(year_part(point.year, "")[0], last)
    if point.year is not None or point.relative_year:
        return _with_year(point, present, left)
    if point.month is not None:
        return _without_year(point, present, left, past)
    if left is not None and left.start is not None:
        return _same_month(point, left)
    if point.day is not None:
        return _lone_day(point, present)
    return Window(present.today, present.today) if point.clock else None


# absolute


def stretch(point: Point, year: int) -> tuple[date, date] | Fault:
    """First and last day of a point in a given year."""
    if point.months:
        return month_part(year, point.months[0], "")[0], month_part(year, point.months[-1], "")[1]
    if point.month is None:
        return year_part(year, point.part)
    if point.month_end is not None:
        later = year + (point.month_end < point.month)
        return month_part(year, point.month, "")[0], month_part(later, point.month_end, "")[1]
    if point.day is None:
        fault = valid(year, point.month, 1)
        return fault or month_part(year, point.month, point.part)
    last = point.day_end or point.day
    fault = valid(year, point.month, point.day) or valid(year, point.month, last)
    if fault:
        return fault
    if last < point.day:
        return end_before_start()
    return date(year, point.month, point.day), date(year, point.month, last)


def _window(days: tuple[date, date] | Fault, point: Point) -> Window:
    if isinstance(days, Fault):
        return Window(fault=days)
    return Window(*days, approximate=is_vague(point.part))


def _with_year(point: Point, present: Present, left: Window | None) -> Window:
    if point.year is not None:
        if point.month is not None:
            present.carry(point.year, point.end)
        return _window(stretch(point, point.year), point)
    year = relative_year(point, present, left)
    if isinstance(year, str):
        return Window(missing=year)
    return _window(stretch(point, year), point)


_FROM_NOW = {
    "今年": 0,
    "今年度": 0,
    "本年": 0,
    "本年度": 0,
    "去年": -1,
    "去年度": -1,
    "上年度": -1,
    "明年": 1,
    "明年度": 1,
}
_FROM_NOW |= {"後年": 2, "前年": -2, "大前年": -3, "大後年": 3, "下年度": 1}
_FROM_PROGRAMME = {"當年": 0, "當年度": 0, "同年": 0, "同年度": 0, "前年度": -1, "前一年": -1, "前一年度": -1}
_FROM_PROGRAMME |= {"上一年": -1, "上一年度": -1, "次年": 1, "次年度": 1, "隔年": 1, "隔年度": 1, "翌年": 1, "翌年度": 1, "下一年": 1, "下一年度": 1}  # fmt: skip


_FROM_BEFORE = {"同年", "次年", "隔年", "翌年", "同年度"}


def relative_year(point: Point, present: Present, left: Window | None) -> int | str:
    """The Gregorian year of 明年、前年度, or the anchor that is missing."""
    word = point.relative_year
    if word in _FROM_PROGRAMME:
        offset = _FROM_PROGRAMME[word]
        if left is not None and left.start is not None:
            return left.start.year + offset
        base = present.year_of("programme_year") or _event_year(present)
        if base is None and word in _FROM_BEFORE:
            base = present.carried_to(point.start)
        return "programme_year" if base is None else base + offset
    offset = _FROM_NOW.get(word, 0)
    if present.mode is not Mode.DOCUMENT:
        return present.today.year + offset
    base = present.year_of("doc_year")
    return "doc_year" if base is None else base + offset


def _event_year(present: Present) -> int | None:
    """The year of the event that a phrase hangs on, when the event's date is known but no programme year is."""
    for anchor in ("event", "departure"):
        day = present.day_of(anchor)
        if day:
            return day.year
    return None


# the year is missing


def _without_year(point: Point, present: Present, left: Window | None, past: bool) -> Window:
    if left is not None and left.start is not None:
        return _carried(point, left)
    known = _anchored_year(point, present)
    if known is not None:
        return _window(stretch(point, known), point)
    carried = present.carried_to(point.start)
    if carried is not None:
        window = _window(stretch(point, carried), point)
        window.carried_year = True
        return window
    if present.mode is Mode.DOCUMENT:
        return _by_weekday(point, present)
    return _nearest(point, present, past)


def _carried(point: Point, left: Window) -> Window:
    """The left end's year, or the next one where the months turn over (12月28日至1月3日)."""
    assert left.start is not None
    start = _day(left.start)
    assert point.month is not None
    year = start.year + (point.month < start.month)
    window = _window(stretch(point, year), point)
    window.assumed_year = left.assumed_year
    return window


def _anchored_year(point: Point, present: Present) -> int | None:
    """The year that a document's anchors give."""
    if present.mode is not Mode.DOCUMENT:
        return None
    year = present.year_of("doc_year") or present.year_of("programme_year")
    if year is not None:
        return year
    school_year = present.year_of("doc_school_year")
    return None if school_year is None else school_year + ((point.month or 8) < 8)


def _by_weekday(point: Point, present: Present) -> Window:
    """A document's 「12/1(二)」: the printed weekday vouches for the year, or nothing does."""
    if point.weekday is not None:
        near = _nearest(point, present, False)
        if near.settled and near.start is not None and near.start.weekday() == point.weekday:
            return near
    return Window(missing="doc_year")


def _nearest(point: Point, present: Present, past: bool) -> Window:
    today = present.today
    best: tuple[int, date, date] | None = None
    for year in sorted(range(today.year - 4, today.year + 5), key=lambda y: abs(y - today.year)):
        days = stretch(point, year)
        if isinstance(days, Fault):
            continue
        start, end = days
        if past and start > today:
            continue
        away = max((start - today).days, (today - end).days, 0)
        if best is None or away < best[0]:
            best = (away, start, end)
    if best is None:
        return Window(fault=no_day(None, point.month or 1, point.day or 0))
    return Window(best[1], best[2], assumed_year=True, approximate=is_vague(point.part))


def _same_month(point: Point, left: Window) -> Window | None:
    """The right end of 8月7日至9日, or of 上午9時至下午4時."""
    anchor = left.end or left.start
    assert anchor is not None
    day = _day(anchor)
    if point.day is None:
        return Window(day, day, assumed_year=left.assumed_year) if point.clock else None
    fault = valid(day.year, day.month, point.day)
    if fault:
        return Window(fault=fault)
    day = day.replace(day=point.day)
    return Window(day, day, assumed_year=left.assumed_year)


def _lone_day(point: Point, present: Present) -> Window:
    """25號: the nearest such day, or of this month where it is said with a range."""
    assert point.day is not None
    today = present.today
    best: date | None = None
    for n in (0, 1, -1, 2, -2):
        first = add_months(today.replace(day=1), n)
        if valid(first.year, first.month, point.day):
            continue
        day = first.replace(day=point.day)
        if best is None or abs(day - today) < abs(best - today):
            best = day
    if best is None:
        return Window(fault=no_day(None, 1, point.day))
    end = best
    if point.day_end is not None:
        if valid(best.year, best.month, point.day_end) or point.day_end < point.day:
            return Window(fault=end_before_start())
        end = best.replace(day=point.day_end)
    return Window(best, end, assumed_year=True)


# what comes back


def _next_time(point: Point, present: Present) -> Window | None:
    today = present.today
    options: list[tuple[date, date]] = []
    for n in range(9 if point.every == "年" else 13):
        options += _times(point, today, n)
    coming = [days for days in options if days[1] >= today]
    if not coming:
        return None
    start, end = min(coming)
    return Window(start, end, recurring=True, approximate=is_vague(point.part))


def _times(point: Point, today: date, n: int) -> list[tuple[date, date]]:
    if point.every == "月":
        first = add_months(today.replace(day=1), n)
        days = stretch(_of_month(point, first.month), first.year)
        return [] if isinstance(days, Fault) else [days]
    if point.word is not None:
        found = _named(point.word["hol"], point.word.match.groupdict().get("feast") or "", today.year + n)
        return [found] if found else []
    months = point.months or (point.month,)
    found_all = [stretch(_of_month(point, month), today.year + n) for month in months]
    return [days for days in found_all if not isinstance(days, Fault)]


def _of_month(point: Point, month: int | None) -> Point:
    return Point(
        point.start,
        point.end,
        month=month,
        month_end=point.month_end,
        day=point.day,
        day_end=point.day_end,
        part=point.part,
    )


# named days


def _named(holiday: str, feast_name: str, year: int) -> tuple[date, date] | None:
    if holiday:
        return winter_holiday(year) if holiday == "寒假" else summer_holiday(year)
    return feast(feast_name, year) if feast_name else None


def _named_days(point: Point, present: Present, left: Window | None) -> Window | None:
    assert point.word is not None
    caught = point.word.match.groupdict()
    find: Callable[[int], tuple[date, date] | None] = lambda year: _named(  # noqa: E731
        caught.get("hol") or "", caught.get("feast") or "", year
    )
    vague = bool(caught.get("hol"))
    year = point.year if point.year is not None else None
    if year is None and point.relative_year:
        found_year = relative_year(point, present, left)
        if isinstance(found_year, str):
            return Window(missing=found_year)
        year = found_year
    if year is not None:
        days = find(year)
        return Window(*days, approximate=vague) if days else None
    if present.mode is Mode.DOCUMENT and present.year_of("doc_year") is None:
        return None
    today = present.today
    for n in (0, 1):
        days = find(today.year + n)
        if days and days[1] >= today:
            return Window(*days, assumed_year=True, approximate=vague)
    return None


def _from_word(point: Point, present: Present) -> Window | None:
    assert point.word is not None
    meant = settle_word(point, point.word, present)
    if meant is None:
        return None
    return Window(meant.start, meant.end, meant.missing, meant.fault, meant.choices, approximate=meant.approximate, recurring=meant.recurring)  # fmt: skip


_ONE_DAY = timedelta(days=1)
