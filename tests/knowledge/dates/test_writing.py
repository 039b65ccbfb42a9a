"""One way of writing dates across the bot."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.dates import countdown, roc, roc_range, roc_with_gregorian

DAY = date(2021, 12, 27)


def test_a_day_has_its_roc_year_and_its_weekday() -> None:
    assert roc(DAY) == "110年12月27日（一）"
    assert roc(DAY, weekday=False) == "110年12月27日"
    assert roc(DAY, year=False) == "12月27日（一）"
    assert roc_with_gregorian(DAY) == "110年12月27日（2021/12/27，一）"


def test_the_first_years_say_their_era() -> None:
    assert roc(date(1912, 1, 1), weekday=False) == "民國1年1月1日"
    assert roc(date(1911, 10, 10), weekday=False) == "民國前1年10月10日"


def test_times_are_said_as_documents_say_them() -> None:
    assert roc(datetime(2024, 8, 9, 16)) == "113年8月9日（五）下午4時"
    assert roc(datetime(2024, 8, 9, 12, 30)) == "113年8月9日（五）中午12時30分"
    assert roc(datetime(2024, 8, 9, 0)) == "113年8月9日（五）上午0時"


def test_windows_repeat_the_year_only_where_it_changes() -> None:
    window = (datetime(2024, 8, 7, 9), datetime(2024, 8, 9, 16))
    assert roc_range(*window) == "113年8月7日（三）上午9時至8月9日（五）下午4時"
    assert roc_range(date(2022, 9, 1), date(2023, 6, 30)) == "111年9月1日（四）至112年6月30日（五）"
    assert (
        roc_range(datetime(2024, 9, 3, 9), datetime(2024, 9, 3, 12)) == "113年9月3日（二）上午9時至中午12時"
    )
    assert roc_range(None, DAY) == "110年12月27日（一）前"
    assert roc_range(DAY, None) == "110年12月27日（一）起"
    assert roc_range(DAY, DAY) == "110年12月27日（一）"
    assert roc_range(None, None) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 12, 20), "今天"),
        (date(2021, 12, 21), "明天"),
        (date(2021, 12, 22), "後天"),
        (date(2021, 12, 27), "還有 7 天"),
        (date(2021, 12, 19), "昨天"),
        (date(2021, 12, 8), "已過 12 天"),
        (datetime(2021, 12, 20, 16), "今天"),
        (datetime(2021, 12, 20, 9), "今天（時間已過）"),
        (datetime(2021, 12, 20, 16, tzinfo=UTC), "明天"),  # 24 時 in Taipei
    ],
)
def test_the_countdown(day: date, words: str) -> None:
    assert countdown(day, datetime(2021, 12, 20, 10)) == words
