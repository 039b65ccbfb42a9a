"""A limit on how much one person, or one group, may ask at once: token buckets, in memory, by number only.

Somebody who asks a few things in a row is never held up; of two hundred messages in a second the first are answered,
then one sentence asks for patience, and the rest are passed over so that everybody else is served. When the flood is
over the bucket fills again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

from knowledge.speaking import N_


class Verdict(Enum):
    """``TELL``: pass over, but say once that it was too much."""

    GO = "go"
    TELL = "tell"
    DROP = "drop"


@dataclass(frozen=True)
class Limit:
    """So many at once, and so many a second in the long run."""

    burst: float
    rate: float


PERSON = Limit(20, 0.5)
GROUP = Limit(20, 20 / 60)
"""Telegram itself takes no more than twenty messages a minute to a group."""
MOST = 20_000
TOO_FAST = N_("您傳得太快，我先停一下。前面幾則已經回覆；請過一會兒再傳一次沒回覆的，一次一則。")


@dataclass
class Bucket:
    """What is left, as of a moment; whether the sentence was said in this flood."""

    left: float
    at: float
    told: bool = False

    def take(self, limit: Limit, at: float) -> Verdict:
        """Take one, where one is left."""
        self.left = min(limit.burst, self.left + max(0.0, at - self.at) * limit.rate)
        self.at = at
        if self.left >= 1:
            self.left -= 1
            if self.left >= limit.burst / 2:
                self.told = False
            return Verdict.GO
        told, self.told = self.told, True
        return Verdict.DROP if told else Verdict.TELL


class Floods:
    """The buckets of one running bot. Moments are seconds of a clock that never goes back."""

    def __init__(self, person: Limit = PERSON, group: Limit = GROUP) -> None:
        self.person, self.group = person, group
        self._buckets: OrderedDict[int, Bucket] = OrderedDict()

    def take(self, chat: int, person: int, at: float) -> Verdict:
        """Whether this person may ask in this chat now; a group's number is negative."""
        verdict = self._take(person, self.person, at)
        if verdict is Verdict.GO and chat < 0:
            return self._take(chat, self.group, at)
        return verdict

    def _take(self, who: int, limit: Limit, at: float) -> Verdict:
        bucket = self._buckets.setdefault(who, Bucket(limit.burst, at))
        self._buckets.move_to_end(who)
        while len(self._buckets) > MOST:
            self._buckets.popitem(last=False)
        return bucket.take(limit, at)

    def forget(self, who: int) -> None:
        """Drop what is known of a number."""
        self._buckets.pop(who, None)
