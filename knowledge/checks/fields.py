"""The questions a check may ask, and the answers it takes from a machine.

A field says how it is asked (one short question), why, how a typed answer looks, its choices with their labels and
its limits; ``kind`` says what an answer is. ``read_answer`` turns a JSON value into knowledge, strictly: a boolean is
no number, a number in quotes is no number, a date is ISO 8601, ``null`` is not told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from knowledge.criteria import ABSENT, Exact, Items, Known, Scalar
from knowledge.errors import ZigetongError
from knowledge.model import Entry, Short, Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=48)]
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class AnswerError(ZigetongError):
    """An answer that a field cannot take; says which field and what it takes."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(f"{field}：{message}")


class FieldKind(StrEnum):
    YES_NO = "yes_no"  # bool
    CHOICE = "choice"  # one of the words in choices
    CHOICES = "choices"  # a list of those words
    GRADE = "grade"  # 1–12
    DATE = "date"
    COUNT = "count"  # a whole number
    YEAR = "year"  # a Gregorian year
    PERCENT = "percent"  # 0–100
    SCORE_LIST = "score_list"  # a number for each of items, 0–100
    TEXT = "text"


LIMITS: dict[FieldKind, tuple[float, float]] = {
    FieldKind.GRADE: (1, 12),
    FieldKind.COUNT: (0, 1_000_000),
    FieldKind.YEAR: (1990, 2200),
    FieldKind.PERCENT: (0, 100),
    FieldKind.SCORE_LIST: (0, 100),
}
WITH_CHOICES = {FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES}


class CheckField(Entry):
    """One question. ``choices``: value → label (for yes_no: ``true`` and ``false``); ``least`` narrows the limits.

    ``past``: the day cannot lie in the future. ``unit`` and ``early``/``late`` word the gap: 差3分, 晚了12天.
    """

    id: Name
    kind: FieldKind
    label: Short
    question: Text
    why: Text
    typed: Short
    choices: dict[str, Short] = Field(default_factory=dict)
    words: dict[str, tuple[Short, ...]] = Field(default_factory=dict)
    items: tuple[Short, ...] = ()
    least: int | None = None
    unit: str = ""
    early: Short = "早了"
    late: Short = "晚了"
    past: bool = False

    @model_validator(mode="after")
    def _shape(self) -> CheckField:
        if (self.kind in WITH_CHOICES) != bool(self.choices):
            raise ValueError("yes_no、choice、choices 要有 choices，其他不要")
        if self.kind is FieldKind.YES_NO and set(self.choices) != {"true", "false"}:
            raise ValueError("yes_no 的 choices 要剛好是 true 和 false")
        if (self.kind is FieldKind.SCORE_LIST) != bool(self.items):
            raise ValueError("score_list 要有 items（每一格的名稱），其他不要")
        if unknown := set(self.words) - set(self.choices):
            raise ValueError(f"words 提到了不存在的選項 {'、'.join(sorted(unknown))}")
        return self

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest number it takes, both included."""
        low, high = LIMITS[self.kind]
        return (low if self.least is None else self.least, high)

    def label_of(self, value: Scalar) -> str:
        """What a person reads for a value."""
        return self.choices.get(str(value).lower() if isinstance(value, bool) else str(value), str(value))


def read_answer(field: CheckField, value: object) -> Known:
    """A JSON value as knowledge of ``field``; AnswerError names the field and what it takes."""
    if value is None:
        return ABSENT
    if field.kind in (FieldKind.SCORE_LIST, FieldKind.CHOICES):
        return read_list(field, value)
    return Exact(READERS[field.kind](field, value))


def read_list(field: CheckField, value: object) -> Known:
    if not isinstance(value, list):
        raise AnswerError(field.id, f"要是清單，收到的是 {shown(value)}")
    if field.kind is FieldKind.SCORE_LIST and len(value) != len(field.items):
        raise AnswerError(field.id, f"要有 {len(field.items)} 個數字，收到 {len(value)} 個")
    read = READERS[field.kind]
    return Items(tuple(ABSENT if item is None else Exact(read(field, item)) for item in value))


def read_bool(field: CheckField, value: object) -> bool:
    if not isinstance(value, bool):
        raise AnswerError(field.id, f"要是 true 或 false，收到的是 {shown(value)}")
    return value


def read_word(field: CheckField, value: object) -> str:
    if not isinstance(value, str) or value not in field.choices:
        raise AnswerError(field.id, f"要是 {'、'.join(field.choices)} 其中之一，收到的是 {shown(value)}")
    return value


def read_whole(field: CheckField, value: object) -> int:
    low, high = field.limits
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise AnswerError(field.id, f"要是 {low:g} 到 {high:g} 的整數，收到的是 {shown(value)}")
    return value


def read_number(field: CheckField, value: object) -> int | float:
    low, high = field.limits
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AnswerError(field.id, f"要是數字，收到的是 {shown(value)}")
    if not (math.isfinite(value) and low <= value <= high):
        raise AnswerError(field.id, f"要在 {low:g} 到 {high:g} 之間，收到的是 {shown(value)}")
    return value


def read_day(field: CheckField, value: object) -> date:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise AnswerError(field.id, f"沒有 {value} 這一天") from None
    raise AnswerError(field.id, f"要是 YYYY-MM-DD 的日期，收到的是 {shown(value)}")


def read_text(field: CheckField, value: object) -> str:
    if not isinstance(value, str):
        raise AnswerError(field.id, f"要是文字，收到的是 {shown(value)}")
    if not value.strip():
        raise AnswerError(field.id, "文字是空的；還不知道就不要寫這個欄位")
    return value


def shown(value: object) -> str:
    """A value in a message, cut short."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


READERS: dict[FieldKind, Callable[[CheckField, object], Scalar]] = {
    FieldKind.YES_NO: read_bool,
    FieldKind.CHOICE: read_word,
    FieldKind.CHOICES: read_word,
    FieldKind.GRADE: read_whole,
    FieldKind.DATE: read_day,
    FieldKind.COUNT: read_whole,
    FieldKind.YEAR: read_whole,
    FieldKind.PERCENT: read_number,
    FieldKind.SCORE_LIST: read_number,
    FieldKind.TEXT: read_text,
}
