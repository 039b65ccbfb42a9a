"""What is kept of people: told (/privacy), shown (/mydata), deleted (/forget); and /cancel, which leaves what is under way.

In a group these concern the group, so only those who run it decide; what is kept of a person is told in private.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.actions import decode, encode
from handlers.turn import Button, File, Line, Reply, Style, Turn, TurnKind, say
from knowledge.speaking import N_, _, _n

IN_PRIVATE = N_("這是您自己的資料，請在和我的私訊裡問。")
FOR_ADMINISTRATORS = N_("這會刪除整個群組的資料，只有群組管理員可以。")
NOTHING = N_("我沒有留任何關於您的資料。")
FORGOTTEN = N_("已經全部刪除，一筆不留。之後再和我說話，就從頭開始。")
VERB = "forget"


@dataclass(frozen=True)
class Told:
    """One thing that is kept, in words."""

    what: str
    why: str
    long: str


class Personal(Protocol):
    """Whoever keeps things."""

    def export(self, number: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """What is kept of a chat or person, by what it is; empty where there is nothing."""
        ...

    def forget(self, number: int) -> int:
        """Delete everything of a chat or person, at once; how much that was."""
        ...


class Privacy:
    """Answers turns about what is kept. ``operator``: who runs this bot; ``encrypted``: whether the disk's copy is.

    ``leave``: each drops something that the person has under way, and tells whether there was anything.
    """

    def __init__(
        self,
        personal: Personal,
        kept: Sequence[Told],
        *,
        operator: str = "",
        encrypted: bool = False,
        leave: Sequence[Callable[[Turn], bool]] = (),
    ) -> None:
        self.personal, self.kept = personal, tuple(kept)
        self.operator, self.encrypted, self.leave = operator, encrypted, tuple(leave)

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is about something else."""
        if turn.kind is TurnKind.COMMAND:
            commands = {
                "privacy": lambda _: self.told(),
                "mydata": self.shown,
                "forget": self.asked,
                "cancel": self.cancelled,
            }
            return commands[turn.command](turn) if turn.command in commands else None
        if turn.kind is TurnKind.BUTTON:
            decoded = decode(turn.action)
            if decoded is not None and decoded[0] == VERB:
                return self.pressed(turn, decoded[1])
        return None

    def told(self) -> Reply:
        """What is kept, why, how long; who answers for it."""
        lines = [
            Line(_("我留了什麼"), Style.STRONG),
            *(
                Line(
                    _(
                        "・{what}\n\u3000為什麼：{why}。多久：{long}。",
                        what=_(each.what),
                        why=_(each.why),
                        long=_(each.long),
                    )
                )
                for each in self.kept
            ),
            Line(_("我不留什麼"), Style.STRONG),
            Line(
                _(
                    "除了上面寫的，什麼都不留：沒有電話、照片、位置，沒有孩子的資料，也沒有您平常問的話。認得您的只有 Telegram 給的一個編號。"
                )
            ),
            Line(_("您可以"), Style.STRONG),
            Line(_("/mydata 看並下載關於您的資料；/forget 全部刪除，立刻生效，不必說理由。")),
            Line(
                _(
                    "營運：{operator}。資料存在營運單位的主機上{encrypted}，不給第三人。訊息經由 Telegram 傳送，Telegram 有它自己的隱私政策。",
                    operator=self.operator or _("未填寫；請問給您這個機器人的單位"),
                    encrypted=_("，整個檔案加密") if self.encrypted else "",
                ),
                Style.SMALL,
            ),
        ]
        return Reply(tuple(lines))

    def shown(self, turn: Turn) -> Reply:
        """What is kept of this person, in words and as a file."""
        if turn.is_group:
            return say(_(IN_PRIVATE))
        found = self.personal.export(turn.person)
        if not found:
            return say(_(NOTHING))
        lines = [Line(_("我留著這些："), Style.STRONG)]
        lines += [
            Line(_n("・{what}：{count} 筆", what=_(what), count=len(rows))) for what, rows in found.items()
        ]
        lines.append(Line(_("完整內容在附上的檔案裡。要全部刪除，用 /forget。")))
        content = json.dumps(found, ensure_ascii=False, indent=2).encode()
        return Reply(tuple(lines), file=File("mydata.json", content))

    def asked(self, turn: Turn) -> Reply:
        """Ask once before everything goes."""
        if turn.is_group and not turn.may_administer:
            return say(_(FOR_ADMINISTRATORS))
        whose = _("這個群組") if turn.is_group else _("您")
        return Reply(
            (
                Line(
                    _(
                        "要刪除關於{whose}的一切嗎？提醒、公告名單、檢核中的回答都會沒有，不能復原。",
                        whose=whose,
                    )
                ),
            ),
            ((Button(_("全部刪除"), encode(VERB, "yes")), Button(_("不要刪"), encode(VERB, "no"))),),
        )

    def pressed(self, turn: Turn, arguments: Sequence[str]) -> Reply:
        """What was decided."""
        if tuple(arguments) != ("yes",):
            return say(_("好，什麼都沒刪。"))
        if turn.is_group and not turn.may_administer:
            return say(_(FOR_ADMINISTRATORS))
        self.personal.forget(turn.chat if turn.is_group else turn.person)
        return say(_(FORGOTTEN))

    def cancelled(self, turn: Turn) -> Reply:
        """Leave whatever is under way."""
        dropped = [leave(turn) for leave in self.leave]
        return say(
            _("好，取消了。要問什麼，直接打字。")
            if any(dropped)
            else _("現在沒有要取消的事。要問什麼，直接打字。")
        )
