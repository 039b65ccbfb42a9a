"""The contest and the award that somebody speaks of, as the accepted-contests look-up takes them."""

from __future__ import annotations

import re
from functools import cache

from knowledge import awards
from knowledge.criteria import ABSENT, Exact, Known, Truth
from knowledge.hearing.sentence import BREAKS, NAME, Sentence
from knowledge.hearing.words import load_places

NOUN = r"競賽|比賽|大賽|奧林匹亞|奧林匹克|奧賽|科展|科學展覽|黑客松|挑戰賽|盃|能競|科學獎|npsc|ioi|hackathon"
CONTEST = re.compile(NOUN)
SHORT = re.compile(r"(?<![a-z])(?!gold|silver|bronze|ok|line|apcs)[a-z]{4,}(?![a-z])")
"""What may be the short name of a contest: APIO."""
GENERAL = re.compile(r"哪些|哪幾|什麼|幾個|幾項|清單|有沒有列|多少|怎麼|如何|何時|哪")
ASKING = re.compile(
    r"算不算|採不採認|可不可以|有沒有|可以|嗎|呢|有?採認|有?承認|有?採計|認可|算數|符合|行嗎|能不能|申請|報名|我的?|孩子|小孩|兒子|女兒"
    r"|還?能用|資優鑑定|來得及|來不及|趕得上|趕得及"
)
TOLD = re.compile(
    r"\d+年(?:\d+月)?(?:\d+日)?|\d+學年度?|[去今前]年(?:\d+月)?|如果|要是|假如|小[一二三四五六]|國[一二三](?!高)|高[一二三]|讀書|念書|就讀|[讀念在]"
)
"""What else stands beside a contest's name: when it was, what grade and where."""
DAY = r"\d+月(?:\d+[日號])?|\d+[/.]\d+|當天|那天|當日|今天|昨天|前天|上週|上個?月|最近"
GOT = re.compile(r"^(?:曾經?|有)?(?:拿|得|獲|參加)(?:過|到|了)*")
PLACED = re.compile(r"第[一二兩三四五六七八九十\d]+[名等]|[一二三四五六七八九十\d]等獎")


def contest(sentence: Sentence) -> Known:
    """The contest's name as told, without what is asked of it and what is told beside it."""
    if GENERAL.search(sentence.plain):
        return ABSENT
    whole = ASKING.sub("", sentence.plain.replace(NAME, " "))
    if awards.look_up(whole).kind is awards.Kind.LISTED:
        return Exact(whole)
    parts = [bare(part) for part in re.split(f"[{re.escape(BREAKS)}{NAME}]", sentence.plain)]
    places = [place for place, part in enumerate(parts) if CONTEST.search(part)]
    if not places:
        return ABSENT
    name, behind = parts[places[0]], "".join(parts[places[0] + 1 :][:1])
    own = re.sub(
        rf"{NOUN}|{DAY}|得獎|獲獎|得名|全國|國際|參加|拿|得|用|有|過|的|獎|{PLACED.pattern}", "", name
    )
    if len(own) < 2 and not named(name):
        return ABSENT
    item = awards.look_up(name + behind) if behind and named(name) else None
    return Exact(name + behind if item is not None and item.kind is awards.Kind.NOT_LISTED else name)


def named(name: str) -> bool:
    """Whether it is a listed contest, of which an item may be missing."""
    return awards.look_up(name).kind is awards.Kind.NEAR


def bare(part: str) -> str:
    """A stretch of a sentence without what is asked and what is told beside a contest's name."""
    for pattern in (ASKING, TOLD, _cities()):
        part = pattern.sub("", part)
    return GOT.sub("", part).strip("的 ")


@cache
def _cities() -> re.Pattern[str]:
    names = sorted((name for ways in load_places().values() for name in ways), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, names))})[市縣]?(?!的?(?:{NOUN}|學科能力|科技教育))")


def award(sentence: Sentence) -> Known:
    """The place or medal as told."""
    ranks = awards.load_awards().ranks
    words = sorted((*ranks.top, *ranks.lower, *ranks.unnamed), key=len, reverse=True)
    plain = awards.letters(sentence.plain)
    placed = PLACED.search(sentence.plain)
    told = placed[0] if placed else next((word for word in words if awards.letters(word) in plain), None)
    if told is None or (contest_unclear(sentence) and awards.read_rank(told).state is not Truth.UNMET):
        return ABSENT
    return Exact(told)


def contest_unclear(sentence: Sentence) -> bool:
    """Whether a contest is spoken of that cannot be made out: then its award alone says nothing good."""
    spoken = CONTEST.search(sentence.plain) or SHORT.search(sentence.plain) or "賽" in sentence.plain
    return bool(spoken) and contest(sentence) is ABSENT
