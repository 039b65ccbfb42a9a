"""The office's parts, put together: who answers at which counter, what is planned at each tick, what is sent how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.announcing import Announcing, announcement_kinds
from bot.delivery.messages import Kind
from bot.handing import Tidying, handing_kinds
from bot.learning import ANSWERED, AnsweredKind, Learnt
from bot.misses import Misses
from bot.settings import Settings
from bot.store.announcements import AnnouncementBook
from bot.store.connection import Store
from bot.store.counts import CountBook
from bot.store.handovers import HandoverBook
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.staff import StaffBook
from handlers.asking import Asking
from handlers.conversation import Conversation
from handlers.desk import Counter
from handlers.office.card import Card
from handlers.office.counting import Counting
from handlers.office.drafting import Drafting
from handlers.office.gate import Gate
from handlers.office.handing import Handing
from handlers.office.joining import Joining
from handlers.office.learning import Learning
from handlers.office.linking import Linking
from handlers.office.receipts import Receipts
from handlers.office.releasing import Releasing
from handlers.office.reports import Reports
from handlers.office.staffing import Staffing
from handlers.turn import Button, Turn
from knowledge.answer import Answer


@dataclass(frozen=True)
class Office:
    """Everything of the office that runs on one store."""

    staff: StaffBook
    members: MemberBook
    book: AnnouncementBook
    announcing: Announcing
    handing: Handing
    learning: Learning
    counting: Counting
    counters: tuple[Counter, ...]
    kinds: Mapping[str, Kind]
    ticks: tuple[Callable[[datetime], bool], ...]

    def after(self, answer: Answer, conversation: Conversation, turn: Turn) -> tuple[tuple[Button, ...], ...]:
        """Buttons under an answer, which is counted."""
        return (
            *self.handing.offered(conversation, turn),
            *self.learning.offered(answer, conversation, turn),
            *self.counting.answered(answer, turn),
        )


def open_office(settings: Settings, store: Store, ledger: Ledger, asking: Asking, misses: Misses) -> Office:
    """The office on an open store."""
    staff, members = StaffBook(store, ledger, settings.owner), MemberBook(store)

    def chat() -> int | None:
        """The staff chat, also where it has moved since it was set."""
        moved = staff.setting(f"moved {settings.staff_chat}") if settings.staff_chat is not None else ""
        return int(moved) if moved else settings.staff_chat

    handovers = HandoverBook(store, ledger, chat)
    counts = CountBook(store)
    conversations, base = asking.conversations, asking.assistant.base
    handing = Handing(
        handovers, staff, conversations, chat, settings.hours, lambda at: counts.add("handed", "", at)
    )
    book = AnnouncementBook(store, ledger, members)
    shorts = {name: programme.programme.short for name, programme in base.programmes.items()}
    card = Card(book, members, shorts)
    learnt = Learnt(store, ledger, misses, settings.home / "proposals")
    learning = Learning(learnt, staff, book, conversations, asking.missing, shorts)
    counting = Counting(counts, shorts)

    def speaker(number: int) -> str:
        found = book.find(number)
        return found.office if found is not None else ""

    counters: tuple[Counter, ...] = (
        Gate(staff, chat),
        Staffing(staff, members),
        Joining(members, speaker),
        Linking(members, staff, {short: name for name, short in shorts.items()}),
        Drafting(book, staff, card),
        Releasing(book, staff, card, two_people=settings.two_people),
        Reports(book, staff, card),
        Receipts(book, staff),
        learning,
        counting,
        handing,
    )
    announcing = Announcing(book, staff)
    kinds = {**announcement_kinds(book, members), **handing_kinds(handovers), ANSWERED: AnsweredKind()}
    ticks = (announcing.tick, Tidying(handovers).tick, counts.tick)
    return Office(staff, members, book, announcing, handing, learning, counting, counters, kinds, ticks)
