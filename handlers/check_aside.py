"""A message that does not answer the question at hand: whether it answers another one that is still open.

「60%」 while a kind of course is asked for, 「明年3月10日」 while the money is: what has one reading only is kept. A day
that cannot be is told as such, and a day of the return is never taken for the departure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from knowledge.checks import Check, CheckField, FieldKind
from knowledge.criteria import DECLINED, Known
from knowledge.dates import Mode, Status, find_all
from knowledge.deadlines import Anchored
from knowledge.hearing import hear
from knowledge.hearing.answers import unsure
from knowledge.hearing.words import Hearing, How
from knowledge.speaking import _
from knowledge.wording import typed

PERCENT = re.compile(r"%|百分|成$|分之")
DATED = re.compile(r"(?:民國)?\d{1,4}(?:[/.\-]\d{1,2}){1,2}|(?:民國)?(?:\d{2,4}年)?\d{1,2}月\d{1,2}[日號]?")
COUNTED = re.compile(r"(?:大約|約|民國)?\d+(?P<unit>年|月|日|號|%|元|歲|分)\D{0,2}")
OWN_WAYS = {How.PLACE, How.BRACKET}
"""A bare place is heard by itself, and a bare number may be anything, not only a tax rate."""
FEW = 2
LONGEST = 16


class Aside:
    """Reads messages beside the question for the checks of one knowledge base."""

    def __init__(self, anchored: Anchored, hearing: Hearing) -> None:
        self.anchored, self.hearing = anchored, hearing

    def elsewhere(
        self, check: Check, answers: Mapping[str, Known], asked: str, text: str, at: datetime
    ) -> dict[str, Known]:
        """The one open field that a short message answers; nothing where none or several do."""
        plain = typed(text).strip("。.!~ ")
        words = self.hearing.answers
        short = set(map(typed, (*words.yes, *words.no)))
        if len(plain) < FEW or len(plain) > LONGEST or plain in short or unsure(plain):
            return {}
        found = {
            field.id: known
            for field in check.fields
            if field.id != asked and answers.get(field.id, DECLINED) is DECLINED
            if self._suits(check, field, plain, at)
            if (known := hear(check, text, at, field.id).answers.get(field.id, DECLINED)) is not DECLINED
        }
        return found if len(found) == 1 else {}

    def _suits(self, check: Check, field: CheckField, plain: str, at: datetime) -> bool:
        """Whether a message has the shape of an answer to ``field`` and of nothing else."""
        manner = self.hearing.manners(check).get(field.id)
        match field.kind:
            case FieldKind.CHOICE | FieldKind.CHOICES:
                return manner is None or manner.how not in OWN_WAYS
            case FieldKind.PERCENT:
                return PERCENT.search(plain) is not None
            case FieldKind.DATE:
                return day_alone(plain, at) and not self.other_event(field, plain)
            case _:
                return False

    def wrong_day(self, text: str, at: datetime) -> str:
        """Why a message that is a day alone cannot be one (2月30日)."""
        plain = typed(text).strip("。.!~ ")
        if DATED.fullmatch(plain) is None or day_alone(plain, at):
            return ""
        return self.anchored.wrong(plain, at) or _("這個日期看不懂。")

    def other_event(self, field: CheckField, text: str) -> bool:
        """Whether a day is told of something else than what is asked for: 「11/3 返國」 where the departure is."""
        told, asked = self.anchored.places(typed(text)), self.anchored.places(typed(field.question))
        return bool(told) and bool(asked) and not set(told) & set(asked)

    def instead(self, field: CheckField, text: str) -> str:
        """What a question asks for, said to whoever answered something else."""
        if field.kind is FieldKind.DATE and self.other_event(field, text):
            asked = next(iter(self.anchored.places(typed(field.question))))
            return _("這一題問的是{day}。", day=self.anchored.name(asked))
        return _("這好像不是這一題的回答。{how}。", how=_(field.typed).rstrip("。"))

    def misses(self, field: CheckField, text: str, at: datetime) -> bool:
        """Whether what could be read as an answer to ``field`` is one to something else by its unit, event or kind."""
        plain = typed(text).strip("。.!~ ")
        match field.kind:
            case FieldKind.DATE:
                return self.other_event(field, plain)
            case FieldKind.COUNT:
                counted = COUNTED.fullmatch(plain)
                return counted is not None and counted["unit"] != field.unit
            case FieldKind.TEXT:
                return day_alone(plain, at)
            case _:
                return False


def day_alone(plain: str, at: datetime) -> bool:
    """Whether a message is a day, a month or a year, and nothing else."""
    found = [r for r in find_all(plain, reference=at, mode=Mode.MESSAGE) if r.status is Status.OK]
    return len(found) == 1 and len(plain) - (found[0].span[1] - found[0].span[0]) <= 1
