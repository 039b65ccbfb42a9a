"""Signing up for announcements, and leaving as easily: /start join-…, /join, /leave, the stop under each message.

The person chooses the role; what is kept is said before anything is. One tap joins, one command leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.actions import decode, encode
from handlers.asking import OLD_BUTTON, rows
from handlers.office.audiences import CITIES, ROLES, Members, Tag
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.speaking import N_, _

PREFIX = "join-"
KEPT = N_(
    "只記：您的 Telegram 編號、身分、縣市和加入的單位。不記姓名，也不記孩子的任何事。隨時 /leave 退出，資料就刪掉。"
)
UNKNOWN = N_("這個加入連結不對，或已經停用。請向給您連結的學校或單位要一個新的。")
NOT_IN = N_("您沒有加入任何公告名單。要加入，請開學校給的連結或掃 QR 碼，或用 /join。")


class Joining:
    """Members coming and going. ``speaker``: who spoke in an announcement, by its number; empty where unknown."""

    def __init__(self, members: Members, speaker: Callable[[int], str]) -> None:
        self.members, self.speaker = members, speaker

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        if turn.kind is TurnKind.COMMAND:
            return self._command(turn)
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is None or decoded[0] not in {"join", "leave", "mute"}:
            return None
        verb, arguments = decoded
        answer = {"join": self._join, "leave": self._leave, "mute": self._mute}[verb]
        return answer(arguments, turn) or say(_(OLD_BUTTON))

    def _command(self, turn: Turn) -> Reply | None:
        if turn.command == "start" and turn.text.startswith(PREFIX):
            if turn.is_group or turn.chat != turn.person:
                return say(_("加入公告請在和我的私訊裡開連結。"))
            tag = self.members.tag(turn.text.removeprefix(PREFIX))
            return self._ask_role(tag) if tag is not None else say(_(UNKNOWN))
        if turn.command == "join":
            return self._ask_role(None)
        return self._leaving(turn) if turn.command == "leave" else None

    def _ask_role(self, tag: Tag | None) -> Reply:
        what = _("加入「{label}」的公告", label=tag.label) if tag is not None else _("加入公告名單")
        code = (tag.code,) if tag is not None else ()
        buttons = rows(
            (Button(_(word), encode("join", "as", role, *code)) for role, word in ROLES.items()), 2
        )
        lines = (Line(_("{what}。您是？（按了就加入）", what=what), Style.STRONG), Line(_(KEPT), Style.SMALL))
        return Reply(lines, buttons)

    def _join(self, arguments: tuple[str, ...], turn: Turn) -> Reply | None:
        if len(arguments) == 2 and arguments[0] == "in" and arguments[1] in CITIES:
            self.members.live_in(turn.chat, arguments[1])
            return say(_("記下了：{city}。", city=_(CITIES[arguments[1]])))
        if len(arguments) not in {2, 3} or arguments[0] != "as" or arguments[1] not in ROLES:
            return None
        code = arguments[2] if len(arguments) == 3 else ""
        tag = self.members.tag(code) if code else None
        if code and tag is None:
            return say(_(UNKNOWN))
        self.members.join(turn.chat, arguments[1], code, turn.at)
        name = _("「{label}」", label=tag.label) if tag is not None else _("公告名單")
        told = Line(_("您已加入{name}，身分：{role}。", name=name, role=_(ROLES[arguments[1]])))
        out = (Button(_("退出"), encode("leave", code) if code else encode("leave")),)
        membership = self.members.membership(turn.chat)
        if membership is not None and membership.value("縣市"):
            return Reply((told,), (out,))
        cities = rows((Button(_(word), encode("join", "in", city)) for city, word in CITIES.items()), 2)
        return Reply((told, Line(_("在哪個縣市？（不選也可以）"))), (*cities, out))

    def _leaving(self, turn: Turn) -> Reply:
        membership = self.members.membership(turn.chat)
        if membership is None:
            return say(_(NOT_IN))
        if len(membership.tags) < 2:
            return self._left(turn)
        each = (
            (Button(_("退出 {label}", label=tag.label), encode("leave", tag.code)),)
            for tag in membership.tags
        )
        return say(_("要退出哪一個？"), buttons=(*each, (Button(_("全部退出"), encode("leave")),)))

    def _leave(self, arguments: tuple[str, ...], turn: Turn) -> Reply | None:
        if not arguments:
            return self._left(turn)
        tag = self.members.tag(arguments[0])
        if not self.members.leave(turn.chat, arguments[0]):
            return say(_("您已經不在裡面了。"))
        left = self.members.membership(turn.chat)
        if left is not None and not left.tags:
            return self._left(turn)
        return say(_("已退出「{label}」。", label=tag.label if tag else arguments[0]))

    def _left(self, turn: Turn) -> Reply:
        if not self.members.leave(turn.chat):
            return say(_(NOT_IN))
        return say(_("已退出，您的資料已經刪掉，不會再收到公告。要再加入：/join 或開學校給的連結。"))

    def _mute(self, arguments: tuple[str, ...], turn: Turn) -> Reply | None:
        if len(arguments) != 2 or not (arguments[1].isascii() and arguments[1].isdigit()):
            return None
        office = self.speaker(int(arguments[1][:15]))
        if not office:
            return None
        if arguments[0] == "off":
            self.members.unmute(turn.chat, office)
            return say(_("之後會再收到「{office}」的公告。", office=office))
        self.members.mute(turn.chat, office, turn.at)
        undo = Button(_("恢復"), encode("mute", "off", arguments[1]))
        return say(
            _("不會再收到「{office}」的公告。要退出所有公告：/leave。", office=office), buttons=((undo,),)
        )
