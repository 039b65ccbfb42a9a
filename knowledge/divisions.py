"""In which division of a contest a pupil took part, where only the pupil's grade was told.

Awards of earlier school years count, so a grade told now stands for the grades of those years too; with the day of
the award only for that year's. Nothing is guessed: where the contest's list makes a difference, it stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from knowledge import awards
from knowledge.checks import Check
from knowledge.checks.reading import rules_inside
from knowledge.checks.rules import Listed
from knowledge.criteria import Between, Exact, Known, OneOf
from knowledge.dates import in_taipei, school_year
from knowledge.hearing.words import StageOf, load_hearing

STAGES = {"elementary": range(1, 7), "junior_high": range(7, 10), "senior_high": range(10, 13)}
"""The grades of each stage, by the names that accepted contests give to divisions."""


def divided(check: Check, answers: Mapping[str, Known], at: datetime) -> dict[str, Known]:
    """``answers`` with the division that the pupil's stage makes clear, or that leaves none of the listed ones."""
    found = dict(answers)
    for rule in listings(check):
        how = load_hearing().manners(check).get(rule.division)
        contest = answers.get(rule.listed)
        if rule.division in answers or how is None or how.stage is None or not isinstance(contest, Exact):
            continue
        match = awards.look_up(str(contest.value))
        division = division_of(match, stages(how.stage, answers, at))
        if division is not None:
            found[rule.division] = Exact(division)
    return found


def listings(check: Check) -> Iterator[Listed]:
    for criterion in check.criteria:
        yield from (rule for rule in rules_inside(criterion.rule) if isinstance(rule, Listed))


def division_of(match: awards.Match, possible: list[str]) -> str | None:
    """The one stage there is; the last one where the contest is listed for all of them, or for none."""
    if match.competition is None or not possible:
        return None
    listed = {stage in match.competition.divisions for stage in possible}
    return possible[-1] if len(listed) == 1 else None


def stages(how: StageOf, answers: Mapping[str, Known], at: datetime) -> list[str]:
    """The stages in which the award may have been won, in their order."""
    known = answers.get(how.grade)
    told = known.values if isinstance(known, OneOf) else {known.value} if isinstance(known, Exact) else set()
    grades = {grade for grade in told if isinstance(grade, int)}
    first, last = years_back(how, answers, at)
    possible = {grade - back for grade in grades for back in range(first, last + 1)}
    return [name for name, own in STAGES.items() if possible & set(own)]


def years_back(how: StageOf, answers: Mapping[str, Known], at: datetime) -> tuple[int, int]:
    """How many school years ago the award was, at least and at most."""
    this = school_year(in_taipei(at).date())
    match answers.get(how.won):
        case Exact(date() as day):
            days = [day, day]
        case Between(date() as first, date() as last):
            days = [first, last]
        case _:
            return 0, how.years - 1
    latest, earliest = (max(this - school_year(day), 0) for day in reversed(days))
    return latest, earliest
