"""Typed English, said the Chinese way: for matching only, as simplified characters are; nobody is shown the result.

The words are data (``data/words/english.toml``): a phrase becomes what the knowledge base calls it, words of the frame
(*could you tell me*) fall away, what asks (*how much*) goes to the end, where Chinese has it. Dates are read as
``dates.english`` reads them. A word that stands in no table is left as it is; ``content`` tells which ones these are,
so that a question is never answered from its frame alone.

>>> chinese("How much is the subsidy for exchange students to Canada?")
'國際交換學生補助加拿大多少錢'
>>> chinese("美國名額幾個"), chinese("GTMH")
('美國名額幾個', 'GTMH')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.dates import english
from knowledge.english_order import Piece, Place, ordered
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry

RUN = re.compile(r"[a-z0-9][^一-鿿㐀-䶿，。？！；：、「」]*", re.I)
"""A stretch without Chinese in it."""
LATIN = re.compile(r"(?<![\w.@/:-])[a-z]+(?:[-'][a-z]+)*(?![\w@/:]|\.\w)", re.I)
HAN = re.compile(r"[一-鿿]")
CHILD = re.compile(
    r"\b(?:son|daughter|child|kid|boy|girl|named|called|name is|i am|i'm)\s+(?P<who>[A-Z][a-z]+)\b"
)
"""What somebody is called, told in passing."""
JOINT = re.compile(
    r",?\s+(?:and|also|plus|or)\s+(?:also\s+)?"
    r"(?=(?:when|how|what|who|where|which|is|are|do|does|can|may|must|will|should)\b)",
    re.I,
)
ASKS = re.compile(r"\b(?:when|how|what|who|whom|where|which|is|are|do|does|can|may|must|will|should)\b", re.I)
YES_NO = re.compile(r"^\W*(?:(?:hi|hello|please|so|and|but|then)\W+)*(?:can|could|may|is|are|do|does|did|will|would|should|am|has|have|must)\b", re.I)  # fmt: skip
WHAT = re.compile(r"^\W*what(?:'s|\s+is|\s+are)\b", re.I)
"""*What is the IBDP* asks for a meaning, *what is the deadline* does not."""
NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
ORDINALS = dict(
    zip(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        range(1, 13),
        strict=True,
    )
)
GRADES = ["", *(f"小{n}" for n in "一二三四五六"), "七年級", "八年級", "九年級", "高一", "高二", "高三"]
COUNTED = {
    "day": "天", "week": "週", "month": "個月", "year": "年", "hour": "小時", "minute": "分鐘", "time": "次",
    "working day": "個工作天", "lesson": "節", "session": "節", "percent": "%", "copy": "份", "copie": "份",
    "teacher": "位老師", "student": "位學生", "people": "人", "person": "人", "member": "人", "classe": "班",
    "class": "班", "group": "組", "warning": "支警告", "page": "頁",
}  # fmt: skip
_N = rf"(?:\d[\d,.]*|{'|'.join(NUMBERS)}|an?(?=\s+(?:day|week|month|year)\s+(?:before|ahead|in advance|prior)))"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
GRADE = re.compile(
    rf"(?<![\w/])(?:(?:in\s+|into\s+)?(?:grade|g|form|year)\s*[.-]?\s*(?P<n>1[0-2]|[1-9])(?![\d,.]*\d|\s*(?:year|month|week|day))"
    rf"|(?:in\s+)?(?:the\s+)?(?P<o>{_ORDINAL})[\s-]+grade(?:rs?)?)(?!\w)",
    re.I,
)
COUNT = re.compile(
    rf"(?<![\w/])(?P<n>{_N}(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+){_N})*)[\s-]+(?P<u>{'|'.join(sorted(COUNTED, key=len, reverse=True))})s?"
    r"(?P<old>[\s-]old)?(?P<before>\s+(?:before|ahead(?:\s+of)?|in\s+advance(?:\s+of)?|prior(?:\s+to)?|earlier))?(?!\w)",
    re.I,
)
CLOCK = re.compile(
    r"(?<![\w/])(?:(?:at|from)\s+)?(?P<h>\d{1,2})(?::(?P<m>\d\d))?\s*(?P<half>[ap])\.?m\b\.?"
    r"(?:\s*(?:to|until|till|and|-|~|–)\s*(?P<h2>\d{1,2})(?::(?P<m2>\d\d))?\s*(?P<half2>[ap])\.?m\b\.?)?",
    re.I,
)
MONEY = re.compile(r"(?:nt\$?|twd|\$)\s*(?=\d)", re.I)


class Words(Entry):
    """What English words mean here. ``means`` and ``asks`` (said last): Chinese → ways to say it; ``names``: the same,
    for programmes (said first); ``frame``: words that fall away; ``whole``: what a whole message says. ``modals``, ``verbs``, ``adverbs``, ``leads``: Chinese words
    that have a place of their own (see ``english_order``)."""

    whole: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    means: dict[str, tuple[str, ...]]
    asks: dict[str, tuple[str, ...]]
    frame: tuple[str, ...]
    modals: frozenset[str]
    verbs: frozenset[str]
    adverbs: frozenset[str]
    leads: frozenset[str]


@dataclass(frozen=True)
class Table:
    """``said``: what each English way becomes; ``whole``: what a message becomes that is nothing else."""

    words: Words
    said: dict[str, Piece]
    whole: dict[str, str]
    pattern: re.Pattern[str]


@cache
def load_english(data: Path = DATA) -> Table:
    """The table; KnowledgeError where the file is wrong."""
    path = data / "words" / "english.toml"
    words = parse(Words, read_toml(path), path.name)
    said = {key(way): Piece(Place.HERE, "", key(way)) for way in words.frame}
    for place, group in ((Place.NAME, words.names), (Place.HERE, words.means), (Place.ASK, words.asks)):
        said |= {key(way): Piece(place, zh, key(way)) for zh, ways in group.items() for way in ways}
    whole = {key(way): zh for zh, ways in words.whole.items() for way in ways}
    ways = sorted(said, key=len, reverse=True)
    one = "|".join(re.escape(way).replace(r"\ ", r"[\s-]+") for way in ways)
    return Table(words, said, whole, re.compile(rf"(?<![\w-])({one})(?:'s|s'|es|s)?(?![\w]|'\w)", re.I))


def key(text: str) -> str:
    return re.sub(r"[\s-]+", " ", text.lower()).strip()


@lru_cache(maxsize=256)
def chinese(text: str) -> str:
    """``text`` with its English in Chinese; itself where there is none that is known."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    if not LATIN.search(plain):
        return text
    if (whole := load_english().whole.get(key(re.sub(r"[^\w'-]+", " ", plain)))) is not None:
        return whole
    return RUN.sub(lambda run: _run(run[0], alone=run[0].strip() == plain.strip()), plain)


