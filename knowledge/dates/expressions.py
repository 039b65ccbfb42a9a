"""Whole expressions: a point, a range of points, before or after one; all of a text's, or the one it is about.

:func:`read` is what most callers want. :func:`find_all` gives every expression with its place in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from .answers import spell_out
from .clocks import Clock
from .counting import add_months, period_before, period_end
from .paper import Paper, even
from .points import Point, Words, read_point
from .relative import read_relative
from .sentences import either, end_before_start, lunar, needs, nothing, several, weekday_note
from .settling import Window, settle
from .shapes import Anchors, Mode, Present, Reading, Status, day_of, in_taipei
from .tokens import Token, tokenise
from .vocabulary import ANCHOR_OF, EVENT
from .words import length

_HAPPENED = re.compile(
    r"(?:時|日|當天)?(?:已|剛|有|才)?(?:經)?(?:收到|接到|接獲|拿到|得獎|獲獎|寄出了|送出了|回來了|回國了|返國了|出生|生)"
)
_BARE_DAY = re.compile(r"([0-9]{1,2})(?![0-9/:.\-年月時點個天名人])日?")
_EVENT_AFTER = re.compile(rf"(?:才|要|會|就|已|已經|將|剛|剛剛)?({EVENT})")


@dataclass(slots=True)
class _Built:
    """An expression under construction: its window, its points and where it stands in the evened text."""

    window: Window
    points: list[Point]
    start: int
    end: int
    following: int
    open_start: bool = False
    open_end: bool = False
    holidays_included: bool = False
    hung: bool = False
    joined: bool = False


class _Finder:
    def __init__(self, paper: Paper, given: str, present: Present) -> None:
        self.paper, self.given, self.present = paper, given, present
        self.words = Words(tokenise(paper.text), paper.text, present.mode)

    # finding

    def all(self) -> list[Reading]:
        found: list[_Built] = []
        i = 0
        while i < len(self.words.tokens):
            built = self._listed_day(found, i) or self._expression(i)
            if built is None:
                i += 1
                continue
            found.append(built)
            i = max(built.following, i + 1)
        found = self._joined(found)
        self._share_limits(found)
        dropped = self._used_as_anchor(found)
        return [self._reading(b) for b in found if b not in dropped]

    def _listed_day(self, found: list[_Built], i: int) -> _Built | None:
        """8月7日、9日: a day whose month stands before it in the list."""
        if not found or self.words.get(i, "D", "DD") is None or not found[-1].window.settled:
            return None
        previous, token = found[-1], self.words.tokens[i]
        if self.paper.text[previous.end : token.start] not in _LISTING or previous.points[-1:] == []:
            return None
        read = read_point(self.words, i, after_day=True)
        if read is None or previous.points[-1].day is None:
            return None
        point, j = read
        window = settle(point, self.present, previous.window)
        if window is None:
            return None
        built = _Built(window, [point], point.start, point.end, j)
        self._limit(built, ("BEF",))
        return built

    def _joined(self, found: list[_Built]) -> list[_Built]:
        """111年度及112年度: neighbours in a list that follow each other without a gap are one stretch."""
        out: list[_Built] = []
        for built in found:
            left = out[-1] if out else None
            if left is not None and self._follows(left, built):
                left.window.end, left.end = built.window.end, built.end
                left.open_end = built.open_end
                left.points += built.points
                continue
            out.append(built)
        return out

    def _follows(self, left: _Built, right: _Built) -> bool:
        if self.paper.text[left.end : right.start] not in _LISTING - {"或"}:
            return False
        if left.open_start or left.open_end or right.open_start or left.hung or right.hung:
            return False
        last, first = left.window.end, right.window.start
        if isinstance(last, datetime) or isinstance(first, datetime) or last is None or first is None:
            return False
        return first - last == timedelta(days=1) and not (left.window.recurring or right.window.recurring)

    def _expression(self, i: int) -> _Built | None:
        token = self.words.tokens[i]
        if token.kind == "REL":
            return self._hung(i, None, token.start)
        if token.kind == "LUNAR":
            return self._lunar(i)
        if token.kind in {"UNTIL", "FROM", "SEP"}:
            return self._prefixed(i)
        return self._near_with_brackets(i) or self._plain(i)

    def _lunar(self, i: int) -> _Built:
        token = self.words.tokens[i]
        read = read_point(self.words, i + 1) if self.words.next_to(token.end, i + 1, *_ANY_POINT) else None
        end, following = (read[0].end, read[1]) if read else (token.end, i + 1)
        return _Built(Window(fault=lunar()), [], token.start, end, following)

    def _prefixed(self, i: int) -> _Built | None:
        token = self.words.tokens[i]
        if not self.words.next_to(token.end, i + 1, *_ANY_POINT):
            return None
        word = self.paper.text[token.start : token.end]
        built = self._near_with_brackets(i + 1) or self._plain(i + 1)
        if built is None:
            return None
        until = token.kind == "UNTIL" or word in {"到", "至"}
        if until and len(built.points) == 1 and not built.open_end and not built.hung:
            built.open_start = True
            built.start = token.start
        return built

    def _near_with_brackets(self, i: int) -> _Built | None:
        """近三學年內（111年8月1日～）: what stands in brackets says exactly what is meant."""
        near = self.words.get(i, "NEAR")
        if near is None or self.paper.text[near.end : near.end + 1] != "(":
            return None
        inner = self.words.get(i + 1, *_ANY_POINT)
        if inner is None or inner.start != near.end + 1:
            return None
        built = self._plain(i + 1)
        if built is None:
            return None
        built.start = near.start
        if self.paper.text[built.end : built.end + 1] == ")":
            built.end += 1
        return built

    def _hung(self, i: int, told: date | None, start: int) -> _Built | None:
        token = self.words.tokens[i]
        hung = read_relative(token, self.present, told)
        if hung is None:
            return None
        window = Window(hung.start, hung.end, missing=hung.missing, assumed_year=hung.assumed_year)
        return _Built(
            window, [], start, token.end, i + 1, holidays_included=hung.holidays_included, hung=True
        )

    # points, ranges, limits

    def _plain(self, i: int) -> _Built | None:
        read = read_point(self.words, i)
        if read is None:
            return None
        point, j = read
        window = settle(point, self.present, past=self._happened(point.end))
        if window is None:
            return self._from_today(point, j)
        built = _Built(window, [point], point.start, point.end, j)
        hung = self._hung_on_point(built)
        if hung is not None:
            return hung
        self._note_event(point, window)
        excluded = self._included(built)
        after = self._after_word(built)
        excluded = self._included(built) or excluded
        if self._to(built):
            self._limit(built, ())
            return built
        counted = self._length_after(built)
        if counted is not None or after:
            return counted or built
        self._limit(built, ("BEF", "AFT"), excluded=excluded)
        return built

    def _from_today(self, point: Point, j: int) -> _Built | None:
        """即日起至…: a document's 即日 leaves the beginning open."""
        if point.word is None or point.word.kind != "RD" or point.word["rel"] != "即日":
            return None
        built = _Built(Window(), [point], point.start, point.end, j)
        self._after_word(built)
        sep = self.words.next_to(built.end, built.following, "SEP")
        if sep is None:
            return None
        right = self._plain(built.following + 1)
        if right is None or len(right.points) != 1:
            return None
        right.start, right.open_start = point.start, True
        return right

    def _happened(self, end: int) -> bool:
        return bool(_HAPPENED.match(self.paper.text, end))

    def _hung_on_point(self, built: _Built) -> _Built | None:
        rel = self.words.next_to(built.end, built.following, "REL")
        day = day_of(built.window.end)
        if rel is None or day is None:
            return None
        hung = self._hung(built.following, day, built.start)
        if hung is not None:
            hung.window.assumed_year = built.window.assumed_year
        return hung

    def _note_event(self, point: Point, window: Window) -> None:
        """「我們11/3返國」: the day of the event, for the periods that follow in the same text."""
        event = _EVENT_AFTER.match(self.paper.text, point.end)
        day = day_of(window.start)
        if event and day and point.is_day and ANCHOR_OF[event[1]] not in self.present.anchors:
            self.present.anchors[ANCHOR_OF[event[1]]] = day
            if window.assumed_year:
                self.present.assumed.add(ANCHOR_OF[event[1]])

    def _included(self, built: _Built) -> bool:
        token = self.words.next_to(built.end, built.following, "INCL")
        if token is None:
            return False
        built.end, built.following = token.end, built.following + 1
        return "不" in self.paper.text[token.start : token.end]

    def _after_word(self, built: _Built) -> bool:
        token = self.words.next_to(built.end, built.following, "AFT")
        if token is None:
            return False
        built.end, built.following, built.open_end = token.end, built.following + 1, True
        return True

    def _length_after(self, built: _Built) -> _Built | None:
        """「9月1日起30日內」, 「12/5之後3天內」, 「12/5的3天後」, 「12月5日前3天」."""
        token = self.words.next_to(built.end, built.following, "DUR", "BACK")
        day = day_of(built.window.end)
        if token is None or day is None or not built.points[0].is_day:
            return None
        span = length(token, "4" if token.kind == "DUR" else "5")
        if span is None or span[2]:
            return None
        from_day = self.paper.text[: built.end].endswith("起")
        window = _from_day(token, day, span, from_day=from_day)
        window.assumed_year = built.window.assumed_year
        return _Built(window, built.points[:0], built.start, token.end, built.following + 1)

    def _to(self, built: _Built) -> bool:
        """The right end of a range, if one follows."""
        sep = self.words.next_to(built.end, built.following, "SEP")
        if sep is None or not built.window.settled:
            return False
        word = self.paper.text[sep.start : sep.end]
        right = self._right_end(built, sep.end, built.following + 1)
        if right is not None:
            self._join(built, *right)
            return True
        if word.startswith("~"):
            built.end, built.following, built.open_end = sep.end, built.following + 1, True
        return False

    def _right_end(self, built: _Built, at: int, i: int) -> tuple[Point, Window, int] | None:
        left = built.points[0]
        token = self.words.get(i, *_ANY_POINT)
        if token is not None and token.start == at:
            read = read_point(self.words, i, after_day=left.is_day)
            if read is None:
                return None
            point, j = read
            window = settle(point, self.present, built.window)
            return None if window is None else (point, window, j)
        bare = _BARE_DAY.match(self.paper.text, at)
        if bare and left.day is not None and (token is None or token.start >= bare.end()):
            point = Point(at, bare.end(), day=int(bare[1]))
            window = settle(point, self.present, built.window)
            return None if window is None else (point, window, i)
        return None

    def _join(self, built: _Built, point: Point, window: Window, j: int) -> None:
        left = built.window
        built.points.append(point)
        built.end, built.following, built.open_end = point.end, j, False
        if window.fault or window.missing or window.choices:
            built.window = window
            return
        end = _afternoon(left.start, window.end, point)
        joined = Window(left.start, end, assumed_year=left.assumed_year, recurring=left.recurring)
        joined.approximate = left.approximate or window.approximate
        if left.start is not None and end is not None and _before(end, left.start):
            joined = Window(fault=end_before_start())
        built.window = joined

    def _limit(self, built: _Built, kinds: tuple[str, ...], *, excluded: bool = False) -> None:
        """前, 以前, 止 behind a point (or behind a range, where 止 only closes it)."""
        token = self.words.next_to(built.end, built.following, "BEF")
        if token is None:
            return
        word = self.paper.text[token.start : token.end]
        if not kinds:
            if word.endswith("止"):
                built.end, built.following = token.end, built.following + 1
            return
        built.end, built.following, built.open_start = token.end, built.following + 1, True
        window, point = built.window, built.points[0]
        whole_stretch = window.start != window.end and point.part == "" and point.day_end is None
        if word in {"前", "之前"} and whole_stretch and window.start is not None:
            window.end = _eve(window.start)
        if excluded and window.end is not None:
            window.end = _eve(window.end)

    def _share_limits(self, found: list[_Built]) -> None:
        """「8月30日、12月27日前」: what closes the list counts for all of it."""
        for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            between = self.paper.text[left.end : right.start]
            plain = not (left.open_start or left.open_end) and len(left.points) == 1
            if between in _LISTING and right.open_start and plain:
                left.open_start = True
                self._share_clock(left, right)

    def _share_clock(self, left: _Built, right: _Built) -> None:
        clock = right.points[-1].clock if right.points else None
        day = day_of(left.window.end)
        if clock is not None and left.points[0].clock is None and day is not None:
            left.window.end = clock.on(day)

    def _used_as_anchor(self, found: list[_Built]) -> list[_Built]:
        """A day that only says when an event was, in a text that also says what is counted from it."""
        if not any(b.hung and b.window.end for b in found):
            return []
        return [b for b in found if not b.hung and _EVENT_AFTER.match(self.paper.text, b.end)]

    # the result

    def _reading(self, built: _Built) -> Reading:
        span = self.paper.span(built.start, built.end)
        base = Reading(
            span=span, text=self.given[span[0] : span[1]], holidays_included=built.holidays_included
        )
        window = built.window
        if window.fault:
            return replace(base, status=window.fault.status, note=window.fault.note)
        if window.missing:
            return replace(
                base, status=Status.NEEDS_ANCHOR, anchor=window.missing, note=needs(window.missing)
            )
        if window.choices:
            return _ask(base, window, built)
        return self._checked(
            replace(
                base,
                start=None if built.open_start else window.start,
                end=None if built.open_end else window.end,
                status=Status.OK,
                assumed_year=window.assumed_year,
                recurring=window.recurring,
                approximate=window.approximate,
            ),
            built,
        )

    def _checked(self, reading: Reading, built: _Built) -> Reading:
        """The reading with its printed weekdays checked; the first that does not agree is told."""
        days = [day_of(built.window.start), day_of(built.window.end)]
        for point, day in zip(built.points, days if len(built.points) > 1 else days[-1:], strict=False):
            if point.weekday is None or day is None:
                continue
            if point.clock is not None and point.clock.next_day:
                day -= timedelta(days=1)
            if point.weekday != day.weekday():
                if built.window.carried_year and self.present.mode is Mode.DOCUMENT:
                    unsure = Reading(span=reading.span, text=reading.text)
                    return replace(
                        unsure, status=Status.NEEDS_ANCHOR, anchor="doc_year", note=needs("doc_year")
                    )
                other = _other_year(day, point.weekday) if reading.assumed_year else None
                return replace(
                    reading,
                    status=Status.WEEKDAY_MISMATCH,
                    weekday_told=point.weekday,
                    weekday_real=day.weekday(),
                    note=weekday_note(day, point.weekday, other),
                    readings=() if other is None else (replace(reading, start=other, end=other),),
                )
            reading = replace(reading, weekday_told=point.weekday, weekday_real=day.weekday())
        return reading


