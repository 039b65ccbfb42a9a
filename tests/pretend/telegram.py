"""A pretended Telegram: people who type and tap on one side, the Bot API on the other.

``answer`` is the whole API as one function of method and parameters; ``Pretended`` keeps what was sent and what waits
to be fetched. It runs in process behind ``InProcess`` (a python-telegram-bot request) or on loopback (``loopback``).
Whatever the real one would refuse is refused here, and remembered in ``refused``: a test ends by seeing it empty.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

from tests.pretend.beside import Beside
from tests.pretend.changing import Changing, caption
from tests.pretend.rules import Refused, check_markup, check_text

BOT = {"id": 777, "is_bot": True, "first_name": "資格通", "username": "zigetong_test_bot"}
PERSON = 42


@dataclass
class Sent:
    """One message that the bot sent: the text a person sees, and its buttons. ``at``: when, on a clock of its own."""

    chat: int
    text: str
    rows: list[list[dict[str, Any]]]
    data: dict[str, Any] = field(repr=False)
    id: int = 0
    at: float = 0.0

    def button(self, label: str) -> str:
        """What the button with ``label`` in its text carries."""
        found = [
            b["callback_data"]
            for row in self.rows
            for b in row
            if label in b["text"] and "callback_data" in b
        ]
        assert found, f"no button {label} among {[b['text'] for row in self.rows for b in row]}"
        return str(found[0])


class Pretended(Changing, Beside):
    """State of the pretended Telegram. ``faults``: called before each method; may raise Refused."""

    def __init__(self) -> None:
        Beside.__init__(self)
        Changing.__init__(self)
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refused: list[Refused] = []
        self.blocked: set[int] = set()
        self.faults: Callable[[str, dict[str, Any]], None] | None = None
        self.waiting: list[dict[str, Any]] = []
        self.answered_queries: list[str] = []
        self.confirmed = 0
        self._ids = itertools.count(1)
        self._messages = itertools.count(100)
        self.changed = threading.Condition()

    # what people do

    def types(self, text: str, person: int = PERSON, chat: int | None = None, **more: Any) -> dict[str, Any]:
        """A person sends a message (``more`` replaces or adds fields of it)."""
        message = self._message(person, chat, {"text": text, **more})
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return self._update({"message": message})

    def sends(self, person: int = PERSON, chat: int | None = None, **fields: Any) -> dict[str, Any]:
        """A person sends something that is not text."""
        return self._update({"message": self._message(person, chat, fields)})

    def edits(self, text: str, person: int = PERSON) -> dict[str, Any]:
        return self._update(
            {"edited_message": {**self._message(person, None, {"text": text}), "edit_date": 1_700_000_001}}
        )

    def taps(self, data: str, person: int = PERSON, chat: int | None = None) -> dict[str, Any]:
        """A person presses a button."""
        message = {**self._message(person, chat, {"text": "…"}), "from": BOT}
        query = {
            "id": str(next(self._ids)),
            "from": self._person(person),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return self._update({"callback_query": query})

    def asks_inline(self, query: str, person: int = PERSON) -> dict[str, Any]:
        """A person types the bot's name and a question in some chat."""
        fields = {"id": str(next(self._ids)), "from": self._person(person), "query": query, "offset": ""}
        return self._update({"inline_query": fields})

    def membership(self, chat: int, before: str, after: str) -> dict[str, Any]:
        """The bot is blocked, unblocked, added or put out."""

        def member(status: str) -> dict[str, Any]:
            return {"status": status, "user": BOT, **({"until_date": 0} if status == "kicked" else {})}

        changed = {**self._message(PERSON, chat if chat < 0 else None, {}), "date": 1_700_000_000}
        if chat > 0:
            changed["chat"] = {"id": chat, "type": "private", "first_name": "家長"}
        change = {"old_chat_member": member(before), "new_chat_member": member(after)}
        return self._update({"my_chat_member": {**changed, **change}})

    def poison(self) -> None:
        """An update that cannot be parsed."""
        self._update({"message": {"message_id": "x", "date": "y", "chat": 5, "from": []}})

    def _person(self, person: int) -> dict[str, Any]:
        return {"id": person, "is_bot": False, "first_name": "家長"}

    def _message(self, person: int, chat: int | None, fields: dict[str, Any]) -> dict[str, Any]:
        place = (
            {"id": chat, "type": "group", "title": "三年二班"}
            if chat
            else {"id": person, "type": "private", "first_name": "家長"}
        )
        return {
            "message_id": next(self._messages),
            "date": 1_700_000_000,
            "chat": place,
            "from": self._person(person),
            **fields,
        }

    def _update(self, fields: dict[str, Any]) -> dict[str, Any]:
        update = {"update_id": next(self._ids), **fields}
        with self.changed:
            self.waiting.append(update)
            self.changed.notify_all()
        return update

    # what the bot calls

    def answer(self, method: str, data: dict[str, Any]) -> Any:
        """The result of an API call; raises Refused as Telegram would."""
        try:
            if self.faults is not None:
                self.faults(method, data)
            known = getattr(self, f"on_{method}", None)
            if known is None:
                raise Refused(404, "Not Found")
            if method != "getUpdates":
                self.calls.append((method, data))
            return known(data)
        except Refused as refusal:
            self.refused.append(refusal)
            raise

    def on_getMe(self, data: dict[str, Any]) -> Any:
        return {
            **BOT,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }

    def on_getUpdates(self, data: dict[str, Any]) -> Any:
        offset = int(data.get("offset", 0))
        with self.changed:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
            self.confirmed = max(self.confirmed, offset)
            self.changed.notify_all()
            if not self.waiting and int(data.get("timeout", 0)):
                self.changed.wait(min(float(data["timeout"]), 0.5))
            return list(self.waiting)[: int(data.get("limit", 100))]

    def on_sendMessage(self, data: dict[str, Any]) -> Any:
        return self._sent(data, lambda: check_text(data))

    def on_sendPhoto(self, data: dict[str, Any]) -> Any:
        sizes = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
        return self._sent(data, lambda: caption(data, "photo"), photo=sizes)

    def on_sendDocument(self, data: dict[str, Any]) -> Any:
        if isinstance(data["document"], str):
            told = {"file_id": "f", "file_unique_id": "u"}
            return self._sent(data, lambda: caption(data, "document"), document=told)
        chat = self._reached(data)
        self.files.append((chat, data["document"]))
        return self._answer(next(self._messages), chat, document={"file_id": "f", "file_unique_id": "u"})

    def _reached(self, data: dict[str, Any]) -> int:
        chat = int(data["chat_id"])
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _sent(self, data: dict[str, Any], read: Callable[[], str], **more: Any) -> Any:
        chat = self._reached(data)
        sent = Sent(chat, read(), check_markup(data), data, next(self._messages), time.monotonic())
        with self.changed:
            self.sent.append(sent)
            self.changed.notify_all()
        return self._answer(sent.id, chat, **(more or {"text": sent.text}))

    def _answer(self, number: int, chat: int, **more: Any) -> dict[str, Any]:
        place = {"id": chat, "type": "private"}
        return {"message_id": number, "date": 1_700_000_000, "chat": place, "from": BOT, **more}

    def on_answerCallbackQuery(self, data: dict[str, Any]) -> Any:
        self.answered_queries.append(str(data["callback_query_id"]))
        return True

    def wait_for(self, count: int, seconds: float = 20.0) -> list[Sent]:
        """The messages sent, once there are ``count`` of them."""
        end = time.monotonic() + seconds
        with self.changed:
            while len(self.sent) < count:
                left = end - time.monotonic()
                assert left > 0, f"only {len(self.sent)} of {count} messages came"
                self.changed.wait(left)
            return list(self.sent)


def body(pretended: Pretended, method: str, data: dict[str, Any]) -> tuple[int, bytes]:
    """An API call as an HTTP answer."""
    try:
        return 200, json.dumps({"ok": True, "result": pretended.answer(method, data)}).encode()
    except Refused as refusal:
        answer = {
            "ok": False,
            "error_code": refusal.code,
            "description": refusal.description,
            "parameters": refusal.parameters,
        }
        return refusal.code, json.dumps(answer).encode()


class InProcess(BaseRequest):
    """A request for python-telegram-bot that goes to a pretended Telegram, with no network."""

    def __init__(self, pretended: Pretended) -> None:
        self.pretended = pretended

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        return None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        data: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        files = (request_data.multipart_data if request_data else None) or {}
        data.update({name: part[1] for name, part in files.items()})
        return body(self.pretended, url.rsplit("/", 1)[1], data)
