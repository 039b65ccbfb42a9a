"""What the bot did, as counts by programme and week, and 👍/👎: no texts, no people, small counts hidden.

Every number is told rounded down to a multiple of ``SMALL``, sums too, and bars are drawn from the rounded ones: so a
hidden count cannot be had by taking the others from the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from handlers.actions import decode, encode, mark
from handlers.asking import OLD_BUTTON
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.answer import Answer
from knowledge.answering import Status
from knowledge.speaking import _

SMALL = 5
"""Counts below this could point to somebody, and are not told; others are told in steps of it."""
WEEKS = 4
WIDE = 10
WHAT = {
    "asked": "問",
    Status.ANSWERED.value: "有答案",
    Status.CLARIFY.value: "反問",
    Status.ABSTAINED.value: "沒有答案",
    "handed": "轉承辦",
    "up": "👍",
    "down": "👎",
}
ELSE = "其他"
MOST_VOTES = 10_000


@dataclass(frozen=True)
class Count:
    """How often something happened in a week (its Monday, ISO 8601); ``programme``: an id, or nothing."""

    week: str
    programme: str
    what: str
    number: int


class Counts(Protocol):
    """Whoever keeps the counts."""

    def add(self, what: str, programme: str, at: datetime) -> None: ...

    def since(self, week: str) -> list[Count]: ...


class Counting:
    """Counts answers and votes, and tells them. ``programmes``: short names by id."""

    def __init__(self, counts: Counts, programmes: Mapping[str, str]) -> None:
        self.counts, self.programmes = counts, programmes
        self.marks = {mark(name): name for name in ["", *programmes]}
        self.voted: dict[tuple[int, int], None] = {}

    def answered(self, answer: Answer, turn: Turn) -> tuple[tuple[Button, ...], ...]:
        """Count an answer; what its reader may tap about it."""
        programme = answer.programme or ""
        self.counts.add("asked", programme, turn.at)
        self.counts.add(answer.status.value, programme, turn.at)
        if answer.status is not Status.ANSWERED or turn.is_group:
            return ()
        return (tuple(Button(WHAT[vote], encode("vote", vote, mark(programme))) for vote in ("up", "down")),)

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        if turn.kind is TurnKind.COMMAND:
            return self.told(turn.at) if turn.command == "stats" else None
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is None or decoded[0] != "vote":
            return None
        vote, programme = (*decoded[1], "", "")[:2]
        if vote not in {"up", "down"} or programme not in self.marks:
            return say(_(OLD_BUTTON))
        if (turn.chat, turn.message) not in self.voted:
            self.counts.add(vote, self.marks[programme], turn.at)
            self.voted[turn.chat, turn.message] = None
            if len(self.voted) > MOST_VOTES:
                del self.voted[next(iter(self.voted))]
        if vote == "up":
            return say(_("謝謝！"))
        return say(
            _("謝謝告訴我。可以換個說法再問一次，或找承辦人員。"),
            buttons=((Button(_("找承辦人員"), encode("person", "ask")),),),
        )

    def told(self, at: datetime) -> Reply:
        """The last weeks, newest first."""
        first = monday(at - timedelta(weeks=WEEKS - 1))
        found = self.counts.since(first)
        lines = [
            Line(f"最近 {WEEKS} 週", Style.STRONG),
            Line(f"數字往下取到 {SMALL} 的倍數，少於 {SMALL} 次的不顯示；沒有問題原文。", Style.SMALL),
        ]
        for week in sorted({each.week for each in found}, reverse=True):
            lines.append(Line(f"{week} 那一週", Style.STRONG))
            lines += self._week([each for each in found if each.week == week])
        return Reply(tuple(lines)) if found else say("還沒有統計。")

    def _week(self, counts: Sequence[Count]) -> list[Line]:
        """All together, then each programme that was asked about often enough."""
        most = max((rounded(each.number) for each in counts if each.what == "asked"), default=0)
        lines = [Line(f"合計：{worded({what: summed(counts, what) for what in WHAT})}")]
        names = sorted({each.programme for each in counts})
        for name in names:
            each = total([count for count in counts if count.programme == name])
            if asked := rounded(each.get("asked", 0)):
                bar = "▇" * max(1, round(WIDE * asked / most))
                lines.append(Line(f"{self.programmes.get(name, name) or ELSE} {bar} {worded(each)}"))
        return lines


def summed(counts: Sequence[Count], what: str) -> int:
    """How often something happened in all, rounded; one step less where the sum would give the hidden ones away,

    which it does when even the most that the told ones may be leaves no less for them than the most that is hidden.
    """
    numbers = [each.number for each in counts if each.what == what]
    told = rounded(sum(numbers))
    return told - SMALL if told == sum(rounded(number) + SMALL - 1 for number in numbers) else told


def total(counts: Sequence[Count]) -> dict[str, int]:
    """Added up by what happened."""
    found: dict[str, int] = {}
    for each in counts:
        found[each.what] = found.get(each.what, 0) + each.number
    return found


def worded(counts: Mapping[str, int]) -> str:
    """Counts in words, rounded; small ones hidden, and nought is one of them."""
    parts = [
        f"{word} {rounded(counts[what])}+" for what, word in WHAT.items() if rounded(counts.get(what, 0))
    ]
    return "、".join(parts) or f"都少於 {SMALL}"


def rounded(number: int) -> int:
    """Down to a multiple of ``SMALL``.

    >>> rounded(4), rounded(14)
    (0, 10)
    """
    return number // SMALL * SMALL


def monday(at: datetime) -> str:
    """The Monday of a week."""
    return (at.date() - timedelta(days=at.weekday())).isoformat()
