"""/staff: who belongs to the office, inviting, revoking; accepting an invitation; /audit."""

from __future__ import annotations

from handlers.actions import decode, encode, mark
from handlers.asking import OLD_BUTTON
from handlers.office import trail
from handlers.office.audiences import Members
from handlers.office.people import INVITATION, Member, Staff
from handlers.turn import Button, Line, Reply, Style, Turn, TurnKind, say
from knowledge.speaking import _

PREFIX = "staff-"
LONGEST_OFFICE = 40
SHOWN = 30
USED = "這個邀請連結不能用：可能用過了、過期了（48 小時），或不是我們發的。請向負責人要一個新的。"
HOW = "邀請：/staff invite 單位名稱（例：/staff invite 景美國小教務處）；只能對某個標籤公告的，後面加 #標籤代碼。"


class Staffing:
    """The owner's desk for people."""

    def __init__(self, staff: Staff, members: Members) -> None:
        self.staff, self.members = staff, members

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        if turn.kind is TurnKind.COMMAND:
            if turn.command == "start" and turn.text.startswith(PREFIX):
                return self._accept(turn)
            if turn.command == "staff":
                return self._staff(turn)
            if turn.command == "id":
                return number(turn)
            return self._audit() if turn.command == "audit" else None
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is not None and decoded[0] == "staff":
            return self._pressed(decoded[1], turn)
        return None

    def _staff(self, turn: Turn) -> Reply:
        word, _, rest = turn.text.partition(" ")
        if word == "invite":
            return self._invite(rest, turn)
        if word == "revoke":
            return self._revoke(rest.strip(), turn)
        return self._list()

    def _list(self) -> Reply:
        members = [each for each in self.staff.members() if not each.owner]
        lines = [Line("承辦人員", Style.STRONG)]
        lines += [Line(told(each)) for each in members[:SHOWN]] or [Line("還沒有人。")]
        if len(members) > SHOWN:
            lines.append(Line(f"還有 {len(members) - SHOWN} 位；撤銷用 /staff revoke 編號。"))
        lines.append(Line(HOW, Style.SMALL))
        buttons = tuple(
            (Button(f"撤銷 {each.office}（{each.person}）", encode("staff", "ask", str(each.person))),)
            for each in members[:SHOWN]
        )
        return Reply(tuple(lines), buttons)

    def _invite(self, text: str, turn: Turn) -> Reply:
        office, _, scope = (part.strip() for part in text.partition("#"))
        if not 1 <= len(office) <= LONGEST_OFFICE:
            return say(f"請寫出單位名稱（最多 {LONGEST_OFFICE} 字），收公告的人會看到。", HOW)
        if scope and self.members.tag(scope) is None:
            return say(f"沒有代碼是「{scope[:40]}」的標籤；用 /link 做一個，代碼寫在連結上面。")
        token = self.staff.invite(office, scope, turn.person, turn.at)
        self.staff.log(turn.person, "staff.invite", f"{office} #{scope}" if scope else office, turn.at)
        until = turn.at + INVITATION
        link = deep_link(self.staff.setting("bot"), PREFIX + token)
        return say(
            f"「{office}」的邀請連結，{until:%m/%d %H:%M} 前有效，只能用一次："
            if not scope
            else f"「{office}」（只能對 #{scope} 公告）的邀請連結，{until:%m/%d %H:%M} 前有效，只能用一次：",
            link,
            "請只傳給那一位。有人用了，我會告訴您是哪個編號。",
        )

    def _accept(self, turn: Turn) -> Reply:
        if turn.is_group or turn.chat != turn.person:
            self.staff.log(turn.person, "staff.accept", "group", turn.at, refused=True)
            return say("邀請連結請在和我的私訊裡開。")
        accepted = self.staff.accept(turn.text.removeprefix(PREFIX), turn.person, turn.at)
        if accepted is None:
            self.staff.log(turn.person, "staff.accept", "", turn.at, refused=True)
            return say(USED)
        member, by = accepted
        self.staff.log(turn.person, "staff.accept", member.office, turn.at)
        self.staff.note(
            by, f"accepted:{mark(str(turn.person), str(turn.at))}",
            f"編號 {turn.person} 用了您給「{member.office}」的邀請，現在是承辦人員。不是您邀的人，請撤銷。",
            turn.at, (("撤銷", encode("staff", "revoke", str(turn.person))),),
        )  # fmt: skip
        return say(
            f"您現在是「{member.office}」的承辦人員。",
            "/announce 寫公告、/link 做加入的連結、/questions 看沒有答案的問題、/stats 看統計。",
            "您做的事會記在稽核紀錄裡，負責人看得到。",
        )

    def _pressed(self, arguments: tuple[str, ...], turn: Turn) -> Reply:
        if len(arguments) == 2 and arguments[0] == "ask":
            confirm = Button("確定撤銷", encode("staff", "revoke", arguments[1]))
            return say(f"撤銷編號 {arguments[1]} 的承辦人員身分？", buttons=((confirm,),))
        if len(arguments) == 2 and arguments[0] == "revoke":
            return self._revoke(arguments[1], turn)
        return say(OLD_BUTTON)

    def _revoke(self, text: str, turn: Turn) -> Reply:
        person = int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0
        member = self.staff.member(person)
        if not self.staff.revoke(person, turn.at):
            return say("名單裡沒有這個編號；用 /staff 看名單。")
        self.staff.log(turn.person, "staff.revoke", str(person), turn.at)
        office = member.office if member else ""
        self.staff.note(
            person, f"revoked:{turn.at:%Y%m%d%H%M%S}", f"您的「{office}」承辦人員身分已經結束。", turn.at
        )
        return say(f"已撤銷「{office}」（{person}）。還沒送出的公告，他不能再送。")

    def _audit(self) -> Reply:
        lines = [Line("稽核紀錄（最近的在前）", Style.STRONG)]
        lines += [Line(trail.told(deed)) for deed in self.staff.deeds(SHOWN)]
        return Reply(tuple(lines))


def number(turn: Turn) -> Reply:
    """What whoever installs the bot has to know: a person's number, told to nobody else, or a group's."""
    if turn.is_group or turn.chat != turn.person:
        return say(_("這個群組的編號是 {chat}。", chat=turn.chat))
    return say(_("您的 Telegram 編號是 {person}。", person=turn.person))


def told(member: Member) -> str:
    """One of the staff in a line."""
    scope = f"，只對 #{member.scope}" if member.scope else ""
    return f"・{member.office}{scope}（編號 {member.person}，{member.since:%Y-%m-%d} 起）"


def deep_link(bot: str, payload: str) -> str:
    """A link that opens a chat with the bot and starts it with ``payload``."""
    return f"https://t.me/{bot or '機器人帳號'}?start={payload}"
