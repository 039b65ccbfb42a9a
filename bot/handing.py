"""What is said between a person and the office, on its way through the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.delivery.messages import Claimed, Kind, Later, Outgoing, Skip
from bot.rendering import html
from bot.store.handovers import TO_OFFICE, TO_PERSON, HandoverBook
from handlers.actions import encode
from handlers.office.handing import again, back
from handlers.turn import Button, Line, Style
from knowledge.speaking import N_, _

EVERY = timedelta(seconds=30)
TWICE = N_("（可能重複）")


class ToOffice:
    """The person's words, for the staff chat: a reply to this message goes back."""

    sent_again = True

    def __init__(self, book: HandoverBook) -> None:
        self.book = book

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:  # noqa: ARG002
        """Who (a number of ours, and a name where it was agreed to) and what."""
        text, handover = self.book.text(row.payload["text"]), self.book.find(row.payload["handover"])
        if text is None or handover is None:
            return Skip("gone")
        who = f"提問人（{handover.name}）" if handover.name else "提問人"
        lines = [
            Line(f"對話 {handover.id}・{who}{_(TWICE) if row.again else ''}", Style.STRONG),
            Line(text),
            Line("「回覆」這則，就會傳給對方。", Style.SMALL),
        ]
        hand_back = Button("交還機器人", encode("back", str(handover.id)))
        buttons = ((hand_back,),) if handover.ended is None else ()
        return Outgoing("\n".join(html(line) for line in lines), buttons)


class ToPerson:
    """The office's words, for the person."""

    sent_again = True

    def __init__(self, book: HandoverBook) -> None:
        self.book = book

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:
        """Who speaks, and what; the way back as long as the bot is silent."""
        text, handover = self.book.text(row.payload["text"]), self.book.find(row.payload["handover"])
        if text is None or handover is None:
            return Skip("gone")
        office = row.payload["office"]
        head = _("{office} 的承辦人員回覆", office=office) if office else _("資格通")
        lines = [
            Line(f"【{head}】{_(TWICE) if row.again else ''}", Style.STRONG),
            Line(text if office else _(text)),
        ]
        buttons = ((back(handover),),) if handover.silent(now) else ()
        if office and not buttons and handover.reachable(now):
            lines.append(Line(_("要回覆他們，先按下面；不按，您打的字由我回答。"), Style.SMALL))
            buttons = ((again(handover),),)
        return Outgoing("\n".join(html(line) for line in lines), buttons)


class Tidying:
    """Deletes what has been delivered, now and then."""

    def __init__(self, book: HandoverBook) -> None:
        self.book = book
        self.looked: datetime | None = None

    def tick(self, now: datetime) -> bool:
        """Look, where it is time."""
        if self.looked is None or not timedelta() <= now - self.looked < EVERY:
            self.looked = now
            self.book.tidy(now)
        return False


def handing_kinds(book: HandoverBook) -> dict[str, Kind]:
    """The kinds of message of the hand-over."""
    return {TO_OFFICE: ToOffice(book), TO_PERSON: ToPerson(book)}
