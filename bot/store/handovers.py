"""Hand-overs on disk: what ``handlers.office.handover.Handovers`` asks for.

What is said goes through the ledger, so it is not lost; its words are kept apart and deleted once delivered.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.delivery.messages import Message
from bot.store.connection import Store, moment, stamp
from bot.store.ledger import Ledger
from bot.store.staff import FIRST
from handlers.office.handover import OPEN, SILENT, Handover
from knowledge.speaking import N_

TO_OFFICE = "handover"
TO_PERSON = "reply"
NOT_REACHED = N_("承辦人員的群組現在收不到訊息，您剛才的話沒有傳到。請直接打電話給承辦單位。")
LOST = """select distinct t.handover from handover_texts t join ledger l on l.key = 'handover:' || t.id
    where l.kind = ? and l.state in ('blocked', 'failed')"""
FIELDS = "id, chat, name, opened, ended"


class HandoverBook:
    """The hand-overs of one store. ``office``: the number of the staff chat at the moment."""

    def __init__(self, store: Store, ledger: Ledger, office: Callable[[], int | None]) -> None:
        self.store, self.ledger, self.office = store, ledger, office

    def find(self, number: int) -> Handover | None:
        """One by its number."""
        return self._one("id = ?", min(number, 2**62))

    def of(self, chat: int, at: datetime) -> Handover | None:
        """The chat's hand-over in which the bot is silent."""
        return self._one(
            "chat = ? and ended is null and opened between ? and ? order by id desc",
            chat, stamp(at - SILENT) + 1, stamp(at),
        )  # fmt: skip

    def begin(self, chat: int, name: str, question: str, at: datetime) -> Handover:
        """Hand over; a second press of the same button says nothing twice."""
        with self.store.writing() as connection:
            known = self.of(chat, at)
            if known is not None:
                return known
            done = connection.execute(
                "insert into handovers (chat, name, opened) values (?, ?, ?)", (chat, name[:64], stamp(at))
            )
            begun = self.find(int(done.lastrowid or 0))
            assert begun is not None
            self.ask(begun, question, at)
        return begun

    def ask(self, handover: Handover, text: str, at: datetime) -> None:
        """To the office's chat."""
        office = self.office()
        if office is not None:
            self._say(TO_OFFICE, office, handover, "", text, at)

    def tell(self, handover: Handover, office: str, text: str, at: datetime) -> None:
        """To the person."""
        self._say(TO_PERSON, handover.chat, handover, office, text, at)

    def _say(self, kind: str, chat: int, handover: Handover, office: str, text: str, at: datetime) -> None:
        with self.store.writing() as connection:
            done = connection.execute(
                "insert into handover_texts (handover, text, at) values (?, ?, ?)",
                (handover.id, text, stamp(at)),
            )
            payload = {"handover": handover.id, "text": done.lastrowid, "office": office}
            self.ledger.plan_one(Message(kind, f"{kind}:{done.lastrowid}", chat, FIRST, payload), at)

    def text(self, number: int) -> str | None:
        """What was said, as long as it is not delivered."""
        found = self.store.rows("select text from handover_texts where id = ?", number)
        return str(found[0][0]) if found else None

    def replied(self, message: int) -> Handover | None:
        """The hand-over that a message in the office's chat belongs to."""
        found = self.store.rows(
            "select payload from ledger where kind = ? and chat = ? and message = ?",
            TO_OFFICE, self.office(), message,
        )  # fmt: skip
        return self.find(int(json.loads(found[0][0])["handover"])) if found else None

    def reopen(self, handover: Handover, at: datetime) -> None:
        """Silent again from now on."""
        self.store.write(
            "update handovers set opened = ? where id = ? and ended is null", stamp(at), handover.id
        )

    def end(self, handover: Handover, by_office: bool, at: datetime) -> bool:
        """Hand back, once, and tell the other side."""
        with self.store.writing():
            if not self.store.write(
                "update handovers set ended = ? where id = ? and ended is null", stamp(at), handover.id
            ):
                return False
            if by_office:
                self._say(TO_PERSON, handover.chat, handover, "", "承辦人員結束了對話，接下來由我回答。", at)
            else:
                self.ask(handover, "（提問人結束了對話。）", at)
        return True

    def tidy(self, now: datetime) -> None:
        """Delete what was said and delivered, and what is over; say so where the office could not be reached."""
        with self.store.writing() as connection:
            for (number,) in self.store.rows(LOST, TO_OFFICE):
                if (handover := self.find(number)) is not None:
                    self._say(TO_PERSON, handover.chat, handover, "", NOT_REACHED, now)
            connection.execute(
                """delete from handover_texts where not exists (select 1 from ledger
                    where key in ('handover:' || handover_texts.id, 'reply:' || handover_texts.id)
                    and state in ('planned', 'sending'))"""
            )
            connection.execute("delete from handovers where opened < ?", (stamp(now - OPEN),))

    def _one(self, where: str, *values: Any) -> Handover | None:
        rows = self.store.rows(f"select {FIELDS} from handovers where {where} limit 1", *values)
        if not rows:
            return None
        number, chat, name, opened, ended = rows[0]
        return Handover(number, chat, name, moment(opened), moment(ended) if ended is not None else None)
