"""One message that shows how an announcement is going, edited every few seconds; and who sees which commands.

It is only a view: where it cannot be shown, sending goes on, and the report comes by itself at the end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.profile import profile
from bot.rendering import keyboard
from bot.store.announcements import AnnouncementBook
from bot.store.connection import StoreError
from bot.store.staff import StaffBook
from handlers.office.announcements import PER_SECOND, Announcement, Tally, duration
from handlers.office.card import action
from handlers.office.roles import Place, Role, menu
from handlers.office.states import REACHED, State
from handlers.turn import Button

log = logging.getLogger(__name__)

EVERY = 3.0
WIDE = 20


class Progress:
    """Shows what is on its way to whoever wrote it."""

    def __init__(
        self, book: AnnouncementBook, staff: StaffBook, bot: Bot, clock: Callable[[], datetime]
    ) -> None:
        self.book, self.staff, self.bot, self.clock = book, staff, bot, clock
        self.hushed: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds until ``stop`` is set; first, what the bot is called is noted for links."""
        self.staff.learn("bot", self.bot.username)
        while not stop.is_set():
            try:
                await self.look()
            except (TelegramError, StoreError) as error:
                log.info("progress is not shown: %s", type(error).__name__)
            try:
                await asyncio.wait_for(stop.wait(), EVERY)
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Bring every progress message and every command list up to date."""
        if self.hushed is not None and self.clock() < self.hushed:
            return
        try:
            for each in self.book.showing():
                await self._show(each)
            for person in self.staff.menus():
                await self._menu(person)
        except RetryAfter as error:
            wait = error.retry_after
            self.hushed = self.clock() + (wait if isinstance(wait, timedelta) else timedelta(seconds=wait))

    async def _show(self, each: Announcement) -> None:
        whom = self.staff.concerned(each.author)
        if whom is None:
            return
        message, before, started = self.book.shown(each)
        text = told(each, self.book.tally(each), started, self.clock())
        if text != before:
            markup = keyboard(buttons(each))
            try:
                if message is None:
                    message = (await self.bot.send_message(whom, text, reply_markup=markup)).message_id
                else:
                    await self.bot.edit_message_text(text, whom, message, reply_markup=markup)
            except BadRequest as error:
                log.info("progress is not shown: %s", error.message)
        over = each.state in {State.DONE, State.CANCELLED}
        self.book.show(each, message, "" if over else text)

    async def _menu(self, person: int) -> None:
        """In one person's chat the commands that they may use, or everybody's again."""
        scope = BotCommandScopeChat(person)
        role = self.staff.role(person)
        try:
            if role in {Role.OWNER, Role.STAFF}:
                everybody = {each.name: each.zh for each in profile().commands}
                shown = {**dict(menu(role, Place.PRIVATE)), **everybody}
                await self.bot.set_my_commands(
                    [BotCommand(name, text) for name, text in shown.items()], scope=scope
                )
            else:
                await self.bot.delete_my_commands(scope=scope)
        except BadRequest as error:
            log.info("a command list is not shown: %s", error.message)
        self.staff.menu_shown(person)


def told(each: Announcement, tally: Tally, started: datetime | None, now: datetime) -> str:
    """A bar, counts, pace and how long still."""
    share = tally.settled / tally.total if tally.total else 1.0
    bar = "▓" * int(share * WIDE) + "░" * (WIDE - int(share * WIDE))
    lines = [f"{each.title}：{each.stands}", f"{bar} {int(share * 100)}%"]
    lines.append(
        f"{tally.settled}／{tally.total}：{REACHED[each.kind]} {tally.sent}、封鎖 {tally.blocked}、失敗 {tally.failed}、不確定 {tally.doubtful}"
    )
    seconds = (now - started).total_seconds() if started is not None else 0.0
    if each.state is State.SENDING and seconds >= EVERY and tally.settled:
        pace = tally.settled / seconds
        left = duration(round((tally.total - tally.settled) / max(pace, 0.1) * PER_SECOND))
        lines.append(f"每秒 {pace:.0f} 則，還要{left}")
    return "\n".join(lines)


def buttons(each: Announcement) -> tuple[tuple[Button, ...], ...]:
    """What can be done while it is on its way."""
    stop = Button("取消", action("stop", each))
    if each.state is State.SENDING:
        return ((Button("暫停", action("pause", each)), stop),)
    return ((Button("繼續", action("resume", each)), stop),) if each.state is State.PAUSED else ()
