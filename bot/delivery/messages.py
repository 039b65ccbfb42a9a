"""A message on its way: what is planned, what is sent, and how a sending ended.

``key`` says what the message is and ``chat`` whom it is for; the two together are unique for ever, so planning the
same thing twice is harmless. ``payload`` holds what the kind needs to compose it later, ``body`` what many share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from handlers.turn import Button


class State(StrEnum):
    """Where a message is. ``sent`` means taken by Telegram, not read."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    DOUBTFUL = "doubtful"
    """It may have been sent; nobody knows. Told to whoever is responsible, not sent again."""
    FAILED = "failed"
    BLOCKED = "blocked"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Message:
    """One message to plan. ``due``: not before; ``expires``: at or after this moment it is skipped as too late."""

    kind: str
    key: str
    chat: int
    due: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    expires: datetime | None = None
    body: int | None = None


@dataclass(frozen=True)
class Claimed:
    """A message that this process alone may send now, at ``slot``. ``again``: it may have been sent before."""

    id: int
    kind: str
    key: str
    chat: int
    payload: Mapping[str, Any]
    body: int | None
    due: datetime
    expires: datetime | None
    attempts: int
    again: bool
    slot: datetime


@dataclass(frozen=True)
class Outgoing:
    """What goes over the wire: HTML within Telegram's limits, buttons, and a picture or file by its Telegram id.

    ``edits`` or ``deletes``: the number of an earlier message in the same chat that is changed or withdrawn instead.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    photo: str | None = None
    document: str | None = None
    edits: int | None = None
    deletes: int | None = None


@dataclass(frozen=True)
class Skip:
    """Not to be sent any more, and why."""

    reason: str


@dataclass(frozen=True)
class Later:
    """To be sent, but not before ``until``."""

    until: datetime


@dataclass(frozen=True)
class Outcome:
    """How a claimed message ended. With ``state`` planned it goes back and is due at ``retry``.

    ``again``: it may have gone out this time. ``counted``: False where the attempt was not the message's own fault.
    """

    id: int
    state: State
    reason: str | None = None
    message: int | None = None
    retry: datetime | None = None
    again: bool = False
    counted: bool = True


@dataclass(frozen=True)
class Limits:
    """Telegram's pace: seconds between messages overall, to one person, to one group; how far ahead of its moment a
    message is claimed; how much of the pace is made up for where the look came late; how long a claim holds."""

    gap: float = 1 / 25
    chat_gap: float = 1.0
    group_gap: float = 3.0
    ahead: float = 0.06
    late: float = 0.08
    lease: float = 20.0

    def chat(self, chat: int) -> int:
        """Milliseconds between two messages to a chat; a group's number is negative."""
        return round(1000 * (self.group_gap if chat < 0 else self.chat_gap))


class Kind(Protocol):
    """What makes one kind of message. ``sent_again``: after a crash it is sent once more, marked; else doubtful."""

    sent_again: bool

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """The message as it should read at ``now``."""
        ...


class SendError(Exception):
    """A sending that did not succeed."""


class Gone(SendError):
    """The chat has blocked the bot, left, or does not exist any more."""


class Refused(SendError):
    """Telegram will not take this message, ever."""


class Flooded(SendError):
    """Too fast: ``seconds`` to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class Moved(SendError):
    """The group has become a supergroup with another number."""

    def __init__(self, chat: int) -> None:
        super().__init__("moved")
        self.chat = chat


class Unreachable(SendError):
    """Telegram did not take it, this time."""


class Unsure(SendError):
    """The connection broke after the message was on its way: nobody knows."""


class Sender(Protocol):
    """Whoever can send: the message's number, or a SendError."""

    async def send(self, chat: int, message: Outgoing) -> int: ...
