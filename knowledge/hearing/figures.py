"""Shares, scores and places in an order, and the words around a figure: 不到15, 超過30, 15以上.

A figure that is asked for as a rule (「要幾分」) is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from knowledge.checks import CheckField
from knowledge.criteria import ABSENT, Between, Exact, Items, Known
from knowledge.dates import parse_number
from knowledge.hearing.sentence import Sentence, clause_of, mentions, phrases
from knowledge.hearing.words import How, Manner
from knowledge.wording import typed

FAR_BEFORE = 8
PERCENT = re.compile(
    r"(?:百分之)(\d+(?:\.\d+)?|[一二三四五六七八九十]+)|(\d+(?:\.\d+)?)\s*(?:%|趴|pa)|([一二三四五六七八九])成"
)
SCORE = re.compile(
    r"(?P<less>不到|未滿|低於|少於|沒到|沒有到|沒有?超?過|未達|達不到)?(?P<over>超過|大於|過|破)?(?<![\d.])(?P<n>\d{1,3}(?:\.\d+)?)(?![\d年月日學號])"
    r"(?P<tens>幾)?(?:分|出頭)?(?P<more>以上|多|起跳)?(?P<under>不到|以下)?(?![\d年月日次個學名位人%節天頁])"
)
LESS = re.compile(r"(?:不到|未滿|不滿|低於|少於|不足|沒到|沒有到|小於)(?:百分之)?$")
MORE = re.compile(r"(?:超過|多於|大於|高於|破)(?:百分之)?$")
MANY = 1_000_000
PEOPLE = re.compile(
    r"(?<![\d.第])(\d+|[一二兩三四五六七八九十百千]+)\s*(?:多)?(?:個?學生|個?人|位|名|個(?=[參有會]))(?:學生|同學)?"
)
STAFF = re.compile(r"老師|教師|教職員|社群|成員|團隊")
OF_THEM = re.compile(r"^[裡裏面中內的,，、。 ]*(?:其中|只|才|就|約|大概|大約)*(?:有|會)?$|只有|只$|其中")
ALL = re.compile(r"都|皆|每一?個?學期|全部|(?<!平)均|四個學期|4個學期")
SOME = re.compile(r"([一二兩三1-3])個?學期")
TOP = 100


def number(written: str) -> int | float | None:
    value = parse_number(written)
    return None if value is None else plain(value)


def plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def bounded(value: int | float, start: int, end: int, plain: str) -> Known:
    """A figure with the words around it: 不到15人, 超過30頁, 15人以上; or as it is."""
    step = 1 if isinstance(value, int) else 0.01
    if LESS.search(plain[:start]):
        return Between(0, max(value - step, 0))
    if MORE.search(plain[:start]):
        return Between(value + step, MANY)
    return Between(value, MANY) if plain[end:].startswith("以上") else Exact(value)


def percent(manner: Manner, sentence: Sentence) -> Known:
    """The share that stands near one of the field's words."""
    none = phrases(sentence, manner.says)
    if none:
        return Exact(int(none[0].value))
    told = {known for known, near in shares(sentence) if any(cue in near for cue in map(typed, manner.cues))}
    if not told and "%" in manner.bare:
        told = {known for known, _near in shares(sentence)}
    if not told and (known := part_of_whole(manner, sentence)) is not None:
        return known
    return told.pop() if len(told) == 1 else ABSENT


def part_of_whole(manner: Manner, sentence: Sentence) -> Known | None:
    """The share that two counts of people tell: 「全校600人，150人參加」, 「600人有150人」 are 25 %."""
    told = [match for match in PEOPLE.finditer(sentence.plain) if not sentence.asks_rule(match.start())]
    if len(told) != 2 or not mentions(sentence, manner.cues):
        return None
    part, whole = sorted(told, key=lambda match: number(match[1]) or 0)
    fewer, all_of_them = (number(match[1]) or 0 for match in (part, whole))
    before = {match: sentence.plain[max(0, match.start() - FAR_BEFORE) : match.start()] for match in told}
    between = sentence.plain[told[0].end() : told[1].start()]
    named = any(typed(word) in before[whole] for word in manner.whole)
    inside = whole is told[0] and OF_THEM.search(between)
    if fewer <= 0 or not (named or inside) or STAFF.search(before[part] + sentence.plain[part.end() :][:4]):
        return None
    return within_whole(Exact(round(float(fewer) / all_of_them * 100, 1)))


