"""Which language a chat is answered in: 繁體中文 unless somebody taps 「English」, at the start or in /settings.

What a person's Telegram says of its language is not asked: many parents in Taiwan read Chinese on an English telephone,
and one tap is less than answers in the wrong language.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from handlers.actions import decode, encode
from handlers.starting import VERB, Starting
from handlers.turn import Button, Line, Reply, Turn, TurnKind, say
from handlers.waiting import decides
from knowledge.speaking import LANGUAGES, N_, _, speaking, spoken

NOT_YOURS = N_("群組的語言由群組管理員決定；您可以私下找我，用您的語言。")
NOW = N_("好，之後我用中文。")


class Readers(Protocol):
    """Whoever keeps what each chat reads."""

    def language(self, chat: int) -> str: ...

    def speak(self, chat: int, language: str, at: datetime) -> None:
        """Keep what the chat has chosen."""
        ...


class Languages:
    """Changes the language of a chat."""

    def __init__(self, readers: Readers, starting: Starting) -> None:
        self.readers, self.starting = readers, starting

    def reply(self, turn: Turn) -> Reply | None:
        """The start again, in the language that was tapped; None where none was."""
        decoded = decode(turn.action) if turn.kind is TurnKind.BUTTON else None
        if decoded is None or decoded[0] != VERB:
            return None
        (language, *_rest) = (*decoded[1], "")
        if language not in LANGUAGES:
            return None
        if not decides(turn):
            return say(_(NOT_YOURS))
        self.readers.speak(turn.chat, language, turn.at)
        with speaking(language):
            start = self.starting.start()
            return Reply((Line(_(NOW)), *start.lines), start.buttons)


def choices() -> tuple[Button, ...]:
    """A button for each language, the one that is spoken marked."""
    return tuple(
        Button(f"{'✓ ' if language == spoken() else ''}{name}", encode(VERB, language))
        for language, name in LANGUAGES.items()
    )
