"""The gate: every command and button of the office passes here, and those who may not are told and written down."""

from __future__ import annotations

from collections.abc import Callable

from handlers.actions import decode
from handlers.office.people import Staff
from handlers.office.roles import PRESSED, RULES, Place, refusal
from handlers.turn import Reply, Turn, TurnKind, say
from knowledge.speaking import N_, _

ONLY_TELEGRAM = N_("這個功能要在 Telegram 上用；這裡什麼都不會記下，也送不出去。")


class Gate:
    """Authorises by who pressed. ``office``: the number of the staff chat at the moment, or None."""

    def __init__(self, staff: Staff, office: Callable[[], int | None]) -> None:
        self.staff, self.office = staff, office

    def place(self, turn: Turn) -> Place:
        """What kind of chat a turn comes from."""
        if turn.chat == self.office():
            return Place.OFFICE
        return Place.GROUP if turn.is_group or turn.chat != turn.person else Place.PRIVATE

    def reply(self, turn: Turn) -> Reply | None:
        """A refusal, or None where the turn may pass."""
        command = needed(turn)
        if command is None:
            return None
        why = refusal(self.staff.role(turn.person), command, self.place(turn))
        if why is None:
            return None
        self.staff.log(turn.person, command, self.place(turn), turn.at, refused=True)
        return say(why)


def needed(turn: Turn) -> str | None:
    """The command that a turn needs the right to."""
    if turn.kind is TurnKind.COMMAND:
        return turn.command
    if turn.kind is TurnKind.BUTTON and (decoded := decode(turn.action)) is not None:
        return PRESSED.get(decoded[0])
    return None


class NotHere:
    """Stands in for the office where nothing is kept and nothing can be sent: in the terminal."""

    def reply(self, turn: Turn) -> Reply | None:
        """Says so, for every command and button of the office."""
        return say(_(ONLY_TELEGRAM)) if needed(turn) in RULES else None
