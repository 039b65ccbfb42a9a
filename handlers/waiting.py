"""Everything about dates that are waited for, at one counter: /dates, /remind, /reminders, their buttons and words."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.actions import decode
from handlers.altering import Altering
from handlers.conversation import Choosing
from handlers.dating import Dating
from handlers.hours import Hours
from handlers.listing import Listing
from handlers.subscribing import NOT_YOURS, Subscribing
from handlers.taking import Taking
from handlers.ticking import Ticking
from handlers.turn import Line, Reply, Style, Turn, TurnKind, say
from handlers.wishes import Wanted, Wish, Words, several, wish
from handlers.wishing import Wishing
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
        wishing: Wishing,
        altering: Altering,
    ) -> None:
        self.words, self.wishing, self.altering = words, wishing, altering
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
            reply = self._wish(turn, asked) if asked is not None else None
            return reply if reply is not None else self.subscribing.menu(turn)
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
        if decides(turn) and (answered := self.wishing.answered(turn)) is not None:
            return answered
        wishes = [wish(self.words, each) for each in several(self.words, turn.text)]
        if len(wishes) > 1:
            return self._both(turn, [each for each in wishes if each is not None])
        if wishes[0] is not None and (reply := self._wish(turn, wishes[0])) is not None:
            return reply
        return self.dating.words(turn) if self.dating.asked(turn.text) else None

    def _both(self, turn: Turn, wishes: Sequence[Wish]) -> Reply | None:
        """Several wishes in one message: what is clear is done, then the first question is asked."""
        done, asked = list[Reply](), list[tuple[Reply, Choosing]]()
        for each in wishes:
            reply = self._wish(turn, each)
            choosing = self.wishing.choosing(turn)
            if reply is not None and choosing is not None:
                asked.append((reply, choosing))
            elif reply is not None:
                done.append(reply)
        if asked:
            self.wishing.choosing(turn, asked[0][1])
        shown = [*done, *(reply for reply, _choosing in asked[:1])]
        more = [Line(_("另一個先沒有設；回答之後請再說一次。"), Style.SMALL)] if len(asked) > 1 else []
        lines = (*(line for reply in shown for line in reply.lines), *more)
        return Reply(lines, tuple(row for reply in shown for row in reply.buttons)) if shown else None

    def _wish(self, turn: Turn, asked: Wish) -> Reply | None:
        if asked.limit is not None:
            return say(asked.limit)
        if not decides(turn):
            return say(_(NOT_YOURS))
        if asked.wanted is Wanted.LIST:
            return self.listing.list(turn)
        if asked.wanted is Wanted.STOP:
            return self.altering.stop(turn, asked)
        if asked.wanted is Wanted.CHANGE:
            return self.altering.change(turn, asked)
        if asked.quiet is not None:
            return self.hours.quiet(turn, *asked.quiet)
        if asked.minute is not None and only_hour(asked):
            return self.hours.at_minute(turn, asked.minute)
        if asked.wanted is Wanted.EDITION:
            return self.wishing.edition(turn, asked)
        return self.wishing.wished(turn, asked)


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