_LISTING = {"、", "或", "及", "和", "與", "以及"}
_ANY_POINT = (
    "DATE3", "STAMP", "MD", "YM", "Y", "YY", "RY", "M", "MM", "RM", "D", "DD", "EVERY", "CLOCK", "SY", "SYLIST", "RSY",
    "SEMNUM", "SEM", "NEAR", "RD", "W", "PART", "HOLIDAY", "FEAST", "DUR",
)  # fmt: skip


def _ask(base: Reading, window: Window, built: _Built) -> Reading:
    parts = []
    for start, end, _ in window.choices:
        parts.append(
            replace(
                base,
                start=None if built.open_start else start,
                end=None if built.open_end else end,
                status=Status.OK,
            )
        )
    note = either(*(words for _, _, words in window.choices))
    return replace(base, status=Status.ASK, readings=tuple(parts), note=note)


def _from_day(token: Token, day: date, span: tuple[int, int, int], *, from_day: bool) -> Window:
    """A length of time counted from a day that stands before it; 起 counts that day in."""
    months, days, _ = span
    if token.kind == "BACK" or token["bef4"]:
        back = period_before(day, months=months, days=days)
        return Window(back, back)
    if token["aft4"]:
        later = add_months(day, months) + timedelta(days=days)
        return Window(later, later)
    end = period_end(day - timedelta(days=from_day), months=months, days=days)
    return Window(day if from_day else day + timedelta(days=1), end)


