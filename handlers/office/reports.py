"""What became of announcements: the list, the report, the CSV; and from there 更正, 收回 and 催回條."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from handlers.actions import decode, encode
from handlers.asking import OLD_BUTTON
from handlers.office import composing
from handlers.office.announcements import AMENDABLE, Announcement, Announcements, Content, Step, Tally
from handlers.office.card import NOBODY, Card, action, gist, mine
from handlers.office.people import Member, Staff
from handlers.office.states import REACHED, Kind, State
from handlers.turn import Button, File, Line, Reply, Style, Turn, TurnKind, say

SHOWN = 10
OVER = {State.SENDING, State.PAUSED, State.DONE, State.CANCELLED}
NUDGE = "提醒您：「{}」這則公告還沒收到您的回覆，請按下面的按鈕{}。"


class Reports:
    """The staff's view of what was sent."""

    def __init__(self, announcements: Announcements, staff: Staff, card: Card) -> None:
        self.announcements, self.staff, self.card = announcements, staff, card

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        member = self.staff.member(turn.person)
        if member is None:
            return None
        if turn.kind is TurnKind.COMMAND:
            return self._list(member) if turn.command == "announcements" else None
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is None or decoded[0] != "sheet":
            return None
        act, number = (*decoded[1], "", "")[:2]
        found = self.announcements.find(int(number)) if number.isascii() and number.isdigit() else None
        if found is None:
            return say(OLD_BUTTON)
        if not mine(member, found):
            self.staff.log(turn.person, f"sheet.{act}", number, turn.at, refused=True)
            return say("這則公告是別的單位的，您不能看。")
        return self._do(act, found, turn)

    def _list(self, member: Member) -> Reply:
        found = self.announcements.latest(None if member.owner else member.office, SHOWN)
        if not found:
            return say("還沒有公告。用 /announce 寫一則。")
        buttons = tuple(
            (
                Button(
                    f"{each.title} {each.stands}：{gist(each.content)}"[:60],
                    encode("sheet", "report", str(each.id)),
                ),
            )
            for each in found
        )
        return say("最近的公告：", buttons=buttons)

    def _do(self, act: str, found: Announcement, turn: Turn) -> Reply:
        if act == "report":
            return self.report(found, turn)
        if act == "csv":
            self.staff.log(turn.person, "sheet.csv", str(found.id), turn.at)
            name = f"announcement-{found.id}.csv"
            return Reply(
                (Line("每個人一列；編號是送出的流水號，不是 Telegram 編號。"),),
                file=File(name, self.announcements.table(found)),
            )
        if (
            act in {"correct", "withdraw", "nudge"}
            and found.kind is Kind.ANNOUNCEMENT
            and found.state in OVER
        ):
            return self._follow(act, found, turn)
        return say(OLD_BUTTON)

    def report(self, found: Announcement, turn: Turn) -> Reply:
        """How an announcement stands, and what can be done about it."""
        if found.state not in OVER:
            return self.card.show(found, turn.at) if found.state is State.DRAFT else self._pending(found)
        tally = self.announcements.tally(found)
        lines = [Line(f"{found.title}：{found.stands}", Style.STRONG)]
        lines += [Line(gist(found.content)), *(Line(each) for each in told(tally, found.kind))]
        lines += [Line(each) for each in self._answers(found, tally)]
        return Reply(tuple(lines), self._buttons(found, turn))

    def _pending(self, found: Announcement) -> Reply:
        due = f"，{found.due:%Y-%m-%d %H:%M}" if found.due else ""
        buttons = [Button("取消", action("stop", found))]
        if found.state is not State.WAITING:
            buttons.append(Button("改回草稿", action("back", found)))
        if found.state is State.LATE:
            buttons.append(Button("現在送", action("now!", found)))
        return say(f"{found.title}：{found.stands}{due}。", gist(found.content), buttons=(tuple(buttons),))

    def _answers(self, found: Announcement, tally: Tally) -> list[str]:
        labels = found.content.labels
        if not labels or found.kind is not Kind.ANNOUNCEMENT:
            return []
        answers = self.announcements.answers(found.id)
        lines = ["回條："]
        for number, label in enumerate(labels):
            names = [name for chosen, name, _ in answers if chosen == number]
            some = "、".join(name for name in names[:20] if name)
            lines.append(
                f"・{label} {len(names)} 人" + (f"：{some}{'…' if len(names) > 20 else ''}" if some else "")
            )
        lines.append(f"・還沒回 {max(0, tally.sent + tally.doubtful - len(answers))} 人")
        return lines

    def _buttons(self, found: Announcement, turn: Turn) -> tuple[tuple[Button, ...], ...]:
        def sheet(label: str, act: str) -> Button:
            return Button(label, encode("sheet", act, str(found.id)))

        rows: list[tuple[Button, ...]] = [(sheet("名單 CSV", "csv"),)]
        if found.state is State.SENDING:
            rows.append((Button("暫停", action("pause", found)), Button("取消", action("stop", found))))
        if found.state is State.PAUSED:
            rows.append((Button("繼續", action("resume", found)), Button("取消", action("stop", found))))
        if found.kind is Kind.ANNOUNCEMENT:
            rows.append((sheet("更正", "correct"), sheet("收回", "withdraw")))
            closes = found.content.closes
            if found.content.labels and (closes is None or closes > turn.at):
                rows.append((sheet("催還沒回的人", "nudge"),))
        return tuple(rows)

    def _follow(self, act: str, found: Announcement, turn: Turn) -> Reply:
        """A draft that is about what was sent; it leaves by the same desk."""
        if act != "nudge" and found.state in {State.SENDING, State.PAUSED}:
            return say("還在送，請先取消或等送完，再更正或收回。")
        kind = {"correct": Kind.CORRECTION, "withdraw": Kind.WITHDRAWAL, "nudge": Kind.NUDGE}[act]
        count = self.announcements.count(replace(found, kind=kind, of=found.id), turn.at)
        if count == 0:
            return say(NOBODY[kind])
        content = nudge(found) if kind is Kind.NUDGE else replace(found.content, closes=None)
        draft = self.announcements.create(kind, found.id, turn.person, found.office, content, turn.at)
        self.staff.log(turn.person, f"announce.{kind.value}", f"{draft.id} of {found.id}", turn.at)
        if kind is Kind.CORRECTION:
            self.announcements.expect(turn.person, Step("text", draft.id), turn.at)
            hours = int(AMENDABLE.total_seconds() // 3600)
            what = "說明文字" if content.photo or content.document else "全文"
            return say(f"請傳更正後的{what}，會直接改掉 {count} 個人收到的那一則（{hours} 小時內送到的）。")
        return self.card.show(draft, turn.at)


def nudge(found: Announcement) -> Content:
    """What those who have not answered are told: which announcement it is about, and until when."""
    content = found.content
    about = gist(replace(content, html=composing.filled(content.html, {})))
    until = f"（{content.closes:%m/%d %H:%M} 截止）" if content.closes else ""
    html = escape(NUDGE.format(about, until), quote=False)
    return Content(html, audience=content.audience, labels=content.labels)


def told(tally: Tally, kind: Kind) -> list[str]:
    """A tally in lines; what is nought is left out, and it adds up."""
    lines = [f"共 {tally.total} 人：{REACHED[kind]} {tally.sent}"]
    for word, count in (
        ("封鎖或已離開", tally.blocked),
        ("失敗", tally.failed),
        ("不確定有沒有送到（沒有再送）", tally.doubtful),
        ("不必送（退出、不收了或取消）", tally.skipped),
        ("還沒送", tally.waiting + tally.left),
    ):
        if count:
            lines.append(f"・{word} {count}")
    lines += [f"　{reason}：{count}" for reason, count in tally.reasons]
    return lines
