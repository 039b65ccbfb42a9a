"""The conversation in a terminal: numbered buttons, the same handlers as Telegram."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from handlers.desk import Desk
from handlers.turn import Button, File, Reply, Style, Turn, TurnKind
from knowledge.speaking import N_, _, speaking

ME = 1
MARKS = {Style.STRONG: "■ ", Style.DATE: "◷ ", Style.WARN: "！", Style.SMALL: "", Style.PLAIN: ""}
PIECE = re.compile(r"[!-~]+|.")
GOODBYE = {"/quit", "/exit", "/q", "離開", "結束", "掰掰"}


def columns(text: str) -> int:
    """How many terminal columns ``text`` takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """``text`` in lines of at most ``width`` columns; a Latin word or number is kept whole where it fits."""
    for paragraph in text.split("\n"):
        line = ""
        for piece in PIECE.findall(paragraph):
            if line and columns(line) + columns(piece) > width and piece not in "，。、；：！？）」』":
                yield line
                line = piece.lstrip()
            else:
                line += piece
        yield line


class Terminal:
    """One person at a keyboard. ``clock`` tells the present; ``write`` takes finished lines; files go to ``folder``."""

    def __init__(
        self,
        desk: Desk,
        clock: Callable[[], datetime],
        write: Callable[[str], None] = print,
        folder: Path | None = None,
    ) -> None:
        self.desk, self.clock, self.write, self.folder = desk, clock, write, folder or Path.cwd()
        self.buttons: list[Button] = []
        self.sign = ""

    def run(self, lines: Iterable[str]) -> None:
        """Greet, then answer each line until the input ends or the person leaves."""
        self.show(self.desk.reply(self._turn(TurnKind.COMMAND, command="start")))
        self.write(self._said(N_("（打數字按按鈕，/quit 離開；提醒只有在 Telegram 才會寄出）")))
        for line in lines:
            text = line.strip()
            if text.lower() in GOODBYE:
                break
            if text:
                self.show(self.answer(text))
        self.write(self._said(N_("再見。")))

    def _said(self, sentence: str) -> str:
        """A sentence of the terminal's own, in the language that was chosen."""
        with speaking(self.desk.language(ME)):
            return _(sentence)

    def answer(self, text: str) -> Reply:
        """What is said back to one typed line: a button's number, a command, or a message."""
        number = text.removeprefix(self.sign) if text.startswith(self.sign) else ""
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(self.buttons):
            button = self.buttons[int(number) - 1]
            if button.action:
                return self.desk.reply(self._turn(TurnKind.BUTTON, action=button.action))
        if text.startswith("/"):
            command, _space, rest = text[1:].partition(" ")
            return self.desk.reply(self._turn(TurnKind.COMMAND, command=command, text=rest.strip()))
        return self.desk.reply(self._turn(TurnKind.TEXT, text=text))

    def _turn(self, kind: TurnKind, *, text: str = "", command: str = "", action: str = "") -> Turn:
        return Turn(ME, ME, self.clock(), kind, text=text, command=command, action=action)

    def show(self, reply: Reply) -> None:
        """Write a reply; its buttons get numbers that can be typed."""
        width = max(24, min(shutil.get_terminal_size((80, 24)).columns - 2, 88))
        self.write("")
        for line in reply.lines:
            for part in wrapped(MARKS[line.style] + line.text, width):
                self.write(part)
        for quote in reply.quotes:
            self.write(f"┌ {quote.title}")
            for part in wrapped(quote.text, width - 2):
                self.write(f"│ {part}")
        if reply.file is not None:
            with speaking(self.desk.language(ME)):
                self.write(saved(reply.file, self.folder))
        self.buttons = [button for row in reply.buttons for button in row]
        self.sign = "#" if reply.numbers else ""
        for number, button in enumerate(self.buttons, 1):
            self.write(f"  [{self.sign}{number}] {button.label}{f' {button.url}' if button.url else ''}")


def saved(file: File, folder: Path) -> str:
    """Write a file beside the others, replacing none; where it is, or why it is not."""
    stem, _dot, ending = file.name.rpartition(".")
    for name in (file.name, *(f"{stem}-{n}.{ending}" for n in range(2, 100))):
        try:
            with (folder / name).open("xb") as made:
                made.write(file.content)
        except FileExistsError:
            continue
        except OSError as error:
            return _("檔案存不進這個資料夾（{why}）。", why=error.strerror)
        return _("檔案存成 {name}。", name=name)
    return _("這個資料夾裡同名的檔案太多了，請先整理。")
