"""One place in time as a text names it: a day, a month, a school year, with its weekday and time of day.

A point is what stands there, not yet what it means: the year may be missing (to be carried over from what stands
before, or taken from an anchor), and 下週五 has no meaning before somebody says what day it is. :mod:`.settling` does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .clocks import Clock, read_clock
from .numerals import whole_number
from .sentences import Fault, bad_digits, two_dates_disagree
from .shapes import Mode
from .tokens import Token
from .vocabulary import NUM2
from .years import read_year, short_year, valid

_WEEKDAY = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6} | {str(i + 1): i for i in range(7)}
_COMPACT = {8: 4, 7: 3, 6: 2}


@dataclass(slots=True)
class Point:
    """What stands in the text. ``word`` is the token that has to be settled against the present, if any.

    ``year`` is Gregorian. ``months`` are listed months (6月及12月) or the two ends of a range of months.
    """

    start: int
    end: int
    year: int | None = None
    relative_year: str = ""
    year_end: int | None = None
    month: int | None = None
    month_end: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    day_end: int | None = None
    days: tuple[int, ...] = ()
    part: str = ""
    word: Token | None = None
    every: str = ""
    weekday: int | None = None
    clock: Clock | None = None
    clock_bare: bool = False
    other: date | None = None
    fault: Fault | None = None
    fiscal: bool = False
    choices: tuple[date, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_day(self) -> bool:
        """A single day is named (so that a weekday or a time may follow)."""
        return self.day is not None or (
            self.word is not None and self.word.kind in {"RD", "W", "FEAST", "DUR"}
        )

    @property
    def needs_year(self) -> bool:
        return self.year is None and not self.relative_year and self.word is None and self.month is not None


class Words:
    """The tokens of a text, and whether two of them stand side by side."""

    def __init__(self, tokens: list[Token], text: str, mode: Mode) -> None:
        self.tokens, self.text, self.mode = tokens, text, mode

    def get(self, i: int, *kinds: str) -> Token | None:
        """Token ``i`` if it is one of ``kinds``."""
        if i < len(self.tokens) and self.tokens[i].kind in kinds:
            return self.tokens[i]
        return None

    def next_to(self, end: int, i: int, *kinds: str) -> Token | None:
        """Token ``i`` if it is one of ``kinds`` and starts where ``end`` is (a 的 or a comma may stand between)."""
        token = self.get(i, *kinds)
        if token is None or token.start < end:
            return None
        return token if self.text[end : token.start] in {"", "的", " "} else None

    def alone(self, token: Token) -> bool:
        """The token is all there is."""
        return token.start == 0 and token.end == len(self.text)


def read_point(words: Words, i: int, *, after_day: bool = False) -> tuple[Point, int] | None:
    """The point that starts with token ``i``, and the number of the token after it.

    ``after_day``: the left end of a range named a day, so a bare time or day number is enough.
    """
    token = words.get(i, *_HEADS)
    if token is None:
        return None
    if token.kind == "CLOCK":
        point = _bare_clock(words, token, after_day)
        return (point, i + 1) if point else None
    point = Point(token.start, token.end)
    j = _HEADS[token.kind](words, token, i, point)
    if j is None:
        return None
    return point, _tail(words, j, point)


def _tail(words: Words, j: int, point: Point) -> int:
    """Weekday, the same day in the other era, and time of day, in the order in which they stand."""
    for _ in range(4):
        step = _weekday(words, j, point) or _both(words, j, point) or _clock(words, j, point)
        if not step:
            break
        point.end = words.tokens[j].end
        j += 1
    return j


def _weekday(words: Words, j: int, point: Point) -> bool:
    after = point.end + words.text.startswith(",", point.end)
    token = words.next_to(point.end, j, "WEEKPAREN", "W") or words.next_to(after, j, "W")
    if token is None or not (point.is_day or point.month is not None):
        return False
    if token.kind == "W" and (token["rel"] or token["every"] or token["rel2"] or token["weekend"]):
        return False
    if point.word is not None and point.word.kind == "W":
        return False
    if token["wd"] == "末":
        return False
    point.weekday = _WEEKDAY[token["wd"]]
    return True


def _both(words: Words, j: int, point: Point) -> bool:
    token = words.next_to(point.end, j, "BOTHPAREN")
    if token is None or point.day is None:
        return False
    year = read_year(token["era"], "", token["y"])
    if isinstance(year, Fault):
        point.fault = point.fault or year
        return True
    month, day = int(token["m"]), int(token["d"])
    fault = valid(year, month, day)
    if fault:
        point.fault = point.fault or fault
        return True
    point.other = date(year, month, day)
    if token["wd"]:
        point.weekday = _WEEKDAY[token["wd"]]
    mine = None if point.year is None else _date_of(point.year, point.month, point.day)
    if mine and mine != point.other:
        point.fault = point.fault or two_dates_disagree(mine, point.other)
    elif point.year is None and (point.month, point.day) == (month, day):
        point.year = year
    return True


def _date_of(year: int, month: int | None, day: int | None) -> date | None:
    if month is None or day is None or valid(year, month, day):
        return None
    return date(year, month, day)


def _clock(words: Words, j: int, point: Point) -> bool:
    iso = words.text.startswith("T", point.end)  # 2026-12-05T16:00
    token = words.next_to(point.end + iso, j, "CLOCK")
    if token is None or not point.is_day or point.clock is not None or point.day_end is not None:
        return False
    read = read_clock(token)
    if isinstance(read, Fault):
        point.fault = point.fault or read
    elif read is not None:
        point.clock, point.clock_bare = read, not token["ap"]
    return True


def _bare_clock(words: Words, token: Token, after_day: bool) -> Point | None:
    """A time without a day: the left end's day, or today's if a person plainly says a time."""
    plain = token["ap"] or token["mi2"] or token["noon"] or token["h3"] or words.alone(token)
    if not after_day and (words.mode is Mode.DOCUMENT or not plain or token["half_day"]):
        return None
    if not after_day and words.text[: token.start].endswith(("比", "比例", "比數", "比率")):
        return None
    read = read_clock(token)
    if read is None or (isinstance(read, Fault) and not (after_day or words.alone(token))):
        return None
    point = Point(token.start, token.end, clock_bare=not token["ap"])
    if isinstance(read, Fault):
        point.fault = read
    else:
        point.clock = read
    return point


# heads: each fills the point and returns the number of the next token, or None if this is no date


def _date3(words: Words, token: Token, i: int, point: Point) -> int | None:
    year = short_year(token["era"], token["y"], words.mode)
    month, day = int(token["m"]), int(token["d"])
    if year is None or (token["sep"] == "." and len(token["y"]) == 2 and month == 0):
        return None
    if isinstance(year, Fault):
        point.fault, point.day = year, day
        return i + 1
    fault = valid(year, month, day)
    if fault and year < 1940 and not token["era"]:
        return None
    point.year, point.month, point.day, point.fault = year, month, day, fault
    if (
        not token["era"]
        and len(token["y"]) == 2
        and 10 <= int(token["y"]) < 40
        and not valid(2000 + int(token["y"]), month, day)
    ):
        point.choices = (date(year, month, day), date(2000 + int(token["y"]), month, day))
    return i + 1


_BIRTH = ("生", "日期", "出生")
_PLACE = ("市", "縣", "區", "鄉", "鎮")


def _stamp(words: Words, token: Token, i: int, point: Point) -> int | None:
    digits = token["digits"]
    cut = _COMPACT[len(digits)]
    year, month, day = int(digits[:cut]), int(digits[cut:-2]), int(digits[-2:])
    alone = words.alone(token)
    before, after = words.text[max(0, token.start - 6) : token.start], words.text[token.end : token.end + 4]
    if len(digits) == 6 and not (alone or any(w in before + after[:2] for w in _BIRTH)):
        return None
    if any(w in before for w in ("編號", "統編", "電話", "手機", "分機", "帳號", "號碼", "字第", "郵遞")):
        return None
    if any(w in after for w in _PLACE):
        return None
    plausible = {8: 1900 <= year < 2200, 7: 1 <= year < 200, 6: 30 <= year <= 99}[len(digits)]
    if len(digits) != 8:
        year += 1911
    if plausible and not valid(year, month, day):
        point.year, point.month, point.day = year, month, day
        return i + 1
    if alone and words.mode is Mode.ANSWER:
        point.fault = bad_digits(digits)
        return i + 1
    if alone and plausible and len(digits) > 6:
        point.fault = valid(year, month, day)
        return i + 1
    return None


_FRACTION_AFTER = ("學生", "人", "名額", "以上", "以下", "時間", "經費", "同學", "強", "弱", "機率", "比例", "額度", "班", "的學生", "的人",
                   "的名額", "的時間", "的經費", "的同學", "的機率", "的比例", "的家長", "的老師", "的教師", "的班級", "的學校", "的分數")  # fmt: skip
_FRACTION_BEFORE = ("班", "占", "佔", "超過", "達", "至少", "約", "級", "逾", "不足", "不到", "之")


def _month_day(words: Words, token: Token, i: int, point: Point) -> int | None:
    month, day = int(token["m"]), int(token["d"])
    before, after = words.text[max(0, token.start - 2) : token.start], words.text[token.end : token.end + 3]
    if after.startswith(_FRACTION_AFTER) or (
        before.endswith(_FRACTION_BEFORE) and words.mode is not Mode.ANSWER
    ):
        return None
    fault = valid(None, month, day)
    if fault and not (words.alone(token) or words.mode is Mode.ANSWER or (month <= 12 and 28 < day <= 31)):
        return None
    point.month, point.day, point.fault = month, day, fault
    return i + 1


def _year_month(words: Words, token: Token, i: int, point: Point) -> int | None:
    digits, month = token["y"], int(token["m"])
    loose = words.mode is Mode.ANSWER or bool(token["era"])
    if not loose and (token["sep"] == "." or (token["sep"] == "-" and len(digits) < 4) or len(digits) == 2):
        return None
    if len(digits) == 2 and int(digits) <= 12 and not token["era"]:
        return _loose_month_day(token, i, point)
    year = short_year(token["era"], digits, words.mode)
    if not isinstance(year, int) or not 1 <= month <= 12:
        return None
    point.year, point.month = year, month
    return i + 1


def _loose_month_day(token: Token, i: int, point: Point) -> int:
    """8.7 or 8-7 as the answer to a question for a date."""
    point.month, point.day = int(token["y"]), int(token["m"])
    point.fault = valid(None, point.month, point.day)
    return i + 1


def _year(words: Words, token: Token, i: int, point: Point) -> int | None:
    bare = not token["era"]
    year = read_year(token["era"], token["pre"], token["y"], token["y2"] or token["y3"])
    number = whole_number(token["y"]) if token["y"] != "元" else 1
    following = words.next_to(token.end, i + 1, "M", "MM", "MD", "HOLIDAY", "FEAST")
    short = number is not None and number < 20 and (following is None or following.kind != "M")
    if bare and not token["y2"] and (number is None or short or (number >= 300 and len(token["y"]) < 4)):
        return None
    if bare and following is None and not token["part"] and not _stands_as_year(words, token, number or 0):
        return None
    point.fiscal, point.part = bool(token["du"]), token["part"]
    if isinstance(year, Fault):
        point.fault = year
    else:
        point.year = year
    return _after_year(words, i + 1, point)


def _stands_as_year(words: Words, token: Token, number: int) -> bool:
    """A bare 「98年」 is a year, 「30年經驗」 and 「十二年國教」 are none."""
    after = words.text[token.end : token.end + 2]
    return number >= 60 and not after.startswith(
        ("內", "經", "免", "資", "國", "以來", "來", "的經", "歷", "一貫")
    )


def _relative_year(words: Words, token: Token, i: int, point: Point) -> int | None:
    point.relative_year, point.part = (
        token["rel"].removesuffix("年") + ("年度" if token["du"] else "年"),
        token["part"],
    )
    following = words.next_to(token.end, i + 1, "M", "MM", "MD", "HOLIDAY", "FEAST")
    if (
        following is None
        and point.relative_year in {"當年", "同年", "前一年", "上一年", "下一年", "次年", "隔年", "翌年"}
        and not token["part"]
    ):
        return None
    return _after_year(words, i + 1, point)


def _after_year(words: Words, j: int, point: Point) -> int:
    token = words.next_to(point.end, j, "M", "MM", "MD", "HOLIDAY", "FEAST")
    if token is None or point.part:
        return j
    point.end = token.end
    if token.kind in {"HOLIDAY", "FEAST"}:
        point.word = token
        return j + 1
    if token.kind == "MD":
        point.month, point.day = int(token["m"]), int(token["d"])
        if isinstance(point.year, int):
            point.fault = point.fault or valid(point.year, point.month, point.day)
        return j + 1
    fill = _months if token.kind == "MM" else _month
    return fill(words, token, j, point) or j + 1


def _month(words: Words, token: Token, i: int, point: Point) -> int | None:
    month = 1 if token["m"] == "元" else whole_number(token["m"])
    if month is None:
        return None
    point.month, point.part, point.end = month, token["part"], token.end
    point.fault = point.fault or valid(point.year, month, 1)
    return _after_month(words, i + 1, point)


_SEPARATORS = re.compile(r"[月日號]?[-~至到、及和與或]|[日號]$")
_THROUGH = re.compile("[-~至到]")


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(whole_number(n) or 0 for n in _SEPARATORS.split(written) if n)


def _months(words: Words, token: Token, i: int, point: Point) -> int | None:
    """11-12月, 6月及12月, 3、6、9、12月."""
    months = _numbers(token["months"])
    faults = [fault for fault in (valid(None, m, 1) for m in months) if fault]
    if faults and point.year is None:
        return None
    point.fault = point.fault or (faults[0] if faults else None)
    if _THROUGH.search(token["months"]):
        point.month_end = months[-1]
    else:
        point.months = months
    point.month, point.end = months[0], token.end
    return i + 1


def _after_month(words: Words, j: int, point: Point) -> int:
    token = words.next_to(point.end, j, "D", "DD")
    if point.part:
        return j
    if token is None:
        return _unsaid_day(words, j, point)
    _day(words, token, j, point)
    point.end = token.end
    return j + 1


_DAY_UNSAID = re.compile(rf"({NUM2})(?=$|[ ,。、;!?()~\-前後起到至收返出回以之為生的上下早晚中開截報要可是])")


def _unsaid_day(words: Words, j: int, point: Point) -> int:
    """5月20, 十二月五: people leave 日 out."""
    match = _DAY_UNSAID.match(words.text, point.end)
    if match is None:
        return j
    point.day, point.end = whole_number(match[1]), match.end()
    point.fault = point.fault or valid(point.year, point.month, point.day or 0)
    while j < len(words.tokens) and words.tokens[j].start < point.end:
        j += 1
    return j


def _day(words: Words, token: Token, i: int, point: Point) -> int | None:
    days = (whole_number(token["d"]) or 0,) if token.kind == "D" else _numbers(token["days"])
    point.day = days[0]
    if len(days) > 1:
        if _THROUGH.search(token["days"]) or days == tuple(range(days[0], days[-1] + 1)):
            point.day_end = days[-1]
        else:
            point.days = days
    for day in days:
        point.fault = point.fault or valid(point.year, point.month, day)
    return i + 1


def _lone_day(words: Words, token: Token, i: int, point: Point) -> int | None:
    """25號; in a person's text, or after a range's left end. 「15日」 only where nothing else stands."""
    if words.mode is Mode.DOCUMENT:
        return None
    sign = words.text[token.end - 1]
    if sign == "日" and not (words.alone(token) or words.mode is Mode.ANSWER or token.kind == "DD"):
        return None
    return _day(words, token, i, point)


def _relative_month(words: Words, token: Token, i: int, point: Point) -> int | None:
    point.word, point.part = token, token["part"]
    return _after_month(words, i + 1, point)


def _every(words: Words, token: Token, i: int, point: Point) -> int | None:
    """每年9月底, 每月10日, 每月底; a bare 每年 is no date."""
    point.every, point.part = "月" if "月" in token["every"] else "年", token["part"]
    if point.part:
        return i + 1
    kinds = ("D", "DD") if point.every == "月" else ("M", "MM", "MD", "HOLIDAY", "FEAST")
    following = words.next_to(token.end, i + 1, *kinds)
    if following is None:
        return None
    if point.every == "年":
        return _after_year(words, i + 1, point)
    point.end = following.end
    return _day(words, following, i + 1, point)


def _settled_later(words: Words, token: Token, i: int, point: Point) -> int | None:
    """A word that means something only from somewhere: 下週、明天、本學期、寒假、3天後."""
    point.word = token
    return i + 1


def _list_years(words: Words, token: Token, i: int, point: Point) -> int | None:
    first, last = read_year(token["era"], "", token["y1"]), read_year(token["era"], "", token["y2"])
    if isinstance(first, Fault) or isinstance(last, Fault) or last < first:
        return None
    if token["sep"] in "、及和與" and last != first + 1:
        return None
    point.year, point.year_end, point.part = first, last, token["part"]
    return i + 1


_HEADS = {
    "DATE3": _date3,
    "STAMP": _stamp,
    "MD": _month_day,
    "YM": _year_month,
    "Y": _year,
    "YY": _list_years,
    "RY": _relative_year,
    "M": _month,
    "MM": _months,
    "RM": _relative_month,
    "D": _lone_day,
    "DD": _lone_day,
    "EVERY": _every,
    "CLOCK": _settled_later,
    "SY": _settled_later,
    "SYLIST": _settled_later,
    "RSY": _settled_later,
    "SEMNUM": _settled_later,
    "SEM": _settled_later,
    "NEAR": _settled_later,
    "RD": _settled_later,
    "W": _settled_later,
    "PART": _settled_later,
    "HOLIDAY": _settled_later,
    "FEAST": _settled_later,
    "DUR": _settled_later,
}
