"""What somebody wants to be told of, heard in their words: how many days ahead, at what hour, and what is left over.

「截止前三天提醒我」「交換學生截止前一週、前一天早上八點提醒我」「晚上九點到早上七點不要吵我」. What cannot be done
(every minute, 400 days ahead) is told as a limit in a sentence; nothing is silently bent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from handlers.subscriptions import FARTHEST_LEAD, MOST_LEADS
from knowledge.dates.numerals import CN, whole_number
from knowledge.english import chinese
from knowledge.loading import DATA, parse, read_toml
from knowledge.model import Entry
from knowledge.speaking import _
from knowledge.wording import normal, typed

N = rf"(?:[-−]?[0-9]{{1,6}}|負?[{CN}]{{1,5}}|半)"
UNIT = "(?:個?工作[天日]|個?星期|個?禮拜|個月|[天日週周])"
AHEAD = re.compile(
    rf"(?:提前|提早|事先|前)(?P<a>{N}(?:[、,，和跟及]{N})*)(?P<au>{UNIT})(?:以?前)?|(?P<b>{N}(?:[、,，和跟及]{N})*)(?P<bu>{UNIT})(?:以|之)?前"
)
MORE = re.compile(rf"[、,，和跟及與](?:提?前)?(?P<n>{N})(?P<u>{UNIT})(?:以?前)?")
SAME_DAY = re.compile(r"[、,，和跟及與]?(?:截止|到期)?(?:當天|當日|那天)")
OFTEN = re.compile(
    r"每(?:隔)?(?:[0-9一二兩三四五六七八九十幾]*個?)?(?:天|日|分鐘|分|秒|小時|鐘頭|週|星期|禮拜|月|半天)"
)
HALF = r"(?P<{0}ap>凌晨|清晨|早上|上午|早|中午|下午|傍晚|晚上|晚|半夜|深夜)?"
HOUR = rf"(?P<{{0}}h>[0-9]{{1,2}}|[{CN}]{{1,3}})(?::(?P<{{0}}m>[0-9]{{2}})|[點時](?P<{{0}}q>半|[0-9]{{1,2}}分|[{CN}]{{1,3}}分)?)"
CLOCK = re.compile((HALF + HOUR).replace("{0}", "").replace("{{", "{").replace("}}", "}"))
QUIET = re.compile(
    (HALF + HOUR).replace("{0}", "f_")
    + r"(?:到|至|[-~～])(?:隔天|翌日|第二天)?"
    + (HALF + HOUR).replace("{0}", "t_")
)
LONG_AHEAD = re.compile(rf"{N}年(?:以|之)?前")
ASKING = re.compile(
    r"(?:什麼時候|何時|幾時|多久|誰|怎麼|如何|哪裡|是否)[^,。?!]{0,8}(?:通知|提醒|告訴)我|(?<!我)會(?:不會)?(?:再|主動|先|另外|怎麼)?(?:通知|提醒|告訴)我"
)
"""Whether the office tells, not whether the bot should."""
OTHERS = re.compile("嗎[?？]?$")
OPENS = re.compile(
    "(?:開始|開放)(?:線上)?(?:受理|申請|報名|收件|送件)|(?:申請|報名|受理|收件|送件)(?:開始|開放|起跑)|(?:可以|能)(?:申請|報名|送件)(?:了|的?時候|時|那天|就)|(?:一)?開放(?:的?時候|時|那天|就)"
)
"""When it begins, not when it ends."""
CHANGE = re.compile("(?:改|換|調)(?:成|為|到|在|回)")
CALL = re.compile("(?:再|就|要|請)?(?:叫|跟|告訴|提醒|通知)我(?:說|一聲|一下)*$|提醒$")
"""At the end of a sentence that tells how many days ahead, this asks to be reminded."""
NEVER_FORGET = re.compile("(?:不要|別|不能|不可以)(?:忘|漏)[記了掉]*(?:要)?")
STOPS = re.compile(
    "(?:取消|停止|停掉|停了|關掉|刪掉|刪除|拿掉)[^,。?!嗎]{1,16}(?:提醒|通知(?![單書])|訂閱)|(?:提醒|訂閱)(?:都)?(?:取消|停掉|刪掉|關掉|不用了|不要了|可以停了)"
)
PARTS = re.compile("[,。;；!]|還有|另外|以及")
NOT_DISTURB = re.compile("不要吵|別吵|勿擾|安靜|不要打擾|別打擾|不要(?:提醒|通知|傳)|別(?:提醒|通知|傳)")
FROM_NOW = re.compile(
    r"(?:分鐘|小時|鐘頭|[天日週月])(?:之?後|過後)(?:再|要)?(?:提醒|通知)|(?:明天|後天|下週|下星期|下禮拜|等一下|等下|晚點|晚一點|待會|稍後)(?:再|要)?(?:提醒|通知)|(?<!\d)(?:\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}[日號])(?:再|要|當天)?(?:提醒|通知)|(?:提醒|通知)我們?(?:在)?(?:\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}[日號])$"
)
"""Counted from now, or on a day of its own, and not from a date of a document."""
LATE_WORDS = {"下午", "傍晚", "晚上", "晚", "半夜", "深夜"}
EARLIEST, LATEST = 5 * 60, 23 * 60 + 59


class Words(Entry):
    """How people ask to be reminded (``data/words/reminders.toml``)."""

    want: tuple[str, ...]
    stop: tuple[str, ...]
    list: tuple[str, ...]
    edition: tuple[str, ...]
    all: tuple[str, ...]
    filler: tuple[str, ...]
    coming: tuple[str, ...]
    audiences: dict[str, tuple[str, ...]]
    zones: dict[str, tuple[str, ...]]


class Wanted(StrEnum):
    """What the words ask for."""

    REMIND = "remind"
    STOP = "stop"
    LIST = "list"
    EDITION = "edition"
    QUIET = "quiet"
    CHANGE = "change"


@dataclass(frozen=True)
class Wish:
    """``leads``: days ahead, empty where none were told; ``minute``: of the day; ``rest``: what else was said, without
    polite words; ``said``: the same with them and with its stops; ``opens``: of when it begins; ``limit``: why it
    cannot be done."""

    wanted: Wanted
    leads: tuple[int, ...] = ()
    minute: int | None = None
    quiet: tuple[int, int] | None = None
    rest: str = ""
    limit: str | None = None
    said: str = ""
    opens: bool = False


def load_words(data: Path = DATA) -> Words:
    """The word table; KnowledgeError where it is wrong."""
    path = data / "words" / "reminders.toml"
    return parse(Words, read_toml(path), path.name)


def wish(words: Words, text: str, *, command: bool = False) -> Wish | None:
    """The wish that ``text`` holds, or None where it asks for no reminder. ``command``: /remind says so already."""
    plain = NEVER_FORGET.sub("", typed(chinese(text)))
    if (quiet := QUIET.search(plain)) and NOT_DISTURB.search(plain):
        return quiet_wish(quiet)
    stops = STOPS.search(plain) or any(normal(cue) in plain for cue in words.stop)
    if stops:
        return Wish(
            Wanted.STOP, rest=stripped(STOPS.sub(" ", plain), (*words.stop, *words.filler)), said=plain
        )
    if CHANGE.search(plain) and (changed := change(words, plain)):
        return changed
    if any(normal(cue) in plain for cue in words.list):
        return Wish(Wanted.LIST)
    if not command and not wants(words, plain):
        return None
    if not command and (ASKING.search(plain) or (OTHERS.search(plain) and "我" not in plain)):
        return None
    leads, plain, limit = ahead(plain)
    minute, plain, late = hour(plain)
    rest = stripped(plain, (*words.want, *words.filler))
    wanted = (
        Wanted.EDITION if any(normal(cue) in plain for cue in words.edition) and not leads else Wanted.REMIND
    )
    said = without(plain, words.want)
    if OFTEN.search(plain) and "每年" not in plain:
        limit = _(
            "我一天最多提醒一次，也不會每天、每小時或每分鐘重複；可以選截止前幾天，例如「截止前 7、3、1 天提醒我」。"
        )
    if not leads and FROM_NOW.search(plain):
        limit = _(
            "我照公文的日期提醒：請說截止前幾天，例如「出國補助截止前 3 天提醒我」。收到提醒後想晚一點再看，按它下面的「1 小時後」「明天」「下週」。"
        )
    return Wish(
        wanted, leads, minute, rest=rest, limit=limit or late, said=said, opens=bool(OPENS.search(plain))
    )


def wants(words: Words, plain: str) -> bool:
    """Whether words ask to be reminded: they say so, or speak of it or call for us so many days ahead."""
    if any(normal(cue) in plain for cue in words.want):
        return True
    calls = CALL.search(plain.strip("!。~ ")) is not None or ("提醒" in plain and not OTHERS.search(plain))
    return calls and bool(AHEAD.search(plain) or SAME_DAY.search(plain))


def change(words: Words, plain: str) -> Wish | None:
    """Other days or another hour for a reminder there is: 「改成前一天」「出國補助的提醒改成早上八點」."""
    leads, left, limit = ahead(plain)
    minute, left, late = hour(left)
    rest = stripped(CHANGE.sub(" ", left), (*words.want, *words.filler, "提醒", "時間", "改"))
    if not leads and (minute is None or len(rest) < 2):
        return None
    return Wish(Wanted.CHANGE, leads, minute, rest=rest, limit=limit or late, said=left)


def several(words: Words, text: str) -> list[str]:
    """The wishes of one message, each as it would be said alone; the message itself where it holds one."""
    pieces = [piece for piece in PARTS.split(typed(chinese(text))) if piece.strip()]
    found: list[str] = []
    waiting = ""
    for piece in pieces:
        whole = f"{waiting},{piece}" if waiting else piece
        leads, left, _limit = ahead(whole)
        complete = bool(leads) and len(stripped(left, (*words.want, *words.filler, "提醒", "也"))) > 1
        waiting = "" if complete else whole
        found += [whole] if complete else []
    if len(found) < 2:
        return [text]
    found[-1] += f",{waiting}" if waiting else ""
    return [each if wants(words, each) else f"{each}提醒我" for each in found]


def without(plain: str, words: Iterable[str]) -> str:
    """``plain`` with a stop for each of some words."""
    for word in sorted(map(normal, words), key=len, reverse=True):
        plain = plain.replace(word, ",")
    return plain


def ahead(plain: str) -> tuple[tuple[int, ...], str, str | None]:
    """Days ahead, the text without them, and the limit that they break."""
    match = AHEAD.search(plain)
    days: list[int | None] = []
    if match is not None:
        unit = match["au"] or match["bu"]
        days += [in_days(n, unit) for n in re.split("[、,，和跟及]", match["a"] or match["b"])]
        end = match.end()
        while more := MORE.match(plain, end):
            days.append(in_days(more["n"], more["u"]))
            end = more.end()
        plain = plain[: match.start()] + " " + plain[end:]
    if same := SAME_DAY.search(plain):
        days.append(0)
        plain = plain[: same.start()] + " " + plain[same.end() :]
    good = tuple(sorted({day for day in days if day is not None and 0 <= day <= FARTHEST_LEAD}, reverse=True))
    if len(good) > MOST_LEADS:
        return good[:MOST_LEADS], plain, _("一個日期最多提醒 {most} 次。", most=MOST_LEADS)
    if len(good) < len(set(days)):
        return (
            good,
            plain,
            _(
                "提前的天數要是 0 到 {most} 的整數，例如「截止前 3 天提醒我」。",
                most=FARTHEST_LEAD,
            ),
        )
    if LONG_AHEAD.search(plain):
        return (
            good,
            plain,
            _(
                "最多提前 {most} 天；例如「截止前 {most} 天提醒我」。",
                most=FARTHEST_LEAD,
            ),
        )
    return good, plain, None


def in_days(number: str, unit: str) -> int | None:
    """So many days; None where it is no whole number of them, or fewer than none."""
    if number == "半":
        return 15 if unit == "個月" else None
    if number[0] in "-−負" or "工作" in unit:
        return None
    count = whole_number(number)
    if count is None:
        return None
    return count * (30 if unit == "個月" else 1 if unit in {"天", "日"} else 7)


def hour(plain: str) -> tuple[int | None, str, str | None]:
    """The minute of the day, the text without it, and the limit that it breaks."""
    match = CLOCK.search(plain)
    if match is None:
        return None, plain, None
    minute = minute_of(match["ap"], match["h"], match["m"] or match["q"])
    rest = plain[: match.start()] + " " + plain[match.end() :]
    if minute is None:
        return None, rest, _("時間看不懂；請寫成像「早上 8 點」或「20:30」。")
    if not EARLIEST <= minute <= LATEST:
        return None, rest, _("半夜不吵您：提醒時間可以選早上 5 點到晚上 11 點之間，例如「早上 8 點提醒我」。")
    return minute, rest, None


def minute_of(half: str | None, hours: str, minutes: str | None) -> int | None:
    """A clock's words as the minute of the day."""
    hour = whole_number(hours)
    part = 30 if minutes == "半" else whole_number(minutes.removesuffix("分")) if minutes else 0
    if hour is None or part is None or hour > 24 or part > 59:
        return None
    if half in LATE_WORDS and 1 <= hour < 12:
        hour += 12
    if half in {"晚上", "半夜", "深夜", "晚"} and hour == 12:
        hour = 24
    if half == "半夜" and 13 <= hour <= 17:
        hour -= 12
    return (hour * 60 + part) % (24 * 60)


def quiet_wish(match: re.Match[str]) -> Wish:
    """Hours in which nothing should come."""
    start = minute_of(match["f_ap"], match["f_h"], match["f_m"] or match["f_q"])
    end = minute_of(match["t_ap"], match["t_h"], match["t_m"] or match["t_q"])
    if start is None or end is None or start == end:
        return Wish(Wanted.QUIET, limit=_("安靜時段看不懂；請寫成像「晚上 10 點到早上 7 點不要吵我」。"))
    if (end - start) % (24 * 60) > 16 * 60:
        return Wish(Wanted.QUIET, limit=_("安靜時段最長 16 小時，不然當天的提醒就送不到了。"))
    return Wish(Wanted.QUIET, quiet=(start, end))


def stripped(plain: str, words: Iterable[str]) -> str:
    """What is left without cues and polite words; spaces closed up."""
    for word in sorted({normal(word) for word in words}, key=len, reverse=True):
        plain = plain.replace(word, " ")
    return re.sub(r"[\s，,。.！!？?、;；:：]+", " ", plain).strip()
