"""Puts points together: prefixes, brackets, events, ranges and limits, from the token where an expression starts."""

from __future__ import annotations

import re
from datetime import date

from .events import ANCHOR_OF, PERSONAL
from .expression import Expression
from .limits import after_word, before_word, close_range, included, length_behind
from .pointing import read_point
from .points import Point, Words
from .ranges import right_end
from .relative import includes_holidays, read_relative
from .sentences import lunar
from .settling import settle
from .shapes import Present
from .vocabulary import POINTS
from .windows import Window

_HAPPENED = re.compile(
    r"[^0-9,。;!?前後會將預]{0,4}?(?:收到|接到|接獲|拿到|得獎|獲獎|寄出了|送出了|回來了|回國了|返國了)|出?生"
)
_SURELY = re.compile(r"[^0-9,。;!?前後會將預]{0,4}?(?:已經?|[收接拿][到獲](?:過|了)|\w{2}了)|出?生")
_LONG_AGO = 300
"""Days after which 收到 without 了 is sooner said of the day that comes (1/20 said on 12/30)."""
_EVENT_BEHIND = re.compile(rf"[^0-9,。;!?前後]{{0,6}}?({PERSONAL})")


def _happened(text: str, point: Point, present: Present) -> bool:
    """Whether what stands behind a day says that it is past."""
    if not _HAPPENED.match(text, point.end):
        return False
    if _SURELY.match(text, point.end):
        return True
    window = settle(point, present, past=True)
    day = window.last_day if window is not None and window.assumed_year else None
    return day is None or (present.today - day).days <= _LONG_AGO


def read_expression(words: Words, present: Present, i: int) -> Expression | None:
    """The expression that starts with token ``i``; ``None`` if none does."""
    token = words.tokens[i]
    if token.kind == "REL":
        return _hung(words, present, i)
    if token.kind == "LUNAR":
        return _lunar(words, i)
    if token.kind in {"UNTIL", "FROM", "SEP"}:
        return _prefixed(words, present, i)
    return _bracketed(words, present, i) or _plain(words, present, i)


def tells_event(words: Words, expression: Expression) -> bool:
    """The words behind say that this is the day of an event (11/3返國)."""
    return bool(_EVENT_BEHIND.match(words.text, expression.end))


def _lunar(words: Words, i: int) -> Expression:
    token = words.tokens[i]
    read = read_point(words, i + 1) if words.next_to(token.end, i + 1, *POINTS) else None
    end, following = (read[0].end, read[1]) if read else (token.end, i + 1)
    return Expression(Window(fault=lunar()), token.start, end, following)


def _prefixed(words: Words, present: Present, i: int) -> Expression | None:
    """到12/4, 截至12月4日; 自 and 於 say nothing by themselves."""
    token = words.tokens[i]
    if words.next_to(token.end, i + 1, *POINTS) is None:
        return None
    expression = _bracketed(words, present, i + 1) or _plain(words, present, i + 1)
    if expression is None:
        return None
    until = token.kind == "UNTIL" or words.text[token.start : token.end] in {"到", "至"}
    if until and len(expression.points) == 1 and not expression.open_end:
        expression.open_start, expression.start = True, token.start
    return expression


def _bracketed(words: Words, present: Present, i: int) -> Expression | None:
    """近三學年內（111年8月1日～）: what stands in brackets says exactly what is meant."""
    near, inner = words.get(i, "NEAR"), words.get(i + 1, *POINTS)
    if near is None or inner is None or words.text[near.end : inner.start] != "(":
        return None
    expression = _plain(words, present, i + 1)
    if expression is not None:
        expression.start = near.start
        expression.end += words.text.startswith(")", expression.end)
    return expression


def _hung(words: Words, present: Present, i: int, told: date | None = None) -> Expression | None:
    token = words.tokens[i]
    window = read_relative(token, present, told)
    if window is None:
        return None
    included_holidays = includes_holidays(token)
    return Expression(window, token.start, token.end, i + 1, holidays_included=included_holidays, hung=True)


def _plain(words: Words, present: Present, i: int) -> Expression | None:
    read = read_point(words, i)
    if read is None:
        return None
    point, j = read
    window = settle(point, present, past=_happened(words.text, point, present))
    if window is None:
        return _from_today(words, present, point, j)
    expression = Expression(window, point.start, point.end, j, [point])
    hung = _hung_on(words, present, expression)
    if hung is not None:
        return hung
    _note_event(words, present, expression)
    return _limited(words, present, expression)


def _limited(words: Words, present: Present, expression: Expression) -> Expression:
    """The rest of an expression behind its first point."""
    excluded = included(words, expression)
    after = after_word(words, expression)
    excluded = included(words, expression) or excluded
    if right_end(words, present, expression):
        close_range(words, expression)
        return expression
    counted = length_behind(words, expression)
    if counted is not None:
        return counted
    if not after:
        before_word(words, expression, excluded=excluded)
    return expression


def _hung_on(words: Words, present: Present, expression: Expression) -> Expression | None:
    """11/3返國後兩個月內: the event's day stands right before it."""
    day = expression.window.last_day
    if day is None or words.next_to(expression.end, expression.following, "REL") is None:
        return None
    hung = _hung(words, present, expression.following, day)
    if hung is not None:
        hung.start, hung.window.assumed_year = expression.start, expression.window.assumed_year
    return hung


def _note_event(words: Words, present: Present, expression: Expression) -> None:
    """「我們11/3返國」: the day of the event, for the periods that follow in the same text."""
    event = _EVENT_BEHIND.match(words.text, expression.end)
    day = expression.window.first_day
    if event is None or day is None or not expression.points[0].is_day:
        return
    anchor = ANCHOR_OF[event[1]]
    if anchor not in present.anchors:
        present.anchors[anchor] = day
        if expression.window.assumed_year:
            present.assumed.add(anchor)


def _from_today(words: Words, present: Present, point: Point, j: int) -> Expression | None:
    """即日起至…: a document's 即日 leaves the beginning open."""
    if point.word is None or point.word.kind != "RD" or point.word["rel"] != "即日":
        return None
    expression = Expression(Window(), point.start, point.end, j, [point])
    after_word(words, expression)
    if words.next_to(expression.end, expression.following, "SEP") is None:
        return None
    right = _plain(words, present, expression.following + 1)
    if right is None or len(right.points) != 1:
        return None
    right.start, right.open_start = point.start, True
    return right
