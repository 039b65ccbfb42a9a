"""What a person is told when a date cannot be read: one kind sentence for each way it can go wrong.

Each says what is impossible or unclear and what to type instead; none repairs silently.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from knowledge.speaking import N_, _, in_english

from .shapes import Status
from .writing import roc

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an expression is not a date: the status it gets and the sentence for the person."""

    status: Status
    note: str


def _invalid(note: str) -> Fault:
    return Fault(Status.INVALID, note)


def no_month(month: int) -> Fault:
    return _invalid(_("一年只有12個月，沒有{month}月；請再打一次，例如「113年8月7日」。", month=month))


def no_day(year: int | None, month: int, day: int) -> Fault:
    """The day does not exist in that month; a missing year means that it exists in no year."""
    if month == 2 and day == 29 and year is not None:
        return _invalid(
            _("民國{roc}年（{year}年）不是閏年，2月只到28日；請再確認日期。", roc=year - 1911, year=year)
        )
    if month == 2 and day in (29, 30, 31):
        return _invalid(_("2月沒有{day}日；請再確認是2月底還是3月初。", day=day))
    if not 1 <= day <= 31:
        return _invalid(_("沒有{day}日這一天；日期請打1到31之間。", day=day))
    last = monthrange(year or 2024, month)[1]
    return _invalid(_("{month}月只有{last}天，沒有{day}日；請再確認日期。", month=month, last=last, day=day))


def no_hour(hour: int) -> Fault:
    return _invalid(_("一天只到24時，沒有{hour}時；時間請打0到24，例如「下午4時」。", hour=hour))


def no_minute(minute: int) -> Fault:
    return _invalid(_("一小時只有60分，沒有{minute}分；時間請打像「16:30」這樣。", minute=minute))


def not_that_half(words: str, hour: int) -> Fault:
    return _invalid(
        _("「{words}{hour}時」對不起來；{hour}時是下午或晚上，請確認是幾點。", words=words, hour=hour)
    )


def gregorian_as_roc(year: int) -> Fault:
    return _invalid(
        _(
            "「民國{year}年」看起來是西元年；如果是西元{year}年，就是民國{roc}年，請打其中一種。",
            year=year,
            roc=year - 1911,
        )
    )


def roc_as_gregorian(year: int) -> Fault:
    return _invalid(
        _(
            "「西元{year}年」看起來是民國年；如果是民國{year}年，就是西元{gregorian}年，請打其中一種。",
            year=year,
            gregorian=year + 1911,
        )
    )


def year_out_of_range(year: int) -> Fault:
    return _invalid(
        _("看不懂{year}年是哪一年；請打民國年（例如113年）或四位數的西元年（例如2024年）。", year=year)
    )


def no_year_zero() -> Fault:
    return _invalid(_("民國沒有0年，從元年（1912年）開始；請再確認年份。"))


def eras_disagree(roc: int, gregorian: int) -> Fault:
    return Fault(
        Status.ERA_MISMATCH,
        _(
            "民國{roc}年是西元{same}年，和後面寫的西元{gregorian}年不同；請確認是哪一年。",
            roc=roc,
            same=roc + 1911,
            gregorian=gregorian,
        ),
    )


def two_dates_disagree(first: date, second: date) -> Fault:
    return Fault(
        Status.ERA_MISMATCH,
        _(
            "兩種寫法不是同一天：一個是{first:%Y/%m/%d}，一個是{second:%Y/%m/%d}；請確認是哪一天。",
            first=first,
            second=second,
        ),
    )


def end_before_start() -> Fault:
    return _invalid(_("結束的時間比開始還早；請確認起訖日期有沒有寫反。"))


def bad_digits(digits: str) -> Fault:
    return _invalid(
        _(
            "「{digits}」拆不成一個日期；請打像「1130807」（民國）或「20240807」（西元），或用「/」隔開。",
            digits=digits,
        )
    )


def lunar() -> Fault:
    return _invalid(_("這是農曆的說法；我只認得國曆，請改打國曆日期，例如「9月17日」。"))


def weekday_note(day: date, told: int, other: date | None) -> str:
    """A printed weekday that does not agree with its date."""
    right, wrong = weekday(day.weekday()), weekday(told)
    note = _("{day}是{right}，不是{wrong}", day=roc(day, weekday=False), right=right, wrong=wrong)
    if other is not None:
        chinese = f"{other.year - 1911}年的{other.month}月{other.day}日"
        when = roc(other, weekday=False) if in_english() else chinese
        note += _("；{date}才是{wrong}", date=when, wrong=wrong)
    return note + _("。請先確認是哪一天。")


def weekday(number: int) -> str:
    """「星期一」 for 0."""
    if in_english():
        from babel.dates import get_day_names

        return str(get_day_names("wide", locale="en")[number])
    return f"星期{WEEKDAYS[number]}"


_ANCHORS = {
    "departure": N_("要知道哪一天出國，才能算這個期限；請告訴我出國日期，例如「7/10出國」。"),
    "return": N_("要知道哪一天返國，才能算這個期限；請告訴我返國日期，例如「6/30返國」。"),
    "received": N_("要知道哪一天收到通知，才能算這個期限；請告訴我收到的日期，例如「8/30收到」。"),
    "event": N_("要知道那件事是哪一天，才能算這個期限；請告訴我日期，例如「9/1」。"),
    "event_end": N_("要知道活動哪一天結束，才能算這個期限；請告訴我結束的日期，例如「7/15結束」。"),
    "programme_year": N_("要知道是哪一年辦理的，才能算這個期限；請告訴我年度，例如「116年」。"),
    "doc_year": N_("沒有寫是哪一年；請告訴我年份，例如「113年」。"),
    "doc_school_year": N_("要知道是從哪一學年算起；請告訴我學年度，例如「113學年度」。"),
}


def needs(anchor: str) -> str:
    """What to ask for when ``anchor`` is missing."""
    return _(_ANCHORS[anchor])


def either(*meanings: str) -> str:
    return _(
        "這可能是{names}，也可能是{last}；請說是哪一個。",
        names=_("、").join(meanings[:-1]),
        last=meanings[-1],
    )


def several() -> str:
    return _("裡面有好幾個日期；請說是要用哪一個。")


def nothing() -> str:
    return _("沒有看到日期；請打像「113年8月7日」、「8/7」或「下週五」這樣。")
