"""Unanswered questions and what the office says to them: groups, wishes, proposals as files, and telling.

A proposal is written beside the database, in ``proposals/``, in the shape of a knowledge file; nothing reads it but
whoever reviews it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.delivery.messages import Claimed, Later, Message, Outgoing, Skip
from bot.misses import Misses, MissesError, groups
from bot.rendering import html
from bot.store.connection import Store, StoreError
from bot.store.ledger import Ledger
from bot.store.wishes import Wishes
from handlers.actions import mark
from handlers.office.learning import Asked, Proposal
from handlers.turn import Line, Style
from knowledge.speaking import _

ANSWERED = "answered"
MOST = 200


class Learnt:
    """What ``handlers.office.learning.Unanswered`` asks for. ``folder``: where proposals go."""

    def __init__(self, store: Store, ledger: Ledger, misses: Misses, folder: Path) -> None:
        self.store, self.ledger, self.misses, self.folder = store, ledger, misses, folder
        self.wishes = Wishes(store)
        self.drafts: dict[int, str] = {}

    def groups(self) -> list[Asked]:
        """The largest first; none where the file cannot be read."""
        try:
            found = groups(self.misses.all()[:MOST])
        except MissesError:
            return []
        return [
            Asked(
                tuple(miss.text for miss in group),
                sum(miss.times for miss in group),
                max(m.last for m in group),
            )
            for group in found
        ]

    def wish(self, chat: int, text: str, at: datetime) -> None:
        """This chat wants to hear of a question."""
        self.wishes.add(chat, text, at)

    def draft(self, person: int, text: str | None) -> str:
        """What one of the staff has typed; in memory only."""
        if text is not None:
            self.drafts[person] = text
        return self.drafts.get(person, "")

    def proposed(self, asked: Asked) -> bool:
        """Whether a proposal for it lies in the folder."""
        return any(next(self.folder.glob(f"*-{mark(text)}.toml"), None) is not None for text in asked.texts)

    def propose(self, proposal: Proposal, at: datetime) -> str:
        """Write the file; StoreError where the disk does not take it."""
        name = f"{at:%Y%m%d-%H%M%S}-{mark(proposal.asked.texts[0])}.toml"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / name).write_text(written(proposal), encoding="utf-8")
        except OSError as error:
            raise StoreError(f"提案存不了（{error.strerror}）；請檢查 ZIGETONG_HOME。") from error
        return name

    def tell(self, proposal: Proposal, at: datetime) -> int:
        """Plan a message to each who wanted to hear; their wish is fulfilled."""
        texts = proposal.asked.texts
        payload = {"question": texts[0], "say": proposal.say, "office": proposal.office}
        key = f"{ANSWERED}:{mark(texts[0], proposal.say)}"
        with self.store.writing():
            chats = self.wishes.fulfil(texts)
            self.ledger.plan((Message(ANSWERED, key, chat, at, payload) for chat in chats), at)
        return len(chats)


class AnsweredKind:
    """The office's answer to whoever wanted to hear it: who says so, and that it is no document."""

    sent_again = True

    def compose(self, row: Claimed, now: datetime) -> Outgoing | Skip | Later:  # noqa: ARG002
        """The question as it was kept, and the answer."""
        told = row.payload
        lines = [
            Line(_("【{office}】回答了您想知道的問題", office=told["office"]), Style.STRONG),
            Line(_("問：{question}", question=told["question"])),
            Line(_("答：{answer}", answer=told["say"])),
            Line(_("這是承辦單位的說明，不是公文條文。"), Style.SMALL),
        ]
        return Outgoing("\n".join(html(line) for line in lines))


def written(proposal: Proposal) -> str:
    """A proposal in the shape of a knowledge file."""
    quoted: Callable[[object], str] = lambda value: json.dumps(value, ensure_ascii=False)  # noqa: E731
    texts = list(proposal.asked.texts)
    return "\n".join(
        [
            "# 提案，還沒有人審閱：這是承辦單位自己的說明，不是公文的話。",
            "# 審閱：補上 kind、title、公文條文 clause 和佐證 evidence，移到計畫的檔案裡；沒有條文的不能放進去。",
            "",
            "[proposal]",
            f"programme = {quoted(proposal.programme)}",
            f"source = {quoted('office')}",
            f"office = {quoted(proposal.office)}",
            f"day = {proposal.day.isoformat()}",
            f"asked = {proposal.asked.times}",
            "",
            "[[facts]]",
            f"id = {quoted('office-' + mark(texts[0]))}",
            f"say = {quoted(proposal.say)}",
            f"asks = {quoted(texts)}",
            "",
        ]
    )
