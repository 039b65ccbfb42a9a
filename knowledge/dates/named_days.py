"""Years, months and days with their words: 113年8月7日、八月、前年度10月、8月7至9日、每年9月底、25號.

Every reader fills its point and returns the number of the next token, or ``None`` where this is no date.
"""

from __future__ import annotations

import re

from .numerals import whole_number
from .points import Head, Point, Words
from .sentences import Fault
from .shapes import Mode
from .tokens import Token
from .vocabulary import NUM2
from .years import read_year, valid

_IN_A_YEAR = ("M", "MM", "MD", "HOLIDAY", "FEAST")
_NOT_A_YEAR = ("內", "經", "免", "資", "國", "以來", "來", "的經", "歷", "一貫")
_ONLY_WITH_A_MONTH = {"當年", "同年", "前一年", "上一年", "下一年", "次年", "隔年", "翌年"}
_LISTED = "、及和與"
_SEPARATORS = re.compile(r"[月日號]?[-~至到、及和與或]")
_THROUGH = re.compile("[-~至到]")
_DAY_UNSAID = re.compile(rf"({NUM2})(?=$|[ ,。、;!?()~\-前後起到至收返出回以之為生的上下早晚中開截報要可是])")


# years


def year(head: Head) -> int | None:
    """民國113年, 2024年, 98年; bare small numbers are lengths of time (3年, 十二年國教) unless a month follows."""
    token, point = head.token, head.point
    if not token["era"] and not _is_year(head):
        return None
    point.part = token["part"]
    told = read_year(token["era"], token["pre"], token["y"], token["y2"] or token["y3"])
    if isinstance(told, Fault):
        point.fault = told
    else:
        point.year = told
    return _in_year(head.words, head.i + 1, point)


def _is_year(head: Head) -> bool:
    """Whether a number before 年 that names no era is a year."""
    token = head.token
    number = 1 if token["y"] == "元" else whole_number(token["y"])
    if number is None:
        return False
    if token["y2"]:
        return True
    if number >= 300 and len(token["y"]) < 4:
        return False
    following = head.next(*_IN_A_YEAR)
    if number < 20:
        return following is not None and following.kind == "M"
    if following is not None or token["part"]:
        return True
    return number >= 60 and not head.words.after(token, 2).startswith(_NOT_A_YEAR)


def years(head: Head) -> int | None:
    """107年-111年, 111及112年度."""
    token, point = head.token, head.point
    first, last = read_year(token["era"], "", token["y1"]), read_year(token["era"], "", token["y2"])
    if isinstance(first, Fault) or isinstance(last, Fault) or last < first:
        return None
    if token["sep"] in _LISTED and last != first + 1:
        return None
    point.year, point.year_end, point.part = first, last, token["part"]
    return head.i + 1


def relative_year(head: Head) -> int | None:
    """明年, 前年度, 當年度4月."""
    token, point = head.token, head.point
    point.relative_year, point.part = token["rel"] + token["du"], token["part"]
    alone = head.next(*_IN_A_YEAR) is None and not token["part"]
    if alone and point.relative_year in _ONLY_WITH_A_MONTH:
        return None
    return _in_year(head.words, head.i + 1, point)


def _in_year(words: Words, j: int, point: Point) -> int:
    """The month, day or holiday that follows a year."""
    token = words.next_to(point.end, j, *_IN_A_YEAR)
    if token is None or point.part:
        return j
    point.end = token.end
    if token.kind in {"HOLIDAY", "FEAST"}:
        point.word = token
    elif token.kind == "MD":
        point.month, point.day = int(token["m"]), int(token["d"])
        point.blame(valid(point.year, point.month, point.day))
    elif token.kind == "MM":
        _fill_months(token, point)
    else:
        return _fill_month(words, token, j, point)
    return j + 1


def every(head: Head) -> int | None:
    """每年9月底, 每月10日, 每月底; a bare 每年 is no date."""
    token, point = head.token, head.point
    point.every, point.part = "月" if "月" in token["every"] else "年", token["part"]
    if point.part:
        return head.i + 1
    if point.every == "年":
        following = head.next(*_IN_A_YEAR)
        return None if following is None else _in_year(head.words, head.i + 1, point)
    following = head.next("D", "DD")
    if following is None:
        return None
    point.end = following.end
    _fill_day(following, point)
    return head.i + 2


# months


def month(head: Head) -> int | None:
    """8月, 十二月底."""
    return _fill_month(head.words, head.token, head.i, head.point)


def _fill_month(words: Words, token: Token, i: int, point: Point) -> int:
    number = 1 if token["m"] == "元" else whole_number(token["m"]) or 0
    point.month, point.part, point.end = number, token["part"], token.end
    point.blame(valid(point.year, number, 1))
    return _in_month(words, i + 1, point)


def months(head: Head) -> int | None:
    """11-12月, 6月及12月, 3、6、9、12月."""
    _fill_months(head.token, head.point)
    return None if head.point.fault else head.i + 1


def _fill_months(token: Token, point: Point) -> None:
    numbers = _numbers(token["months"])
    for number in numbers:
        point.blame(valid(None, number, 1))
    if _THROUGH.search(token["months"]):
        point.month_end = numbers[-1]
    else:
        point.months, point.either = numbers, "或" in token["months"]
    point.month, point.end = numbers[0], token.end


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(whole_number(n) or 0 for n in _SEPARATORS.split(written) if n)


def relative_month(head: Head) -> int | None:
    """下個月, 這個月25號, 本月底."""
    head.point.word, head.point.part = head.token, head.token["part"]
    return _in_month(head.words, head.i + 1, head.point)


# days


def _in_month(words: Words, j: int, point: Point) -> int:
    """The day that follows a month."""
    if point.part:
        return j
    token = words.next_to(point.end, j, "D", "DD")
    if token is not None:
        _fill_day(token, point)
        point.end = token.end
        return j + 1
    return _unsaid_day(words, j, point)


def _unsaid_day(words: Words, j: int, point: Point) -> int:
    """5月20, 十二月五: people leave 日 out."""
    match = _DAY_UNSAID.match(words.text, point.end)
    if match is None:
        return j
    point.day, point.end = whole_number(match[1]), match.end()
    point.blame(valid(point.year, point.month, point.day or 0))
    while j < len(words.tokens) and words.tokens[j].start < point.end:
        j += 1
    return j


def _fill_day(token: Token, point: Point) -> None:
    """7日, 7至9日, 7、9日; neighbours (7、8日) are a range."""
    numbers = (whole_number(token["d"]) or 0,) if token.kind == "D" else _numbers(token["days"])
    point.day = numbers[0]
    for number in numbers:
        point.blame(valid(point.year, point.month, number))
    if len(numbers) == 1:
        return
    neighbours = numbers == tuple(range(numbers[0], numbers[-1] + 1)) and "或" not in token["days"]
    if neighbours or _THROUGH.search(token["days"]):
        point.day_end = numbers[-1]
    else:
        point.days = numbers


def lone_day(head: Head) -> int | None:
    """25號 in a person's text. 「15日」 may be a length of time, so only where nothing else stands."""
    if head.mode is Mode.DOCUMENT:
        return None
    length_of_time = head.token.kind == "D" and head.words.text[head.token.end - 1] == "日"
    if length_of_time and not (head.alone or head.mode is Mode.ANSWER):
        return None
    _fill_day(head.token, head.point)
    return head.i + 1
