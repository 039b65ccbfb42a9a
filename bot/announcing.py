"""Announcements on their way: begun when they are due, planned a little ahead, watched, finished.

Only a few seconds' worth of messages is planned at a time (``AHEAD``), so that pausing and cancelling touch few rows
and reminders never queue behind a whole broadcast. How far planning has come is kept with it in one transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.messages import Claimed, Kind, Later, Outgoing, Skip
from bot.rendering import html
from bot.store.announcements import PREVIEW, AnnouncementBook
from bot.store.members import MemberBook
from bot.store.staff import NOTICE, StaffBook
from handlers.actions import encode
from handlers.office.announcements import LATE, Announcement, Tally
from handlers.office.audiences import KINDS, Membership, Tag
from handlers.office.card import action, gist
from handlers.office.composing import composed
from handlers.office.reports import told
from handlers.office.states import Act, State
from handlers.office.states import Kind as What
from handlers.turn import Button, Line

AHEAD = 250
"""Messages of one announcement that are planned and not sent: ten seconds' worth."""
LOOK = timedelta(seconds=2)
ENOUGH = 10
SHARE = 0.1
"""With so many failures, and more than this share of what was tried, an announcement pauses by itself."""
PAUSED = timedelta(seconds=30)
SAMPLE = Membership("parent", "taipei", tuple(Tag(kind, f"○○{word}", kind) for kind, word in KINDS.items()))
"""Stands for a member in previews to staff who are none."""


class Announcing:
    """Moves what is to be sent, at each tick."""

    def __init__(self, book: AnnouncementBook, staff: StaffBook, ahead: int = AHEAD) -> None:
        self.book, self.staff, self.ahead = book, staff, ahead
        self.looked: datetime | None = None

    def tick(self, now: datetime) -> bool:
        """Do what is due; False, as what is planned calls for the next look itself."""
        if self.looked is None or not timedelta() <= now - self.looked < LOOK:
            self.looked = now
            for each in self.book.standing(State.SCHEDULED):
                self._due(each, now)
            for each in self.book.standing(State.SENDING):
                self._watch(each, now)
        for each in self.book.standing(State.SENDING):
            if not self.book.complete(each) and (room := self.ahead - self.book.unsettled(each)) > 0:
                self.book.plan(each, room, now)
        return False

    def _due(self, each: Announcement, now: datetime) -> None:
        """Begin what is due; what comes late, or from somebody who is staff no more, asks first."""
        if each.due is None or each.due > now:
            return
        author = self.staff.member(each.author)
        if now - each.due <= LATE and author is not None:
            self._step(each, Act.SEND, now)
            return
        if not self._step(each, Act.TOO_LATE, now):
            return
        why = "當時機器人沒有在運作" if author is not None else "寫公告的人已經不是承辦人員"
        text = f"{each.title}「{gist(each.content)}」排定 {each.due:%m/%d %H:%M} 送，{why}，所以沒有送。要現在送嗎？"
        buttons = (
            ("現在送", action("now!", each)),
            ("改回草稿", action("back", each)),
            ("取消", action("stop", each)),
        )
        self._note(each, f"late:{each.id}:{each.version}", text, now, buttons)

    def _watch(self, each: Announcement, now: datetime) -> None:
        """Finish what is done; pause what fails too often."""
        tally = self.book.tally(each)
        if self.book.complete(each) and not tally.waiting:
            if self._step(each, Act.FINISH, now):
                self._report(replace(each, state=State.DONE), tally, now)
            return
        bad = tally.failed + tally.doubtful - self.book.forgiven(each)
        if (
            bad >= ENOUGH
            and bad > SHARE * tally.settled
            and self._step(each, Act.PAUSE, now, "too many failures")
        ):
            text = "\n".join(
                [f"{each.title}失敗太多，已自動暫停。", *told(tally, each.kind), "查明原因後再繼續。"]
            )
            buttons = (("繼續", action("resume", each)), ("取消", action("stop", each)))
            self._note(each, f"paused:{each.id}:{tally.settled}", text, now, buttons)

    def _step(self, each: Announcement, act: Act, now: datetime, why: str = "") -> bool:
        moved = self.book.move(each, act, each.approver, now, why)
        if moved is not None:
            self.staff.log(each.author, f"announce.{act.value}", f"{each.id} by itself {why}".strip(), now)
        return moved is not None

    def _report(self, each: Announcement, tally: Tally, now: datetime) -> None:
        text = "\n".join([f"{each.title}「{gist(each.content)}」{each.stands}。", *told(tally, each.kind)])
        buttons = (("看報告", encode("sheet", "report", str(each.id))),)
        self._note(each, f"report:{each.id}", text, now, buttons)

    def _note(
        self, each: Announcement, key: str, text: str, now: datetime, buttons: tuple[tuple[str, str], ...]
    ) -> None:
        """Tell its author, or the owner where the author is staff no more."""
        whom = self.staff.concerned(each.author)
        if whom is not None:
            self.staff.note(whom, key, text, now, buttons)


