"""An office in memory: who says what to it, and what it says back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bot.assembly import assemble
from bot.delivery.delivering import Delivery
from bot.delivery.messages import Outgoing, State
from bot.misses import Misses
from bot.office import Office, open_office
from bot.settings import Settings
from bot.store.chats import ChatBook
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from handlers.desk import Desk
from handlers.schedules import Schedule
from handlers.turn import Reply, Turn, TurnKind
from knowledge.loading import DATA
from tests.bot.world import AT_ONCE

OWNER, STAFF, TEACHER, PARENT, STRANGER = 11, 12, 13, 14, 15
OFFICE, GROUP = -100, -200
SETTINGS = Settings(Path("nowhere"), DATA, None, None, owner=OWNER, staff_chat=OFFICE)


@cache
def whole() -> Desk:
    return assemble(SETTINGS).desk


@dataclass
class World:
    """``says`` and ``taps`` are what people do; ``said`` is the last reply."""

    now: datetime
    settings: Settings = SETTINGS
    path: Path | None = None
    said: Reply = field(init=False)
    sent: list[tuple[int, Outgoing]] = field(default_factory=list)
    trouble: Callable[[int, Outgoing], None] | None = None

    def __post_init__(self) -> None:
        self.store = Store(self.path)
        self.ledger = Ledger(self.store, AT_ONCE)
        self.start()

    def start(self) -> None:
        """Start (again) on what is kept."""
        asking = whole().asking
        self.office: Office = open_office(
            self.settings, self.store, self.ledger, asking, Misses(self.settings.misses)
        )
        asking.after = self.office.after
        self.staff, self.members = self.office.staff, self.office.members
        self.staff.learn("bot", "zigetong_test_bot")
        self.desk = Desk(asking, whole().starting, self.office.counters)
        base = asking.assistant.base
        kept = Subscriptions(self.store, self.ledger, Schedule(base))
        book = ChatBook(self.store, self.ledger, kept, self.settings.staff_chat)
        self.delivery = Delivery(self.ledger, self, self.office.kinds, book, self._tick, lambda: self.now)

    def _tick(self, now: datetime) -> bool:
        return any([tick(now) for tick in self.office.ticks])  # noqa: C419  (every one of them)

    async def send(self, chat: int, message: Outgoing) -> int:
        """What would be Telegram."""
        if self.trouble is not None:
            self.trouble(chat, message)
        self.sent.append((chat, message))
        return 1000 + len(self.sent)

    async def deliver(self, minutes: float = 0) -> list[tuple[int, Outgoing]]:
        """Everything that goes out at the moment (or so many minutes later)."""
        self.now += timedelta(minutes=minutes)
        before = len(self.sent)
        for _ in range(2000):
            self.now += timedelta(milliseconds=200)
            self.office.announcing.looked = None
            await self.delivery.round()
            if self.delivery.tasks:
                await asyncio.wait(self.delivery.tasks)
                continue
            due = self.ledger.next_due()
            if due is None or due > self.now:
                break
        return self.sent[before:]

    def heard(self, chat: int) -> list[str]:
        """The messages that arrived in a chat."""
        return [message.html for each, message in self.sent if each == chat]

    def states(self) -> dict[State, int]:
        """How the announcements' messages stand."""
        rows = self.store.rows(
            "select state, count(*) from ledger where kind in ('announcement', 'amendment') group by state"
        )
        return {State(state): count for state, count in rows}

    def says(self, text: str, person: int, chat: int | None = None, **more: object) -> Reply:
        """What is said back to a message."""
        turn = Turn(person if chat is None else chat, person, self.now, is_group=chat is not None, html=text)
        if text.startswith("/"):
            command, _, rest = text[1:].partition(" ")
            turn = replace(turn, kind=TurnKind.COMMAND, command=command, text=rest.strip())
        else:
            turn = replace(turn, text=text)
        self.said = self.desk.reply(replace(turn, **more))  # type: ignore[arg-type]
        return self.said

    def taps(
        self, label: str, person: int, chat: int | None = None, on: Reply | None = None, **more: object
    ) -> Reply:
        """What is said back to the button with ``label``, on the last reply or another."""
        return self.presses(action(on or self.said, label), person, chat, **more)

    def presses(self, carried: str, person: int, chat: int | None = None, **more: object) -> Reply:
        """What is said back to a button that carries something."""
        place = person if chat is None else chat
        turn = Turn(place, person, self.now, TurnKind.BUTTON, action=carried, is_group=chat is not None)
        self.said = self.desk.reply(replace(turn, **more))  # type: ignore[arg-type]
        return self.said

    def hire(self, person: int = STAFF, office: str = "景美國小", scope: str = "") -> None:
        """Make somebody staff, the way it is done."""
        token = self.staff.invite(office, scope, OWNER, self.now)
        assert self.staff.accept(token, person, self.now)

    def notes(self, person: int) -> list[str]:
        """What was noted for one of the staff."""
        rows = self.store.rows(
            "select payload from ledger where chat = ? and kind = 'notice' order by id", person
        )
        return [row[0] for row in rows]


def action(reply: Reply, label: str) -> str:
    """What the button with ``label`` in its text carries."""
    found = [button.action for row in reply.buttons for button in row if label in button.label]
    assert found, f"no button {label} in {[[b.label for b in row] for row in reply.buttons]}: {reply.text}"
    return found[0]
