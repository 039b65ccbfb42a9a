"""What was sent, changed and withdrawn: pictures and files by their id, edits, deletions, as Telegram refuses them."""

from __future__ import annotations

from typing import Any, Protocol

from tests.pretend.rules import CAPTION, Refused, check_markup, check_text

NOT_THERE = "Bad Request: message to {} not found"
THE_SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Shown(Protocol):
    """A message in a chat."""

    chat: int
    text: str
    rows: list[list[dict[str, Any]]]
    data: dict[str, Any]
    id: int


class Changing:
    """Edits and deletions. ``old``: numbers of messages that are older than Telegram lets be withdrawn."""

    sent: list[Any]

    def __init__(self) -> None:
        self.old: set[int] = set()
        self.deleted: list[Shown] = []
        self.corrected: list[Shown] = []

    def _find(self, data: dict[str, Any], what: str) -> Any:
        chat, number = int(data["chat_id"]), int(data["message_id"])
        gone = {id(each) for each in self.deleted}
        for each in reversed(self.sent):
            if each.chat == chat and each.id == number and id(each) not in gone:
                return each
        raise Refused(400, NOT_THERE.format(what))

    def on_editMessageText(self, data: dict[str, Any]) -> Any:
        found = self._find(data, "edit")
        if has_media(found):
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        return self._changed(found, check_text(data), data)

    def on_editMessageCaption(self, data: dict[str, Any]) -> Any:
        found = self._find(data, "edit")
        if not has_media(found):
            raise Refused(400, "Bad Request: there is no caption in the message to edit")
        return self._changed(found, check_text(data, "caption", CAPTION), data)

    def _changed(self, found: Any, text: str, data: dict[str, Any]) -> Any:
        rows = check_markup(data)
        if (text, rows) == (found.text, found.rows):
            raise Refused(400, THE_SAME)
        found.text, found.rows = text, rows
        self.corrected.append(found)
        return {
            "message_id": found.id,
            "date": 1_700_000_000,
            "chat": {"id": found.chat, "type": "private"},
            "text": text,
        }

    def on_deleteMessage(self, data: dict[str, Any]) -> Any:
        found = self._find(data, "delete")
        if found.id in self.old:
            raise Refused(400, "Bad Request: message can't be deleted for everyone")
        self.deleted.append(found)
        return True


def has_media(found: Shown) -> bool:
    return "photo" in found.data or "document" in found.data


def caption(data: dict[str, Any], field: str) -> str:
    """The caption of a picture or file that is sent by its id; refused where Telegram does not know the id."""
    if not str(data[field]).startswith("file"):
        raise Refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
    return check_text(data, "caption", CAPTION) if data.get("caption") else ""
