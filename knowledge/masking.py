"""A message with everything that could name somebody taken out, to be looked at later by whoever runs the bot.

Numbers, addresses, links, Latin words that are none of ours, and what stands after 我叫 or before 同學 become marks.
What is left is the kind of thing that was asked.

>>> masked("我叫王小明，身分證A123456789，資優鑑定可以報嗎", frozenset())
'我叫〇,身分證#,資優鑑定可以報嗎'
"""

from __future__ import annotations

import re
from collections.abc import Set

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


def masked(text: str, ours: Set[str]) -> str:
    """``text`` in comparable form without what could name somebody; ``ours``: Latin words that name nobody."""
    plain = " ".join(typed(text).split())
    for pattern, mark in MASKS:
        plain = pattern.sub(mark, plain)
    plain = LATIN.sub(lambda match: match[0] if match[0] in ours else WORD, plain)
    return plain[:LONGEST]
