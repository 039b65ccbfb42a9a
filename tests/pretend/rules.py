"""What Telegram refuses, as its documentation and measurements say; used by every pretended Telegram.

A refusal is (error_code, description), as the real one words it closely enough for python-telegram-bot.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

CAPTION = 1024
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler", "tg-time", "span"}


class Refused(Exception):
    """Telegram would answer with an error."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description, self.parameters = code, description, parameters or {}


class Markup(HTMLParser):
    """Reads Telegram's HTML; unknown or unclosed tags are refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(400, f'Bad Request: can\'t parse entities: unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(400, f'Bad Request: can\'t parse entities: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(text: str, mode: str | None) -> str:
    """The text that a person would see."""
    if mode is None:
        return text
    if mode != "HTML":
        raise Refused(400, f"Bad Request: unsupported parse_mode {mode}")
    markup = Markup()
    markup.feed(text)
    markup.close()
    if markup.open:
        raise Refused(400, f"Bad Request: can't parse entities: can't find end tag for {markup.open[-1]}")
    return markup.text


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_text(data: dict[str, Any], field: str = "text", most: int = 4096) -> str:
    """The visible text; refused when empty or too long."""
    raw = data.get(field)
    if not isinstance(raw, str):
        raise Refused(400, "Bad Request: message text is empty")
    seen = parsed(raw, data.get("parse_mode"))
    if not seen.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if length(seen) > most:
        raise Refused(
            400,
            "Bad Request: message is too long"
            if most == 4096
            else "Bad Request: message caption is too long",
        )
    return seen


def check_markup(data: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The inline keyboard's rows; refused when a button is not possible."""
    raw = data.get("reply_markup")
    if raw is None:
        return []
    markup = json.loads(raw) if isinstance(raw, str) else raw
    rows: list[list[dict[str, Any]]] = markup.get("inline_keyboard", [])
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise Refused(400, "Bad Request: reply markup is too long")
    for button in (each for row in rows for each in row):
        check_button(button)
    return rows


def check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise Refused(400, "Bad Request: inline keyboard button text can't be empty")
    kinds = [key for key in ("callback_data", "url", "copy_text", "switch_inline_query") if key in button]
    if len(kinds) != 1:
        raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
