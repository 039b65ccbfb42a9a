"""Replies as Telegram messages: HTML escaped in this one place, split within Telegram's limits, buttons checked.

A message holds 4,096 UTF-16 units after its markup is parsed. Each line carries its own markup, so a cut between
lines never leaves a tag open; a line too long by itself is cut at the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.turn import Button, Line, Quote, Reply, Style

LIMIT = 4096
ROOM = 4000
MOST_BUTTONS = 100
DRESS = {
    Style.STRONG: "<b>{}</b>",
    Style.PLAIN: "{}",
    Style.SMALL: "<i>{}</i>",
    Style.DATE: "🗓 {}",
    Style.WARN: "⚠️ {}",
}


@dataclass(frozen=True)
class Message:
    """One message to send: HTML, and its buttons on the last message of a reply."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def html(line: Line) -> str:
    """One line with its markup; every character of the text escaped. Control characters are dropped."""
    return DRESS[line.style].format(escape(printable(line.text), quote=False))


def printable(text: str) -> str:
    """Without control characters and lone surrogates, which Telegram refuses or swallows."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", text)


def folded(quote: Quote) -> str:
    """A clause word for word, folded until it is tapped."""
    return f"<b>{escape(quote.title, quote=False)}</b>\n<blockquote expandable>{escape(printable(quote.text)[:3000], quote=False)}</blockquote>"


def pieces(line: Line) -> Iterator[Line]:
    """``line`` itself, or cut at sentence ends where it is longer than a message."""
    text = line.text
    while units(text) > ROOM:
        cut = max(text.rfind(end, 0, ROOM // 2) for end in "。；\n，") + 1 or ROOM // 2
        yield Line(text[:cut], line.style)
        text = text[cut:]
    yield Line(text, line.style)


def messages(reply: Reply) -> list[Message]:
    """The messages that show ``reply``, in order; at least one, none empty."""
    blocks = [
        (units(piece.text) + 3, html(piece))
        for line in reply.lines
        for piece in pieces(line)
        if piece.text.strip()
    ]
    blocks += [
        (units(quote.title) + min(units(quote.text), 3000) + 2, folded(quote)) for quote in reply.quotes
    ]
    chunks: list[str] = []
    room = 0
    for size, block in blocks:
        if chunks and size + 1 <= room:
            chunks[-1] += f"\n{block}"
        else:
            chunks.append(block)
            room = ROOM
        room -= size + 1
    chunks = chunks or ["（沒有內容）"]
    return [*(Message(chunk) for chunk in chunks[:-1]), Message(chunks[-1], keyboard(reply.buttons))]


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Buttons as Telegram takes them; None for none. More than a hundred are cut."""
    left = MOST_BUTTONS
    shown = []
    for row in rows:
        shown.append([button(each) for each in row[: min(8, left)]])
        left -= len(shown[-1])
    shown = [row for row in shown if row]
    return InlineKeyboardMarkup(shown) if shown else None


def button(each: Button) -> InlineKeyboardButton:
    """One button: opens an address, copies a text, or comes back as pressed."""
    label = printable(each.label)[:60] or "…"
    if each.url:
        return InlineKeyboardButton(label, url=each.url)
    if each.copy:
        return InlineKeyboardButton(label, copy_text=CopyTextButton(each.copy[:256]))
    return InlineKeyboardButton(label, callback_data=each.action)
