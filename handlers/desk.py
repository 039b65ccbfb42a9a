"""The front desk: every turn comes in here and one reply goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from handlers.asking import OLD_BUTTON, Asking
from handlers.starting import Starting
from handlers.turn import Reply, Turn, TurnKind, say
from knowledge.speaking import CHINESE, N_, _, speaking

INSTEAD = {
    TurnKind.PHOTO: N_("我看不了照片。請把想問的事打成文字，例如「新北資訊資優要交什麼」。"),
    TurnKind.STICKER: N_("貼圖收到了！想問什麼，請打成文字，例如「交換學生名額幾個」。"),
    TurnKind.VOICE: N_("我聽不了語音。請把想問的事打成文字，一兩句話就可以。"),
    TurnKind.FILE: N_("我讀不了檔案。請把想問的事打成文字；要送件請交給承辦單位，傳給我不算繳交。"),
    TurnKind.PLACE: N_("我用不到您的位置。請直接說縣市和計畫，例如「高雄教師社群怎麼申請」。"),
    TurnKind.OTHER: N_("這種訊息我看不懂。請把想問的事打成文字，例如「交換學生報名到什麼時候」。"),
}


class Counter(Protocol):
    """Whoever may answer a turn before it is taken for a question."""

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is somebody else's."""
        ...


class Desk:
    """Sends each turn to whoever answers it, in the language of its chat. Holds no state of its own.

    ``counters`` are asked first, in order; ``language`` tells which language a chat has chosen.
    """

    def __init__(
        self,
        asking: Asking,
        starting: Starting,
        counters: Sequence[Counter] = (),
        language: Callable[[int], str] = lambda _: CHINESE,
    ) -> None:
        self.asking = asking
        self.starting = starting
        self.counters = counters
        self.language = language

    def reply(self, turn: Turn) -> Reply:
        """What is said back to ``turn``; ``SILENCE`` where it was for somebody else."""
        with speaking(self.language(turn.chat)):
            return self._reply(turn)

    def _reply(self, turn: Turn) -> Reply:
        for counter in self.counters:
            if (reply := counter.reply(turn)) is not None:
                return reply
        if turn.kind is TurnKind.COMMAND:
            return self._command(turn)
        if turn.kind is TurnKind.BUTTON:
            return self.asking.pressed(turn) or say(_(OLD_BUTTON))
        if turn.kind is not TurnKind.TEXT:
            return say(_(INSTEAD[turn.kind]))
        return self.asking.message(turn)

    def _command(self, turn: Turn) -> Reply:
        commands = {"start": self.starting.start, "help": self.starting.help}
        if turn.command in commands:
            return commands[turn.command]()
        return say(
            _(
                "沒有 /{command} 這個指令。可以用 /start 選計畫、/help 看怎麼問，或直接打字問。",
                command=turn.command[:32],
            )
        )
