"""Grades as people say them: 國三, 小六, 高職二年級, 五專一年級, 三年級, 大班.

A grade is 1 to 12 (國一 = 7, 高一 = 10); 大班 is 0. It is true as of a school year: whoever was in 國三 in 113學年度 was in 國二 in
112學年度 (:func:`as_of`). 「三年級」 alone may be 3, 9 or 12, and stays all three until somebody asks.

    >>> sorted(read_grade("國小三年級").grades), sorted(read_grade("三年級").grades)
    ([3], [3, 9, 12])
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .numerals import whole_number
from .paper import even

_N = r"(?:1[0-2]|[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"
_LIST = rf"{_N}(?:(?:、|及|或|和|與|,|至|到|~|-){_N}){{0,11}}"
_STAGE = r"(?P<stage>國民小學|國小|小學|國民中學|國中|初中|初級中學|高級中學|普通高中|綜合高中|技術型高中|普通型高中|高中職|高中|高職|高工|高商|完全中學高中部|五專|專科|小|(?<![出返回美英法德外各兩全])國|初|高|職)"
"""國 behind a character that makes it a country is none: 出國一年, 美國三年."""
_STAGED = re.compile(
    rf"(?P<rising>即將升|準備升|將升|要升|升)?{_STAGE}(?:的|部|階段)?(?P<n>{_LIST})(?:年級|年)?(?![成分名位個件歲元年月日號類級])"
)
_YEARS = re.compile(rf"(?P<rising>升)?(?<!第)(?P<n>{_LIST})年級")
_CLASS = re.compile(
    rf"(?<![0-9])(?P<n>{_N})年(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}|[甲乙丙丁戊己庚忠孝仁愛信義和平])班"
)
_KINDERGARTEN = re.compile(r"(?P<rising>升)?(?:幼兒園|幼稚園|托兒所)?大班")
_LEVEL = re.compile(
    r"(?:國民)?(?P<level>小學生|國小生|國小|小學|國中生|國中(?!小)|高中職生|高中職|高中生|高中|高職生|高職)"
)

_BASE = {"國小": (0, 6), "國中": (6, 3), "高中": (9, 3), "五專": (9, 5)}
_STAGE_OF = {"國民小學": "國小", "小學": "國小", "小": "國小", "國民中學": "國中", "初中": "國中", "初級中學": "國中", "國": "國中", "初": "國中", "專科": "五專"}  # fmt: skip
_RANGE = re.compile(r"至|到|~|-")
_STAGES = {"國小": range(1, 7), "國中": range(7, 10), "高中": range(10, 13)}


@dataclass(frozen=True, slots=True)
class GradeReading:
    """The grades a text speaks of.

    ``ambiguous``: only one of ``grades`` is meant and the text does not say which (三年級, 國中生). Otherwise all are meant
    (國二、三). ``rising``: 升國三, so the grade is that of the coming school year. ``note`` asks back when ambiguous.
    """

    grades: frozenset[int]
    ambiguous: bool
    span: tuple[int, int]
    text: str
    rising: bool = False
    note: str = ""


def read_grade(text: str) -> GradeReading | None:
    """The grade a text tells; ``None`` if it tells none, or none that exists (國五)."""
    paper = even(text)
    for find in (_staged, _by_years, _by_class, _kindergarten, _by_level):
        found = find(paper.text)
        if found is not None:
            grades, ambiguous, match = found
            start, end = paper.span(match.start(), match.end())
            rising = bool(match.groupdict().get("rising"))
            note = _ask(grades) if ambiguous else ""
            return GradeReading(frozenset(grades), ambiguous, (start, end), text[start:end], rising, note)
    return None


_Found = tuple[set[int], bool, re.Match[str]]


def _numbers(written: str) -> list[int]:
    parts = [whole_number(n) or 0 for n in re.split(r"[、及或和與,至到~-]", written)]
    if _RANGE.search(written) and len(parts) == 2 and parts[0] <= parts[1]:
        return list(range(parts[0], parts[1] + 1))
    return parts


def _staged(text: str) -> _Found | None:
    grades: set[int] = set()
    first: re.Match[str] | None = None
    previous_end, last_range = 0, False
    for match in _STAGED.finditer(text):
        here = _in_stage(match["stage"], _numbers(match["n"]))
        if not here:
            continue
        if first is not None:
            between = text[previous_end : match.start()]
            if between not in {"至", "到", "~", "-", "、", "或", "及", "和", "與"}:
                break
            last_range = between in {"至", "到", "~", "-"}
            if last_range and grades:
                here |= set(range(max(grades), min(here) + 1))
        grades |= here
        first, previous_end = first or match, match.end()
    return (grades, False, first) if first else None


def _in_stage(stage: str, numbers: list[int]) -> set[int]:
    stage = _STAGE_OF.get(stage, stage)
    base, years = _BASE.get(stage, _BASE["高中"])
    if all(1 <= n <= years for n in numbers):
        return {base + n for n in numbers}
    if all(base < n <= base + years for n in numbers):
        return set(numbers)
    return set()


def _possible(n: int) -> set[int]:
    """Which grades an n-th year may be: it starts over in 國中 and in 高中."""
    if n <= 3:
        return {n, n + 6, n + 9}
    return {n} if n <= 12 else set()


def _by_years(text: str) -> _Found | None:
    match = _YEARS.search(text)
    if match is None:
        return None
    numbers = _numbers(match["n"])
    if max(numbers) > 3:
        return (set(numbers), False, match) if all(1 <= n <= 12 for n in numbers) else None
    grades = {g for n in numbers for g in _possible(n)}
    return (grades, True, match) if grades else None


def _by_class(text: str) -> _Found | None:
    match = _CLASS.search(text)
    if match is None:
        return None
    grades = _possible(whole_number(match["n"]) or 0)
    return (grades, len(grades) > 1, match) if grades else None


def _kindergarten(text: str) -> _Found | None:
    match = _KINDERGARTEN.search(text)
    return ({0}, False, match) if match else None


def _by_level(text: str) -> _Found | None:
    found = list(_LEVEL.finditer(text))
    levels = {
        m["level"]
        .removesuffix("生")
        .replace("小學", "國小")
        .replace("高職", "高中")
        .replace("高中職", "高中")
        for m in found
    }
    levels = {level.replace("高中中", "高中") for level in levels}
    if len(levels) != 1:
        return None
    stage = levels.pop()
    return (set(_STAGES[stage]), True, found[0]) if stage in _STAGES else None


def _ask(grades: Iterable[int]) -> str:
    names = [grade_name(g) for g in sorted(grades)]
    return f"請問是{'、'.join(names[:-1])}還是{names[-1]}？"


def grade_name(grade: int) -> str:
    """大班, 國小三年級, 國中二年級, 高中一年級; 「12年級之後」 beyond."""
    if grade == 0:
        return "大班"
    for stage, years in _STAGES.items():
        if grade in years:
            return f"{stage}{'一二三四五六'[grade - years[0]]}年級"
    return "還沒上大班" if grade < 0 else "高中畢業之後"


def as_of(grades: Iterable[int], told_school_year: int, asked_school_year: int) -> frozenset[int]:
    """The grades in another 學年, one a year; below 0 or above 12 means not in these grades then.

    >>> as_of({9}, 113, 112)
    frozenset({8})

    Nobody is taken to have repeated or skipped a year: whoever did must say the grade of that year.
    """
    return frozenset(g + asked_school_year - told_school_year for g in grades)
