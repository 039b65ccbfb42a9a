"""A conversation that was handed over to the office: the value, and what whoever keeps them must offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

SILENT = timedelta(hours=24)
"""How long the bot keeps silent for whoever it handed over, unless it is handed back."""
OPEN = timedelta(days=7)
"""How long the office can still reply."""


@dataclass(frozen=True)
class Handover:
    """``name``: what the person is called, where they agreed to tell; ``ended``: handed back."""

    id: int
    chat: int
    name: str
    opened: datetime
    ended: datetime | None = None

    def silent(self, at: datetime) -> bool:
        """Whether the bot keeps out of the conversation at ``at``."""
        return self.ended is None and timedelta() <= at - self.opened < SILENT

    def reachable(self, at: datetime) -> bool:
        """Whether a reply of the office still goes to the person."""
        return self.ended is None and at - self.opened < OPEN


class Handovers(Protocol):
    """Whoever keeps hand-overs. What is said is kept until it has been delivered, and no longer."""

    def of(self, chat: int, at: datetime) -> Handover | None:
        """The chat's hand-over in which the bot is silent."""
        ...

    def begin(self, chat: int, name: str, question: str, at: datetime) -> Handover:
        """Hand over, with the question; a chat that has been handed over already says it there."""
        ...

    def ask(self, handover: Handover, text: str, at: datetime) -> None:
        """The person says something; it goes to the office."""
        ...

    def tell(self, handover: Handover, office: str, text: str, at: datetime) -> None:
        """The office says something; it goes to the person."""
        ...

    def replied(self, message: int) -> Handover | None:
        """The hand-over that a message in the office's chat belongs to."""
        ...

    def find(self, number: int) -> Handover | None: ...

    def reopen(self, handover: Handover, at: datetime) -> None:
        """The bot is silent again from now on, where it was not handed back."""
        ...

    def end(self, handover: Handover, by_office: bool, at: datetime) -> bool:
        """Hand back, and tell the other side; False where it was handed back already."""
        ...
