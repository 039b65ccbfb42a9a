"""Days written in digits: 113/8/7, 113.8.7, 2024-08-07, 1130807, 980520, 8/7, 113/8.

The same characters are also marks, fractions, telephone numbers and post codes: each reader says when it is no date. Every
reader fills its point and returns the number of the next token, or ``None``.
"""

from __future__ import annotations

from datetime import date

from .points import Head
from .sentences import Fault, bad_digits
from .shapes import Mode
from .years import short_year, valid

_ROC_BEGINS = 1911
_YEAR_DIGITS = {8: 4, 7: 3, 6: 2}
_PLAUSIBLE = {8: range(1900, 2200), 7: range(1, 200), 6: range(30, 100)}
_BIRTH = ("生", "日期")
_PLACE = ("市", "縣", "區", "鄉", "鎮")
_NUMBERED = ("編號", "統編", "電話", "手機", "分機", "帳號", "號碼", "字第", "郵遞")
_COUNTED = (
    *("學生", "人", "名額", "時間", "經費", "同學", "家長", "老師", "教師", "班級", "學校", "分數"),
    *("機率", "比例", "額度"),
)
_FRACTION_AFTER = (*_COUNTED, *(f"的{word}" for word in _COUNTED), "以上", "以下", "強", "弱", "班")
_FRACTION_BEFORE = ("班", "占", "佔", "超過", "達", "至少", "約", "級", "逾", "不足", "不到", "之")


def year_month_day(head: Head) -> int | None:
    """113/8/7. Two digits from 10 to 39 may be 民國 or the end of a Gregorian year (26/12/5): both are given."""
    token, point = head.token, head.point
    year = short_year(token["era"], token["y"])
    month, day = int(token["m"]), int(token["d"])
    if year is None:
        return None
    if isinstance(year, Fault):
        point.fault, point.day = year, day
        return head.i + 1
    fault = valid(year, month, day)
    if fault and year < 1940 and not token["era"]:
        return None
    point.year, point.month, point.day, point.fault = year, month, day, fault
    other = 2000 + int(token["y"])
    two_digits = not token["era"] and len(token["y"]) == 2 and other < 2040
    if two_digits and not valid(other, month, day):
        point.choices = (date(year, month, day), date(other, month, day))
    return head.i + 1


def stamp(head: Head) -> int | None:
    """20240807, 1130807, 980520. Six digits only where they stand alone or a birth is spoken of."""
    digits, point = head.token["digits"], head.point
    if _is_some_number(head):
        return None
    cut = _YEAR_DIGITS[len(digits)]
    year, month, day = int(digits[:cut]), int(digits[cut:-2]), int(digits[-2:])
    plausible = year in _PLAUSIBLE[len(digits)]
    if len(digits) != 8:
        year += _ROC_BEGINS
    fault = valid(year, month, day)
    if plausible and not fault:
        point.year, point.month, point.day = year, month, day
    elif head.alone and head.mode is Mode.ANSWER:
        point.fault = bad_digits(digits)
    elif head.alone and plausible and len(digits) > 6:
        point.fault = fault
    else:
        return None
    return head.i + 1


def _is_some_number(head: Head) -> bool:
    """A telephone number, a number of a letter, a post code."""
    before, after = head.words.before(head.token, 6), head.words.after(head.token, 4)
    if any(word in before for word in _NUMBERED) or any(word in after for word in _PLACE):
        return True
    birth = any(word in before + after[:2] for word in _BIRTH)
    return len(head.token["digits"]) == 6 and not (head.alone or birth)


def month_day(head: Head) -> int | None:
    """8/7, unless it is a fraction (1/2的學生)."""
    token, point = head.token, head.point
    month, day = int(token["m"]), int(token["d"])
    answered = head.mode is Mode.ANSWER
    fraction_before = head.words.before(token, 2).endswith(_FRACTION_BEFORE)
    if head.words.after(token, 3).startswith(_FRACTION_AFTER) or (fraction_before and not answered):
        return None
    fault = valid(None, month, day)
    looks_like_a_day = month <= 12 and 28 < day <= 31
    if fault and not (head.alone or answered or looks_like_a_day):
        return None
    point.month, point.day, point.fault = month, day, fault
    return head.i + 1


def year_month(head: Head) -> int | None:
    """113/8 and 2024-08; with a dot or two digits only as an answer (98.5)."""
    token, point = head.token, head.point
    digits, month = token["y"], int(token["m"])
    sure = head.mode is Mode.ANSWER or bool(token["era"])
    mark_says_nothing = token["sep"] == "." or (token["sep"] == "-" and len(digits) < 4)
    if not sure and (mark_says_nothing or len(digits) == 2):
        return None
    year = short_year(token["era"], digits)
    if not isinstance(year, int) or not 1 <= month <= 12 or (len(digits) == 2 and int(digits) <= 12):
        return None
    point.year, point.month = year, month
    return head.i + 1
