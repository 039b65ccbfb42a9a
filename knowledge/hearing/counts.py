"""Counts: which figure of a sentence belongs to which field.

A count belongs to the field whose word stands closest to it; a figure that two fields could claim, or that is asked
for as a rule (「至少3位嗎」), is nobody's, and so is one that counts something else (五個班). Those who are counted as
the rest (「一個資優班老師，其他五個」) make up the whole together with the parts that were told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.criteria import Between, Exact, Known
from knowledge.hearing.figures import bounded, number
from knowledge.hearing.sentence import NUMBER, Sentence, clause_of, mentions, phrases
from knowledge.hearing.words import How, Manner
from knowledge.wording import typed

FAR_BEFORE, FAR_AFTER = 8, 1
FEW = 0.5
"""What a word in front of a figure counts more than one behind it, in characters."""
PEOPLE = frozenset({"人", "個人", "位", "個", "名"})
ONE = re.compile(
    r"(?:只有?|才|僅|就|剩|[有辦開做排找加帶]|其中|合作|(?:只|才|僅|就)(?:有|會|能|想)?[跟和與找辦排做])(?:了|到|過)?$"
)
"""What stands before 一 where it counts: 只有一次, 辦了一場. 「一班多少」 asks about each."""
LAST = re.compile(r"夠|就(?:好|夠)|(?:可以|可不可以|行|好)嗎|$|[，,。;!?、\s]")
"""What stands behind 一 where it counts: 公開授課一次夠嗎."""
REST = re.compile(
    r"(?:其他|其餘|其它|另外|剩下|加上|再加|外加|[+＋]|(?<![參增更附])加)(?:的|都|還|有|是|(?:老師|教師|成員|夥伴))*$"
)
ORDINARY = re.compile(r"(?:普通班|一般班|非資優班?|不是資優班)的?(?:老師|教師)?(?:有|是)?$")
ORDINARY_AFTER = re.compile(r"(?:都|是|的)*(?:普通班|一般班|非資優|不是資優班)")
THINGS = re.compile(r"社群|團隊|計畫|方案|月|小時|學期|禮拜|星期")
"""What 個 counts that no field asks for: two groups, three months."""
BARE = re.compile(
    r"$|[，,。;!?、\s+＋\d]|的?(?:老師|教師|成員|教職員|社群|團隊)|[可能行夠就想要一組參加在來嗎吧呢是也都和跟有]"
)
"""What may stand behind a figure that names no field: else it counts what stands there."""


OTHERS = re.compile(
    r"(?:活動|學校|領域|學科|班級?|課程?|議題|窗口)(?:[有是約共]|大約|總共|一共|可以|可不可以|能)*$|其中(?:只?有)?$"
)
"""What stands before a figure that counts these, and no people: 合作活動四個, 其中一個."""


@dataclass(frozen=True)
class Figure:
    """A number with a unit, where it stands, and where its clause begins and ends.

    ``rest``: those who are not of the part that was told before.
    """

    value: int
    start: int
    end: int
    unit: str
    clause: tuple[int, int]
    rest: bool = False


@dataclass(frozen=True, order=True)
class Claim:
    """A field's word near a figure: the closer the better, of words equally close the longer one.

    ``until``: where figure and word end; a later figure's word stands behind that.
    """

    distance: float
    shortness: int
    field: str
    until: int


def figures(sentence: Sentence, units: set[str]) -> list[Figure]:
    """The numbers that one of ``units`` follows."""
    found = []
    unit = re.compile("|".join(map(re.escape, sorted(units, key=len, reverse=True))))
    text = sentence.plain
    for match in NUMBER.finditer(text):
        unit_match = unit.match(text, match.end())
        value = number(match[1])
        if unit_match is None or not isinstance(value, int) or sentence.asks_rule(match.start()):
            continue
        if unit_match[0] == "個" and THINGS.match(text, unit_match.end()):
            continue
        if match[1] == "一" and not counts_one(text, match.start(), unit_match.end()):
            continue
        clause = clause_of(text, match.start(), unit_match.end())
        rest = is_rest(text, match.start(), unit_match.end())
        found.append(Figure(value, match.start(), unit_match.end(), unit_match[0], clause, rest))
    return found


def counts_one(text: str, start: int, end: int) -> bool:
    """Whether 一 counts: 「一班補助多少」 means each, 「只辦一次」 and 「一個資優班老師，其他五個」 mean one."""
    if ONE.search(text[:start]) or any(REST.search(text[: m.start()]) for m in NUMBER.finditer(text, end)):
        return True
    first, _ = clause_of(text, start, end)
    return start > first and LAST.match(text[end:]) is not None


def is_rest(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip("，,、 ")
    return bool(REST.search(before) or ORDINARY.search(before) or ORDINARY_AFTER.match(text[end:]))


def counts(manners: Mapping[str, Manner], sentence: Sentence) -> dict[str, Known]:
    """Every count field that is told."""
    wanted = {name: m for name, m in manners.items() if m.how is How.COUNT}
    units = {unit for m in wanted.values() for unit in m.units + m.bare}
    told: dict[str, list[Figure]] = {}
    for name, figure in shared_out(figures(sentence, units) if units else [], wanted, sentence):
        told.setdefault(name, []).append(figure)
    found: dict[str, Known] = {}
    for name, manner in wanted.items():
        none = phrases(sentence, manner.says)
        if name in told:
            values = [bounded(f.value, f.start, f.end, sentence.plain) for f in told[name]]
        else:
            values = [Exact(int(none[0].value))] if none else []
        value = one_of(values, manner)
        if value is not None:
            found[name] = value
    return found | wholes(wanted, told)


def one_of(values: list[Known], manner: Manner) -> Known | None:
    """The one value that is told, or the sum of several; None where they differ."""
    sums = [known.value for known in values if isinstance(known, Exact) and isinstance(known.value, int)]
    if manner.adds and 1 < len(sums) == len(values):
        return Exact(sum(sums))
    return values[0] if len(set(values)) == 1 else None


def wholes(manners: Mapping[str, Manner], told: Mapping[str, list[Figure]]) -> dict[str, Known]:
    """Fields that count parts and rest together, where the rest was told: 1 and 5 others are 6."""
    found: dict[str, Known] = {}
    for part, manner in manners.items():
        whole = manner.part_of
        rest = [f for f in told.get(whole or "", []) if f.rest]
        if whole is None or not rest:
            continue
        own = {f.value for f in told[whole] if not f.rest}
        parts = [f.value for f in told.get(part, [])]
        if own:
            found[whole] = Exact(own.pop()) if len(own) == 1 else Between(min(own), max(own))
        else:
            least = sum(parts) + sum(f.value for f in rest)
            found[whole] = Exact(least) if parts else Between(least, MANY_PEOPLE)
    return found


MANY_PEOPLE = 1_000


def shared_out(
    told: list[Figure], manners: Mapping[str, Manner], sentence: Sentence
) -> Iterator[tuple[str, Figure]]:
    """Every figure that belongs to a field, with that field."""
    used = 0
    last = ""
    for figure in told:
        claim = claimed(figure, manners, sentence, used)
        name = claim.field if claim is not None else ""
        if figure.rest and figure.unit in PEOPLE and not (claim and claim.distance <= FEW):
            name = rest_of(last, manners)
        if name:
            yield name, figure
            last = name
            used = claim.until if claim is not None else figure.end


def rest_of(last: str, manners: Mapping[str, Manner]) -> str:
    """The field that counts the rest too, of what was counted last."""
    if not last:
        return ""
    return (manners[last].part_of or "") if not manners[last].adds else last


def claimed(figure: Figure, manners: Mapping[str, Manner], sentence: Sentence, used: int) -> Claim | None:
    """The best claim to a figure by words between ``used`` and the end of its clause."""
    first, last = figure.clause
    plain = sentence.plain
    before, after = plain[max(first, used) : figure.start], plain[figure.end : last]
    return min(
        (
            Claim(distance, -len(cue), name, figure.end + (len(cue) + FAR_AFTER if behind else 0))
            for name, manner in manners.items()
            if figure.unit in manner.units
            for cue in map(typed, manner.cues)
            for distance, behind in distances(figure.unit, before, after, cue)
        ),
        default=bare(figure, manners, sentence),
    )


def bare(figure: Figure, manners: Mapping[str, Manner], sentence: Sentence) -> Claim | None:
    """The claim of the field whose figures need no word."""
    if not BARE.match(sentence.plain[figure.end :]) or OTHERS.search(sentence.plain[: figure.start]):
        return None
    names = [
        name for name, m in manners.items() if figure.unit in m.bare and not mentions(sentence, m.unless)
    ]
    return Claim(FAR_BEFORE, 0, names[0], figure.end) if names else None


def distances(unit: str, before: str, after: str, cue: str) -> Iterator[tuple[float, bool]]:
    """How many characters lie between a figure and a word, in front of it or behind, where that is near enough."""
    if unit.endswith(cue):
        yield 0, False
    behind = after.find(cue)
    if 0 <= behind <= FAR_AFTER:
        yield behind + FEW, True
    place = before.rfind(cue)
    if place >= 0 and len(before) - place - len(cue) <= FAR_BEFORE:
        yield len(before) - place - len(cue), False
