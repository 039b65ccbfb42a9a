"""Reminders changed and stopped in words: 「改成前一天」「出國補助的提醒取消」; what is meant, or asked back with the list."""

from __future__ import annotations

from handlers.aiming import run
from handlers.conversation import Conversations
from handlers.listing import Listing
from handlers.subscriptions import Reminders, Subscription
from handlers.turn import Line, Reply, Style, Turn
from handlers.wishes import Wish, Words
from knowledge.assistant import Assistant
from knowledge.speaking import _
from knowledge.wording import normal, typed


class Altering:
    """Changes what is kept by ``reminders``."""

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        reminders: Reminders,
        listing: Listing,
        words: Words,
    ) -> None:
        self.reader, self.conversations, self.reminders = assistant.finder.reader, conversations, reminders
        self.listing, self.naming, self.words = listing, listing.naming, words

    def stop(self, turn: Turn, wish: Wish) -> Reply:
        """Stop what the words name; all of it; the only one there is; else which is asked."""
        every = self.reminders.subscriptions(turn.chat)
        named = self._named(wish.rest, every)
        if len(every) > 1 and not named and any(normal(word) in wish.said for word in self.words.all):
            return self.listing.stop_all(turn)
        meant = named or every
        if len(meant) == 1:
            return self.listing.stopped(turn, meant[0])
        return self.listing.list(turn, ask=_("要停哪一個？按它的「改」，或按「全部停止」。") if every else "")

    def change(self, turn: Turn, wish: Wish) -> Reply | None:
        """Other days or another hour for one reminder; None where there is none that could be meant."""
        every = self.reminders.subscriptions(turn.chat)
        last = self.conversations.recall(turn.chat, turn.person, turn.at).reminder
        recent = [each for each in every if each.id == last]
        speaks = "提醒" in wish.said
        if not recent and not (speaks and every):
            return None
        meant = self._named(wish.rest, every) or recent or every
        if len(meant) > 1:
            return self.listing.list(turn, ask=_("要改哪一個？按它的「改」。"))
        if wish.minute is not None:
            changed = self.naming.at_minute(self.reminders.preferences(turn.chat), wish.minute)
            self.reminders.prefer(turn.chat, changed, turn.at)
        if wish.leads:
            self.reminders.change(turn.chat, meant[0].id, wish.leads, turn.at)
        found = self.reminders.find(turn.chat, meant[0].id) or meant[0]
        card = self.listing.card(turn, found)
        return Reply((Line(_("好，改好了。"), Style.STRONG), *card.lines), card.buttons)

    def _named(self, rest: str, every: list[Subscription]) -> list[Subscription]:
        """Those that words name: by their programme, by what the date is called."""
        programmes = self.reader.read(rest or "　").named
        found = [each for each in every if each.target.name in programmes] or (
            [] if programmes else list(every)
        )
        alike = {each.id: run(typed(self.naming.target(each.target)), rest) for each in found}
        most = max(alike.values(), default=0)
        closest = [each for each in found if alike[each.id] == most] if most > 1 else []
        return closest or (found if programmes else [])
