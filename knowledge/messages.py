"""A message made ready to be looked up: English said in Chinese, slips put right, and what only tells left out."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from knowledge.english import chinese, content
from knowledge.lexicon import HAN, Lexicon
from knowledge.several import focus
from knowledge.typos import Put, Typos
from knowledge.wording import normal, typed

LATIN = re.compile(r"[a-z][a-z'-]*")
NAME = re.compile(r"[a-z][a-z'-]+(?: [a-z'-]+)+")
TURNING = re.compile(
    r"\d|[一二兩三四五六七八九十][年月號日天週級]|[小國高][一二三四五六]|月底|[返回出]國|收到|低收|弱勢|國籍"
)
"""What an answer may turn on, besides names, choices and places: numbers, Latin words, years, days, grades, hardship."""


class Messages:
    """Makes messages ready with one knowledge base's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reader = lexicon.reader
        self.typos = Typos(lexicon)

    @cached_property
    def latin(self) -> frozenset[str]:
        """Latin words that the knowledge base uses: abbreviations, titles, levels."""
        return frozenset(LATIN.findall(self.typos.lexicon.text))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Names of several Latin words that the facts print (Schools Online)."""
        said = "\n".join(
            fact.say for programme in self.reader.base.programmes.values() for fact in programme.facts
        )
        names = sorted(set(NAME.findall(normal(said))), key=len, reverse=True)
        return re.compile(
            "|".join(rf"(?<![a-z]){re.escape(name)}(?![a-z])" for name in names) or r"(?!)", re.I
        )

    def right(self, text: str) -> str:
        """``text`` with its English in Chinese and slips put right that are certain; itself where there is none."""
        return self.typos.right(self._chinese(text)).text

    def _chinese(self, text: str) -> str:
        """``text`` with its English in Chinese; beside Chinese, a name that the facts print stays as it is."""
        if not HAN.search(text):
            return chinese(text)
        kept = [match.span() for match in self._names.finditer(text)]
        ends = [0, *(place for span in kept for place in span), len(text)]
        return "".join(
            text[start:end] if number % 2 else chinese(text[start:end])
            for number, (start, end) in enumerate(pairwise(ends))
        )

    def strange(self, text: str) -> tuple[str, ...]:
        """The words of an English message that neither the tables nor the knowledge base know."""
        return tuple(word for word in content(text) if normal(word) not in self.latin)

    def near(self, text: str) -> Put:
        """``text`` with what only sounds alike put right too: to be offered."""
        return self.typos.near(text)

    def focused(self, text: str) -> str:
        """``text`` without clauses that only tell."""
        return focus(text, self._matters)

    def _matters(self, clause: str) -> bool:
        plain = typed(clause)
        reader = self.reader
        words = (
            *(alias for alias in reader.aliases),
            *(hint for hints in reader.hints.values() for hint in hints),
            *(name for names in reader.places.values() for name in names),
            *(word for word, _ in reader.choices),
        )
        return bool(TURNING.search(plain)) or any(word in plain for word in words)
