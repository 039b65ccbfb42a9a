"""The relative rules of the five documents, worked by hand: month ends, leap days and holidays included.

Documents: White Paper appendix 1 四 and 九, appendix 2 (flow chart, note 3, review), appendix 5 玖, appendix 6 捌、二(二);
Kinmen 八 and 十二(五); New Taipei 陸、四(一)(二) and 陸、三.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge.dates import (
    Mode,
    Status,
    after_working_days,
    deadline,
    holiday_name,
    next_working_day,
    period_before,
    period_end,
    read,
)

D = date


@pytest.mark.parametrize(
    ("returned", "last"),
    [
        (D(2027, 6, 30), D(2027, 8, 31)),  # counted from 7/1: two whole months
        (D(2027, 6, 15), D(2027, 8, 15)),
        (D(2027, 6, 29), D(2027, 8, 29)),
        (D(2026, 12, 30), D(2027, 2, 28)),  # counted from 12/31; February has no 31st: its last day
        (D(2026, 12, 31), D(2027, 2, 28)),  # counted from 1/1
        (D(2027, 12, 30), D(2028, 2, 29)),  # the same in a leap year
        (D(2027, 12, 31), D(2028, 2, 29)),
        (D(2027, 12, 28), D(2028, 2, 28)),
        (D(2024, 2, 28), D(2024, 4, 28)),  # counted from 2/29, up to the day before 4/29
        (D(2024, 2, 29), D(2024, 4, 30)),  # counted from 3/1
        (D(2023, 2, 28), D(2023, 4, 30)),
        (D(2026, 7, 30), D(2026, 9, 30)),  # counted from 7/31; September has no 31st
    ],
)
def test_two_months_after_coming_home(returned: date, last: date) -> None:
    """返國後兩個月內 (exchange students)."""
    assert period_end(returned, months=2) == last
    got = read(
        "返國後兩個月內", reference=datetime(2020, 1, 1), mode=Mode.DOCUMENT, anchors={"return": returned}
    )
    assert (got.start, got.end) == (None, last)


@pytest.mark.parametrize(
    ("returned", "last"),
    [
        (D(2026, 11, 3), D(2026, 12, 1)),
        (D(2027, 6, 30), D(2027, 7, 28)),
        (D(2024, 2, 1), D(2024, 2, 29)),
        (D(2023, 2, 1), D(2023, 3, 1)),
        (D(2026, 12, 31), D(2027, 1, 28)),
    ],
)
def test_four_weeks_from_the_day_after_coming_home(returned: date, last: date) -> None:
    """返國之次日起四週內 (overseas exchange subsidy)."""
    assert period_end(returned, weeks=4) == last
    got = read(
        "返國之次日起四週內", reference=datetime(2020, 1, 1), mode=Mode.DOCUMENT, anchors={"return": returned}
    )
    assert got.end == last
    assert got.first_day is not None
    assert (got.first_day - returned).days == 1


@pytest.mark.parametrize(
    ("departure", "day"),
    [
        (D(2027, 7, 10), D(2027, 5, 10)),
        (D(2027, 4, 30), D(2027, 2, 28)),
        (D(2028, 4, 30), D(2028, 2, 29)),
        (D(2027, 8, 31), D(2027, 6, 30)),
        (D(2027, 1, 31), D(2026, 11, 30)),
        (D(2027, 2, 28), D(2026, 12, 28)),
    ],
)
def test_two_months_before_leaving(departure: date, day: date) -> None:
    """出國前二個月 (overseas exchange subsidy, overseas reports)."""
    assert period_before(departure, months=2) == day
    got = read(
        "應於出國前2個月函報",
        reference=datetime(2020, 1, 1),
        mode=Mode.DOCUMENT,
        anchors={"departure": departure},
    )
    assert (got.start, got.end, got.status) == (None, day, Status.OK)


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (D(2027, 1, 30), D(2027, 2, 28)),  # counted from 1/31
        (D(2027, 1, 31), D(2027, 2, 28)),  # counted from 2/1
        (D(2028, 1, 30), D(2028, 2, 29)),
        (D(2023, 6, 30), D(2023, 7, 31)),
        (D(2023, 6, 15), D(2023, 7, 15)),
        (D(2026, 8, 30), D(2026, 9, 30)),
    ],
)
def test_one_month_after_it_is_over(ended: date, last: date) -> None:
    """活動結束後一個月內 (Kinmen), 辦理完竣後一個月內 (pen pals)."""
    assert period_end(ended, months=1) == last
    for text in ("活動結束後一個月內", "辦理完竣後一個月內"):
        got = read(text, reference=datetime(2020, 1, 1), mode=Mode.DOCUMENT, anchors={"event_end": ended})
        assert (got.start, got.end) == (None, last)


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        (D(2024, 8, 31), 20, D(2024, 9, 20)),
        (D(2024, 8, 30), 20, D(2024, 9, 19)),
        (D(2024, 10, 15), 30, D(2024, 11, 14)),
        (D(2024, 2, 10), 20, D(2024, 3, 1)),
        (D(2023, 2, 10), 20, D(2023, 3, 2)),
        (D(2024, 12, 27), 30, D(2025, 1, 26)),
        (D(2022, 11, 9), 7, D(2022, 11, 16)),
    ],
)
def test_days_after_a_notice_was_received(received: date, days: int, last: date) -> None:
    """20 days to ask for a review, 30 to complain (New Taipei); 7 days to amend a report (overseas reports)."""
    assert period_end(received, days=days) == last
    text = f"收到通知之次日起{days}天內（含例假日）"
    got = read(text, reference=datetime(2020, 1, 1), mode=Mode.DOCUMENT, anchors={"received": received})
    assert (got.end, got.holidays_included) == (last, True)


@pytest.mark.parametrize(
    ("text", "year", "last"),
    [
        ("當年度4月30日前", 116, D(2027, 4, 30)),
        ("前年度10月31日前", 116, D(2026, 10, 31)),
        ("前一年度十二月十五日前", 117, D(2027, 12, 15)),
    ],
)
def test_days_of_the_programmes_year(text: str, year: int, last: date) -> None:
    """Kinmen's two closing days, and the overseas exchange subsidy's."""
    got = read(text, reference=datetime(2020, 1, 1), mode=Mode.DOCUMENT, anchors={"programme_year": year})
    assert (got.start, got.end, got.status) == (None, last, Status.OK)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("出國前二個月", "departure"),
        ("返國之次日起四週內", "return"),
        ("返國後兩個月內", "return"),
        ("收到通知之次日起30天內", "received"),
        ("活動結束後一個月內", "event_end"),
        ("辦理完竣後一個月內", "event_end"),
        ("開學後一個月內", "event"),
        ("當年度4月30日前", "programme_year"),
        ("前年度10月31日前", "programme_year"),
        ("8月9日前", "doc_year"),
        ("近三學年內", "doc_school_year"),
    ],
)
def test_what_is_missing_is_asked_for_and_never_taken_from_today(text: str, anchor: str) -> None:
    for reference in (datetime(2021, 1, 1), datetime(2026, 11, 21)):
        got = read(text, reference=reference, mode=Mode.DOCUMENT)
        assert (got.start, got.end, got.status, got.anchor) == (None, None, Status.NEEDS_ANCHOR, anchor)


def test_a_last_day_on_a_holiday_is_told_with_where_the_law_moves_it() -> None:
    counted = deadline(D(2024, 9, 13), days=15)  # 9/28 is a Saturday
    assert (counted.last_day, counted.moved_to) == (D(2024, 9, 28), D(2024, 9, 30))
    assert counted.holiday_name
    feast = deadline(D(2024, 9, 2), days=15)  # 9/17 is 中秋節
    assert (feast.last_day, feast.moved_to, feast.holiday_name) == (D(2024, 9, 17), D(2024, 9, 18), "中秋節")


def test_a_last_day_on_a_working_day_stays() -> None:
    counted = deadline(D(2026, 11, 3), weeks=4)
    assert (counted.last_day, counted.moved_to, counted.holiday_name) == (D(2026, 12, 1), None, None)
    assert "11月4日" in counted.how


def test_a_month_without_the_corresponding_day_is_explained() -> None:
    counted = deadline(D(2026, 12, 30), months=2)
    assert counted.last_day == D(2027, 2, 28)
    assert "那個月沒有31日" in counted.how
    assert "那個月" not in deadline(D(2027, 6, 30), months=2).how


def test_where_holidays_are_counted_in_nothing_moves() -> None:
    counted = deadline(D(2024, 9, 13), days=15, include_holidays=True)
    assert (counted.last_day, counted.moved_to) == (D(2024, 9, 28), None)
    assert "含例假日" in counted.how


def test_a_deadline_before_an_event_is_not_moved() -> None:
    counted = deadline(D(2027, 7, 10), months=-2)
    assert (counted.last_day, counted.moved_to) == (D(2027, 5, 10), None)
    assert deadline(D(2026, 12, 6), weeks=-1).last_day == D(2026, 11, 29)  # a Sunday, and told as it is


@pytest.mark.parametrize("lengths", [{}, {"days": 1, "weeks": 1}])
def test_exactly_one_length_is_counted(lengths: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="恰好"):
        deadline(D(2026, 1, 1), **lengths)  # type: ignore[arg-type]


def test_working_days_know_make_up_days_and_long_weekends() -> None:
    assert holiday_name(D(2024, 2, 17)) is None  # a Saturday on which people worked
    assert holiday_name(D(2026, 11, 22)) == "星期日"
    assert next_working_day(D(2026, 9, 24)) == D(2026, 9, 29)  # 中秋節, weekend, 教師節
    assert after_working_days(D(2026, 11, 20), 5) == D(2026, 11, 27)
