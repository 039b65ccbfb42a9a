"""How the parts are put together: the one file that shows the whole."""

from __future__ import annotations

from dataclasses import dataclass

from bot.caring import Caring
from bot.checks_store import ChecksStore
from bot.keeping import Keeping, keep, waiting
from bot.misses import Misses
from bot.office import Office, open_office
from bot.papers import read_papers
from bot.settings import Settings
from bot.store.connection import Store
from handlers.asking import Asking
from handlers.checking import Checking
from handlers.conversation import Conversations
from handlers.desk import Counter, Desk
from handlers.languages import Languages
from handlers.office.gate import NotHere
from handlers.profile import Profiling
from handlers.settling import Settling
from handlers.starting import Starting
from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.fulltext import ReadingAssistant


@dataclass(frozen=True)
class Parts:
    """Everything that runs, put together once."""

    settings: Settings
    assistant: Assistant
    conversations: Conversations
    desk: Desk
    keeping: Keeping
    office: Office


def assemble(settings: Settings, store: Store | None = None) -> Parts:
    """Build the parts; KnowledgeError names the file, entry and key of a data file that is wrong.

    Without a ``store``, what people subscribe to is kept in memory only: for the terminal and the machine interface.
    """
    base = open_base(settings.built, settings.knowledge)
    fulltext, clauses = read_papers(settings, base)
    assistant = ReadingAssistant(base, fulltext) if fulltext else Assistant(base)
    conversations = Conversations()
    missed = Misses(settings.misses) if store else None
    asking = Asking(assistant, conversations, clauses, missed)
    checks = ChecksStore(settings.home / "checks.db" if store else None, settings.key)
    checking = Checking(assistant, conversations, checks, asking.message)
    asking.offers = checking.offer
    keeping = keep(store or Store(None), assistant, settings.staff_chat)
    dates = waiting(keeping, assistant, conversations)
    asking.dated = checking.screens.dated = dates.subscribing.offers
    office = open_office(settings, keeping.store, keeping.ledger, asking, Misses(settings.misses))
    counters = office.counters if store else (NotHere(),)
    if store:
        asking.after = office.after
    keeping.kinds.update(office.kinds)
    caring = Caring(keeping.store, checks, conversations)
    keeping.ticks.extend((*office.ticks, caring.tick))
    starting, book = Starting(asking), keeping.book
    mine: list[Counter] = [Languages(book, starting), Settling(dates.hours), caring.counter(settings)]
    answering: list[Counter] = [*counters, *mine, dates, checking, Profiling(checking)]
    desk = Desk(asking, starting, answering, book.language)
    return Parts(settings, assistant, conversations, desk, keeping, office)