def _run(run: str, *, alone: bool) -> str:
    """One stretch of English; beside Chinese a single word is left to those who know such words there."""
    if not alone and len(LATIN.findall(run)) < 2:
        return run
    pieces = list(_pieces(run))
    if all(piece.place is Place.STRANGE for piece in pieces):
        return run
    words = load_english().words
    parts = ordered(pieces, words.modals, words.verbs, words.adverbs, words.leads)
    if any(piece.place is Place.ASK for piece in pieces):
        return joined(parts)
    if WHAT.search(run) and len([part for part in parts if part]) == 1:
        return joined([*parts, "是什麼"])
    return joined([*parts, "嗎" * (YES_NO.search(run) is not None)])


def joined(parts: list[str]) -> str:
    """Words one behind the other; Latin ones keep their distance."""
    text = " ".join(part for part in parts if part)
    return re.sub(
        r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])", "", text
    )


def _pieces(run: str) -> Iterator[Piece]:
    """Every known phrase, and what stands between as it is."""
    run = CHILD.sub(lambda m: m[0].replace(m["who"], ""), run)
    end = 0
    for start, stop, piece in _spans(run):
        if start < end:
            continue
        yield from _left(run[end:start])
        yield piece
        end = stop
    yield from _left(run[end:])


def _left(text: str) -> Iterator[Piece]:
    """What is in no table: words and figures; marks are left out but for where they part."""
    for word in re.findall(r"[\w@/:.%$-]*\w[%]?|[,;!?\n]", MONEY.sub("", text)):
        strange = re.search(r"\w", word) is not None
        yield Piece(Place.STRANGE, word) if strange else Piece(Place.HERE, "", word)


