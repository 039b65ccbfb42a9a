"""The kinds of message that the bot sends of itself, worded when they are sent.

A reminder whose sending was cut off is sent again, marked: hearing twice is better than missing a deadline. The same
goes for a changed date and a new edition.
"""

from __future__ import annotations

from datetime import datetime

from bot.delivery.messages import Claimed, Kind, Later, Outgoing, Skip
from bot.rendering import html
from bot.store.known import CHANGED, EDITION, earlier
from bot.store.subscriptions import REMINDER, Subscriptions
from handlers.reminders import Told, changed, current, edition, reminder
from handlers.schedules import family, held
from handlers.subscriptions import Item, TargetKind
from handlers.turn import Line, Reply, Style
from knowledge.deadlines import timing
from knowledge.speaking import N_, _, in_english
from knowledge.telling import Teller

TWICE = N_("（可能重複）")


def outgoing(reply: Reply) -> Outgoing:
    """A short reply as one message."""
    return Outgoing("\n".join(html(line) for line in reply.lines if line.text.strip()), reply.buttons)


class ReminderKind:
    """Reminders: of what still holds, is still wanted and not ticked off; not in the quiet hours."""

    sent_again = True

    def __init__(self, subscriptions: Subscriptions, teller: Teller) -> None:
        self.subscriptions, self.teller = subscriptions, teller

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """The reminder as it should read at ``now``."""
        items = [Item.read(what) for what in row.payload["items"]]
        told = self._wanted(row.chat, current(self.subscriptions.schedule, items, now))
        if not told:
            return Skip("not wanted any more")
        quiet_ends = held(now, self.subscriptions.preferences(row.chat))
        if quiet_ends > now and quiet_ends < max(each.happening.over for each in told):
            return Later(quiet_ends)
        late = bool(row.payload.get("late"))
        return outgoing(reminder(self.teller, told, now, number=row.id, again=row.again, late=late))

    def _wanted(self, chat: int, told: list[Told]) -> list[Told]:
        """Those that a subscription of the chat still covers, and that are not ticked off."""
        ticked = self.subscriptions.ticked(chat)
        targets = [each.target for each in self.subscriptions.subscriptions(chat)]
        covers = self.subscriptions.schedule.covers
        return [
            each
            for each in told
            if each.item.turn not in ticked and any(covers(target, each.item) for target in targets)
        ]


class ChangeKind:
    """A date that is not what was told."""

    sent_again = True

    def __init__(self, subscriptions: Subscriptions, teller: Teller) -> None:
        self.subscriptions, self.teller = subscriptions, teller

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """Both dates, out of the quiet hours."""
        quiet_ends = held(now, self.subscriptions.preferences(row.chat))
        if quiet_ends > now:
            return Later(quiet_ends)
        told = row.payload
        programme, entry = told["programme"], told["entry"]
        date = self.teller.base.dates.get((programme, entry))
        if date is not None and in_english():  # planned in Chinese, for whoever listens
            old = earlier(date, told.get("was", ""))
            told = {**told, "old": timing(old) if old else told["old"], "new": timing(date)}
        reply = changed(self.teller, programme, entry, told["old"], told["new"], now)
        return outgoing(marked(reply, again=row.again))


class EditionKind:
    """A new edition, told to whoever still waits for it."""

    sent_again = True

    def __init__(self, subscriptions: Subscriptions, teller: Teller) -> None:
        self.subscriptions, self.teller = subscriptions, teller

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """Where it is, out of the quiet hours."""
        waits = any(
            each.target.kind in {TargetKind.EDITION, TargetKind.PROGRAMME}
            and family(each.target.name) == family(row.payload["programme"])
            for each in self.subscriptions.subscriptions(row.chat)
        )
        if not waits or row.payload["programme"] not in self.teller.base.programmes:
            return Skip("not wanted any more")
        quiet_ends = held(now, self.subscriptions.preferences(row.chat))
        if quiet_ends > now:
            return Later(quiet_ends)
        return outgoing(marked(edition(self.teller, row.payload["programme"], now), again=row.again))


def marked(reply: Reply, *, again: bool) -> Reply:
    """With the mark of what may have been sent before."""
    return Reply((Line(_(TWICE), Style.SMALL), *reply.lines), reply.buttons) if again else reply


def kinds(subscriptions: Subscriptions, teller: Teller) -> dict[str, Kind]:
    """Every kind by its name."""
    return {
        REMINDER: ReminderKind(subscriptions, teller),
        CHANGED: ChangeKind(subscriptions, teller),
        EDITION: EditionKind(subscriptions, teller),
    }
