"""The office's parts, put together: who answers at which counter, what is planned at each tick, what is sent how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.announcing import Announcing, announcement_kinds
from bot.delivery.messages import Kind
from bot.settings import Settings
from bot.store.announcements import AnnouncementBook
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.staff import StaffBook
from handlers.desk import Counter
from handlers.office.card import Card
from handlers.office.drafting import Drafting
from handlers.office.gate import Gate
from handlers.office.joining import Joining
from handlers.office.linking import Linking
from handlers.office.receipts import Receipts
from handlers.office.releasing import Releasing
from handlers.office.reports import Reports
from handlers.office.staffing import Staffing
from knowledge.base import KnowledgeBase


@dataclass(frozen=True)
class Office:
    """Everything of the office that runs on one store."""

    staff: StaffBook
    members: MemberBook
    book: AnnouncementBook
    announcing: Announcing
    counters: tuple[Counter, ...]
    kinds: Mapping[str, Kind]


def open_office(settings: Settings, store: Store, ledger: Ledger, base: KnowledgeBase) -> Office:
    """The office on an open store."""
    staff, members = StaffBook(store, ledger, settings.owner), MemberBook(store)
    book = AnnouncementBook(store, ledger, members)
    shorts = {name: programme.programme.short for name, programme in base.programmes.items()}
    card = Card(book, members, shorts)

    def speaker(number: int) -> str:
        found = book.find(number)
        return found.office if found is not None else ""

    counters: tuple[Counter, ...] = (
        Gate(staff, settings.staff_chat),
        Staffing(staff),
        Joining(members, speaker),
        Linking(members, staff, {short: name for name, short in shorts.items()}),
        Drafting(book, staff, members, card),
        Releasing(book, staff, card, two_people=settings.two_people),
        Reports(book, staff, card),
        Receipts(book),
    )
    return Office(staff, members, book, Announcing(book, staff), counters, announcement_kinds(book, members))