def shares(sentence: Sentence) -> list[tuple[Known, str]]:
    """Each share told, with its clause."""
    found = []
    for match in PERCENT.finditer(sentence.plain):
        value = number(match[1] or match[2] or match[3])
        if value is None or sentence.asks_rule(match.start()):
            continue
        first, last = clause_of(sentence.plain, match.start(), match.end())
        value = value * 10 if match[3] else value
        found.append(
            (
                within_whole(bounded(float(value), match.start(), match.end(), sentence.plain)),
                sentence.plain[first:last],
            )
        )
    return found


def within_whole(known: Known) -> Known:
    """A span of shares that ends at the whole at most; a share as a whole number where it is one."""
    match known:
        case Between(low, int() | float() as high):
            return Between(low, min(high, 100))
        case Exact(float() as value) if value.is_integer():
            return Exact(int(value))
        case _:
            return known


def bracket(manner: Manner, sentence: Sentence) -> Known:
    """A choice told by its words, or by the range that a tax rate lies in."""
    told = {said.value for said in phrases(sentence, manner.says)}
    for known, near in shares(sentence):
        if any(cue in near for cue in manner.cues):
            told |= {name for name, (low, high) in manner.ranges.items() if lies(known, low, high)}
    return Exact(told.pop()) if len(told) == 1 else ABSENT


def lies(known: Known, low: float, high: float) -> bool:
    """Whether a share, or any of a span of shares, lies between two others."""
    match known:
        case Exact(value):
            return isinstance(value, int | float) and low <= value <= high
        case Between(int() | float() as first, int() | float() as last):
            return first <= high and low <= last
        case _:
            return False


def order(manner: Manner, sentence: Sentence) -> Known:
    """The place in an order: 第三名, 銅牌."""
    told = {int(said.value) for said in phrases(sentence, manner.says)}
    for match in re.finditer(r"第([一二三四五六七八九十]+|\d+)名", sentence.plain):
        value = number(match[1])
        told |= {int(value)} if value is not None else set()
    return Exact(told.pop()) if len(told) == 1 else ABSENT


def scores(
    fields: Mapping[str, CheckField], manners: Mapping[str, Manner], sentence: Sentence
) -> dict[str, Known]:
    """Every list of scores that is told: some of its elements, or all of them."""
    wanted = {n: m for n, m in manners.items() if m.how is How.SCORES and not mentions(sentence, m.unless)}
    told: dict[str, list[re.Match[str]]] = {}
    for match in SCORE.finditer(sentence.plain):
        if sentence.asks_rule(match.start()) or float(match["n"]) > TOP:
            continue
        name = subject(match, wanted, sentence.plain)
        if name is not None:
            told.setdefault(name, []).append(match)
    return {name: elements(len(fields[name].items), found, sentence.plain) for name, found in told.items()}


def subject(match: re.Match[str], manners: Mapping[str, Manner], plain: str) -> str | None:
    """Whose score it is: the field named last before it; without one, the usual field's, if it says 分."""
    before = plain[: match.start()]
    places = {name: max((before.rfind(cue) for cue in m.cues), default=-1) for name, m in manners.items()}
    named = max(places, key=lambda name: places[name], default=None)
    own = before.rstrip("考是有了只拿得的 ")
    if any(own.endswith(tuple(map(typed, m.single))) for m in manners.values()):
        return None
    if named is not None and places[named] >= 0:
        english = [n for n, m in manners.items() if not m.usual and places[n] >= 0]
        close = [n for n in english if places[named] - places[n] <= FAR_BEFORE // 2]
        return close[0] if close else named
    usual = [name for name, m in manners.items() if m.usual]
    return usual[0] if usual and "分" in match[0] else None


def elements(count: int, found: list[re.Match[str]], plain: str) -> Known:
    """The scores as a list of ``count``; what is not told of it stays unknown."""
    if len(found) == count:
        return Items(tuple(value_of(match) for match in found))
    told: list[Known] = []
    last = 0
    for match in found:
        between = plain[last : match.start()]
        last = match.end()
        if ALL.search(between) or plain[match.start() :][: len(match[0]) + 1].startswith("都"):
            told += [value_of(match)] * (count - len(told))
        elif some := SOME.search(between[-8:]):
            told += [value_of(match)] * int(number(some[1]) or 1)
        else:
            told.append(value_of(match))
    told = told[:count]
    return Items((*told, *[ABSENT] * (count - len(told))))


def value_of(match: re.Match[str]) -> Known:
    """One score: exact, or an interval (80幾, 70以上, 不到70)."""
    n = number(match["n"])
    assert n is not None
    if match["less"] or match["under"]:
        return Between(0, max(n - 0.01, 0))
    if match["tens"]:
        return Between(n, n + 9)
    return Between(n, TOP) if match["more"] or match["over"] else Exact(n)
