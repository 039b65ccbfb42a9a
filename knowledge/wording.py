"""Words as people type them, made comparable: Unicode, simplified characters, synonyms, character n-grams.

What is done here is for matching only; nobody is ever shown the result. Characters beat word segmenters on this
material, so a text becomes its characters, pairs of neighbours, and whole Latin words or numbers.

>>> sorted(Wording().grams("補助 USA"))
['usa', '助', '補', '補助']
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from pathlib import Path

import opencc
from pydantic import Field

from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry

MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日號]?")
TOKEN = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+(?:[./]\d+)*|[一-鿿㐀-䶿々〇ㄅ-ㄩ]+", re.I)
VARIANTS = str.maketrans(
    {
        "台": "臺",
        "妳": "你",
        "爲": "為",
        "衆": "眾",
        "裏": "裡",
        "綫": "線",
        "啓": "啟",
        "姐": "姊",
        "証": "證",
        "册": "冊",
        "鑒": "鑑",
        "劃": "畫",
        "佔": "占",
        "敍": "敘",
        "羣": "群",
        "着": "著",
        "錶": "表",
        "隻": "只",
        "製": "制",
        "繫": "系",
        "係": "系",
        "瞭": "了",
        **dict(
            zip(
                "么愿体个万与无号礼宝点来气机权术据种听担断灵荐办",
                "麼願體個萬與無號禮寶點來氣機權術據種聽擔斷靈薦辦",
                strict=True,
            )
        ),
    }
)
"""Characters that stand for one another; the last few because simplified writing has one for both."""


class Same(Entry):
    to: str
    ways: tuple[str, ...] = Field(alias="from")


class Synonyms(Entry):
    same: tuple[Same, ...]


class Fillers(Entry):
    fillers: tuple[str, ...]


@lru_cache(maxsize=1)
def traditional() -> opencc.OpenCC:
    """Simplified to Taiwan's traditional; only ever applied to what a person typed."""
    return opencc.OpenCC("s2tw")


def normal(text: str) -> str:
    """NFKC, lower case, variant characters folded. Safe for official text too."""
    return unicodedata.normalize("NFKC", text).lower().translate(VARIANTS)


def simplified(text: str) -> bool:
    """Whether ``text`` holds a character that traditional writing does not have (Big5 does not know it)."""
    try:
        "".join(char for char in text if "一" <= char <= "鿿").encode("cp950")
    except UnicodeEncodeError:
        return True
    return False


def typed(text: str) -> str:
    """A person's message made comparable: as ``normal``, and simplified writing made traditional.

    What is traditional already is left alone: read as simplified, 報名表在哪 would become another 表.
    """
    plain = unicodedata.normalize("NFKC", text)
    return normal(traditional().convert(plain) if simplified(plain) else plain)


class Wording:
    """The synonym and filler tables, and what follows from them."""

    def __init__(self, data: Path = DATA) -> None:
        self.data = data

    @cached_property
    def synonyms(self) -> dict[str, str]:
        """Each way of saying it → the one form used for matching."""
        path = self.data / "words" / "synonyms.toml"
        groups = parse(Synonyms, read_toml(path), path.name).same
        return {normal(word): normal(group.to) for group in groups for word in group.ways}

    @cached_property
    def fillers(self) -> tuple[str, ...]:
        """Polite and empty words, longest first."""
        path = self.data / "words" / "fillers.toml"
        words = parse(Fillers, read_toml(path), path.name).fillers
        return tuple(sorted((normal(word) for word in words), key=len, reverse=True))

    @cached_property
    def _synonym_pattern(self) -> re.Pattern[str]:
        forms = sorted(set(self.synonyms) | set(self.synonyms.values()), key=len, reverse=True)
        return re.compile("|".join(re.escape(form) for form in forms))

    @cached_property
    def _filler_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(word) for word in self.fillers))

    def canonical(self, text: str) -> str:
        """``text`` (already ``normal`` or ``typed``) with every synonym in its one form."""
        return self._synonym_pattern.sub(lambda m: self.synonyms.get(m[0], m[0]), text)

    def bare(self, text: str) -> str:
        """``text`` without polite and empty words."""
        return self._filler_pattern.sub(" ", text)

    def grams(self, text: str) -> dict[str, int]:
        """Characters, neighbouring pairs, Latin words and numbers of ``text``, with how often each stands there."""
        found: dict[str, int] = {}
        for token in TOKEN.findall(MONTH_DAY.sub(r"\1/\2", self.canonical(normal(text)))):
            if token[0].isascii():
                found[token] = found.get(token, 0) + 1
                continue
            for i, char in enumerate(token):
                found[char] = found.get(char, 0) + 1
                if i:
                    pair = token[i - 1] + char
                    found[pair] = found.get(pair, 0) + 1
        return found