def _spans(run: str) -> list[tuple[int, int, Piece]]:
    """(start, end, what it is), from left to right, the longest of those that begin alike first."""
    table = load_english()
    read = [(m, GRADES[number(m["n"] or m["o"])]) for m in GRADE.finditer(run)]
    read += [(m, clock(m)) for m in CLOCK.finditer(run)]
    read += [(m, counted(m)) for m in COUNT.finditer(run)]
    found = [(m.start(), m.end(), Piece(Place.HERE, said)) for m, said in read]
    dates = ((start, end, said) for start, end, said in english.phrases(run) if said)
    found += [(start, end, Piece(Place.HERE, said)) for start, end, said in dates]
    taken = [(start, end) for start, end, _ in found]
    for match in table.pattern.finditer(run):
        if not any(start <= match.start() and end >= match.end() for start, end in taken):
            found.append((match.start(), match.end(), table.said[key(match[1])]))
    return sorted(found, key=lambda each: (each[0], -each[1]))


def number(word: str) -> int:
    """3, 3rd, three, third."""
    plain = word.lower()
    if digits := re.match(r"\d+", plain):
        return int(digits[0])
    return NUMBERS.get(plain) or ORDINALS.get(plain) or 1


def counted(match: re.Match[str]) -> str:
    """3 days before → 3天前, 16 years old → 16歲."""
    each = re.split(r"(?:\s*,\s*|\s+)(?:(?:and|or)\s+)?", match["n"])
    figure = "、".join(n if n[0].isdigit() else str(number(n)) for n in each)
    unit = COUNTED[match["u"].lower()]
    if match["old"]:
        return f"{figure}歲"
    return f"{figure}{unit}{'前' if match['before'] else ''}"


def clock(match: re.Match[str]) -> str:
    """8 am → 早上8點, 10 pm to 7 am → 晚上10點到早上7點."""

    def one(which: str) -> str:
        hour = int(match[f"h{which}"])
        morning = match[f"half{which}"].lower() == "a"
        part = "早上" if morning else "晚上" if 6 <= hour < 12 else "下午"
        return f"{part}{hour}點{(match[f'm{which}'] or '').lstrip('0')}{'分' * bool((match[f'm{which}'] or '').strip('0'))}"

    return f"{one('')}到{one('2')}" if match["h2"] else one("")


def mostly(text: str) -> bool:
    """Whether a message is in English: more than a word of it, and hardly any Chinese."""
    words = LATIN.findall(text)
    return len(words) > 1 and sum(map(len, words)) > 3 * len(HAN.findall(text))


def parted(text: str) -> str:
    """``text`` with English questions that hang together (*when is it and how much*) parted by a mark."""
    if not mostly(text):
        return text
    found: list[str] = []
    begun = 0
    for match in JOINT.finditer(text):
        if ASKS.search(text[begun : match.start()]):
            found.append(text[begun : match.start()])
            begun = match.end()
    return "? ".join([*found, text[begun:]])


def content(text: str) -> tuple[str, ...]:
    """The words of an English message that no table knows, in their order, as typed; none of a Chinese one."""
    if not mostly(text):
        return ()
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    left = (piece.said for piece in _pieces(plain) if piece.place is Place.STRANGE)
    return tuple(dict.fromkeys(word for word in left if LATIN.fullmatch(word) and len(word) > 1))
