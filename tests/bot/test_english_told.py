"""What English readers are told outside an answer: marks, prompts, buttons, changed dates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from telegram import InlineQuery, InlineQueryResultsButton, User

from bot.delivery.lane import Lane
from bot.inline import answer_inline
from bot.replying import Replying
from bot.store.known import earlier, shape
from bot.terminal import Terminal
from handlers.turn import Reply, Turn
from knowledge.assistant import Assistant
from knowledge.base import open_base
from knowledge.deadlines import TAIPEI, timing
from knowledge.speaking import ENGLISH, speaking

AT = datetime(2021, 12, 1, tzinfo=TAIPEI)


def test_what_may_be_a_repeat_says_so_in_the_chat_s_language() -> None:
    replying = Replying(Lane(), None, lambda: AT, lambda chat: ENGLISH if chat == 1 else "zh")
    assert "may be a repeat" in replying._twice(1)
    assert "可能重複" in replying._twice(2)


def test_every_date_can_be_told_again_as_it_was() -> None:
    """So that a changed date is told in the reader's language, the old one too."""
    for entry in open_base().dates.values():
        old = earlier(entry, shape(entry))
        assert old is not None
        assert timing(old) == timing(entry)
        assert earlier(entry, "") is None


def test_the_terminal_s_own_sentences(tmp_path: Path) -> None:
    class English:
        def language(self, chat: int) -> str:
            return ENGLISH

        def reply(self, turn: Turn) -> Reply:
            return Reply(())

    written: list[str] = []
    Terminal(English(), lambda: AT, written.append, tmp_path).run([])  # type: ignore[arg-type]
    assert [line for line in written if line] == [
        "(Type a number to press a button, /quit to leave; reminders are only sent on Telegram.)",
        "Goodbye.",
    ]


@pytest.mark.parametrize("language", ["zh", ENGLISH])
async def test_a_quick_answer_in_the_language_of_whoever_asks(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in English is kept for the asker alone: the next may read Chinese."""
    shown: dict[str, object] = {}

    async def answer(self: InlineQuery, results: object, **more: object) -> bool:
        shown.update(more, results=results)
        return True

    monkeypatch.setattr(InlineQuery, "answer", answer)
    query = InlineQuery("1", User(9, "x", False), "What is the deadline for exchange students?", "")
    with speaking(language):
        await answer_inline(query, Assistant(open_base()), AT)
    button = shown["button"]
    assert isinstance(button, InlineQueryResultsButton)
    assert (button.text == "Ask the bot itself") == (language == ENGLISH)
    assert shown["is_personal"] == (language == ENGLISH)
    assert shown["results"]
