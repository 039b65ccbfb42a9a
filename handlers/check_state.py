"""What is kept of a check between two messages: the answers by field and the place, for half an hour, no longer.

Who keeps it is behind ``CheckStates``. A value written down is JSON and says nothing of the person but what was told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from knowledge.criteria import ABSENT, DECLINED, Between, Exact, Items, Known, OneOf, Scalar

LIFETIME = timedelta(minutes=30)
GROUP = "group:"


@dataclass(frozen=True)
class CheckState:
    """One check under way.

    ``asked``: the field that was asked last, ``group:`` and its id for several at once, empty once the result is
    shown; ``order``: what was asked before, oldest first; ``skipped``: groups that were not answered with yes;
    ``on``: go on asking although it is settled; ``left``: after the result the person spoke of something else.
    """

    programme: str
    answers: Mapping[str, Known] = field(default_factory=dict)
    asked: str = ""
    order: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    on: bool = False
    left: bool = False


class CheckStates(Protocol):
    """Keeps one state per chat and person. What has been untouched for half an hour is gone."""

    def get(self, chat: int, person: int, at: datetime) -> CheckState | None: ...

    def put(self, chat: int, person: int, at: datetime, state: CheckState) -> None: ...

    def drop(self, chat: int, person: int) -> None: ...

    def expire(self, at: datetime) -> None: ...


class KeptInMemory:
    """States of a process that need not survive it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], tuple[datetime, CheckState]] = {}

    def get(self, chat: int, person: int, at: datetime) -> CheckState | None:
        self.expire(at)
        kept = self._kept.get((chat, person))
        return kept[1] if kept else None

    def put(self, chat: int, person: int, at: datetime, state: CheckState) -> None:
        self._kept[chat, person] = (at, state)

    def drop(self, chat: int, person: int) -> None:
        self._kept.pop((chat, person), None)

    def expire(self, at: datetime) -> None:
        self._kept = {key: kept for key, kept in self._kept.items() if alive(kept[0], at)}


def alive(touched: datetime, at: datetime) -> bool:
    """Whether what was touched then is still kept at ``at``; a clock set back forgets."""
    return timedelta() <= at - touched <= LIFETIME


def to_json(state: CheckState) -> str:
    """A state as text."""
    return json.dumps(
        {
            "programme": state.programme,
            "answers": {name: told(known) for name, known in state.answers.items()},
            "asked": state.asked,
            "order": state.order,
            "skipped": state.skipped,
            "on": state.on,
            "left": state.left,
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> CheckState:
    """The state that ``to_json`` wrote."""
    row = json.loads(text)
    return CheckState(
        row["programme"],
        {name: known(value) for name, value in row["answers"].items()},
        row["asked"],
        tuple(row["order"]),
        tuple(row["skipped"]),
        row["on"],
        row.get("left", False),
    )


def told(known: Known) -> Any:
    match known:
        case Exact(value):
            return {"is": scalar(value)}
        case Between(low, high):
            return {"from": scalar(low), "to": scalar(high)}
        case OneOf(values):
            return {"any": [scalar(value) for value in sorted(values, key=str)]}
        case Items(items):
            return {"items": [told(item) for item in items]}
        case _:
            return "declined" if known is DECLINED else None


def known(value: Any) -> Known:
    if value is None:
        return ABSENT
    if value == "declined":
        return DECLINED
    if "is" in value:
        return Exact(back(value["is"]))
    if "any" in value:
        return OneOf(frozenset(back(each) for each in value["any"]))
    if "items" in value:
        return Items(tuple(known(item) for item in value["items"]))
    low, high = back(value["from"]), back(value["to"])
    assert not isinstance(low, str)
    assert not isinstance(high, str)
    return Between(low, high)


def scalar(value: Scalar) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def back(value: Any) -> Scalar:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    assert isinstance(value, bool | int | float | str)
    return value
