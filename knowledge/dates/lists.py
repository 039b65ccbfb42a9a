"""Several expressions in one list: 8月7日、9日; 111年度及112年度; 8月30日、12月27日前."""

from __future__ import annotations

from datetime import datetime, timedelta

from .expression import Expression
from .limits import before_word
from .pointing import read_point
from .points import Words
from .settling import settle
from .shapes import Present

_AND = {"、", "及", "和", "與", "以及"}
_OR = {"或"}


def listed_day(words: Words, present: Present, found: list[Expression], i: int) -> Expression | None:
    """The 9日 of 「8月7日、9日」: a day whose month stands before it in the list."""
    token = words.get(i, "D", "DD")
    previous = found[-1] if found else None
    if token is None or previous is None or not previous.points or not previous.window.settled:
        return None
    if previous.points[-1].day is None or words.text[previous.end : token.start] not in _AND | _OR:
        return None
    read = read_point(words, i, after_day=True)
    window = settle(read[0], present, previous.window) if read else None
    if read is None or window is None:
        return None
    point, j = read
    expression = Expression(window, point.start, point.end, j, [point])
    before_word(words, expression, excluded=False)
    return expression


def join_neighbours(words: Words, found: list[Expression]) -> list[Expression]:
    """111年度及112年度: what follows on without a gap is one stretch."""
    joined: list[Expression] = []
    for right in found:
        left = joined[-1] if joined else None
        if left is not None and _follows_on(words, left, right):
            left.window.end, left.end, left.open_end = right.window.end, right.end, right.open_end
            left.points += right.points
        else:
            joined.append(right)
    return joined


def _follows_on(words: Words, left: Expression, right: Expression) -> bool:
    last, first = left.window.end, right.window.start
    if last is None or first is None or isinstance(last, datetime) or isinstance(first, datetime):
        return False
    apart = left.is_open or right.open_start or left.hung or right.hung
    if apart or left.window.recurring or right.window.recurring:
        return False
    return words.text[left.end : right.start] in _AND and first - last == timedelta(days=1)


def share_limits(words: Words, found: list[Expression]) -> None:
    """「8月13日或12月3日下午4時前」: the limit and the time that close the list count for all of it."""
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        in_a_list = words.text[left.end : right.start] in _AND | _OR
        if in_a_list and right.open_start and not left.is_open and len(left.points) == 1:
            left.open_start = True
            clock = right.points[-1].clock if right.points else None
            day = left.window.last_day
            if clock is not None and day is not None and left.points[0].clock is None:
                left.window.end = clock.on(day)
