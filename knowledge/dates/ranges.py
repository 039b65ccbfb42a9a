"""The right end of a range: 至8月9日, ~9日, -12/4, 至下午4時. What it leaves out it takes from the left end."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from .expression import Expression
from .pointing import read_point
from .points import Point, Words
from .sentences import end_before_start
from .settling import settle
from .shapes import Present
from .vocabulary import POINTS
from .windows import Window

_BARE_DAY = re.compile(r"([0-9]{1,2})(?![0-9/:.\-年月時點個天名人])日?")


def right_end(words: Words, present: Present, expression: Expression) -> bool:
    """Join the right end if there is one. 「～」 with nothing behind leaves the end open."""
    mark = words.next_to(expression.end, expression.following, "SEP")
    if mark is None or not expression.window.settled:
        return False
    read = _point_at(words, expression.points[0], mark.end, expression.following + 1)
    window = settle(read[0], present, expression.window) if read else None
    if read is not None and window is not None:
        _join(expression, *read, window)
        return True
    if words.text.startswith("~", mark.start):
        expression.take(mark)
        expression.open_end = True
    return False


def _point_at(words: Words, left: Point, at: int, i: int) -> tuple[Point, int] | None:
    token = words.get(i, *POINTS)
    if token is not None and token.start == at:
        return read_point(words, i, after_day=left.is_day)
    bare = _BARE_DAY.match(words.text, at)
    if bare is None or left.day is None or (token is not None and token.start < bare.end()):
        return None
    return Point(at, bare.end(), day=int(bare[1])), i


def _join(expression: Expression, point: Point, following: int, right: Window) -> None:
    left = expression.window
    expression.points.append(point)
    expression.end, expression.following, expression.open_end = point.end, following, False
    if not right.settled:
        expression.window = right
        return
    end = _same_half(left.start, right.end, point)
    if _earlier(end, left.start):
        expression.window = Window(fault=end_before_start())
        return
    left.end = end
    left.approximate = left.approximate or right.approximate


def _same_half(start: date | None, end: date | None, point: Point) -> date | None:
    """下午1時至3時: the second time is of the same half of the day."""
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return end
    same_day_too_early = end < start and end.date() == start.date()
    if point.clock_bare and same_day_too_early and end.hour < 12:
        return end + timedelta(hours=12)
    return end


def _earlier(end: date | None, start: date | None) -> bool:
    if end is None or start is None:
        return False
    if isinstance(end, datetime) and isinstance(start, datetime):
        return end < start
    return str(end)[:10] < str(start)[:10]
