"""Running against Telegram: long polling that loses no update, a clean stop.

Updates are asked for raw and parsed one by one, so that one that cannot be read is stepped over instead of being
fetched for ever; they are confirmed only when they have been handled, so that a kill makes Telegram send them again.
Chats are served side by side, the messages of one chat one after another.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import warnings
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any, TypeAlias, TypeVar

from telegram import Update
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application
from telegram.warnings import PTBUserWarning

from bot import clock
from bot.assembly import assemble
from bot.settings import Settings
from bot.telegram import application

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
T = TypeVar("T")
log = logging.getLogger(__name__)

WAIT = 30  # seconds that Telegram holds an empty getUpdates open
BATCH = 100
BACKOFF = (1, 2, 5, 10, 30)
NO_TOKEN = (  # noqa: S105  (a sentence, no secret)
    "還沒有 token，機器人連不上 Telegram。\n"
    "1. 在 Telegram 找 @BotFather，傳 /newbot，照著取名，會拿到一串 token。\n"
    "2. 設定環境變數 ZIGETONG_TOKEN（或把 token 存成檔案，用 ZIGETONG_TOKEN_FILE 指過去），再執行一次 make run。\n"
    "想先試試看，不需要 token：make chat"
)


def run(settings: Settings) -> int:
    """Run until SIGINT or SIGTERM. 0 after a clean stop, 1 where it could not start."""
    if not settings.token:
        print(NO_TOKEN)
        return 1
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for noisy in ("httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)  # their lines would carry the token
    parts = assemble(settings)
    return asyncio.run(serve(application(settings, parts.desk, clock.now)))


async def serve(app: App) -> int:
    """Start, poll until told to stop, stop cleanly."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    try:
        await app.initialize()
    except InvalidToken:
        print("Telegram 不認得這個 token；請向 @BotFather 確認後，重新設定 ZIGETONG_TOKEN。")
        return 1
    except NetworkError as error:
        print(f"連不上 Telegram（{type(error).__name__}）；請檢查網路，稍後再執行一次。")
        return 1
    print(f"機器人 @{app.bot.username} 上線了。按 Ctrl+C 停止。", flush=True)
    try:
        await Polling(app, stop).run()
    finally:
        await app.shutdown()
    print("已停止。")
    return 0


class Polling:
    """Asks for updates until ``stop`` is set."""

    def __init__(self, app: App, stop: asyncio.Event) -> None:
        self.app, self.stop = app, stop
        self.offset = 0

    async def run(self) -> None:
        """Fetch, handle, confirm; wait longer after each failure in a row."""
        failures = 0
        while not self.stop.is_set():
            try:
                batch = await self._unless_stopped(self._fetch())
                failures = 0
            except RetryAfter as error:
                wait = error.retry_after
                await self._pause(wait if isinstance(wait, int | float) else wait.total_seconds())
                continue
            except Conflict:
                log.error("another copy of this bot is polling; only one may run")
                await self._pause(BACKOFF[-1])
                continue
            except (InvalidToken, Forbidden):
                log.error("Telegram no longer accepts the token")
                self.stop.set()
                continue
            except TelegramError as error:
                pause = BACKOFF[min(failures, len(BACKOFF) - 1)]
                if failures == 0:
                    log.warning("cannot reach Telegram (%s); trying again", type(error).__name__)
                failures += 1
                await self._pause(pause)
                continue
            await self.handle(batch or [])
        await self._confirm()

    async def handle(self, batch: list[dict[str, Any]]) -> None:
        """Every update of a batch; chats side by side, one chat's messages in order."""
        chats: dict[object, list[Update]] = defaultdict(list)
        for raw in batch:
            self.offset = max(self.offset, int(raw.get("update_id", 0)) + 1)
            update = self._read(raw)
            if update is not None:
                chats[update.effective_chat.id if update.effective_chat else update.update_id].append(update)
        await asyncio.gather(*(self._in_order(updates) for updates in chats.values()))

    async def _in_order(self, updates: list[Update]) -> None:
        for update in updates:
            await self.app.process_update(update)

    def _read(self, raw: dict[str, Any]) -> Update | None:
        """An update, or None for one that cannot be read: it is stepped over."""
        try:
            return Update.de_json(raw, self.app.bot)
        except Exception as error:  # noqa: BLE001  whatever a poison update raises, the next ones must be served
            log.error("an update could not be read (%s) and was stepped over", type(error).__name__)
            return None

    async def _confirm(self) -> None:
        """Tell Telegram that the last batch is done, so that it is not sent again after a clean stop."""
        if self.offset:
            try:
                await self._fetch(wait=0, most=1)
            except TelegramError as error:
                log.info("could not confirm the last updates: %s", type(error).__name__)

    async def _fetch(self, wait: int = WAIT, most: int = BATCH) -> list[dict[str, Any]]:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", PTBUserWarning
            )  # it advises get_updates, which fails whole on one bad update
            found = await self.app.bot.do_api_request(
                "getUpdates",
                {
                    "offset": self.offset,
                    "timeout": wait,
                    "limit": most,
                    "allowed_updates": ["message", "edited_message", "callback_query"],
                },
                read_timeout=wait + 10,
            )
        return found if isinstance(found, list) else []

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """The result of ``work``, or None when stopping comes first."""
        task = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self.stop.wait())
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return None
        return task.result()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stop.wait(), seconds)
        except TimeoutError:
            return
