"""What is kept and what goes out of itself, put together over one store: ledger, subscriptions, reminders, delivery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.delivery.delivering import Delivery
from bot.delivery.lane import Lane
from bot.delivery.messages import Kind, Sender
from bot.kinds import kinds
from bot.reminding import Reminding
from bot.store.chats import ChatBook
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from handlers.altering import Altering
from handlers.conversation import Conversations
from handlers.dating import Dating
from handlers.hours import Hours
from handlers.listing import Listing
from handlers.naming import Naming
from handlers.schedules import Schedule
from handlers.subscribing import Subscribing
from handlers.taking import Taking
from handlers.ticking import Ticking
from handlers.waiting import Waiting
from handlers.wishes import load_words
from handlers.wishing import Wishing
from knowledge.assistant import Assistant


@dataclass(frozen=True)
class Keeping:
    """The parts over one store. ``kinds``: every kind of message that can go out, and ``ticks``: what plans messages
    when they fall due; others may add theirs to both."""

    store: Store
    ledger: Ledger
    subscriptions: Subscriptions
    book: ChatBook
    reminding: Reminding
    kinds: dict[str, Kind]
    lane: Lane
    ticks: list[Callable[[datetime], bool]] = field(default_factory=list)

    def tick(self, now: datetime) -> bool:
        """Plan what is due; True where more is waiting."""
        more = [tick(now) for tick in (self.reminding.tick, *self.ticks)]
        return any(more)

    def delivery(self, sender: Sender, clock: Callable[[], datetime]) -> Delivery:
        """The loop that sends through ``sender``."""
        return Delivery(self.ledger, sender, self.kinds, self.book, self.tick, clock, self.lane)


def keep(store: Store, assistant: Assistant, staff_chat: int | None = None) -> Keeping:
    """Everything over ``store`` that needs no network."""
    ledger = Ledger(store)
    subscriptions = Subscriptions(store, ledger, Schedule(assistant.base))
    return Keeping(
        store,
        ledger,
        subscriptions,
        ChatBook(store, ledger, subscriptions, staff_chat),
        Reminding(store, ledger, subscriptions, assistant.base),
        kinds(subscriptions, assistant.teller),
        Lane(),
    )


def waiting(keeping: Keeping, assistant: Assistant, conversations: Conversations) -> Waiting:
    """The counter for dates and reminders."""
    words = load_words(assistant.base.data)
    naming = Naming(assistant, words)
    dating = Dating(assistant, naming)
    kept = keeping.subscriptions
    subscribing, listing = Subscribing(assistant, conversations, kept, naming), Listing(kept, naming)
    return Waiting(
        words,
        subscribing,
        listing,
        Hours(kept, naming),
        Ticking(kept, kept.schedule),
        dating,
        Taking(assistant, dating, kept),
        Wishing(subscribing, words),
        Altering(assistant, conversations, kept, listing, words),
    )
