"""An announcement as a value, and what whoever keeps announcements must offer; its states are in ``states``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from handlers.office.audiences import Audience
from handlers.office.states import AMENDING, NAMES, TOLD, Act, Kind, State

PER_SECOND = 25
AMENDABLE = timedelta(hours=48)
"""How long Telegram lets what was sent be edited or withdrawn."""
LATE = timedelta(minutes=10)
"""What could not be started in this time (the server was down) asks before it goes out."""
MOST_LABELS = 6
LONGEST_ANSWER = 20


@dataclass(frozen=True)
class Content:
    """What is said to whom. ``photo`` and ``document``: Telegram's own names for them; ``labels``: one-tap answers."""

    html: str = ""
    photo: str = ""
    document: str = ""
    audience: Audience = field(default_factory=Audience)
    labels: tuple[str, ...] = ()
    closes: datetime | None = None


@dataclass(frozen=True)
class Announcement:
    """``version`` changes with every change of content; ``of``: the announcement that this one is about."""

    id: int
    kind: Kind
    of: int
    author: int
    office: str
    state: State
    version: int
    content: Content
    due: datetime | None = None
    approver: int = 0
    why: str = ""

    @property
    def key(self) -> str:
        """What its messages are called in the ledger."""
        return f"announcement:{self.id}"

    @property
    def title(self) -> str:
        """What it is, and its number."""
        return f"{NAMES[self.kind]} {self.id}"

    @property
    def stands(self) -> str:
        """Its state in words."""
        amends = self.kind in {Kind.CORRECTION, Kind.WITHDRAWAL}
        return AMENDING.get(self.state, TOLD[self.state]) if amends else TOLD[self.state]


@dataclass(frozen=True)
class Tally:
    """How an announcement's messages stand. ``left``: not planned yet, or never because it was cancelled."""

    sent: int = 0
    blocked: int = 0
    failed: int = 0
    doubtful: int = 0
    skipped: int = 0
    waiting: int = 0
    left: int = 0
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def settled(self) -> int:
        return self.sent + self.blocked + self.failed + self.doubtful + self.skipped

    @property
    def total(self) -> int:
        return self.settled + self.waiting + self.left


@dataclass(frozen=True)
class Step:
    """What one of the staff was asked to type next, about which announcement."""

    what: str
    about: int


class Announcements(Protocol):
    """Whoever keeps announcements. Changes and moves are refused (None) where somebody else was first."""

    def create(
        self, kind: Kind, of: int, author: int, office: str, content: Content, at: datetime
    ) -> Announcement: ...

    def find(self, number: int) -> Announcement | None: ...

    def latest(self, office: str | None, most: int) -> list[Announcement]:
        """Newest first; of one office, or of all."""
        ...

    def change(self, seen: Announcement, content: Content, due: datetime | None) -> Announcement | None:
        """A draft with other content, or due at another moment; its version is one more."""
        ...

    def move(
        self, seen: Announcement, act: Act, by: int, at: datetime, why: str = ""
    ) -> Announcement | None: ...

    def count(self, announcement: Announcement, at: datetime) -> int:
        """How many it would go to at this moment."""
        ...

    def tally(self, announcement: Announcement) -> Tally: ...

    def preview(self, announcement: Announcement, person: int, at: datetime) -> None:
        """Send it to one of the staff exactly as it will look."""
        ...

    def table(self, announcement: Announcement) -> bytes:
        """Whom it went to and how that ended, as CSV."""
        ...

    def heard(self, announcement: Announcement, chat: int) -> bool:
        """Whether it went (or may have gone) to a chat."""
        ...

    def expect(self, person: int, step: Step | None, at: datetime) -> None: ...

    def expected(self, person: int, at: datetime) -> Step | None: ...

    def save_template(self, name: str, content: Content, by: int, at: datetime) -> int:
        """Keep content under a name; the number of this version of it."""
        ...

    def templates(self) -> list[tuple[str, int]]:
        """(name, newest version); the one that was last kept first."""
        ...

    def template(self, name: str, version: int) -> Content | None: ...

    def answer(self, announcement: int, chat: int, label: int, name: str, at: datetime) -> None:
        """Somebody's one-tap answer; an earlier one is replaced."""
        ...

    def answers(self, announcement: int) -> list[tuple[int, str, datetime]]:
        """(label, name, when), in order of when."""
        ...


def duration(count: int) -> str:
    """How long so many messages take.

    >>> duration(200_000)
    '約 2 小時 13 分鐘'
    """
    minutes, seconds = divmod(-(-count // PER_SECOND), 60)
    if not minutes:
        return f"約 {max(1, seconds)} 秒"
    hours, minutes = divmod(minutes, 60)
    return f"約 {hours} 小時 {minutes} 分鐘" if hours else f"約 {minutes} 分鐘"
