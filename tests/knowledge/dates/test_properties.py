"""What must hold for every date and every text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dates import (
    Mode,
    Status,
    add_months,
    answer_line,
    as_of,
    countdown,
    entry_school_year,
    find_all,
    find_numbers,
    period_before,
    period_end,
    read,
    read_age,
    read_birth,
    read_grade,
    read_money,
    read_number,
    read_percent,
    roc,
    roc_range,
    roc_with_gregorian,
    school_year,
    school_year_span,
    semester_span,
)

settings.register_profile("dates", deadline=None)  # a busy machine is no failure
settings.load_profile("dates")

NOW = datetime(2026, 11, 21, 10)
DAYS = st.dates(date(1905, 1, 1), date(2120, 12, 31))
MOMENTS = st.datetimes(datetime(1931, 1, 1), datetime(2120, 12, 31)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
MODES = st.sampled_from(list(Mode))
_PIECES = (
    "民國 113 年 8 月 7 日 13 99 / . - ~ 至 前 起 ( ) 星期 三 上午 9 時 下週 學年度 學期 收到 通知 次日 起 "
    "內 返國 後 兩 個 每 底 初 中 第 零 十 百 萬 元 :30 、 及 或 西元 2024 2 30 農曆 暑假 今年 前年度 近 含 歲 "
    "級 國 班 生 "
)
WORDS = st.lists(st.sampled_from(_PIECES.split()), max_size=14).map("".join)


@given(DAYS, MODES)
def test_a_day_written_is_read_back(day: date, mode: Mode) -> None:
    for text in (roc(day), roc(day, weekday=False), roc_with_gregorian(day)):
        reading = read(text, reference=NOW, mode=mode)
        assert (reading.start, reading.end, reading.status) == (day, day, Status.OK), text


@given(MOMENTS, MODES)
def test_a_moment_written_is_read_back(moment: datetime, mode: Mode) -> None:
    for text in (roc(moment), roc_with_gregorian(moment)):
        reading = read(text, reference=NOW, mode=mode)
        assert (reading.start, reading.end, reading.status) == (moment, moment, Status.OK), text


@given(st.one_of(st.lists(DAYS, min_size=2, max_size=2), st.lists(MOMENTS, min_size=2, max_size=2)), MODES)
def test_a_window_written_is_read_back(ends: list[date], mode: Mode) -> None:
    start, end = sorted(ends)
    for window in ((start, end), (None, end), (start, None)):
        reading = read(roc_range(*window), reference=NOW, mode=mode)
        assert (reading.start, reading.end, reading.status) == (*window, Status.OK), roc_range(*window)


@given(st.one_of(st.text(max_size=300), WORDS), MODES)
def test_no_text_is_too_strange(text: str, mode: Mode) -> None:
    """Nothing raises, and every span lies in the text."""
    for reading in (*find_all(text, reference=NOW, mode=mode), read(text, reference=NOW, mode=mode)):
        start, end = reading.span
        assert 0 <= start <= end <= len(text)
        if reading.status is Status.OK and reading.start and reading.end:
            assert str(reading.start)[:10] <= str(reading.end)[:10]
        if reading.status is Status.NEEDS_ANCHOR:
            assert reading.anchor
    read_grade(text)
    read_birth(text, NOW)
    read_age(text)
    for find in (find_numbers, read_number, read_money, read_percent):
        find(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "一", "1、", "113年8月7日", "收到通知之次日", "\x00", "每年", "(", "活動", "萬", "點", "👍🏻"],
)
@pytest.mark.parametrize("mode", list(Mode))
def test_five_thousand_characters_are_answered(unit: str, mode: Mode) -> None:
    text = (unit * 5000)[:5000]
    find_all(text, reference=NOW, mode=mode)
    find_numbers(text)
    read_grade(text)
    read_birth(text, NOW)


@given(st.dictionaries(st.sampled_from(["id", "text", "reference", "mode", "anchors", "x"]), st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.just("2026-11-21T10:00:00+08:00")),
    lambda inner: st.dictionaries(st.sampled_from(["return", "doc_year", "event", "y"]), inner, max_size=3), max_leaves=4)))  # fmt: skip
def test_a_bad_line_is_an_error_and_never_an_exception(line: dict[str, object]) -> None:
    answer = answer_line(line)
    assert answer["id"] == line.get("id")
    assert ("error" in answer) != ("status" in answer)


@given(DAYS, st.integers(0, 400), st.integers(0, 60), st.integers(0, 60))
def test_a_period_ends_on_a_day_of_the_calendar_after_its_start(
    day: date, days: int, weeks: int, months: int
) -> None:
    end = period_end(day, days=days, weeks=weeks, months=months)
    assert end >= day or (days, weeks, months) == (0, 0, 0)
    assert period_before(end, months=months) <= end


@given(DAYS, st.integers(1, 60))
def test_a_period_of_months_is_whole_months(day: date, months: int) -> None:
    """Counted from the next day, it ends the day before that day's number comes again, or with a month's last day."""
    end = period_end(day, months=months)
    first = day + timedelta(days=1)
    after = end + timedelta(days=1)
    assert after.day in {first.day, 1}
    assert (after.year * 12 + after.month) - (first.year * 12 + first.month) in {months, months + 1}
    assert period_end(day, months=months) >= period_end(day, months=months - 1)


@given(DAYS, st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_takes_the_last(day: date, n: int) -> None:
    later = add_months(day, n)
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(DAYS)
def test_every_day_has_one_school_year_and_one_semester(day: date) -> None:
    n = school_year(day)
    start, end = school_year_span(n)
    assert start <= day <= end
    inside = [half for half in (1, 2) if semester_span(n, half)[0] <= day <= semester_span(n, half)[1]]
    assert len(inside) == 1


def test_school_years_follow_each_other_without_gap_or_overlap() -> None:
    edges = [half for n in range(80, 200) for half in (semester_span(n, 1), semester_span(n, 2))]
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(edges))
    assert all(
        school_year_span(n) == (semester_span(n, 1)[0], semester_span(n, 2)[1]) for n in range(80, 200)
    )


@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)))
def test_a_child_is_six_by_the_first_of_september(birth: date) -> None:
    start = date(entry_school_year(birth) + 1911, 9, 1)
    age = start.year - birth.year - ((start.month, start.day) < (birth.month, birth.day))
    assert age == 6


@given(st.integers(1, 12), st.integers(90, 120), st.integers(90, 120))
def test_a_grade_told_for_one_year_comes_back_from_another(grade: int, told: int, asked: int) -> None:
    assert as_of(as_of({grade}, told, asked), asked, told) == {grade}


@given(DAYS, st.integers(-400, 400))
def test_the_countdown_counts_days(day: date, away: int) -> None:
    words = countdown(day + timedelta(days=away), datetime.combine(day, datetime.max.time()))
    number = {"今天": 0, "明天": 1, "後天": 2, "昨天": -1}.get(words)
    if number is None:
        number = int("".join(c for c in words if c.isdigit())) * (-1 if words.startswith("已過") else 1)
    assert number == away
