"""Every date expression of a text, or the one date or window it is about.

>>> from datetime import datetime
>>> read("113年8月9日下午4時前", reference=datetime(2024, 8, 1), mode=Mode.DOCUMENT).end
datetime.datetime(2024, 8, 9, 16, 0)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .answers import spell_out
from .expression import Expression, reading_of
from .lists import join_neighbours, listed_day, share_limits
from .paper import even
from .parsing import read_expression, tells_event
from .points import Words
from .sentences import nothing, several
from .shapes import Anchors, Mode, Present, Reading, Status, in_taipei
from .tokens import tokenise

_A_MONTH = 27


def find_all(
    text: str, *, reference: datetime, mode: Mode = Mode.MESSAGE, anchors: Anchors | None = None
) -> tuple[Reading, ...]:
    """Every date expression of a text, in order; its impossible and unanchored ones too.

    ``reference`` is the present it is read from (Taipei time if it has no offset). Never raises, whatever the text.
    """
    paper = even(text)
    words = Words(tokenise(paper.text), paper.text, mode)
    present = Present(in_taipei(reference), mode, dict(anchors or {}))
    return tuple(reading_of(e, paper, text, mode) for e in _expressions(words, present))


def _expressions(words: Words, present: Present) -> list[Expression]:
    found: list[Expression] = []
    i = 0
    while i < len(words.tokens):
        expression = listed_day(words, present, found, i) or read_expression(words, present, i)
        if expression is not None:
            found.append(expression)
        i = max(i + 1, expression.following if expression is not None else 0)
    found = join_neighbours(words, found)
    share_limits(words, found)
    if any(e.hung and e.window.end for e in found):
        # the day of an event, in a text that says what is counted from it, is not what the text is about
        found = [e for e in found if e.hung or not tells_event(words, e)]
    return found


def read(
    text: str, *, reference: datetime, mode: Mode = Mode.MESSAGE, anchors: Anchors | None = None
) -> Reading:
    """The one date or window a text is about; several different ones are asked about (status ``ask``).

    A long stretch that stands beside a day only says what the day is about (「上學期的方案請於4月30日前」).
    """
    found = find_all(text, reference=reference, mode=mode, anchors=anchors)
    if mode is Mode.ANSWER:
        found = _short_answer(text, reference, anchors) or found
    if not found:
        return Reading(note=nothing())
    distinct = _distinct(found)
    if len(distinct) > 1:
        distinct = _distinct(tuple(r for r in distinct if not _is_long(r))) or distinct
    if len(distinct) == 1:
        return distinct[0]
    span = (found[0].span[0], found[-1].span[1])
    return Reading(status=Status.ASK, readings=distinct, span=span, text=text[slice(*span)], note=several())


def _short_answer(text: str, reference: datetime, anchors: Anchors | None) -> tuple[Reading, ...]:
    """What a short answer stands for when it is written out (「8.7」 is 8/7, 「98」 the year)."""
    spelled = spell_out(even(text).text.strip(" 。.!?"), in_taipei(reference).year)
    return tuple(
        replace(reading, span=(0, len(text)), text=text)
        for written in spelled
        for reading in find_all(written, reference=reference, mode=Mode.ANSWER, anchors=anchors)
    )


def _distinct(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    first: dict[tuple[object, ...], Reading] = {}
    for reading in found:
        first.setdefault((reading.start, reading.end, reading.status, reading.anchor), reading)
    return tuple(first.values())


def _is_long(reading: Reading) -> bool:
    if reading.status is Status.ASK and reading.readings:
        return all(_is_long(possible) for possible in reading.readings)
    first, last = reading.first_day, reading.last_day
    if reading.status is not Status.OK or first is None or last is None:
        return False
    return (last - first).days >= _A_MONTH
