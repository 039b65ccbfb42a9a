"""Numbers, money and shares, found where they are numbers and nowhere else."""

from __future__ import annotations

import pytest

from knowledge.dates import find_numbers, read_money, read_number, read_percent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1萬5,000", "15000"), ("七萬五", "75000"), ("七萬零五", "70005"), ("7萬5", "75000"), ("3萬2", "32000"),
        ("兩萬五百", "20500"), ("2億3千萬", "230000000"), ("三點五萬", "35000"), ("12.5萬", "125000"), ("卅一", "31"),
        ("廿五", "25"), ("二十五", "25"), ("十二萬", "120000"), ("十", "10"), ("一千二百", "1200"), ("一百五", "150"),
        ("１２，０００", "12000"), ("伍仟", "5000"), ("參萬陸仟", "36000"), ("一〇八", "108"), ("0", "0"), ("60個", "60"),
        ("八百零三", "803"), ("四十二點七五", "42.75"), ("我英文七十五分", "75"), ("平均85.5分", "85.5"),
    ],
)  # fmt: skip
def test_a_number_is_read(text: str, value: str) -> None:
    assert str(read_number(text)) == value


@pytest.mark.parametrize("text", ["統一發票", "千萬別這樣", "第一", "萬一", "", "三民區", "一心一意", "半"])
def test_no_number_is_seen_where_there_is_none_or_more_than_one(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("八仟元", 8000), ("NT$ 12,000", 12000), ("新台幣柒萬伍仟元整", 75000), ("3百塊錢", 300), ("二十萬", 200000),
        ("補助20萬元、共3校", 200000), ("一萬二", 12000), ("$800", 800), ("1,600元", 1600), ("十萬元", 100000),
    ],
)  # fmt: skip
def test_money_is_read_in_dollars(text: str, dollars: int) -> None:
    assert read_money(text) == dollars


@pytest.mark.parametrize("text", ["五成", "85分", "沒有錢", "8千元或9千元", ""])
def test_what_is_no_single_sum_is_not_taken_for_one(text: str) -> None:
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("百分之六十五", "65"),
        ("七成五", "75"),
        ("五成", "50"),
        ("20％", "20"),
        ("12.5%", "12.5"),
        ("12趴", "12"),
        ("七成半", "75"),
    ],
)
def test_shares_are_percent(text: str, percent: str) -> None:
    assert str(read_percent(text)) == percent


def test_units_and_places_are_told() -> None:
    text = "共３名正取、五名備取，平均80分以上，每校2 萬元"
    found = find_numbers(text)
    assert [(int(n.value), n.unit) for n in found] == [(3, "名"), (5, "名"), (80, "分"), (20000, "元")]
    assert [text[slice(*n.span)] for n in found] == ["３名", "五名", "80分", "2 萬元"]
