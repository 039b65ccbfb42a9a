"""回條: the one-tap answer under an announcement. Only whoever received it can answer, until it closes."""

from __future__ import annotations

from handlers.actions import decode
from handlers.asking import OLD_BUTTON
from handlers.office.announcements import Announcements
from handlers.office.people import Staff
from handlers.office.states import Kind
from handlers.turn import Reply, Turn, TurnKind, say
from knowledge.speaking import N_, _

NOT_HEARD = N_("這個按鈕要收到公告的人自己按才有用（預覽和轉傳的不算）。")


class Receipts:
    """Takes answers; what is forged or forwarded is written down."""

    def __init__(self, announcements: Announcements, staff: Staff) -> None:
        self.announcements, self.staff = announcements, staff

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is no answer to an announcement."""
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is None or decoded[0] != "receipt":
            return None
        if len(decoded[1]) != 2 or not all(
            each.isascii() and each.isdigit() and len(each) < 15 for each in decoded[1]
        ):
            return self._refused(OLD_BUTTON, turn)
        number, label = map(int, decoded[1])
        found = self.announcements.find(number)
        if found is None or found.kind is not Kind.ANNOUNCEMENT or label >= len(found.content.labels):
            return self._refused(OLD_BUTTON, turn)
        if not self.announcements.heard(found, turn.chat):
            return self._refused(NOT_HEARD, turn)
        closes = found.content.closes
        if closes is not None and turn.at > closes:
            return say(
                _(
                    "回條在 {closes:%m/%d %H:%M} 截止了，沒有記下。請直接洽「{office}」。",
                    closes=closes,
                    office=found.office,
                )
            )
        self.announcements.answer(number, turn.chat, label, turn.name, turn.at)
        until = _("，{closes:%m/%d %H:%M} 前", closes=closes) if closes else ""
        return say(
            _(
                "記下了：{label}。要改{until}再按一次別的就好。",
                label=found.content.labels[label],
                until=until,
            )
        )

    def _refused(self, why: str, turn: Turn) -> Reply:
        self.staff.log(turn.person, "receipt", turn.action, turn.at, refused=True)
        return say(_(why))
