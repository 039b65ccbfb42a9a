"""Taking dates along: one, a programme's, or all of a chat's reminders, as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from handlers.actions import mark
from handlers.dating import Dating
from handlers.reminders import footer
from handlers.schedules import Happening, Schedule
from handlers.subscriptions import Item, Reminders
from handlers.turn import File, Line, Reply, Style, Turn, say
from knowledge.assistant import Assistant
from knowledge.calendars import Entry, calendar
from knowledge.speaking import N_, _, _n

MOST = 200
NOTHING = N_("沒有還沒到的日期可以加到行事曆。有新版本時，我可以通知您：用 /remind 選計畫。")


class Taking:
    """Makes calendar files. The sequence of a date is asked of ``reminders``, so that a later file replaces it."""

    def __init__(self, assistant: Assistant, dating: Dating, reminders: Reminders) -> None:
        self.assistant, self.dating, self.reminders = assistant, dating, reminders
        self.schedule = Schedule(assistant.base)
        self.dates = {mark(*key): key for key in assistant.base.dates}

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped calendar; None where it leads nowhere."""
        if verb == "icsall":
            found = [
                each
                for subscription in self.reminders.subscriptions(turn.chat)
                for each in self.schedule.happenings(subscription.target, turn.at)
            ]
            return self.file(found, _("我的提醒"), turn)
        if verb == "icsp" and arguments:
            arguments = ("p", *arguments)
        if verb in {"icsp", "icst"}:
            target = self.dating.targets.read(arguments)
            return self.file(self.dating.coming(target, turn.at), _("計畫日期"), turn)
        return self._one(turn, arguments) if verb == "ics" else None

    def _one(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        """One turn of one date."""
        if len(arguments) != 2 or arguments[0] not in self.dates:
            return None
        try:
            on = date.fromisoformat(arguments[1])
        except ValueError:
            return None
        found = self.schedule.find(Item(*self.dates[arguments[0]], on, 0), turn.at)
        if found is None:
            return say(_("這個日期在知識庫裡已經不一樣了。請再問一次，我給您新的。"))
        return self.file([found], found.entry.label, turn)

    def file(self, found: Iterable[Happening], name: str, turn: Turn) -> Reply:
        """A calendar file of some happenings, with a word on how it is used."""
        every = list({each.item(0).what: each for each in found}.values())[:MOST]
        if not every:
            return say(_(NOTHING))
        preferences = self.reminders.preferences(turn.chat)
        leads = tuple(lead for lead in preferences.leads if lead <= 7)
        content = calendar(
            (self._entry(each, leads, turn.at) for each in every), _("資格通：{name}", name=name), turn.at
        )
        lines = (
            Line(
                _n(
                    "行事曆檔（{count} 個日期）：打開檔案就能加進 Google、Apple 或 Outlook 行事曆。",
                    count=len(every),
                )
            ),
            Line(_("日期若有更動，再打開新的檔案，會取代舊的，不會重複。"), Style.SMALL),
        )
        return Reply(lines, file=File("zigetong.ics", content))

    def _entry(self, each: Happening, leads: tuple[int, ...], at: datetime) -> Entry:
        notes = tuple(line.text for line in footer(self.assistant.teller, [each], at))
        short = self.assistant.base.programmes[each.programme].programme.short
        sequence = self.reminders.sequence(each.programme, each.entry.id)
        return Entry(each.programme, short, each.turn, notes, leads, sequence)
