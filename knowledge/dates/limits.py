"""前, 起, 止 and 含 behind a point, and lengths of time counted from it.

「12月10日前」 counts the tenth in, as the windows that the documents print beside such days do; 不含 takes it out. 「12月前」 and
「暑假前」 end before the stretch begins, which is the careful reading; 以前 and 為止 count it in.
"""

from __future__ import annotations

from datetime import date, timedelta

from .expression import Expression
from .lengths import Length, read_length
from .points import Words
from .tokens import Token
from .windows import Window

_ONE_DAY = timedelta(days=1)


def included(words: Words, expression: Expression) -> bool:
    """Take (含) or (不含); true for the latter."""
    token = words.next_to(expression.end, expression.following, "INCL")
    if token is None:
        return False
    expression.take(token)
    return "不" in words.text[token.start : token.end]


def after_word(words: Words, expression: Expression) -> bool:
    """Take 起, 以後: the end is open."""
    token = words.next_to(expression.end, expression.following, "AFT")
    if token is None:
        return False
    expression.take(token)
    expression.open_end = True
    return True


def before_word(words: Words, expression: Expression, *, excluded: bool) -> None:
    """Take 前, 以前, 止: the start is open. ``excluded``: the text says 不含."""
    token = words.next_to(expression.end, expression.following, "BEF")
    if token is None:
        return
    expression.take(token)
    expression.open_start = True
    window, point = expression.window, expression.points[0]
    whole_stretch = window.start != window.end and not point.part and point.day_end is None
    if whole_stretch and words.text[token.start : token.end] in {"前", "之前"} and window.first_day:
        window.end = window.first_day - _ONE_DAY
    if excluded and window.last_day:
        window.end = window.last_day - _ONE_DAY


def close_range(words: Words, expression: Expression) -> None:
    """自…起至…止: the 止 behind a range closes it and says nothing more."""
    token = words.next_to(expression.end, expression.following, "BEF")
    if token is not None and words.text[token.start : token.end].endswith("止"):
        expression.take(token)


def length_behind(words: Words, expression: Expression) -> Expression | None:
    """「9月1日起30日內」, 「12/5之後3天內」, 「12/5的3天後」, 「12月5日前3天」."""
    token = words.next_to(expression.end, expression.following, "DUR", "BACK")
    day = expression.window.last_day
    if token is None or day is None or not expression.points[0].is_day:
        return None
    length = read_length(token, "4" if token.kind == "DUR" else "5")
    if length is None or length.working_days:
        return None
    counted_in = words.text[: expression.end].endswith("起")
    window = _counted(token, length, day, counted_in=counted_in)
    if window is None:
        return None
    window.assumed_year = expression.window.assumed_year
    return Expression(window, expression.start, token.end, expression.following + 1)


def _counted(token: Token, length: Length, day: date, *, counted_in: bool) -> Window | None:
    if token.kind == "BACK" or token["bef4"]:
        back = length.before(day)
        return None if back is None else Window(back, back)
    if token["aft4"]:
        later = length.later(day)
        return Window(later, later)
    first = day if counted_in else day + _ONE_DAY
    return Window(first, length.after(first - _ONE_DAY))
