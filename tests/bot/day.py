"""A day's traffic: people of every kind, with names, numbers and children in what they write."""

from __future__ import annotations

from typing import Any

from tests.pretend.telegram import Pretended

PERSON = 7_123_456_789
OTHER = 7_987_654_321
GROUP = -1_007_123_456
NAMES = ("王小美", "陳大文", "0912345678", "mei@example.tw", "A123456789")
"""What people write that nobody else may ever read."""
SAID = (
    "/start",
    "交換學生報名到什麼時候",
    "我叫王小美，電話 0912345678，孩子陳大文身分證 A123456789，可以申請國際交換學生嗎",
    "那美國呢",
    "資憂鑑定什麼時候",
    "mei@example.tw 請回信給我，游泳課要交什麼",
    "陳大文的段考成績",
    "/dates",
    "截止前三天提醒我金門資優",
    "/remind 金門資優鑑定",
    "/reminders",
    "/settings",
    "晚上九點到早上七點不要吵我",
    "/check",
    "/check 交換學生",
    "93年2月28日",
    "陳大文 國三",
    "/join",
    "/mydata",
    "/privacy",
    "/announce",
    "/staff",
    "😭😭😭",
)


def day(pretended: Pretended, person: int = PERSON) -> list[dict[str, Any]]:
    """One person's day, then the group's."""
    name: dict[str, Any] = {"id": person, "is_bot": False, "first_name": NAMES[0]}
    sender: dict[str, Any] = {"from": name}
    alone = [pretended.types(text, person=person, **sender) for text in SAID]
    photo: dict[str, Any] = {
        "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
        "caption": NAMES[1],
    }
    group = [
        pretended.types("陳大文今天請假", person=person, chat=GROUP, **sender),
        pretended.types("@zigetong_test_bot 交換學生名額幾個", person=person, chat=GROUP, **sender),
        pretended.types("/check@zigetong_test_bot", person=person, chat=GROUP, **sender),
    ]
    return [
        *alone,
        pretended.sends(person=person, **photo),
        *group,
        pretended.edits("交換學生經費", person=person),
    ]
