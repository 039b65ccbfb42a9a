"""/settings: when reminders come, when it is quiet, which kinds of messages, what is kept, in which language."""

from __future__ import annotations

from dataclasses import replace

from handlers.hours import Hours
from handlers.languages import choices
from handlers.turn import Line, Reply, Style, Turn, TurnKind, say
from handlers.waiting import decides
from knowledge.speaking import N_, _

NOT_YOURS = N_("群組的設定由群組管理員改；您自己的，請私訊我 /settings。")


class Settling:
    """Shows what can be set, in one place."""

    def __init__(self, hours: Hours) -> None:
        self.hours = hours

    def reply(self, turn: Turn) -> Reply | None:
        """The settings; None where they were not asked for."""
        if turn.kind is not TurnKind.COMMAND or turn.command != "settings":
            return None
        if not decides(turn):
            return say(_(NOT_YOURS))
        shown = self.hours.hours(turn)
        lines = (
            Line(_("提醒的時間"), Style.STRONG),
            *shown.lines,
            Line(_("收哪些訊息"), Style.STRONG),
            Line(_("・提醒：/reminders 看、改、停。")),
            Line(_("・學校或單位的公告：/join 加入、改身分；/leave 不再收。")),
            Line(_("・關於您的資料：/privacy。")),
        )
        return replace(shown, lines=lines, buttons=(*shown.buttons, choices()))
