"""The answer to a question that was just asked: read leniently, by what kind of answer the field takes.

What cannot be taken gives one kind sentence that says why and how to answer instead; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil, floor

from knowledge.checks import CheckField, FieldKind
from knowledge.criteria import ABSENT, Between, Exact, Items, Known, OneOf
from knowledge.dates import Mode, Status, grade_name, in_taipei, read, read_birth, read_grade, roc
from knowledge.hearing import days, figures
from knowledge.hearing.amounts import amount, counted_in
from knowledge.hearing.places import HOME, choice_of, cities_in
from knowledge.hearing.sentence import Sentence, phrases, values
from knowledge.hearing.words import AnswerWords, How, Manner, load_hearing, load_places
from knowledge.speaking import _, in_english
from knowledge.wording import typed

LONGEST = 100
HEDGED = re.compile(r"應該|好像|大概|可能|也許")


class Unclear(Exception):
    """The text is no answer to the question; the message is the sentence to say."""


@dataclass(frozen=True)
class Told:
    """One answer being read: ``sentence`` holds the text as ``typed`` makes it."""

    field: CheckField
    manner: Manner | None
    sentence: Sentence
    words: AnswerWords
    raw: str

    @property
    def plain(self) -> str:
        return self.sentence.plain

    @property
    def at(self) -> datetime:
        return self.sentence.at

    def unclear(self, why: str = "") -> Unclear:
        how = _(self.field.typed).rstrip("。.")
        return Unclear(_("{why}{how}。", why=why or _("我看不懂這個回答。"), how=how))


def unsure(text: str) -> bool:
    """Whether the person says not to know."""
    plain = re.sub(r"[\W_]", "", typed(text))
    words = load_hearing().answers.unsure
    return any(plain.startswith(typed(word)) for word in words) and len(plain) <= 12


def read_told(field: CheckField, manner: Manner | None, text: str, at: datetime) -> Known:
    """What ``text`` answers to ``field``; Unclear where it is no answer to it."""
    words = load_hearing().answers
    told = Told(field, manner, Sentence.of(text.strip(), at, ()), words, text.strip())
    if not re.search(r"[^\W_]", told.plain):
        raise told.unclear(_("請用文字回答，"))
    if len(told.plain) > LONGEST:
        raise told.unclear(_("這個回答太長了，請簡短一點，"))
    if told.plain.strip("。.!~ ") in words.depends:
        raise told.unclear(_("這樣我還沒辦法判斷；請說現在的情況，不知道就按「不確定」。"))
    return READERS[field.kind](told)


def yes_no(told: Told) -> Known:
    if HEDGED.search(told.plain):
        raise Unclear(_("請再確認一下是哪一個；確認不了就按「不確定」，不會影響其他問題。"))
    manner = told.manner
    said = values(told.sentence, manner.says, manner.silent, manner.wins) if manner else []
    if len(said) == 1:
        return Exact(said[0] == "true")
    plain = re.sub(r"[\s。.,!~，！]", "", told.plain)
    ways = [
        (word, value) for value, group in ((True, told.words.yes), (False, told.words.no)) for word in group
    ]
    labels = [(label, value == "true") for value, label in told.field.choices.items()]
    for word, value in sorted((*ways, *labels), key=lambda way: -len(way[0])):
        if plain == typed(word) or (len(word) > 1 and plain.startswith(typed(word))):
            return Exact(value)
    for word, value in sorted(ways, key=lambda way: (way[1], -len(way[0]))):
        if plain.startswith(typed(word)):
            return Exact(value)
    for word, value in sorted(ways, key=lambda way: (way[1], -len(way[0]))):
        if len(word) > 1 and typed(word) in plain:
            return Exact(value)
    raise told.unclear(_("請回答是或不是，"))


def choice(told: Told) -> Known:
    """One of the choices, by its label, the words for it, a city, or a tax rate."""
    found = chosen(told)
    if len(found) != 1:
        listed = _("、").join(map(_, told.field.choices.values()))
        raise Unclear(_("請選一個：{listed}。也可以直接按下面的按鈕。", listed=listed))
    return Exact(found.pop())


def chosen(told: Told) -> set[str]:
    manner = told.manner
    if manner is not None and manner.how is How.BRACKET and (known := rate(told)) is not None:
        return {known}
    if manner is not None and manner.how is How.PLACE and (found := placed(told, manner)):
        return found
    return {said.value for said in phrases(told.sentence, ways(told))}


def placed(told: Told, manner: Manner) -> set[str]:
    """The choices that cities in the answer stand for; yes and no where only one city is asked about."""
    cities = [(city, told.plain[:start]) for city, start, _ in cities_in(told.plain)]
    if any(HOME.search(before) for _, before in cities):
        raise Unclear(f"{told.field.why}{told.field.question}")
    found = {
        choice_of(told.field, manner, load_places()[city]) or manner.elsewhere or ""
        for city, _ in cities
        if city != manner.home
    }
    if found:
        return found - {""}
    here = {value for value in told.field.choices if value != manner.elsewhere}
    if len(here) != 1 or "嗎" not in told.field.question:
        return set()
    if told.plain.startswith(tuple(map(typed, told.words.no))):
        return {manner.elsewhere or ""}
    return here if told.plain.startswith(tuple(map(typed, told.words.yes))) else set()


def ways(told: Told) -> dict[str, tuple[str, ...]]:
    """Every way to say each choice: its label, its words, and how it is said in free text."""
    says = told.manner.says if told.manner else {}
    return {
        value: (label, value, *told.field.words.get(value, ()), *says.get(value, ()))
        for value, label in told.field.choices.items()
    }


def rate(told: Told) -> str | None:
    """The choice in whose range a bare tax rate lies."""
    match = re.search(r"(\d+(?:\.\d+)?)\s*%?", told.plain)
    if match is None or told.manner is None:
        return None
    value = float(match[1])
    names = [name for name, (low, high) in told.manner.ranges.items() if low <= value <= high]
    return names[0] if len(names) == 1 else None


def several(told: Told) -> Known:
    said = sorted(phrases(told.sentence, ways(told)), key=lambda each: each.start)
    found = list(dict.fromkeys(each.value for each in said))
    if not found:
        raise Unclear(
            _(
                "請從這幾個裡面選（可以選好幾個）：{names}。",
                names=_("、").join(map(_, told.field.choices.values())),
            )
        )
    return Items(tuple(Exact(value) for value in found))


def grade(told: Told) -> Known:
    manner = told.manner
    assert manner is not None
    bare = re.fullmatch(r"(\d{1,2})(?:年級?)?", told.plain.strip())
    if bare and 4 <= int(bare[1]) <= 12:
        return Exact(int(bare[1]))
    found = read_grade(told.plain)
    if found is not None and found.ambiguous:
        raise Unclear(found.note)
    known = days.grade(manner, told.sentence)
    if known is ABSENT:
        raise told.unclear(_("我看不懂是幾年級，"))
    return known


def day(told: Told) -> Known:
    today = in_taipei(told.at).date()
    if told.manner is not None and told.manner.how is How.BIRTH:
        birth = read_birth(told.plain, in_taipei(told.at))
        if birth is not None and birth.latest.year - 1911 >= 0 and birth.earliest <= today:
            return days.span(birth.earliest, birth.latest)
    found = read(told.plain, reference=in_taipei(told.at), mode=Mode.ANSWER)
    first, last = found.first_day, found.last_day
    if found.status is Status.OK and first is not None and last is not None:
        if found.assumed_year and told.manner is not None and told.manner.how is How.BIRTH:
            raise told.unclear(_("請連出生的年份一起說，"))
        if told.field.past and first > today:
            raise told.unclear(_("{day}還沒到，請再確認一次，", day=roc(first, weekday=False)))
        if found.assumed_year and not told.field.past and last < today:
            first, last = first.replace(year=first.year + 1), last.replace(year=last.year + 1)
        return days.span(first, min(last, today) if told.field.past else last)
    raise told.unclear(found.note if found.note else _("我看不懂這個日期，"))


def count(told: Told) -> Known:
    plain = told.plain
    if told.manner is not None:
        said = phrases(told.sentence, told.manner.says)
        if said:
            return Exact(int(said[0].value))
        plain, other = counted_in(plain, (*told.manner.units, told.field.unit))
        if other:
            raise told.unclear(
                _("這一題問的是幾{unit}，不是「{other}」，", unit=_(told.field.unit), other=other)
            )
    known = none_of(told) or amount(plain, told.field.limits, 1)
    if known is None:
        raise told.unclear(_("請用一個數字回答，"))
    low, high = told.field.limits
    for value in ends(known):
        if not float(value).is_integer() or not low <= value <= high:
            raise told.unclear(_("「{value:g}」不對，要是 {low:g} 以上的整數，", value=value, low=low))
    return known


def none_of(told: Told) -> Known | None:
    """0 for 沒有."""
    none = {re.sub(r"[\W_]", "", typed(word)) for word in told.words.none}
    return Exact(0) if re.sub(r"[\W_]", "", told.plain) in none else None


def ends(known: Known) -> tuple[float, ...]:
    """The number, or both ends of the range."""
    match known:
        case Exact(int() | float() as value):
            return (value,)
        case Between(int() | float() as low, int() | float() as high):
            return (low, high)
        case _:
            return ()


def percent(told: Told) -> Known:
    known: Known | None = next((k for k, _ in figures.shares(told.sentence) if isinstance(k, Exact)), None)
    if known is None or re.search(r"到|以上|以下|超過|未滿|低於|不足", told.plain):
        plain = told.plain.replace("一半", "50")
        known = amount(figures.PERCENT.sub(in_figures, plain), (0, 100), 0.01) or none_of(told)
    if known is None:
        raise told.unclear(_("請用百分之幾回答，"))
    for value in ends(known):
        if not 0 <= value <= 100:
            raise told.unclear(_("「{value:g}%」不對，百分比是 0 到 100，", value=value))
    return known


def in_figures(share: re.Match[str]) -> str:
    """「三成」 as 30."""
    written = share[1] or share[2] or share[3]
    value = figures.number(written) or 0
    return f"{value * 10 if share[3] else value:g}"


def year(told: Told) -> Known:
    found = read(told.plain, reference=in_taipei(told.at), mode=Mode.ANSWER)
    first = found.first_day
    if (
        found.status is Status.OK
        and first is not None
        and told.field.limits[0] <= first.year <= told.field.limits[1]
    ):
        return Exact(first.year)
    raise told.unclear(_("我看不懂是哪一年，"))


def scores(told: Told) -> Known:
    matches = list(figures.SCORE.finditer(told.plain))
    wrong = next((m for m in matches if float(m["n"]) > figures.TOP), None)
    if wrong is not None:
        raise told.unclear(_("「{wrong}」超過100分了，成績是 0 到 100 分，", wrong=wrong["n"]))
    wanted = len(told.field.items)
    if not matches or len(matches) > wanted:
        raise told.unclear(
            _("請說{wanted}個學期各幾分，", wanted=wanted)
            if not matches
            else _("要{wanted}個學期，收到{count}個數字，", wanted=wanted, count=len(matches))
        )
    return figures.elements(wanted, matches, told.plain)


def text(told: Told) -> Known:
    return Exact(told.raw)


READERS: dict[FieldKind, Callable[[Told], Known]] = {
    FieldKind.YES_NO: yes_no,
    FieldKind.CHOICE: choice,
    FieldKind.CHOICES: several,
    FieldKind.GRADE: grade,
    FieldKind.DATE: day,
    FieldKind.COUNT: count,
    FieldKind.YEAR: year,
    FieldKind.PERCENT: percent,
    FieldKind.SCORE_LIST: scores,
    FieldKind.TEXT: text,
}


def shown_range(field: CheckField, low: float, high: float) -> str:
    """「16人以上」, 「14人以下」, 「不到10%」, 「5到6位」."""
    least, most = field.limits
    unit = (
        "%"
        if field.kind is FieldKind.PERCENT
        else _("分")
        if field.kind is FieldKind.SCORE_LIST
        else _(field.unit)
    )
    if high >= most:
        return (
            _("超過{number}{unit}", number=floor(low), unit=unit)
            if low % 1
            else _("{low:g}{unit}以上", low=low, unit=unit)
        )
    if low <= least:
        return (
            _("不到{number}{unit}", number=ceil(high), unit=unit)
            if high % 1
            else _("{high:g}{unit}以下", high=high, unit=unit)
        )
    return _("{low:g}到{high:g}{unit}", low=low, high=high, unit=unit)


def shown_number(field: CheckField, value: float) -> str:
    match field.kind:
        case FieldKind.PERCENT:
            return f"{value:g}%"
        case FieldKind.YEAR:
            return _("西元{year:g}年", year=value)
        case FieldKind.GRADE:
            return f"grade {value:g}" if in_english() and 0 < value <= 12 else grade_name(int(value))
        case _:
            return f"{value:g}{_(field.unit)}"


def shown(field: CheckField, known: Known) -> str:
    """An answer as it is shown to the person who gave it."""
    match known:
        case Exact(bool() | str() as value):
            return _(field.label_of(value))
        case Exact(date() as value):
            return roc(value, weekday=False)
        case Exact(int() | float() as value):
            return shown_number(field, value)
        case Items(items):
            return _("、").join(_("不確定") if item is ABSENT else shown(field, item) for item in items)
        case Between(date() as low, date() as high):
            return _("{start}到{end}之間", start=roc(low, weekday=False), end=roc(high, weekday=False))
        case Between(int() | float() as low, int() | float() as high):
            return shown_range(field, low, high)
        case OneOf(values):
            return _("、").join(shown(field, Exact(value)) for value in sorted(values, key=str))
        case _:
            return _("不確定")
