"""Grades, dates of birth and other days told in a sentence."""

from __future__ import annotations

import re
from datetime import date

from knowledge.checks import CheckField
from knowledge.criteria import ABSENT, Between, Exact, Known, OneOf
from knowledge.dates import (
    Mode,
    Reading,
    Status,
    as_of,
    find_all,
    in_taipei,
    read_age,
    read_birth,
    read_grade,
    school_year,
)
from knowledge.hearing.sentence import Sentence, mentions, pattern, phrases
from knowledge.hearing.words import Manner
from knowledge.wording import typed

NEAR = 6
"""How many characters may stand between a date and the word that says what it is the date of."""
NOW = ("現在", "目前", "今年", "這學期", "這學年")


def grade(manner: Manner, sentence: Sentence) -> Known:
    """The grade in the school year the check asks for.

    「現在國三」 is counted from the moment asked; a grade without it is taken as told for that school year, unless it
    is still the same one.
    """
    beyond = phrases(sentence, manner.says)
    if beyond:
        return Exact(int(beyond[0].value))
    told: set[int] = set()
    rest = sentence.plain
    for way in manner.silent:
        rest = pattern(way).sub(lambda match: "　" * len(match[0]), rest)
    while (found := read_grade(rest)) is not None:
        if found.rising:
            told = set(found.grades)
            break
        if not found.ambiguous or not told:
            told |= found.grades
        rest = rest[found.span[1] :]
    if found is not None and found.ambiguous and len(told) > 3:
        return ABSENT
    now = school_year(in_taipei(sentence.at).date())
    if manner.year is not None and any(word in sentence.plain for word in NOW):
        told = set(as_of(told, now, manner.year))
    return one_of(told)


def one_of(values: set[int]) -> Known:
    if not values:
        return ABSENT
    return Exact(values.pop()) if len(values) == 1 else OneOf(frozenset(values))


def birth(manner: Manner, sentence: Sentence) -> Known:
    """The day, or days, of birth; a future one is not heard (see ``answers``)."""
    told = [r for r in days_in(sentence) if near(sentence, r, manner) and not r.assumed_year]
    if len(told) == 1 and told[0].first_day is not None and told[0].last_day is not None:
        return span(told[0].first_day, told[0].last_day)
    if not told and re.search(r"(?<!幾)歲", sentence.plain) and (age := read_age(sentence.plain)):
        found = read_birth(sentence.plain, in_taipei(sentence.at)) if age.low == age.high else None
        if found is not None:
            return span(found.earliest, found.latest)
    return ABSENT


def day(manner: Manner, sentence: Sentence, field: CheckField) -> Known:
    """The day that stands near one of the field's words; else the only one, where the message speaks of the field."""
    found = days_in(sentence)
    told = [r for r in found if near(sentence, r, manner)]
    if not told and mentions(sentence, manner.anywhere):
        told = [r for r in found if not r.assumed_year and alone(sentence, r, manner)]
    if len(told) != 1 or told[0].first_day is None or told[0].last_day is None:
        return ABSENT
    today = in_taipei(sentence.at).date()
    if field.past and told[0].first_day > today:
        return ABSENT
    return span(told[0].first_day, min(told[0].last_day, today) if field.past else told[0].last_day)


def days_in(sentence: Sentence) -> list[Reading]:
    return [
        r
        for r in find_all(sentence.plain, reference=sentence.at, mode=Mode.MESSAGE)
        if r.status is Status.OK and not r.recurring
    ]


def near(sentence: Sentence, told: Reading, manner: Manner) -> bool:
    """Whether a word of the field stands beside a date, with nothing but a few characters between."""
    start, end = told.span
    around = (
        sentence.plain[max(0, start - NEAR) : start] + f"|{told.text}|" + sentence.plain[end : end + NEAR]
    )
    return any(cue in around for cue in manner.cues)


def alone(sentence: Sentence, told: Reading, manner: Manner) -> bool:
    """Whether nothing beside a date says that it is the date of something else."""
    start, end = told.span
    if "學年" in told.text and not f"{told.text}{sentence.plain[end:]}"[len(told.text) - 1 :].startswith(
        ("的", "度的", "度得", "度拿")
    ):
        return False  # 「113學年度資優鑑定」: the programme's year
    around = (
        sentence.plain[max(0, start - NEAR) : start] + f"|{told.text}|" + sentence.plain[end : end + NEAR]
    )
    return not any(typed(word) in around for word in manner.beside)


def span(first: date, last: date) -> Known:
    return Exact(first) if first == last else Between(first, last)