def _eve(value: date | datetime) -> date:
    day = value.date() if isinstance(value, datetime) else value
    return day - timedelta(days=1)


def _before(end: date | datetime, start: date | datetime) -> bool:
    if isinstance(end, datetime) and isinstance(start, datetime):
        return end < start
    last, first = day_of(end), day_of(start)
    return last is not None and first is not None and last < first


def _afternoon(
    start: date | datetime | None, end: date | datetime | None, point: Point
) -> date | datetime | None:
    """下午1時至3時: the second time is of the same half of the day."""
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return end
    if point.clock_bare and end < start and end.hour < 12 and end.date() == start.date():
        return end + timedelta(hours=12)
    return end


def _other_year(day: date, weekday: int) -> date | None:
    """The nearest year in which the printed weekday is right."""
    for step in (1, 2, 3, 4, 5, 6):
        for year in (day.year - step, day.year + step):
            try:
                other = day.replace(year=year)
            except ValueError:
                continue
            if other.weekday() == weekday:
                return other
    return None


_ = Clock


def find_all(
    text: str, *, reference: datetime, mode: Mode = Mode.MESSAGE, anchors: Anchors | None = None
) -> tuple[Reading, ...]:
    """Every date expression of a text, in order; its impossible and unanchored ones too.

    ``reference`` is the present it is read from. Never raises on any text.
    """
    present = Present(in_taipei(reference), mode, dict(anchors or {}))
    return tuple(_Finder(even(text), text, present).all())


