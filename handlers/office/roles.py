"""Who may do what, and where: one table, and the question that is put to it.

A teacher's role is the person's own word, so it opens nothing that is closed to everyone; the owner is set at
installation, staff come by invitation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    STAFF = "staff"
    TEACHER = "teacher"
    EVERYONE = "everyone"


class Place(StrEnum):
    """``OFFICE``: the staff chat, the group that is set at installation."""

    PRIVATE = "private"
    GROUP = "group"
    OFFICE = "office"


@dataclass(frozen=True)
class Rule:
    """Who may use a command in which kinds of chat; ``menu``: how the command list describes it."""

    roles: frozenset[Role]
    places: frozenset[Place]
    menu: str


OWNER = frozenset({Role.OWNER})
STAFF = frozenset({Role.OWNER, Role.STAFF})
ANYBODY = frozenset(Role)
ALONE = frozenset({Place.PRIVATE})
OFFICES = frozenset({Place.PRIVATE, Place.OFFICE})
EVERYWHERE = frozenset(Place)

RULES: dict[str, Rule] = {
    "staff": Rule(OWNER, ALONE, "承辦人員：名單、邀請、撤銷"),
    "audit": Rule(OWNER, ALONE, "誰做了什麼"),
    "announce": Rule(STAFF, ALONE, "寫一則公告"),
    "announcements": Rule(STAFF, ALONE, "公告清單與報告"),
    "link": Rule(STAFF, ALONE, "做一個加入用的連結和 QR 碼"),
    "questions": Rule(STAFF, ALONE, "沒有答案的問題"),
    "stats": Rule(STAFF, OFFICES, "使用統計"),
    "handback": Rule(STAFF, frozenset({Place.OFFICE}), "把對話交還機器人"),
    "join": Rule(ANYBODY, ALONE, "加入學校或單位的公告"),
    "leave": Rule(ANYBODY, ALONE, "不再收公告"),
    "id": Rule(ANYBODY, EVERYWHERE, "看自己（或這個群組）的 Telegram 編號"),
    "person": Rule(ANYBODY, ALONE, "找承辦人員"),
}
"""Every command that the office adds. Commands that are not here (/start, /help …) are for everybody."""

PRESSED: dict[str, str] = {
    "staff": "staff",
    "desk": "announce",
    "sheet": "announcements",
    "learn": "questions",
    "back": "handback",
    "join": "join",
    "leave": "leave",
    "mute": "leave",
    "receipt": "join",
    "person": "person",
}
"""What a button's verb needs: the same as a command."""

FOR_OWNER = "這個指令只有負責人能用。"
FOR_STAFF = "這個指令只給登記過的承辦人員用。要登記，請負責人傳一個邀請連結給您。"
ELSEWHERE = {
    ALONE: "這個功能請在和我的私訊裡用。",
    OFFICES: "這個功能請在私訊或承辦人員的群組裡用。",
    frozenset({Place.OFFICE}): "這個按鈕只在承辦人員的群組裡有用。",
}


def refusal(role: Role, command: str, place: Place) -> str | None:
    """Why ``role`` may not use ``command`` in such a chat, in a sentence; None where it may."""
    rule = RULES.get(command)
    if rule is None:
        return None
    if role not in rule.roles:
        return FOR_OWNER if rule.roles == OWNER else FOR_STAFF
    if place not in rule.places:
        return ELSEWHERE[rule.places]
    return None


def menu(role: Role, place: Place) -> list[tuple[str, str]]:
    """The commands that are shown to ``role``: (name, description)."""
    return [
        (name, rule.menu)
        for name, rule in RULES.items()
        if name != "handback" and not refusal(role, name, place)
    ]
