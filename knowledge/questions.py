"""A person's message, understood: which programme, which branch of it, what kind of thing is asked.

Nothing is decided here. Evidence is only collected: names of programmes that stand in the message, cities, choices
(美國, 升級認證, 20小時), and the kinds of question its words point to. A follow-up (「那美國呢？」) takes what it
lacks from the earlier messages.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry, Facet, Kind
from knowledge.wording import Wording, normal, typed

NUMBER = re.compile(r"\d+(?:\.\d+)?")
HOME = re.compile(r"(?:讀|念|唸|住|籍|籍在|住在|讀在|學校在|搬到|搬去|來自|人在)$")
"""What stands before a city that tells where the person lives or goes to school, not whose programme is meant."""
SCHOOLED = re.compile(
    r"^[市縣]?的?(?:公立|私立|市立|縣立)?的?"
    r"(?:學校|國小|國中|高中|高職|小學|中學|幼兒園|學生|小孩|孩子|家長|老師|教師|居民|人)"
)
"""What stands behind a city that may tell the same."""
SHORT = 9
"""Characters within which a further question of a message is taken to be about what the one before it is about."""
FOLLOWING = re.compile(r"^(那|那麼|如果是|如果|換成|改成|若是|至於|還有|再來|它|他|這個)|呢$")

THEN = re.compile(r"[\s，,。]那(?:是|麼|要|還|可以|能|就|怎|會|最)")
"""A question that asks on after something of its own was told: 「我們 11/5 才結束，那是哪天前」."""
TOLD_FIRST = 14
"""Characters that such a message may hold."""


class Kinds(Entry):
    still: tuple[str, ...]
    kinds: dict[Kind, tuple[str, ...]]


class Places(Entry):
    cities: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """What was understood. ``rest``: the message without names of programmes and polite words; ``before``: the same
    of the question it follows, where it cannot stand alone; ``facets``: the choice named in each facet, ``both``: the
    choices where several of one are (加拿大跟美國各多少)."""

    text: str
    plain: str
    rest: str
    before: str = ""
    beside: str = ""
    named: tuple[str, ...] = ()
    hinted: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()
    cities: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    facets: Mapping[tuple[str, str], str] = field(default_factory=dict)
    both: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    kinds: frozenset[Kind] = frozenset()
    follows: bool = False
    still: bool = False

    @property
    def asked(self) -> str:
        """What is compared with the units: ``rest``, or the whole where nothing else was said."""
        return self.rest if self.rest.strip() else self.plain


class Reader:
    """Reads messages against one knowledge base's names and the word tables."""

    def __init__(self, base: KnowledgeBase, wording: Wording, data: Path = DATA) -> None:
        self.base, self.wording, self.data = base, wording, data

    @cached_property
    def _cues(self) -> Kinds:
        path = self.data / "words" / "kinds.toml"
        return parse(Kinds, read_toml(path), path.name)

    @cached_property
    def kinds(self) -> dict[Kind, tuple[str, ...]]:
        """The words that point to each kind of question."""
        return {kind: tuple(map(normal, cues)) for kind, cues in self._cues.kinds.items()}

    @cached_property
    def still(self) -> tuple[str, ...]:
        """The words that ask whether it is still possible to apply."""
        return tuple(map(normal, self._cues.still))

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        path = self.data / "words" / "places.toml"
        return {
            city: tuple(map(normal, names))
            for city, names in parse(Places, read_toml(path), path.name).cities.items()
        }

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Each way to name a programme → the programmes it may mean."""
        found: dict[str, list[str]] = {}
        for name, programme in self.base.programmes.items():
            about = programme.programme
            for alias in {about.name, about.short, *about.aliases}:
                found.setdefault(alias_key(self.wording.canonical(normal(alias))), []).append(name)
        return {alias: tuple(names) for alias, names in found.items()}

    @cached_property
    def hints(self) -> dict[str, tuple[str, ...]]:
        """Words that often stand in questions about a programme, without naming it."""
        return {name: tuple(map(normal, p.programme.hints)) for name, p in self.base.programmes.items()}

    @cached_property
    def _alias_pattern(self) -> re.Pattern[str]:
        ordered = sorted(self.aliases, key=len, reverse=True)
        return re.compile("|".join(alias_pattern(alias) for alias in ordered))

    @cached_property
    def choices(self) -> list[tuple[str, tuple[str, str, str]]]:
        """(word, (programme, facet, value)), longest word first."""
        found = [
            (normal(word), (name, facet.id, value))
            for name, programme in self.base.programmes.items()
            for facet in programme.facets
            for value, words in facet.values.items()
            for word in words
        ]
        return sorted(found, key=lambda item: len(item[0]), reverse=True)

    def read(self, text: str, earlier: Iterable[str] = ()) -> Question:
        """``text`` in the light of the same person's ``earlier`` messages, oldest first."""
        question: Question | None = None
        for message in (*earlier, text):
            question = self._continue(self._read_one(message), question)
        assert question is not None
        return question

    def beside(self, question: Question, earlier: Sequence[str]) -> Question:
        """``question`` as a further one of the message whose last is the last of the ``earlier``: a short one is about
        what that names."""
        if question.before or self._content(question) > SHORT:
            return question
        last = self.read(earlier[-1], earlier[:-1])
        return replace(question, beside=f"{last.before} {last.rest}".strip())

    def _read_one(self, text: str) -> Question:
        plain = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", typed(text))
        facets, both = self._facets(plain)
        named, without = self._names(self.wording.canonical(plain), {name for name, _ in facets})
        cities = self._cities(plain)
        several = len({self.base.programmes[name].programme.document for name in named}) > 1 or len(named) > 2
        bare = self.wording.bare(plain if several else without)  # a second name may be what is asked about
        follows = bool(FOLLOWING.search(plain.strip("?!。,~ ")) or THEN.search(text))
        return Question(
            text=text,
            plain=plain,
            rest=FOLLOWING.sub(" ", bare.strip("?!。,~ ")) if follows else bare,
            named=named,
            hinted=frozenset(
                name for name, words in self.hints.items() if any(word in plain for word in words)
            ),
            cities=cities,
            homes=self._homes(plain),
            placed=frozenset(name for name, p in self.base.programmes.items() if p.programme.city in cities),
            facets=facets,
            both=both,
            kinds=frozenset(kind for kind, cues in self.kinds.items() if any(cue in plain for cue in cues)),
            still=any(cue in plain for cue in self.still),
            follows=follows,
        )

    def _names(self, plain: str, chosen: Container[str]) -> tuple[tuple[str, ...], str]:
        """Programmes that ``plain`` names, and ``plain`` without those names. A longer name hides a shorter one; one of
        the ``chosen``, of which it names a choice too (ISA基礎認證), is not hidden."""
        by: dict[str, set[str]] = {}
        without = plain
        for match in self._alias_pattern.finditer(plain):
            alias = alias_key(match[0])
            for name in self.aliases[alias]:
                by.setdefault(name, set()).add(alias)
            without = without.replace(match[0], " ", 1)
        hidden = {
            name for name in by if name not in chosen and any(self._hides(by, other, name) for other in by)
        }
        return tuple(name for name in by if name not in hidden), without

    def unnamed(self, text: str, instead: str) -> str:
        """``text``, as ``typed`` makes it, with ``instead`` for every name of a programme."""
        plain = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "，", typed(text))
        return self._alias_pattern.sub(instead, plain)

    def _hides(self, by: Mapping[str, set[str]], one: str, other: str) -> bool:
        """``other`` is named only by words that ``one`` uses for parts of itself (筆友的教師社群), and not the reverse."""
        inside = all(alias in self.texts[one] for alias in by[other])
        return one != other and inside and not all(alias in self.texts[other] for alias in by[one])

    @cached_property
    def texts(self) -> dict[str, str]:
        """Everything that each programme's facts say, for matching."""
        return {
            name: self.wording.canonical(
                normal("\n".join(f"{fact.title}{fact.say}{''.join(fact.asks)}" for fact in programme.facts))
            )
            for name, programme in self.base.programmes.items()
        }

    @cached_property
    def city_names(self) -> dict[str, str]:
        """Each way to name a city → its id."""
        return {name: city for city, names in self.places.items() for name in names}

    @cached_property
    def _city_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self.city_names), key=len, reverse=True)))

    def _cities(self, plain: str) -> frozenset[str]:
        """Cities that ``plain`` names; 新北 is not also 北市."""
        return frozenset(self.city_names[match[0]] for match in self._city_pattern.finditer(plain))

    def _homes(self, plain: str) -> frozenset[str]:
        """Cities where somebody lives or goes to school (讀新北的國小), told and not asked about."""
        return frozenset(
            self.city_names[match[0]]
            for match in self._city_pattern.finditer(plain)
            if HOME.search(plain[: match.start()].rstrip()) or SCHOOLED.search(plain[match.end() :])
        )

    def _facets(self, plain: str) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], frozenset[str]]]:
        """(the choice in each facet of which ``plain`` names one, the choices where it names several)."""
        named: dict[tuple[str, str], set[str]] = {}
        taken: dict[tuple[str, str], str] = {}
        for word, (name, facet, value) in self.choices:
            left = taken.get((name, facet), plain)
            if word in left:
                named.setdefault((name, facet), set()).add(value)
                taken[name, facet] = left.replace(word, "　")
        found = {key: next(iter(values)) for key, values in named.items() if len(values) == 1}
        for name, programme in self.base.programmes.items():
            for entry in programme.facets:
                if (name, entry.id) not in named and (counted := ranged(entry, plain)):
                    found[name, entry.id] = counted
        return found, {key: frozenset(values) for key, values in named.items() if len(values) > 1}

    def _continue(self, now: Question, before: Question | None) -> Question:
        """``now`` with what it lacks taken from ``before``."""
        if before is None:
            return now
        topic = now.named or before.named or before.topic
        if now.named and not set(now.named) & set(before.named or before.topic):
            return replace(now, topic=now.named)
        facets = {key: value for key, value in before.facets.items() if key not in now.both} | dict(
            now.facets
        )
        both = {key: value for key, value in before.both.items() if key not in now.facets} | dict(now.both)
        now = replace(now, both=both)
        content = self._content(now)
        if content <= 2 and now.facets:
            return replace(
                now, topic=topic, facets=facets, rest=self._swapped(now, before), kinds=before.kinds
            )
        if content <= 2 or (now.follows and content <= (TOLD_FIRST if THEN.search(now.text) else 5)):
            behind = f"{before.before} {before.rest}".strip()
            return replace(now, topic=topic, facets=facets, before=behind, kinds=now.kinds | before.kinds)
        return replace(now, topic=topic, facets=facets)

    def _swapped(self, now: Question, before: Question) -> str:
        """The earlier question with its choice exchanged for the one named now (共備的多少錢 → 課程研創的呢)."""
        rest = f"{before.before} {before.rest}"
        for word, (name, facet, value) in self.choices:
            if now.facets.get((name, facet), value) != value:
                rest = rest.replace(word, " ")
        return f"{rest} {now.rest}"

    def _content(self, question: Question) -> int:
        """How many characters are left when choices and joining words are gone."""
        left = FOLLOWING.sub("", question.rest.strip("?!。,~ "))
        for word, key in self.choices:
            if (key[0], key[1]) in question.facets:
                left = left.replace(word, "")
        return len(re.sub(r"[\W_]", "", left))


def alias_key(alias: str) -> str:
    """A name as it is looked up: spaces say nothing between characters, but part the words of a Latin name."""
    return alias if alias.isascii() else alias.replace(" ", "")


def alias_pattern(alias: str) -> str:
    """A Latin name only as a whole word."""
    escaped = re.escape(alias)
    return rf"(?<![a-z0-9]){escaped}(?![a-z0-9])" if alias.isascii() else escaped


def ranged(facet: Facet, plain: str) -> str | None:
    """The value whose range holds a number that stands before one of the facet's units."""
    for match in NUMBER.finditer(plain):
        after = plain[match.end() :].lstrip()
        if facet.unit and after.startswith(tuple(map(normal, facet.unit))):
            number = float(match[0])
            for name, (low, high) in facet.ranges.items():
                if low <= number <= high:
                    return name
    return None
