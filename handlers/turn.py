"""What comes in and what goes out, as plain values: the same for Telegram, a terminal, and tests.

A turn is one thing a person did, at one moment. A reply is one thing said back. Channels (``bot``) make turns from
what they receive and show replies as they can.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.answer import Line, Style

__all__ = [
    "SILENCE",
    "Attached",
    "Button",
    "File",
    "Line",
    "Quote",
    "Reply",
    "Style",
    "Turn",
    "TurnKind",
    "say",
]


class TurnKind(StrEnum):
    """What was sent; everything that is not text or a button is answered with what to do instead."""

    TEXT = "text"
    BUTTON = "button"
    COMMAND = "command"
    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    FILE = "file"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True)
class Attached:
    """A picture or file that came with a message: what it is and the channel's own name for it."""

    kind: TurnKind
    id: str


@dataclass(frozen=True)
class Turn:
    """One message or press. ``chat`` and ``person`` are the channel's own numbers; ``at`` is Taipei time.

    ``text``: the words, or for a command what follows it; ``command``: its name without the slash; ``action``: what
    the pressed button carried; ``edited``: the person changed an earlier message; ``is_group``: more than one person
    reads what is answered; ``may_administer``: whether this person decides for the chat; ``message``: the number of
    the message, or of the one under the pressed button; ``replied``: of the one that this is a reply to; ``html``:
    the words with the markup the person gave them, escaped; ``attached``: the picture or file that came along; ``name``: the
    name that the person shows, for those who were told that it is kept.
    """

    chat: int
    person: int
    at: datetime
    kind: TurnKind = TurnKind.TEXT
    text: str = ""
    command: str = ""
    action: str = ""
    edited: bool = False
    is_group: bool = False
    may_administer: bool = True
    message: int = 0
    replied: int = 0
    html: str = ""
    attached: Attached | None = None
    name: str = ""


@dataclass(frozen=True)
class Button:
    """Something to tap: ``action`` comes back as pressed; ``url`` opens; ``copy`` is put on the clipboard."""

    label: str
    action: str = ""
    url: str = ""
    copy: str = ""


@dataclass(frozen=True)
class Quote:
    """A clause word for word, shown folded."""

    title: str
    text: str


@dataclass(frozen=True)
class File:
    """A file to hand over: its name with an ending, and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Reply:
    """Lines, folded quotes under them, and rows of buttons; a file, where one goes with it.

    ``numbers``: a typed number is an answer, not a button's place.
    """

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    quotes: tuple[Quote, ...] = ()
    file: File | None = None
    numbers: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "\n".join(line.text for line in self.lines)


SILENCE = Reply(())
"""Nothing is said: the turn was for somebody else."""


def say(*sentences: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    """A reply of plain sentences."""
    return Reply(tuple(Line(sentence) for sentence in sentences), buttons)
