"""The contest and the award that somebody speaks of, as the accepted-contests look-up takes them."""

from __future__ import annotations

import re

from knowledge import awards
from knowledge.criteria import ABSENT, Exact, Known, Truth
from knowledge.hearing.sentence import NAME, Sentence

NOUN = r"競賽|比賽|大賽|奧林匹亞|奧林匹克|奧賽|科展|科學展覽|黑客松|挑戰賽|盃|npsc|ioi|hackathon"
CONTEST = re.compile(rf"[^，,。；;!！?？、\n{NAME}]{{0,24}}?(?:{NOUN})[^，,。；;!！?？、\n{NAME}]{{0,14}}")
GENERAL = re.compile(r"哪些|哪幾|什麼|幾個|幾項|清單|有沒有列|多少|怎麼|如何|何時|哪")
ASKING = re.compile(
    r"算不算|採不採認|可不可以|有沒有|可以|嗎|呢|有?採認|有?承認|有?採計|認可|算數|符合|行嗎|能不能|申請|報名|我的?|孩子|小孩|兒子|女兒"
)
PLACED = re.compile(r"第[一二兩三四五六七八九十\d]+名")


def contest(sentence: Sentence) -> Known:
    """The contest's name as told, without what is asked of it."""
    if GENERAL.search(sentence.plain):
        return ABSENT
    whole = ASKING.sub("", sentence.plain.replace(NAME, " "))
    if awards.look_up(whole).kind is awards.Kind.LISTED:
        return Exact(whole)
    found = CONTEST.search(sentence.plain)
    if found is None:
        return ABSENT
    name = ASKING.sub("", found[0]).strip()
    own = re.sub(rf"{NOUN}|得獎|獲獎|得名|全國|國際|參加|拿|得|用|有|過|的|獎|{PLACED.pattern}", "", name)
    if len(own) < 2 or awards.look_up(whole).kind is not awards.look_up(name).kind:
        return ABSENT
    return Exact(name)


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
    return CONTEST.search(sentence.plain) is not None and contest(sentence) is ABSENT
