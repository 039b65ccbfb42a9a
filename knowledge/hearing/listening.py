"""One message heard for every field of one check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.checks import Check, CheckField
from knowledge.criteria import ABSENT, Exact, Items, Known
from knowledge.hearing import contests, days, figures
from knowledge.hearing.answers import Unclear, read_told, unsure
from knowledge.hearing.counts import counts
from knowledge.hearing.places import school_place
from knowledge.hearing.sentence import Sentence, mentions, values
from knowledge.hearing.words import How, Manner, load_hearing


@dataclass(frozen=True)
class Problem:
    """An answer that a field cannot take, and the sentence that says so."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Heard:
    """``answers`` by field; ``problems``: what could not be taken; ``unsure``: the person says not to know."""

    answers: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unsure: bool = False


def hear(
    check: Check, text: str, at: datetime, asked: str | None = None, *, whole: str | None = None
) -> Heard:
    """What ``text``, said at ``at``, tells about the fields of ``check``.

    With ``asked``, the text answers that field's question and is read leniently as such.
    Names of programmes should have been taken out of a free message (``sentence`` explains why); ``whole`` is the
    message with them, in which they may tell a branch (共備社群).
    """
    if asked is None:
        return Heard(free(check, text, at, whole or text))
    if unsure(text):
        return Heard(unsure=True)
    manner = load_hearing().manners(check).get(asked)
    try:
        known = read_told(check.field(asked), manner, text, at)
    except Unclear as unclear:
        return Heard(problems=(Problem(asked, str(unclear)),))
    return Heard({**free(check, text, at, text), asked: known})


def free(check: Check, text: str, at: datetime, whole: str) -> dict[str, Known]:
    """The fields told in running text."""
    hearing = load_hearing()
    manners = hearing.manners(check)
    sentence, named = (Sentence.of(one, at, hearing.asks.rule) for one in (text, whole))
    fields = {f.id: f for f in check.fields}
    found = {
        name: heard(manner, fields[name], named if manner.branch else sentence)
        for name, manner in manners.items()
        if not mentions(sentence, manner.unless)
    }
    found |= counts(manners, sentence)
    found |= figures.scores(fields, manners, sentence)
    return {f.id: found[f.id] for f in check.fields if found.get(f.id, ABSENT) is not ABSENT}


def heard(manner: Manner, asked: CheckField, sentence: Sentence) -> Known:
    """A field that is heard on its own."""
    match manner.how:
        case How.PLACE:
            return school_place(asked, manner, sentence)
        case How.GRADE:
            return days.grade(manner, sentence)
        case How.BIRTH:
            return days.birth(manner, sentence)
        case How.DATE:
            return days.day(manner, sentence, asked)
        case How.PERCENT:
            return figures.percent(manner, sentence)
        case How.BRACKET:
            return figures.bracket(manner, sentence)
        case _:
            return by_words(manner, asked, sentence)


def by_words(manner: Manner, asked: CheckField, sentence: Sentence) -> Known:
    """A field told by its words alone."""
    match manner.how:
        case How.WORDS:
            return chosen(manner, asked, sentence)
        case How.ORDER:
            return figures.order(manner, sentence)
        case How.CONTEST:
            return contests.contest(sentence)
        case How.AWARD:
            return contests.award(sentence)
        case _:
            return ABSENT


def chosen(manner: Manner, asked: CheckField, sentence: Sentence) -> Known:
    """The one choice that is told; of a field that takes several, all of them."""
    told = values(sentence, manner.says, manner.silent, manner.wins)
    if asked.kind.value == "choices":
        return Items(tuple(Exact(value) for value in told)) if told else ABSENT
    if len(told) != 1:
        return ABSENT
    return Exact(told[0] == "true" if asked.kind.value == "yes_no" else told[0])