def read(
    text: str, *, reference: datetime, mode: Mode = Mode.MESSAGE, anchors: Anchors | None = None
) -> Reading:
    """The one date or window a text is about; several different ones are asked about."""
    found = find_all(text, reference=reference, mode=mode, anchors=anchors)
    if mode is Mode.ANSWER:
        found = _as_answer(text, reference, anchors) or found
    if not found:
        return Reading(note=nothing())
    distinct = _distinct(found)
    if len(distinct) > 1:
        distinct = _distinct(tuple(r for r in distinct if not _is_long(r))) or distinct
    if len(distinct) == 1:
        return distinct[0]
    return Reading(
        status=Status.ASK,
        readings=distinct,
        span=(found[0].span[0], found[-1].span[1]),
        text=text[found[0].span[0] : found[-1].span[1]],
        note=several(),
    )


def _as_answer(text: str, reference: datetime, anchors: Anchors | None) -> tuple[Reading, ...]:
    """What a short answer stands for when it is written out (「8.7」 is 8/7, 「98」 the year)."""
    written_out = spell_out(even(text).text.strip(" 。.!?"), in_taipei(reference).year)
    whole = (0, len(text))
    found: list[Reading] = []
    for spelled in written_out:
        found += [
            replace(r, span=whole, text=text)
            for r in find_all(spelled, reference=reference, mode=Mode.ANSWER, anchors=anchors)
        ]
    return tuple(found)


def _distinct(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    first: dict[tuple[object, ...], Reading] = {}
    for reading in found:
        first.setdefault((reading.start, reading.end, reading.status, reading.anchor), reading)
    return tuple(first.values())


def _is_long(reading: Reading) -> bool:
    """A month or more that only says what the day beside it is about (「上學期的方案請於4月30日前」)."""
    if reading.status is Status.ASK and reading.readings:
        return all(_is_long(r) for r in reading.readings)
    if reading.status is not Status.OK or reading.first_day is None or reading.last_day is None:
        return False
    return (reading.last_day - reading.first_day).days >= 27
