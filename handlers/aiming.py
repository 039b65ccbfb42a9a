"""Which dates of the knowledge base a wish is about, and the day from which somebody lets them be counted.

「我們 11/3 返國，報告截止前一天提醒我」 names no programme: every period that runs from a return and is called a report
fits. A day belongs to the word that it stands by: told of a return, it is never counted as a departure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.subscriptions import Target, TargetKind
from knowledge.assistant import Assistant
from knowledge.dates import Mode, Reading, Status, find_all
from knowledge.deadlines import day_of
from knowledge.model import DateEntry, DateKind
from knowledge.wording import normal, typed

Key = tuple[str, str]
NAME_ALONE = 2
"""A programme's name alone (出國補助) shares so much with any of its dates; more of it (出國報告) means one of them."""
WHOLE_NAME = 9
"""Twice the letters: with so much of its name a date is meant, whatever programme its words name besides."""
LONGEST_TRIP = timedelta(days=60)
NUMBERS = re.compile(r"\d{1,4}(?:[/.\-]\d{1,2})+|\d{1,2}月\d{1,2}[日號]?")


@dataclass(frozen=True)
class Days:
    """``of``: the day told for each anchor; ``bare``: a day of which was not said what happened then; ``wrong``: why a
    day cannot be; ``body``: the text without all this."""

    of: Mapping[str, date]
    bare: date | None
    wrong: str
    body: str


@dataclass(frozen=True)
class Aim:
    """``targets`` that fit alike, those counted from a day that was not told without one; ``sure``: the words or the
    day chose them; ``wrong``: why the day that was told cannot be."""

    targets: tuple[Target, ...]
    sure: bool = False
    wrong: str = ""


class Aiming:
    """Finds dates of one knowledge base."""

    def __init__(self, assistant: Assistant) -> None:
        self.base, self.reader = assistant.base, assistant.finder.reader
        self.canonical = self.reader.wording.canonical
        used = {entry.anchor for entry in self.base.dates.values() if entry.anchor}
        self.words = {
            name: tuple(map(normal, anchor.words))
            for name, anchor in assistant.teller.anchored.anchors.items()
            if name in used
        }
        self.anchored = assistant.teller.anchored
        self.labels = {key: self.canonical(typed(entry.label)) for key, entry in self.base.dates.items()}

    def at(self, text: str, at: datetime) -> Aim:
        """What ``text`` is about, without its days ahead and its 「提醒我」."""
        days = self.days(text, at)
        named = self.reader.read(text or "　").named
        bare = self.canonical(self.reader.unnamed(days.body, ",")) if named else days.body
        pool = {
            key: entry for key, entry in self.base.dates.items() if key[0] in named or (not named and entry.who)
        }  # fmt: skip
        alike = {key: letters for key in pool if (letters := self._alike(key, bare, days.body))}
        closer = {key: n for key in self.labels if (n := run(self.labels[key], days.body) * 2) > WHOLE_NAME}
        if max(closer.values(), default=0) > max(alike.values(), default=0):
            pool, alike = {key: self.base.dates[key] for key in closer}, closer
        counted = {key: alike.get(key, 0) for key in pool if pool[key].anchor in days.of and pool[key].who}
        if any(counted.values()) or (counted and not alike):
            return Aim(self._targets(best(counted), days), True, days.wrong)
        return Aim(self._targets(best(alike), days), bool(alike), days.wrong)

    def counted(self, entries: Iterable[Key], text: str, at: datetime) -> tuple[Target, ...]:
        """Targets of some dates, with the days that ``text`` tells."""
        return self._targets(entries, self.days(text, at))

    def _targets(self, keys: Iterable[Key], days: Days) -> tuple[Target, ...]:
        return tuple(self._target(key, self.base.dates[key], days) for key in keys)

    def _target(self, key: Key, entry: DateEntry, days: Days) -> Target:
        if entry.kind is not DateKind.RELATIVE:
            return Target(TargetKind.DATE, *key)
        return Target(TargetKind.OWN, *key, days.of.get(entry.anchor or ""))

    def _alike(self, key: Key, bare: str, body: str) -> int:
        """How much of a date's name was said, besides the programme's name or with more than that; twice the letters, one
        less where they stand in brackets."""
        least = 2 if self.base.dates[key].who else NAME_ALONE + 1
        label = self.labels[key]
        letters, more = run(label, bare), run(label, body)
        found = max(letters, more if more > NAME_ALONE else 0)
        if found < least:
            return 0
        return found * 2 - (run(label.split("(")[0], body) < found)

    # the days that were told

    def days(self, text: str, at: datetime) -> Days:
        """Every day in ``text``, by what happened on it."""
        plain = typed(text)
        found = find_all(plain, reference=at, mode=Mode.MESSAGE)
        readings = [r for r in found if r.status is Status.OK and brief(r)]
        body = plain
        for start, end in (reading.span for reading in readings):
            body = body[:start] + "　" * (end - start) + body[end:]
        told = self.anchored.told(plain, at, self.words) if readings else {}
        bare = day_of(readings[0].start) if readings and not told else None
        wrong = "" if readings else self.anchored.wrong(plain, at) or ("?" if NUMBERS.search(plain) else "")
        if told or wrong:
            body = self._without(NUMBERS.sub("　", body), told or self.words)
        return Days(told, bare, wrong, self.canonical(body))

    def _without(self, text: str, anchors: Iterable[str]) -> str:
        """``text`` without the words of some anchors, except where they are part of a name."""
        hidden = self.anchored.names.sub(lambda m: "　" * len(m[0]), text)
        for word in (word for anchor in anchors for word in self.words[anchor]):
            for m in re.finditer(re.escape(word), hidden):
                text = text[: m.start()] + "　" * len(word) + text[m.end() :]
        return text


def best(alike: Mapping[Key, int]) -> list[Key]:
    """Those that are most alike."""
    most = max(alike.values(), default=0)
    return [key for key, letters in alike.items() if letters == most]


def run(label: str, text: str) -> int:
    """How many letters of ``label`` stand together in ``text``; a single one is none."""
    size = len(label)
    return max(
        (n for i in range(size) for n in range(2, size - i + 1) if label[i : i + n] in text), default=0
    )


def brief(reading: Reading) -> bool:
    """A day, or a trip of some days; 「下學期」 and 「寒假」 are none."""
    if reading.start is None or reading.approximate:
        return False
    return reading.end is None or day_of(reading.end) - day_of(reading.start) <= LONGEST_TRIP


def told_apart(targets: Sequence[Target], names: Sequence[str], text: str) -> Target | None:
    """The one of several targets that a short answer names; None where it names none, or more than one."""
    ordinal = re.fullmatch(r"(?:我要|要)?第?([一二三四五六七八]|[1-8])(?:個|項)?(?:吧|喔|謝謝)?", text)
    if ordinal is not None:
        place = "一二三四五六七八".find(ordinal[1]) + 1 or int(ordinal[1])
        return targets[place - 1] if place <= len(targets) else None
    runs = [run(text, name) for name in names]
    most = max(runs, default=0)
    return targets[runs.index(most)] if most > 1 and runs.count(most) == 1 else None


def undated(target: Target) -> bool:
    """Whether a period still lacks the day from which it runs."""
    return target.kind is TargetKind.OWN and target.day is None
