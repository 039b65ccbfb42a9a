"""Running against Telegram: what is needed, what runs beside one another, a clean stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from telegram.error import InvalidToken, NetworkError

from bot import clock, logs
from bot.assembly import assemble
from bot.health import Health
from bot.metrics import Metrics
from bot.polling import STOPPING, Polling
from bot.profile import introduce
from bot.progress import Progress
from bot.receiving import App, Receiver
from bot.sending import TelegramSender
from bot.settings import Settings
from bot.status import Status
from bot.store.connection import Store
from bot.telegram import application
from bot.webhook import Webhook
from knowledge.errors import ZigetongError

Service = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
"""Something that runs beside the answering until the event is set, and then stops cleanly."""
log = logging.getLogger(__name__)

FIRST_QUESTION = "什麼時候截止"
"""Asked by ourselves: what is read on first use takes a second, and must not hold up whoever asks first."""
NOBODY_TO_BE = (
    "還沒有 token，機器人連不上 Telegram。\n"
    "1. 在 Telegram 找 @BotFather，傳 /newbot，照著取名，會拿到一串 token。\n"
    "2. 設定環境變數 ZIGETONG_TOKEN（或把 token 存成檔案，用 ZIGETONG_TOKEN_FILE 指過去），再執行一次 make run。\n"
    "想先試試看，不需要 token：make chat"
)
NO_KEY = (
    "還沒有金鑰，資料庫沒辦法加密。\n"
    "1. 產生一把：.venv/bin/zigetong key ~/.config/zigetong/key （不要和資料放在一起，另外備份）\n"
    "2. 設定 ZIGETONG_KEY_FILE=~/.config/zigetong/key，再執行一次。\n"
    "確定不要加密，才設定 ZIGETONG_UNENCRYPTED=yes。"
)


def run(settings: Settings) -> int:
    """Run until SIGINT or SIGTERM. 0 after a clean stop, 1 where it could not start."""
    if not settings.token:
        print(NOBODY_TO_BE)
        return 1
    if settings.key is None and not settings.unencrypted:
        print(NO_KEY)
        return 1
    logs.begin(settings)
    parts = assemble(settings, Store(settings.home / "zigetong.db", settings.key))
    parts.assistant.answer(FIRST_QUESTION, clock.now())
    keeping = parts.keeping
    metrics = Metrics()
    metrics.watch(keeping.ledger.counts)
    app = application(settings, parts.desk, clock.now, keeping.lane, keeping.book, metrics)
    delivery = keeping.delivery(TelegramSender(app.bot), clock.now)
    progress = Progress(parts.office.book, parts.office.staff, app.bot, clock.now)
    return asyncio.run(serve(app, settings, [delivery.run, progress.run], keeping.store, metrics))


async def serve(
    app: App,
    settings: Settings,
    beside: Sequence[Service] = (),
    store: Store | None = None,
    metrics: Metrics | None = None,
) -> int:
    """Start, answer until told to stop, stop cleanly; ``beside`` runs and stops with it."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    if not await started(app):
        return 1
    receiver = Receiver(app, metrics)
    checks = {"store": lambda: store.rows("select 1 from ledger limit 1")} if store is not None else {}
    health = Health(checks, polls=settings.webhook_url is None)
    services = list(beside)
    if settings.status_port is not None:
        services.append(Status(settings.status_port, health, receiver.metrics).run)
    print(f"機器人 @{app.bot.username} 上線了。按 Ctrl+C 停止。", flush=True)
    introducing = asyncio.create_task(introduce(app.bot))
    try:
        running = [asyncio.create_task(guarded(service(stop), stop)) for service in services]
        well = await guarded(channel(app, settings, stop, receiver, health).run(), stop)
        well = all(await asyncio.gather(*running)) and well
        await asyncio.wait({introducing}, timeout=STOPPING)
    finally:
        await app.shutdown()
    print("已停止。")
    return 0 if well else 1


async def started(app: App) -> bool:
    """Whether Telegram took the token; if not, it is told why."""
    try:
        await app.initialize()
    except InvalidToken:
        print("Telegram 不認得這個 token；請向 @BotFather 確認後，重新設定 ZIGETONG_TOKEN。")
    except NetworkError as error:
        print(f"連不上 Telegram（{type(error).__name__}）；請檢查網路，稍後再執行一次。")
    else:
        return True
    return False


def channel(
    app: App, settings: Settings, stop: asyncio.Event, receiver: Receiver, health: Health
) -> Polling | Webhook:
    """How updates come in."""
    if settings.webhook_url is None:
        return Polling(app, stop, receiver, health)
    return Webhook(app, stop, receiver, health, settings.webhook_url, settings.webhook_listen)


async def guarded(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> bool:
    """Whether ``work`` ended well; where it did not, everything else is stopped, cleanly."""
    try:
        await work
    except ZigetongError as error:
        print(f"zigetong：{error}", file=sys.stderr)
    except Exception as error:  # whatever ends one service must not leave the others half running
        log.error("%s", type(error).__name__, exc_info=error)
    else:
        return True
    stop.set()
    return False
