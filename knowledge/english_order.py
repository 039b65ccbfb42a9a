"""English words in the order in which Chinese has them: 報告期限 for *the deadline of the report*, 可以線上申請 for *can apply online*.

Only what the matching depends on: programmes first, what asks last, the owner before the owned, 之後 behind what it
follows, 可以 just before what can be done. Nobody reads the result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum


class Place(IntEnum):
    """Where a word goes."""

    NAME = 0
    HERE = 1
    ASK = 2
    STRANGE = 3
    """Stays where it is; it stands in no table."""


@dataclass(frozen=True)
class Piece:
    """One English phrase (``way``) and what it means here, which may be nothing."""

    place: Place
    said: str
    way: str = ""


OWNERS = {"of", "for"}
BREAKS = {
    *OWNERS,
    "in",
    "on",
    "at",
    "to",
    "with",
    "if",
    "when",
    "from",
    "by",
    "and",
    "or",
    "about",
    "while",
    ",",
    ";",
}
BEHIND = {"之前", "之後", "以上", "以下"}


def ordered(
    pieces: Iterable[Piece],
    modals: Collection[str],
    verbs: Collection[str],
    adverbs: Collection[str],
    leads: Collection[str],
) -> list[str]:
    """The words of ``pieces`` in Chinese order; those that ask or name a programme once each.

    ``modals`` wait for the next of ``verbs``; ``adverbs`` behind a verb go before it, ``leads`` before
    the first of either.
    """
    given = list(pieces)
    names = dict.fromkeys(p.said for p in given if p.place is Place.NAME)
    asks = dict.fromkeys(p.said for p in given if p.place is Place.ASK)
    rest = [p for p in given if p.place not in {Place.NAME, Place.ASK}]
    words = modal(owned(rest, verbs), modals, verbs, adverbs)
    first = next((n for n, word in enumerate(words) if word in modals or word in verbs), len(words))
    leading = [ask for ask in asks if ask in leads]
    return [*names, *words[:first], *leading, *words[first:], *(ask for ask in asks if ask not in leads)]


def owned(pieces: list[Piece], verbs: Collection[str]) -> list[str]:
    """*A of B* as B A, *after B* as B 之後."""
    found: list[str] = []
    begun = 0  # where the noun that may be owned begins
    waiting: list[str] = []
    for piece in pieces:
        if piece.way in OWNERS:
            waiting = [*found[begun:], *waiting]
            del found[begun:]
        elif piece.said in BEHIND and not piece.way.startswith(("or ", "and ")):
            found, waiting = [*found, *waiting], [piece.said]
        elif piece.way in BREAKS or piece.said in verbs:
            found, waiting = [*found, *waiting, *[piece.said] * bool(piece.said)], []
        else:
            found += [piece.said] * bool(piece.said)
            continue
        begun = len(found)
    return [*found, *waiting]


def modal(
    words: list[str], modals: Collection[str], verbs: Collection[str], adverbs: Collection[str]
) -> list[str]:
    """可以 before the verb that it goes with; adverbs between the two."""
    found: list[str] = []
    waiting: list[str] = []
    verb = None
    for word in words:
        if word in modals:
            waiting.append(word)
        elif word in verbs:
            verb = len(found) + len(waiting)
            found += [*waiting, word]
            waiting = []
        elif word in adverbs and verb is not None:
            found.insert(verb, word)
            verb += 1
        else:
            found.append(word)
    return [*found, *waiting]
