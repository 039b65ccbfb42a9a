"""The office's parts, put together: who answers at which counter, what is planned at each tick, what is sent how."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.staff import StaffBook
from handlers.desk import Counter
from handlers.office.gate import Gate
from handlers.office.joining import Joining
from handlers.office.linking import Linking
from handlers.office.staffing import Staffing
from knowledge.base import KnowledgeBase


@dataclass(frozen=True)
class Office:
    """Everything of the office that runs on one store."""

    staff: StaffBook
    members: MemberBook
    gate: Gate
    counters: tuple[Counter, ...]


def open_office(settings: Settings, store: Store, ledger: Ledger, base: KnowledgeBase) -> Office:
    """The office on an open store."""
    staff, members = StaffBook(store, ledger, settings.owner), MemberBook(store)
    gate = Gate(staff, settings.staff_chat)
    shorts = {programme.programme.short: name for name, programme in base.programmes.items()}
    counters: tuple[Counter, ...] = (
        gate,
        Staffing(staff),
        Joining(members, lambda _: ""),
        Linking(members, staff, shorts),
    )
    return Office(staff, members, gate, counters)