class AnnouncementKind:
    """What members get. After a crash it is doubtful, told in the report and not sent again."""

    sent_again = False

    def __init__(self, book: AnnouncementBook, members: MemberBook) -> None:
        self.book, self.members = book, members

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """The message, where it is still wanted on both sides."""
        found = self.book.find(int(row.key.partition(":")[2]))
        if found is None or (stopped := held_up(found, now)) is None:
            return self._made(found, row) if found is not None else Skip("gone")
        return stopped

    def _made(self, found: Announcement, row: Claimed) -> Outgoing | Skip:
        membership = self.members.membership(row.chat)
        if membership is None:
            return Skip("left")
        if self.members.muted(row.chat, found.office):
            return Skip("stopped")
        if found.kind is What.NUDGE and self.book.answered(found.of, row.chat):
            return Skip("answered")
        return outgoing(found, membership)


class AmendmentKind:
    """Corrections and withdrawals. Doing one twice changes nothing, so after a crash it is done again."""

    sent_again = True

    def __init__(self, book: AnnouncementBook, members: MemberBook) -> None:
        self.book, self.members = book, members

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """The changed message, or its end."""
        found = self.book.find(int(row.key.partition(":")[2]))
        if found is None:
            return Skip("gone")
        if (stopped := held_up(found, now)) is not None:
            return stopped
        message = int(row.payload["message"])
        if found.kind is What.WITHDRAWAL:
            return Outgoing("", deletes=message)
        return outgoing(found, self.members.membership(row.chat) or Membership("", ""), edits=message)


class PreviewKind:
    """An announcement to one of the staff, as it will look."""

    sent_again = True

    def __init__(self, book: AnnouncementBook, members: MemberBook) -> None:
        self.book, self.members = book, members

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:  # noqa: ARG002
        """As it stands now."""
        found = self.book.find(int(row.payload["announcement"]))
        return (
            outgoing(found, self.members.membership(row.chat) or SAMPLE)
            if found is not None
            else Skip("gone")
        )


class NoticeKind:
    """Something that one of the staff should know."""

    sent_again = True

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:  # noqa: ARG002
        """Its words and buttons."""
        buttons = tuple((Button(label, carried),) for label, carried in row.payload["buttons"])
        return Outgoing(html(Line(row.payload["text"])), buttons)


def held_up(found: Announcement, now: datetime) -> Skip | Later | None:
    """Why nothing of an announcement goes out at the moment."""
    if found.state is State.CANCELLED:
        return Skip("cancelled")
    return Later(now + PAUSED) if found.state is State.PAUSED else None


def outgoing(found: Announcement, membership: Membership, edits: int | None = None) -> Outgoing:
    """An announcement's message to one member."""
    made = composed(found, membership)
    return Outgoing(
        made.html, made.buttons, found.content.photo or None, found.content.document or None, edits=edits
    )


def announcement_kinds(book: AnnouncementBook, members: MemberBook) -> dict[str, Kind]:
    """The kinds of message of the announcement desk."""
    return {
        "announcement": AnnouncementKind(book, members),
        "amendment": AmendmentKind(book, members),
        PREVIEW: PreviewKind(book, members),
        NOTICE: NoticeKind(),
    }
