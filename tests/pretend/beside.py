"""The rest of the pretended Bot API: the bot's own profile, webhooks, inline answers, files, who runs a group."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.pretend.rules import Refused, check_text, length

NAMES = {"name": 64, "short_description": 120, "description": 512}


class Beside:
    """State and methods that ``Pretended`` has beside its messages."""

    def __init__(self) -> None:
        self.profile: dict[tuple[str, str], Any] = {}
        self.webhook: dict[str, Any] = {}
        self.inline: list[list[dict[str, Any]]] = []
        self.inline_kept: list[tuple[int, bool]] = []
        self.files: list[tuple[int, bytes]] = []
        self.administrators: set[int] = set()

    def _set(self, field: str, data: dict[str, Any]) -> bool:
        value = data.get(field, "")
        if length(value) > NAMES[field]:
            raise Refused(400, f"Bad Request: {field} is too long")
        self.profile[field, data.get("language_code", "")] = value
        return True

    def _get(self, field: str, data: dict[str, Any]) -> dict[str, str]:
        return {field: self.profile.get((field, data.get("language_code", "")), "")}

    def on_setMyName(self, data: dict[str, Any]) -> Any:
        return self._set("name", data)

    def on_getMyName(self, data: dict[str, Any]) -> Any:
        return self._get("name", data)

    def on_setMyDescription(self, data: dict[str, Any]) -> Any:
        return self._set("description", data)

    def on_getMyDescription(self, data: dict[str, Any]) -> Any:
        return self._get("description", data)

    def on_setMyShortDescription(self, data: dict[str, Any]) -> Any:
        return self._set("short_description", data)

    def on_getMyShortDescription(self, data: dict[str, Any]) -> Any:
        return self._get("short_description", data)

    def on_setMyCommands(self, data: dict[str, Any]) -> Any:
        commands = read(data["commands"])
        for each in commands:
            if (
                not re.fullmatch("[a-z0-9_]{1,32}", each["command"])
                or not 1 <= len(each["description"]) <= 256
            ):
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        self.profile["commands", self._place(data)] = commands
        return True

    def on_getMyCommands(self, data: dict[str, Any]) -> Any:
        return self.profile.get(("commands", self._place(data)), [])

    def on_deleteMyCommands(self, data: dict[str, Any]) -> Any:
        self.profile.pop(("commands", self._place(data)), None)
        return True

    def _place(self, data: dict[str, Any]) -> str:
        scope = data.get("scope")
        language = str(data.get("language_code", ""))
        return language + (json.dumps(read(scope), sort_keys=True) if scope else "")

    def on_setWebhook(self, data: dict[str, Any]) -> Any:
        if not re.fullmatch("[A-Za-z0-9_-]{1,256}", data.get("secret_token", "x")):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = dict(data)
        return True

    def on_deleteWebhook(self, data: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def on_answerInlineQuery(self, data: dict[str, Any]) -> Any:
        results = read(data["results"])
        if len(results) > 50 or len({each["id"] for each in results}) != len(results):
            raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
        for each in results:
            if not 1 <= len(each["id"].encode()) <= 64 or not each["title"].strip():
                raise Refused(400, "Bad Request: RESULT_ID_INVALID")
            check_text(
                {"text": each["input_message_content"]["message_text"], **each["input_message_content"]}
            )
        if not 0 <= int(data.get("cache_time", 300)) <= 86_400 * 365:
            raise Refused(400, "Bad Request: cache_time is invalid")
        self.inline.append(results)
        self.inline_kept.append((int(data.get("cache_time", 300)), bool(data.get("is_personal", False))))
        return True

    def on_getChatAdministrators(self, data: dict[str, Any]) -> Any:
        return [
            {
                "status": "creator",
                "user": {"id": number, "is_bot": False, "first_name": "管"},
                "is_anonymous": False,
            }
            for number in sorted(self.administrators)
        ]


def read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
