"""The words of hearing: ``data/words/hearing.toml``, explained there, read and checked here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import Field

from knowledge.checks import Check, load_checks
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry
from knowledge.questions import Places
from knowledge.wording import normal

FILE = "hearing.toml"


class How(StrEnum):
    """What is looked for in a sentence to hear a field."""

    PLACE = "place"
    GRADE = "grade"
    BIRTH = "birth"
    DATE = "date"
    SCORES = "scores"
    WORDS = "words"
    COUNT = "count"
    PERCENT = "percent"
    BRACKET = "bracket"
    ORDER = "order"
    CONTEST = "contest"
    AWARD = "award"


class Asks(Entry):
    """Words that ask for a verdict, for money, to take part, or for something ``other``.

    ``accepted``, ``refused``: how facts say that a contest counts, and that it does not.
    ``rule``: what follows is the rule that is asked for; ``start``: a message of nothing else than this and ``own``
    words asks for a guided check.
    """

    verdict: tuple[str, ...]
    money: tuple[str, ...]
    apply: tuple[str, ...]
    other: tuple[str, ...]
    own: tuple[str, ...]
    start: tuple[str, ...]
    profile: tuple[str, ...]
    school: tuple[str, ...]
    rule: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class ProfileQuestion(Entry):
    """A question that several checks share: how it is asked of all at once, and how its answer reads as a sentence.

    ``also``: other fields that it answers; ``place``: it tells the city of the school.
    """

    field: str
    also: tuple[str, ...] = ()
    place: bool = False
    ask: str
    say: str
    choices: tuple[str, ...] = ()


class AnswerWords(Entry):
    """How people answer a question of yes or no, say that they do not know, that it depends, that several conditions
    all hold, or begin to put an earlier answer right."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    unsure: tuple[str, ...]
    depends: tuple[str, ...]
    none: tuple[str, ...]
    every: tuple[str, ...]
    corrects: tuple[str, ...]


class StageOf(Entry):
    """From which ``grade`` a division follows where it is not told: awards ``won`` in the last ``years`` school years."""

    grade: str
    won: str
    years: int


class Manner(Entry):
    """How one field is said. ``home``: the programme's city, where no choice stands for it alone.

    ``usual``: scores that name no field are its, but for those of a ``single`` subject; ``bare``: so are counts in these units. ``adds``: several figures are
    summed; ``part_of``: the field that counts these and the others together (資優班老師 1位，其他5位). ``anywhere``: a
    message that holds one of these words tells this date by the only date it holds, but for one ``beside`` a word
    that says what else it is. ``silent``: phrases that tell nothing of it, whatever they hold (媽媽是日本人); ``wins``:
    the value that holds where others are told beside it (美國護照，也有臺灣護照). ``whole``: words for all of whom a share is
    told as two counts (全校600人，150人參加).
    """

    field: str
    only: tuple[str, ...] = ()
    how: How
    cues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    says: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    ranges: dict[str, tuple[float, float]] = Field(default_factory=dict)
    unless: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    elsewhere: str | None = None
    home: str | None = None
    year: int | None = None
    branch: bool = False
    usual: bool = False
    bare: tuple[str, ...] = ()
    adds: bool = False
    part_of: str | None = None
    anywhere: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    wins: str | None = None
    stage: StageOf | None = None
    whole: tuple[str, ...] = ()

    def written_out(self, groups: Mapping[str, tuple[str, ...]]) -> Manner:
        """The same with every word of a group in place of its name: 「{nation}護照」 as 日本護照, 美國護照 …"""

        def each(ways: tuple[str, ...]) -> tuple[str, ...]:
            for name, words in groups.items():
                ways = tuple(w.replace(f"{{{name}}}", one) for w in ways for one in words_in(w, name, words))
            return ways

        says = {value: each(ways) for value, ways in self.says.items()}
        return self.model_copy(update={"says": says, "silent": each(self.silent)})


def words_in(way: str, name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a group that a phrase needs; one empty word where it names no group."""
    return words if f"{{{name}}}" in way else ("",)


class Implied(Entry):
    """Words for what one programme decides on, which do not name it; ``unless``: words for what another one does."""

    programme: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Hearing(Entry):
    """The whole file."""

    asks: Asks
    answers: AnswerWords
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    profile: tuple[ProfileQuestion, ...] = ()
    implied: tuple[Implied, ...] = ()
    heard: tuple[Manner, ...]

    def manners(self, check: Check) -> Mapping[str, Manner]:
        """How each field of ``check`` is said; fields that cannot be heard in free text are left out."""
        name = check.check.programme
        wanted = {field.id for field in check.fields}
        return {m.field: m for m in self.heard if m.field in wanted and (not m.only or name in m.only)}


@cache
def load_hearing(data: Path = DATA) -> Hearing:
    """The words; KnowledgeError where a field or choice they name does not exist."""
    hearing = parse(Hearing, read_toml(data / "words" / FILE), FILE)
    checks = load_checks(data)
    for implied in hearing.implied:
        if implied.programme not in checks:
            raise KnowledgeError(FILE, f"implied {implied.programme}", "programme", "沒有這個檢核")
    hearing = hearing.model_copy(
        update={"heard": tuple(m.written_out(hearing.groups) for m in hearing.heard)}
    )
    for manner in hearing.heard:
        fields = [
            field
            for name, check in checks.items()
            for field in check.fields
            if field.id == manner.field and (not manner.only or name in manner.only)
        ]
        if not fields:
            raise KnowledgeError(FILE, f"heard {manner.field}", "field", "沒有檢核有這個欄位")
        for field in fields:
            named = {*manner.says, *manner.ranges, *(v for v in (manner.elsewhere, manner.wins) if v)}
            if field.choices and (extra := named - set(field.choices)):
                raise KnowledgeError(
                    FILE, f"heard {manner.field}", "says", f"沒有 {'、'.join(sorted(extra))}"
                )
    return hearing


@cache
def load_places(data: Path = DATA) -> Mapping[str, tuple[str, ...]]:
    """City id → its names, as ``normal`` makes them."""
    path = data / "words" / "places.toml"
    places = parse(Places, read_toml(path), path.name)
    return {city: tuple(map(normal, names)) for city, names in places.cities.items()}
