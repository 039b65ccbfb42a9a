"""Random applicants: any field may be missing, and numbers and days crowd around the bounds."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.checks import Check, CheckField, FieldKind
from knowledge.checks.boundaries import bounds_of
from tests.knowledge.checks.second_reading import AWARDS, CONTESTS

TAIPEI = ZoneInfo("Asia/Taipei")
MOMENTS = [
    datetime(2021, 12, 27, 23, 59, 59), datetime(2021, 12, 28), datetime(2021, 10, 1), datetime(2022, 1, 7, 12),
    datetime(2022, 7, 8, 12), datetime(2022, 7, 9), datetime(2022, 9, 21, 23, 59), datetime(2022, 9, 22),
    datetime(2024, 8, 7, 8, 59, 59), datetime(2024, 8, 7, 9), datetime(2024, 8, 9, 16),
    datetime(2024, 8, 9, 16, 0, 1), datetime(2024, 11, 27, 9), datetime(2024, 11, 29, 16),
    datetime(2024, 11, 29, 16, 0, 1), datetime(2026, 4, 30, 23), datetime(2026, 5, 1), datetime(2026, 10, 31),
    datetime(2026, 11, 1), datetime(2022, 8, 1),
]  # fmt: skip


def applicant(check: Check, at: datetime, dice: random.Random) -> dict[str, Any]:
    """Answers as JSON has them. How much is told varies from nothing to everything."""
    share = dice.choice([0.3, 0.6, 0.85, 1.0, 1.0])
    kind = dice.choice([0.2, 0.9])  # how often an answer is one that helps
    return {f.id: answer(check, f, at, dice, kind) for f in check.fields if dice.random() < share}


def answer(check: Check, field: CheckField, at: datetime, dice: random.Random, kind: float) -> Any:
    match field.kind:
        case FieldKind.YES_NO:
            return dice.random() < (
                kind if field.id not in ("minor_demerit_or_worse", "exhibition_match") else 1 - kind
            )
        case FieldKind.CHOICE:
            good = {"school_city": 0, "school_county": 0}.get(field.id)
            choices = list(field.choices)
            return choices[good] if good is not None and dice.random() < kind else dice.choice(choices)
        case FieldKind.CHOICES:
            return dice.choices(list(field.choices), weights=[4, 2, 1], k=dice.randint(1, 3))
        case FieldKind.SCORE_LIST:
            return [None if dice.random() < 0.1 else score(dice, kind) for _ in field.items]
        case FieldKind.TEXT:
            texts = CONTESTS if field.id == "competition" else AWARDS
            return dice.choice(list(texts))
        case FieldKind.DATE:
            day = dice.choice([*days(check, field), at.date()])
            return (day + timedelta(days=dice.choice([-400, -1, 0, 0, 1, 400]))).isoformat()
        case _:
            return number(check, field, dice)


def score(dice: random.Random, kind: float) -> float:
    return (
        dice.choice([70, 70.5, 85, 100]) if dice.random() < (0.5 + kind / 2) else dice.choice([69.9, 69, 0])
    )


def days(check: Check, field: CheckField) -> list[date]:
    return [bound for bound in bounds_of(check, field.id) if isinstance(bound, date)]


def number(check: Check, field: CheckField, dice: random.Random) -> int:
    low, high = field.limits
    if field.kind is FieldKind.YEAR:
        return dice.randint(2021, 2028)
    near = [b for b in bounds_of(check, field.id) if isinstance(b, int | float)] or [1]
    value = dice.choice(near) + dice.choice([-2, -1, 0, 0, 1, 1, 2, 8])
    return int(min(max(value, low), high))


def moment(dice: random.Random) -> datetime:
    return dice.choice(MOMENTS).replace(tzinfo=TAIPEI)
