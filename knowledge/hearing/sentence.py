"""A message made ready to be heard, and the phrases found in it.

A name of a programme that was taken out leaves ``NAME`` behind, so that what stands around it is not read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from knowledge.wording import typed

NAME = "◇"
BREAKS = "，,。；;!！?？、:：\n　 "
WILD = r"[^，,。；;!！?？、\s]{0,4}?"
NUMERALS = "零〇一二兩三四五六七八九十百"
NUMBER = re.compile(rf"(?<![第\d.{NUMERALS}])(\d+(?:\.\d+)?|[{NUMERALS}]+)")
NOT_BEFORE = re.compile(r"(?:沒有?|未|不是|非|不到|未達|達不到)(?:[考拿得通過到達取])*(?:全民)?$")
NOT_AFTER = re.compile(r"(?:檢定)?(?:還|都|也)?(?:沒有?[考過通拿]|沒$|不到|未[過通達]|落榜|以下|以上|初試)")

ABROAD = re.compile(r"(?<=[別外各他哪])國(?=小(?:孩|朋友|學生))")
"""別國小孩 holds no 國小."""


@dataclass(frozen=True)
class Sentence:
    """``plain``: the message as ``typed`` makes it; ``rule``: words after which a rule is asked for, nothing told."""

    plain: str
    at: datetime
    rule: tuple[str, ...]

    @classmethod
    def of(cls, text: str, at: datetime, rule: Iterable[str]) -> Sentence:
        plain = re.sub(r"(?<=\d)[ \t]+(?=[^\d\s])|(?<=[^\d\s])[ \t]+(?=\d)", "", typed(text))
        plain = ABROAD.sub("國的", plain)
        return cls(plain, at, tuple(sorted(rule, key=len, reverse=True)))

    def asks_rule(self, start: int) -> bool:
        """Whether what stands at ``start`` is asked for as a rule: 「英文要70分嗎」, not told: 「我英文70分」."""
        return self.plain[:start].endswith(self.rule) and not self.plain[:start].endswith(
            ("只要", "想要", "主要")
        )


@dataclass(frozen=True)
class Said:
    """One phrase found: which value it tells and where it stands."""

    value: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase of the word list, ``*`` standing for up to four characters."""
    return re.compile(WILD.join(re.escape(typed(part)) for part in phrase.split("*")))


def phrases(sentence: Sentence, says: Mapping[str, Iterable[str]]) -> list[Said]:
    """Every phrase told in the sentence, a longer one hiding those it overlaps."""
    found = [
        Said(value, match.start(), match.end())
        for value, ways in says.items()
        for way in ways
        for match in pattern(way).finditer(sentence.plain)
    ]
    found.sort(key=lambda said: said.start - said.end)
    kept: list[Said] = []
    for said in found:
        if all(said.end <= other.start or other.end <= said.start for other in kept):
            kept.append(said)
    return [said for said in kept if not sentence.asks_rule(said.start) and not denied(sentence.plain, said)]


def values(
    sentence: Sentence, says: Mapping[str, Iterable[str]], silent: Iterable[str] = (), wins: str | None = None
) -> list[str]:
    """The values told, each once; ``silent``: phrases that tell none, ``wins``: the value that holds beside others."""
    told = list(dict.fromkeys(said.value for said in phrases(sentence, {**says, "": silent}) if said.value))
    return [wins] if wins is not None and wins in told else told


def denied(plain: str, said: Said) -> bool:
    """Whether a phrase stands under a "not": 「還沒B1」, 「中級沒過」. What it is instead is not told."""
    return bool(NOT_BEFORE.search(plain[: said.start]) or NOT_AFTER.match(plain[said.end :]))


def mentions(sentence: Sentence, ways: Iterable[str]) -> bool:
    """Whether any of the ways to say it stands in the sentence."""
    return any(pattern(way).search(sentence.plain) for way in ways)


def clause_of(plain: str, start: int, end: int) -> tuple[int, int]:
    """The clause (between punctuation marks or spaces) that holds ``start`` to ``end``."""
    before = max((plain.rfind(mark, 0, start) for mark in BREAKS), default=-1)
    after = min((place for mark in BREAKS if (place := plain.find(mark, end)) >= 0), default=len(plain))
    return before + 1, after
