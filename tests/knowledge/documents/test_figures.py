"""The figures of a text are read by value, whatever way they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.characters import chinese_number
from knowledge.documents.figures import read_figures, units_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("每班1萬5,000元", {15000}),
        ("每班 15,000 元", {15000}),
        ("7.5萬元", {75000}),
        ("200 萬元整", {2000000}),
        ("最高貳拾壹萬元", {210000}),
        ("半日四仟元、整日八仟元", {4000, 8000}),
        ("未滿十六名", {16}),
        ("二個月內", {2}),
        ("百分之二十以上", {20}),
        ("十分之一", {10, 1}),
        ("十二月十五日前", {12, 15}),
        ("5-10 名", {5, 10}),
        ("１１０年１２月２７日", {110, 12, 27}),
        ("CEFR B1、表件A-2、COVID-19", set()),
        ("電話07-3118935", set()),
        ("https://ono.example/7YHQ?Page=2", set()),
        ("編列40x1.2=48小時", {40, Decimal("1.2"), 48}),
    ],
)
def test_values(text: str, values: set[int]) -> None:
    assert set(read_figures(text).every) == {Decimal(value) for value in values}


def test_words_that_only_look_like_figures_need_not_be_told() -> None:
    """一名, 第二次 and 三年級 may be told, and need not be."""
    figures = read_figures("第二次、三年級、一名、兩名")
    assert set(figures.required) == {Decimal(2)}
    assert set(figures.optional) == {Decimal(2), Decimal(3), Decimal(1)}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5-10 名", 5, "名"), ("5至10人", 10, "名"), ("108、109及110學年度", 108, "學年"), ("2個月", 2, "月"), ("兩個月", 2, "月"),
        ("2個級別", 2, "級"), ("2個主題", 2, None), ("30天", 30, "日"),
    ],
)  # fmt: skip
def test_what_is_counted_is_known(text: str, value: int, unit: str | None) -> None:
    assert units_of(Decimal(value), read_figures(text).units) == {unit}


@given(st.integers(1, 9999))
def test_digits_and_separators_say_the_same(number: int) -> None:
    assert read_figures(f"{number:,}元").every == read_figures(f"{number} 元").every


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read_figures(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("八仟", 8000), ("貳拾壹萬", 210000), ("廿五", 25), ("卅", 30), ("十", 10), ("壹拾貳", 12), ("一百零五", 105), ("年", None)],
)  # fmt: skip
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert chinese_number(text) == value
