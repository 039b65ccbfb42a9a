"""/link: a link and QR code by which people come to be in an audience."""

from __future__ import annotations

import io
from collections.abc import Mapping

import segno

from handlers.office.audiences import CITIES, CODE, KINDS, LONGEST_LABEL, Members, Tag
from handlers.office.people import Staff
from handlers.office.staffing import deep_link
from handlers.turn import File, Line, Reply, Turn, TurnKind, say

HOW = (
    "/link 後面寫名稱，例：/link 班級 景美國小三年二班 臺北市。"
    "開頭可以寫 學校、班級 或 計畫，最後可以寫縣市；計畫寫簡稱，例：/link 計畫 ISA。"
    "標籤是單位的名稱，不要寫學生姓名。"
)


class LinkError(ValueError):
    """What was asked for cannot become a tag; the message says why."""


class Linking:
    """Makes tags. ``programmes``: ids by short name."""

    def __init__(self, members: Members, staff: Staff, programmes: Mapping[str, str]) -> None:
        self.members, self.staff, self.programmes = members, staff, programmes

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is no /link."""
        if turn.kind is not TurnKind.COMMAND or turn.command != "link":
            return None
        try:
            tag = read_tag(turn.text, self.members.new_code(), self.programmes)
        except LinkError as error:
            return say(str(error), HOW)
        self.members.add_tag(tag, turn.person, turn.at)
        self.staff.log(turn.person, "link", f"{tag.code} {tag.label}", turn.at)
        link = deep_link(self.staff.setting("bot"), tag.payload)
        lines = (
            Line(f"「{tag.label}」的加入連結（標籤代碼 {tag.code}）："),
            Line(link),
            Line("下面是 QR 碼，可以印在通知單上。開的人自己選身分，按了才加入。"),
        )
        return Reply(lines, file=File(f"{tag.code}.png", picture(link)))


def read_tag(text: str, code: str, programmes: Mapping[str, str]) -> Tag:
    """A tag as it was written: kind, label, city; LinkError where it cannot be one."""
    words = text.split()
    kind = next((kind for kind, word in KINDS.items() if words and words[0] == word), None)
    words = words[1:] if kind is not None else words
    city = next(
        (city for city, word in CITIES.items() if words[1:] and words[-1].replace("台", "臺") == word), ""
    )
    label = " ".join(words[:-1] if city else words)
    if not CODE.fullmatch(code):
        raise LinkError("代碼只能用英文字母、數字、底線和減號，最多 32 個。")
    if not 1 <= len(label) <= LONGEST_LABEL or set(label) & set("{}|<>"):
        raise LinkError(f"請寫出名稱，最多 {LONGEST_LABEL} 字，不要有括號和尖括號。")
    if kind == "programme" and label not in programmes:
        raise LinkError(f"沒有叫「{label}」的計畫；有的是：{'、'.join(programmes)}。")
    return Tag(code, label, kind or "school", city, programmes[label] if kind == "programme" else "")


def picture(link: str) -> bytes:
    """A QR code as a PNG."""
    made = io.BytesIO()
    segno.make(link, error="m").save(made, kind="png", scale=8, border=4)
    return made.getvalue()
