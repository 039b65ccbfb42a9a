"""What a question says about what would answer it: its n-grams with their weights, names, numbers, kind of thing.

Question words and polite words say little about the passage that answers (a passage does not say "which"), so their
n-grams count a fifth. Weights are rarity in the index: log(1 + (N − n + ½) ÷ (n + ½)).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.search.grams import fold, grams, single

QUESTION_WORDS = re.compile(
    "請問|什麼時候|什麼|甚麼|多少|哪一個|哪一種|哪一位|哪一年|哪一|哪些|哪個|哪位|哪裡|哪|誰|何時|何地|何種|何者|為何"
    "|如何|怎麼辦|怎麼|怎樣|是否|何|幾|嗎|呢|想知道|想問|可不可以|可以|我"
)
QUESTION_SHARE = 0.2
NUMBER = re.compile(r"\d+(?:\.\d+)?")
QUOTED = re.compile('[「『《〈“"]([^「」『』《》〈〉“”"]{2,})[」』》〉”"]')

_DIGITS = "0-9一二三四五六七八九十百千萬億兩"
KINDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "date": (
        re.compile("何時|什麼時候|哪一?年|幾年|哪個時期|哪一?天|幾月|時間|年份|年代|世紀|日期|截止|期限"),
        re.compile(r"\d+ ?[年月日]|世紀|年代|時期|\d{3,4}|年|[一二三四五六七八九十]+月"),
    ),
    "number": (
        re.compile("多少|幾|多長|多大|多遠|多高|多久|比例|面積|人口|金額|名額"),
        re.compile(rf"\d|[{_DIGITS}]+[個萬億人年公平名種座隻元位節校]"),
    ),
    "person": (
        re.compile("誰|哪一?位|何人|人物|名字|承辦人"),
        re.compile("[·‧・王皇帝]|先生|小姐|教授|博士|將軍|總統|校長|老師"),
    ),
    "place": (
        re.compile("哪裡|何處|何地|哪一?個?國|哪個城市|地區|地點|位於|地址"),
        re.compile("[省市縣區國洲島港州路號]"),
    ),
}
"""Kind of thing asked for: how a question asks for it, and what a passage that holds one looks like."""


Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A question read.

    ``pairs`` and ``singles``: weight by n-gram, of those the index holds; ``whole``: all weights, of unknown ones too;
    ``spans``: where each one's postings stand, by segment; ``rarest``: the weight of an n-gram that no passage holds.
    """

    text: str
    pairs: dict[str, float]
    singles: dict[str, float]
    whole: float
    numbers: tuple[str, ...]
    quoted: tuple[str, ...]
    kinds: tuple[str, ...]
    spans: dict[str, Spans]
    rarest: float


def shares(folded: str) -> dict[str, float]:
    """Each n-gram of a folded question, with how much of it is not a question word's."""
    empty = bytearray(len(folded))
    for match in QUESTION_WORDS.finditer(folded):
        empty[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    found: dict[str, float] = {}
    for gram, at in grams(folded):
        share = QUESTION_SHARE if 1 in empty[at : at + len(gram)] else 1.0
        if share > found.get(gram, 0.0):
            found[gram] = share
    return found


def read(question: str, find: Callable[[str], Spans], rarity: Callable[[Spans], float]) -> Asked:
    """A question read; ``find`` gives an n-gram's postings by segment, ``rarity`` the weight that follows."""
    text = fold(question)
    pairs: dict[str, float] = {}
    singles: dict[str, float] = {}
    spans: dict[str, Spans] = {}
    whole = 0.0
    for gram, share in shares(text).items():
        found = find(gram)
        weight = rarity(found) * share
        whole += weight
        if any(end for _, end in found):
            spans[gram] = found
            (singles if single(gram) else pairs)[gram] = weight
    kinds = tuple(name for name, (asks, _) in KINDS.items() if asks.search(text))
    return Asked(
        text, pairs, singles, whole or 1.0, tuple(NUMBER.findall(text)), tuple(QUOTED.findall(text)),
        kinds, spans, rarity([]),
    )  # fmt: skip
