"""What is tapped under a reminder: later, done, and done taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.actions import encode, number
from handlers.reminders import snoozed
from handlers.schedules import Schedule, held
from handlers.subscriptions import Reminders
from handlers.turn import Button, Reply, Turn, say
from knowledge.dates import roc
from knowledge.speaking import N_, _

GONE = N_("這則提醒太舊了，我已經沒有它的紀錄。用 /reminders 可以看現在的提醒。")


class Ticking:
    """Puts reminders off and ticks dates off."""

    def __init__(self, reminders: Reminders, schedule: Schedule) -> None:
        self.reminders, self.schedule = reminders, schedule

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped button; None where it is not one of these, or leads nowhere."""
        if verb == "r-later":
            return self._later(turn, arguments)
        if verb in {"r-done", "r-undone"}:
            return self._tick(turn, arguments, done=verb == "r-done")
        return None

    def _later(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        """Once more, later: out of the quiet hours, and before it is over."""
        number_, name = number(arguments), arguments[1] if len(arguments) > 1 else ""
        if number_ is None or name not in {"h", "d", "w"}:
            return None
        items = self.reminders.reminder(turn.chat, number_)
        coming = [found for item in items if (found := self.schedule.find(item, turn.at)) is not None]
        if not coming:
            return say(_(GONE))
        until = held(snoozed(name, turn.at), self.reminders.preferences(turn.chat))
        last = max(each.over for each in coming)
        if turn.at > last:
            return say(_("{label}已經過了，不再提醒。", label=coming[0].entry.label))
        if until > last:
            until = max(turn.at + timedelta(minutes=1), last - timedelta(hours=2))
        self.reminders.snooze(turn.chat, number_, until, turn.at)
        return say(_("好，{moment}再提醒一次。", moment=roc(until)))

    def _tick(self, turn: Turn, arguments: Sequence[str], *, done: bool) -> Reply | None:
        number_, place = number(arguments), number(arguments[1:])
        if number_ is None or place is None:
            return None
        items = self.reminders.reminder(turn.chat, number_)
        if place >= len(items):
            return say(_(GONE))
        entry = self.schedule.base.dates.get((items[place].programme, items[place].entry))
        label = entry.label if entry is not None else _("這個日期")
        if not done:
            self.reminders.untick(turn.chat, items[place].turn)
            return say(_("好，「{label}」還會繼續提醒。", label=label))
        self.reminders.tick_off(turn.chat, items[place].turn, turn.at)
        again = _("；明年會再提醒") if entry is not None and entry.yearly is not None else ""
        undo = Button(_("復原"), encode("r-undone", str(number_), str(place)))
        return say(
            _("「{label}」完成了，這一次不再提醒{again}。", label=label, again=again), buttons=((undo,),)
        )
