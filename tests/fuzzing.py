"""Anything that may come in from outside, made by hypothesis: updates, presses, deep links, inline questions, files.

``python -m tests.benchmarks.fuzz N`` runs many; the tests run a few.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.profile import our_commands
from bot.updates import UPDATES
from handlers.actions import VERSION
from knowledge.loading import DATA
from tests.pretend.telegram import BOT

PIECES = (
    "交換學生", "資優鑑定", "國三", "什麼時候截止", "補助多少", "93年2月28日", "113/13/40", "民國", "三年級", "GTMH", "那美國呢",
    "<b>", "&lt;", "{}", "%s", "';--", "\x00", "\u202e", "😀", "ｆｕｌｌ", "\n", " ", "?", "@zigetong_test_bot", "提醒我", "截止前三天",
    "9" * 40, "字" * 500, "0912345678", "\ud800", "-1", "1e999", "NaN", "全部", "取消", "是", "不是", "不確定", "上一題",
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(
        alphabet="交換學生報名資優鑑定補助截止日期國中小高年級元月日一二三四五六七八九十0123456789/、，。？",
        max_size=60,
    ),
).map(lambda text: text.encode("utf-8", "replace").decode()[:4096])
VERBS = (
    "unit", "programme", "value", "check", "want", "ics", "icsall", "later", "done", "reminders", "r-hours", "r-hour", "r-zone",
    "forget", "staff", "desk", "sheet", "learn", "back", "join", "leave", "mute", "receipt", "person", "meant", "clause", "profile",
)  # fmt: skip
arguments = st.one_of(st.sampled_from(("0", "1", "-1", "7", "yes", "no", "stop", "why", "x", "", "2026-13-40", "99999999999999999999")), st.text(max_size=12))  # fmt: skip
actions = st.one_of(
    st.text(max_size=64),
    st.builds(
        lambda verb, rest: "|".join((VERSION, verb, *rest)),
        st.sampled_from(VERBS),
        st.lists(arguments, max_size=4),
    ),
).map(lambda text: text.encode("utf-8", "replace")[:64].decode("utf-8", "ignore"))
deep_links = st.one_of(
    st.text("ABCxyz019_-", max_size=64),
    st.sampled_from(("staff-", "tag-", "join-", "staff-x", "t-", "inline")),
)
commands = st.builds(
    lambda name, at, rest: f"/{name}{at} {rest}",
    st.sampled_from((*sorted(our_commands()), "nonsense", "START", "")),
    st.sampled_from(("", "", "@zigetong_test_bot", "@other")),
    st.one_of(texts, deep_links),
)
links = st.builds(lambda payload: f"/start {payload}", deep_links)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                (
                    "message",
                    "from",
                    "chat",
                    "id",
                    "text",
                    "date",
                    "entities",
                    "photo",
                    "data",
                    "type",
                    "offset",
                )
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
people = st.sampled_from((1, 42, 7_123_456_789))
chats = st.sampled_from((None, None, None, -100123))
media = st.sampled_from(
    (
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"location": {"longitude": 1.0, "latitude": 1.0}},
        {"contact": {"phone_number": "1", "first_name": "x"}},
        {"new_chat_members": [BOT]},
        {"left_chat_member": BOT},
        {"migrate_to_chat_id": -100999},
        {"group_chat_created": True},
        {"dice": {"emoji": "🎲", "value": 3}},
        {},
    )
)


def person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "家長"}


def place(number: int, chat: int | None) -> dict[str, Any]:
    return {"id": chat, "type": "supergroup", "title": "班"} if chat else {"id": number, "type": "private"}


def message(number: int, chat: int | None, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "message_id": 5,
        "date": 1_700_000_000,
        "chat": place(number, chat),
        "from": person(number),
        **fields,
    }


messages = st.builds(
    message,
    people,
    chats,
    st.one_of(st.one_of(texts, commands, links).map(lambda text: {"text": text}), media),
)
statuses = st.sampled_from(("member", "administrator", "left", "kicked", "restricted", "creator", "odd"))


def membership(number: int, chat: int | None, before: str, after: str) -> dict[str, Any]:
    def member(status: str) -> dict[str, Any]:
        return {"status": status, "user": BOT, "until_date": 0, "is_member": False, "is_anonymous": False}

    change = {"old_chat_member": member(before), "new_chat_member": member(after)}
    return {"my_chat_member": {**message(number, chat, {}), **change}}


def mangled(path: Path, at: int, long: int, put: str) -> tuple[str, str]:
    """A file's name, and its text with something cut out and something put in."""
    text = path.read_text(encoding="utf-8")
    at %= len(text)
    return path.name, text[:at] + put + text[at + long :]


SLIPS = (
    "",
    "x",
    "=",
    "[",
    '"',
    "\x00",
    "日",
    "9",
    "\n[[dates]]\n",
    "true",
    "1e9",
    "-1",
    "[]",
    "{}",
    "\r",
    "\ufeff",
)
files = st.builds(
    mangled,
    st.sampled_from(sorted((DATA / "programmes").glob("*.toml"))),
    st.integers(0, 200_000),
    st.integers(0, 40),
    st.sampled_from(SLIPS),
)
"""Knowledge files that somebody's hand has slipped in."""
updates = st.one_of(
    messages.map(lambda made: {"message": made}),
    messages.map(lambda made: {"message": made}),
    messages.map(lambda made: {"edited_message": {**made, "edit_date": 1_700_000_001}}),
    st.builds(
        lambda number, chat, data: {
            "callback_query": {
                "id": "q",
                "from": person(number),
                "chat_instance": "1",
                "data": data,
                "message": {**message(number, chat, {"text": "…"}), "from": BOT},
            }
        },
        people,
        chats,
        actions,
    ),
    st.builds(
        lambda number, query: {
            "inline_query": {"id": "i", "from": person(number), "query": query[:256], "offset": ""}
        },
        people,
        texts,
    ),
    st.builds(membership, people, chats, statuses, statuses),
    st.dictionaries(st.sampled_from(sorted(UPDATES)), json, max_size=2),
)
"""Updates without their numbers: real ones, odd ones, and rubbish in the shape of updates."""
