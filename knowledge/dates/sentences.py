"""What a person is told when a date cannot be read: one kind sentence for each way it can go wrong.

Each says what is impossible or unclear and what to type instead; none repairs silently.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .shapes import Status

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an expression is not a date: the status it gets and the sentence for the person."""

    status: Status
    note: str


def _invalid(note: str) -> Fault:
    return Fault(Status.INVALID, note)


def no_month(month: int) -> Fault:
    return _invalid(f"一年只有12個月，沒有{month}月；請再打一次，例如「113年8月7日」。")


def no_day(year: int | None, month: int, day: int) -> Fault:
    """The day does not exist in that month; a missing year means that it exists in no year."""
    if month == 2 and day == 29 and year is not None:
        return _invalid(f"民國{year - 1911}年（{year}年）不是閏年，2月只到28日；請再確認日期。")
    if month == 2 and day in (29, 30, 31):
        return _invalid(f"2月沒有{day}日；請再確認是2月底還是3月初。")
    if not 1 <= day <= 31:
        return _invalid(f"沒有{day}日這一天；日期請打1到31之間。")
    last = monthrange(year or 2024, month)[1]
    return _invalid(f"{month}月只有{last}天，沒有{day}日；請再確認日期。")


def no_hour(hour: int) -> Fault:
    return _invalid(f"一天只到24時，沒有{hour}時；時間請打0到24，例如「下午4時」。")


def no_minute(minute: int) -> Fault:
    return _invalid(f"一小時只有60分，沒有{minute}分；時間請打像「16:30」這樣。")


def not_that_half(words: str, hour: int) -> Fault:
    return _invalid(f"「{words}{hour}時」對不起來；{hour}時是下午或晚上，請確認是幾點。")


def gregorian_as_roc(year: int) -> Fault:
    return _invalid(
        f"「民國{year}年」看起來是西元年；如果是西元{year}年，就是民國{year - 1911}年，請打其中一種。"
    )


def roc_as_gregorian(year: int) -> Fault:
    return _invalid(
        f"「西元{year}年」看起來是民國年；如果是民國{year}年，就是西元{year + 1911}年，請打其中一種。"
    )


def year_out_of_range(year: int) -> Fault:
    return _invalid(f"看不懂{year}年是哪一年；請打民國年（例如113年）或四位數的西元年（例如2024年）。")


def no_year_zero() -> Fault:
    return _invalid("民國沒有0年，從元年（1912年）開始；請再確認年份。")


def eras_disagree(roc: int, gregorian: int) -> Fault:
    return Fault(
        Status.ERA_MISMATCH,
        f"民國{roc}年是西元{roc + 1911}年，和後面寫的西元{gregorian}年不同；請確認是哪一年。",
    )


def two_dates_disagree(first: date, second: date) -> Fault:
    return Fault(
        Status.ERA_MISMATCH,
        f"兩種寫法不是同一天：一個是{first:%Y/%m/%d}，一個是{second:%Y/%m/%d}；請確認是哪一天。",
    )


def end_before_start() -> Fault:
    return _invalid("結束的時間比開始還早；請確認起訖日期有沒有寫反。")


def bad_digits(digits: str) -> Fault:
    return _invalid(
        f"「{digits}」拆不成一個日期；請打像「1130807」（民國）或「20240807」（西元），或用「/」隔開。"
    )


def lunar() -> Fault:
    return _invalid("這是農曆的說法；我只認得國曆，請改打國曆日期，例如「9月17日」。")


def weekday_note(day: date, told: int, other: date | None) -> str:
    """A printed weekday that does not agree with its date."""
    note = f"{day.year - 1911}年{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}，不是星期{WEEKDAYS[told]}"
    if other is not None:
        note += f"；{other.year - 1911}年的{other.month}月{other.day}日才是星期{WEEKDAYS[told]}"
    return note + "。請先確認是哪一天。"


_ANCHORS = {
    "departure": "要知道哪一天出國，才能算這個期限；請告訴我出國日期，例如「7/10出國」。",
    "return": "要知道哪一天返國，才能算這個期限；請告訴我返國日期，例如「6/30返國」。",
    "received": "要知道哪一天收到通知，才能算這個期限；請告訴我收到的日期，例如「8/30收到」。",
    "event": "要知道那件事是哪一天，才能算這個期限；請告訴我日期，例如「9/1」。",
    "event_end": "要知道活動哪一天結束，才能算這個期限；請告訴我結束的日期，例如「7/15結束」。",
    "programme_year": "要知道是哪一年辦理的，才能算這個期限；請告訴我年度，例如「116年」。",
    "doc_year": "沒有寫是哪一年；請告訴我年份，例如「113年」。",
    "doc_school_year": "要知道是從哪一學年算起；請告訴我學年度，例如「113學年度」。",
}


def needs(anchor: str) -> str:
    """What to ask for when ``anchor`` is missing."""
    return _ANCHORS[anchor]


def either(*meanings: str) -> str:
    return f"這可能是{'、'.join(meanings[:-1])}，也可能是{meanings[-1]}；請說是哪一個。"


def several() -> str:
    return "裡面有好幾個日期；請說是要用哪一個。"


def nothing() -> str:
    return "沒有看到日期；請打像「113年8月7日」、「8/7」或「下週五」這樣。"
