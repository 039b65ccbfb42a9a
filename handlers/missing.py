"""When nothing was found: counted without naming anybody, and from the second time in a row, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from handlers.conversation import Conversation
from handlers.turn import Line, Style, Turn
from knowledge.answer import Answer
from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.masking import masked
from knowledge.model import Contact
from knowledge.speaking import _

ENOUGH = 2


class Missed(Protocol):
    """Where misses are counted."""

    def add(self, text: str, day: date) -> None:
        """Count a masked text on a day."""


class Missing:
    """Keeps an eye on misses in a row."""

    def __init__(self, assistant: Assistant, missed: Missed | None = None) -> None:
        self.assistant, self.missed = assistant, missed

    def noted(self, answer: Answer, conversation: Conversation, turn: Turn) -> tuple[Line, ...]:
        """What to say besides ``answer``. Thanks and the like neither count as a miss nor end a row of them."""
        if not answer.miss:
            if answer.status is not Status.ABSTAINED or answer.programme is not None:
                conversation.misses = 0
            return ()
        conversation.misses += 1
        if self.missed is not None:
            self.missed.add(self.kept(turn.text), turn.at.date())
        return tuple(self._offices(answer)) if conversation.misses >= ENOUGH else ()

    def kept(self, text: str) -> str:
        """What is kept of a question: what was asked, with everything masked that could name somebody."""
        messages = self.assistant.messages
        return masked(messages.focused(text), messages.latin, messages.typos.lexicon.costs)

    def _offices(self, answer: Answer) -> Iterator[Line]:
        """The office of the programme in question, which the answer gives; without one, an office in each city."""
        if answer.programme is not None:
            yield Line(_("連續兩次沒找到，直接問上面的承辦單位最快。"))
            return
        yield Line(_("連續兩次沒找到，直接問承辦單位最快："))
        for issuer in dict.fromkeys(p.programme.issuer for p in self.assistant.base.programmes.values()):
            yield Line(
                _("・{issuer}：{office}", issuer=issuer, office=reached(self._office(issuer))), Style.SMALL
            )

    def _office(self, issuer: str) -> Contact:
        """The first office of one of the issuer's programmes; one with a telephone, where there is one."""
        programmes = self.assistant.base.programmes.values()
        firsts = [each.contacts[0] for each in programmes if each.programme.issuer == issuer]
        return next((contact for contact in firsts if contact.phone), firsts[0])


def reached(contact: Contact) -> str:
    """How an office is reached, in one line."""
    ways = [
        contact.phone and _("電話 {phone}", phone=contact.phone),
        contact.email,
        contact.url,
        contact.address,
    ]
    return f"{contact.office} {next((way for way in ways if way), _('（公文沒有寫電話）'))}"
