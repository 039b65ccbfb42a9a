"""At what hour a chat is told, in which zone, and when it wants quiet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.actions import encode, number
from handlers.naming import Naming, clock
from handlers.subscriptions import Preferences, Reminders
from handlers.turn import Button, Line, Reply, Style, Turn, say
from knowledge.speaking import _

HOURS = (7 * 60, 8 * 60 + 30, 12 * 60, 18 * 60, 20 * 60)


class Hours:
    """Shows and changes a chat's preferences."""

    def __init__(self, reminders: Reminders, naming: Naming) -> None:
        self.reminders, self.naming = reminders, naming
        self.verbs: dict[str, Callable[[Turn, Sequence[str]], Reply | None]] = {
            "r-hours": self._hours,
            "r-hour": self._hour,
            "r-zones": self._zones,
            "r-zone": self._zone,
        }

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped button; None where it is not one of these, or leads nowhere."""
        known = self.verbs.get(verb)
        return known(turn, arguments) if known is not None else None

    def _hours(self, turn: Turn, _: Sequence[str]) -> Reply:
        return self.hours(turn)

    def hours(self, turn: Turn) -> Reply:
        """When the chat is told, and what can be changed."""
        preferences = self.reminders.preferences(turn.chat)
        times = tuple(
            Button(
                f"{'✓ ' if minute == preferences.minute else ''}{clock(minute)}",
                encode("r-hour", str(minute)),
            )
            for minute in HOURS
        )
        lines = (
            Line(hours_told(preferences, self.naming)),
            Line(
                _("要別的時間，直接打字，例如「每次都早上六點半提醒我」「晚上九點到早上七點不要吵我」。"),
                Style.SMALL,
            ),
        )
        zone = Button(_("時區：{zone}", zone=self.naming.zone(preferences.zone)), encode("r-zones"))
        return Reply(lines, (times[:3], times[3:], (zone, Button(_("回清單"), encode("r-reminders")))))

    def _hour(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        minute = number(arguments)
        if minute is None or not 0 <= minute < 24 * 60:
            return None
        return self.at_minute(turn, minute)

    def at_minute(self, turn: Turn, minute: int) -> Reply:
        """Tell the chat at another minute of the day."""
        preferences = self.naming.at_minute(self.reminders.preferences(turn.chat), minute)
        self.reminders.prefer(turn.chat, preferences, turn.at)
        return self.hours(turn)

    def quiet(self, turn: Turn, start: int, end: int) -> Reply:
        """Other quiet hours."""
        preferences = replace(self.reminders.preferences(turn.chat), quiet_from=start, quiet_to=end)
        self.reminders.prefer(turn.chat, preferences, turn.at)
        note = (
            ""
            if not preferences.quiet(preferences.minute)
            else _("原來{time}的提醒會等到{end}才送。", time=clock(preferences.minute), end=clock(end))
        )
        return say(
            _(
                "好，{start}到{end}不打擾；這段時間該送的，過了再送。{note}",
                start=clock(start),
                end=clock(end),
                note=note,
            )
        )

    def _zones(self, __: Turn, ___: Sequence[str]) -> Reply:
        buttons = [
            Button(_(label), encode("r-zone", str(n))) for n, label in enumerate(self.naming.zones.values())
        ]
        rows = tuple(tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3))
        return say(_("提醒的時間照哪裡的鐘？截止日期仍以臺灣時間為準。"), buttons=rows)

    def _zone(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        zones, place = list(self.naming.zones), number(arguments)
        if place is None or place >= len(zones):
            return None
        preferences = replace(self.reminders.preferences(turn.chat), zone=zones[place])
        self.reminders.prefer(turn.chat, preferences, turn.at)
        return self.hours(turn)


def hours_told(preferences: Preferences, naming: Naming) -> str:
    """「提醒在上午8時30分送，晚上10時到上午7時不打擾。」"""
    quiet = _("{start}到{end}不打擾", start=clock(preferences.quiet_from), end=clock(preferences.quiet_to))
    zone = (
        ""
        if preferences.zone == Preferences().zone
        else _("，{zone}時間", zone=naming.zone(preferences.zone))
    )
    return _("提醒在{time}送，{quiet}{zone}。", time=clock(preferences.minute), quiet=quiet, zone=zone)
