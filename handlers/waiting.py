"""Everything about dates that are waited for, at one counter: /dates, /remind, /reminders, their buttons and words."""

from __future__ import annotations

from handlers.actions import decode
from handlers.dating import Dating
from handlers.hours import Hours
from handlers.listing import Listing
from handlers.subscribing import NOT_YOURS, Subscribing
from handlers.taking import Taking
from handlers.ticking import Ticking
from handlers.turn import Reply, Turn, TurnKind, say
from handlers.wishes import Wanted, Wish, Words, wish
from knowledge.speaking import _

OWNED = {"want", "icsall"}
"""Buttons that show or change what a chat has subscribed to, with those of ``r-``: in a group, for administrators."""


class Waiting:
    """Answers turns about dates and reminders; the rest is somebody else's."""

    def __init__(
        self,
        words: Words,
        subscribing: Subscribing,
        listing: Listing,
        hours: Hours,
        ticking: Ticking,
        dating: Dating,
        taking: Taking,
    ) -> None:
        self.words = words
        self.subscribing, self.listing, self.hours = subscribing, listing, hours
        self.ticking, self.dating, self.taking = ticking, dating, taking

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is about something else."""
        if turn.kind is TurnKind.COMMAND:
            return self._command(turn)
        if turn.kind is TurnKind.BUTTON:
            return self._pressed(turn)
        if turn.kind is TurnKind.TEXT and not turn.edited:
            return self._said(turn)
        return None

    def _command(self, turn: Turn) -> Reply | None:
        if turn.command == "dates":
            return self.dating.words(turn)
        if turn.command == "reminders":
            return self.listing.list(turn) if decides(turn) else say(_(NOT_YOURS))
        if turn.command == "remind":
            asked = wish(self.words, turn.text, command=True) if turn.text else None
            return self._wish(turn, asked) if asked is not None else self.subscribing.menu(turn)
        return None

    def _pressed(self, turn: Turn) -> Reply | None:
        decoded = decode(turn.action)
        if decoded is None:
            return None
        verb, arguments = decoded
        if verb == "r-remind":
            return self.subscribing.menu(turn)
        if (verb in OWNED or verb.startswith("r-")) and not decides(turn):
            return say(_(NOT_YOURS))
        parts = (self.subscribing, self.dating, self.taking, self.listing, self.hours, self.ticking)
        return next(
            (reply for part in parts if (reply := part.pressed(turn, verb, arguments)) is not None), None
        )

    def _said(self, turn: Turn) -> Reply | None:
        asked = wish(self.words, turn.text)
        if asked is not None:
            return self._wish(turn, asked)
        return self.dating.words(turn) if self.dating.asked(turn.text) else None

    def _wish(self, turn: Turn, asked: Wish) -> Reply:
        if asked.limit is not None:
            return say(asked.limit)
        if not decides(turn):
            return say(_(NOT_YOURS))
        if asked.wanted in {Wanted.STOP, Wanted.LIST}:
            ask = _("要停哪一個？按它的「改」，或按「全部停止」。") if asked.wanted is Wanted.STOP else ""
            return self.listing.list(turn, ask=ask)
        if asked.quiet is not None:
            return self.hours.quiet(turn, *asked.quiet)
        if asked.minute is not None and only_hour(asked):
            return self.hours.at_minute(turn, asked.minute)
        if asked.wanted is Wanted.EDITION:
            return self.subscribing.edition(turn, asked)
        return self.subscribing.wished(turn, asked)


def decides(turn: Turn) -> bool:
    """Whether this person decides what the chat hears of."""
    return turn.may_administer or not turn.is_group


def only_hour(asked: Wish) -> bool:
    """Nothing but another hour is wished for: 「每次都早上七點提醒我」."""
    return (
        asked.minute is not None
        and not asked.leads
        and asked.rest in {"", "每次", "每次都", "都改成", "改成", "改"}
    )
