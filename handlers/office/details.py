"""What is typed about a draft besides its words: the answers it asks for, until when, when it goes, a template's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.office import composing, times
from handlers.office.announcements import LONGEST_ANSWER, MOST_LABELS, Announcement, Content
from handlers.turn import Turn

ASK = {
    "labels": f"請選一種回條，或打出自己的選項，用空格分開，最多 {MOST_LABELS} 個，例如：騎車 走路 接送。",
    "closes": "回條到什麼時候截止？例如：4/30 17:00。打「不要」就不設截止。",
    "due": "什麼時候送？例如：明天早上 8:00、4/20 08:30。",
    "name": "這份範本叫什麼？同名的會存成新的一版。",
}
PRESETS: tuple[tuple[str, ...], ...] = (("已閱讀",), ("參加", "不參加"), ())
NONE = "不要"
LONGEST_NAME = 30


@dataclass(frozen=True)
class Taken:
    """What became of what was typed: other content or time for the draft, a template's name, or why it will not do."""

    content: Content | None = None
    due: datetime | None = None
    name: str = ""
    wrong: str = ""


def taken(what: str, draft: Announcement, turn: Turn) -> Taken:
    """What was typed when ``what`` was asked."""
    take: dict[str, Callable[[Announcement, Turn], Taken]] = {
        "labels": _labels,
        "closes": _closes,
        "due": _due,
        "name": _name,
    }
    return take[what](draft, turn)


def answering(draft: Announcement, labels: tuple[str, ...]) -> Taken:
    """The draft with other answers; none: without a receipt."""
    if len(labels) > MOST_LABELS or any(len(label) > LONGEST_ANSWER for label in labels):
        return Taken(wrong=f"最多 {MOST_LABELS} 個選項，每個最多 {LONGEST_ANSWER} 字。")
    closes = draft.content.closes if labels else None
    content = replace(draft.content, labels=labels, closes=closes)
    return Taken(content, draft.due, wrong=composing.too_long(replace(draft, content=content)) or "")


def _labels(draft: Announcement, turn: Turn) -> Taken:
    labels = tuple(dict.fromkeys(turn.text.replace("、", " ").replace("，", " ").split()))
    return answering(draft, () if labels == (NONE,) else labels)


def _closes(draft: Announcement, turn: Turn) -> Taken:
    closes, why = (None, "") if turn.text.strip() == NONE else times.last(turn.text, turn.at)
    return Taken(replace(draft.content, closes=closes), draft.due, wrong=why)


def _due(draft: Announcement, turn: Turn) -> Taken:
    due, why = times.moment(turn.text, turn.at)
    return Taken(draft.content, due, wrong=why)


def _name(_: Announcement, turn: Turn) -> Taken:
    name = turn.text.strip()
    if not 1 <= len(name) <= LONGEST_NAME or "\n" in name:
        return Taken(wrong=f"範本名稱最多 {LONGEST_NAME} 字，一行。")
    return Taken(name=name)
