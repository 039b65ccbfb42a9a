"""A message with everything that could name somebody taken out, to be looked at later by whoever runs the bot.

Numbers, addresses, links, Latin words that are none of ours, and what stands after 我叫 or before 同學 become marks.
What is left is the kind of thing that was asked.

>>> masked("我叫王小明，身分證A123456789，資優鑑定可以報嗎", frozenset())
'我叫〇,身分證#,資優鑑定可以報嗎'
"""

from __future__ import annotations

import re
from collections.abc import Container, Set

from knowledge.wording import typed

LONGEST = 80
NAME, NUMBER, WORD, ADDRESS = "〇", "#", "*", "@"
SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧杜傅侯曹"
    "薛丁卓馬董温唐藍石蔣古紀姚連馮歐程湯黄田康姜汪白鄒尤巫鐘龔嚴韓袁"
)
TITLES = "同學|老師|先生|小姐|女士|主任|校長|組長|科員|媽媽|爸爸|太太|教授|弟弟|妹妹"
MASKS = (
    (re.compile(r"[\w.+-]+@[\w.-]+|@\w+"), ADDRESS),
    (re.compile(r"(?:https?://|www\.)\S+"), ADDRESS),
    (re.compile(r"(?<=我叫)[一-鿿]{2,4}|(?<=名叫)[一-鿿]{2,4}|(?<=叫做)[一-鿿]{2,4}|(?<=姓名[是:])[一-鿿]{2,4}"), NAME),
    (re.compile(rf"[{SURNAMES}][一-鿿]{{0,2}}?(?={TITLES})"), NAME),
    (re.compile(rf"(?<=我是)[{SURNAMES}][一-鿿]{{1,2}}(?=$|\W)"), NAME),
    (re.compile(r"[a-z]?\d[\d\s().#-]*\d|\d"), NUMBER),
)  # fmt: skip
LATIN = re.compile(r"[a-z][a-z'-]*")
PERHAPS = re.compile(rf"(?=([{SURNAMES}][一-鿿]{{1,2}}))")
ENDS = "的是在要嗎有可能會想了和跟同與他她國小高"
"""What follows a name sooner than it belongs to one."""


def masked(text: str, ours: Set[str], known: Container[str] = ()) -> str:
    """``text`` in comparable form without what could name somebody; ``ours``: Latin words that name nobody;
    ``known``: words, so that a surname that begins none of them is taken for somebody's."""
    plain = " ".join(typed(text).split())
    for pattern, mark in MASKS:
        plain = pattern.sub(mark, plain)
    plain = unnamed(plain, known) if known != () else plain
    plain = LATIN.sub(lambda match: match[0] if match[0] in ours else WORD, plain)
    return plain[:LONGEST]


def unnamed(plain: str, known: Container[str]) -> str:
    """Without what looks like a name: a surname, and one or two characters with which it makes no known word."""
    kept, after = [], 0
    for match in PERHAPS.finditer(plain):
        start, found = match.start(), match[1]
        if start < after or any(plain[i:j] in known for i, j in spans(start, len(plain))):
            continue
        long = 3 if len(found) == 3 and found[2] not in ENDS else 2
        kept.append(plain[after:start] + NAME)
        after = start + long
    return "".join(kept) + plain[after:]


def spans(start: int, end: int) -> list[tuple[int, int]]:
    """Where a word of two to four characters may stand that holds the one at ``start``."""
    return [
        (i, i + long)
        for long in (2, 3, 4)
        for i in range(max(0, start - long + 1), start + 1)
        if i + long <= end
    ]
