"""The webhook: Telegram calls us. The same updates as by polling, through the same ``Receiver``.

Every call carries a secret that is made anew at each start and known to Telegram and this process only; it is compared
in constant time. A call is answered when its update has been handled, so that Telegram sends it again after a kill.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from urllib.parse import urlsplit

from telegram.error import TelegramError
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.health import Health
from bot.receiving import App, Receiver
from bot.settings import SettingsError
from bot.updates import ALLOWED

log = logging.getLogger(__name__)

LARGEST = 256 * 1024
"""Bytes of a call; Telegram's updates have a few thousand."""
ANSWERED_WITHIN = 25.0
"""Seconds until a call is answered although its update is still being handled."""
AT_ONCE = 40
HEADER = "X-Telegram-Bot-Api-Secret-Token"
STOPPING = 20.0


class Webhook:
    """Listens at ``listen`` for what Telegram sends to ``url``."""

    def __init__(
        self,
        app: App,
        stop: asyncio.Event,
        receiver: Receiver,
        health: Health,
        url: str,
        listen: tuple[str, int],
    ) -> None:
        self.app, self.stop, self.receiver, self.health = app, stop, receiver, health
        self.url, self.listen = url, listen
        self.secret = secrets.token_urlsafe(32)

    async def run(self) -> None:
        """Listen, tell Telegram where, and serve until ``stop`` is set."""
        server = self.server()
        host, port = self.listen
        try:
            server.listen(port, host)
        except OSError as error:
            raise SettingsError(
                f"不能在 {host}:{port} 聽（{error.strerror}）；請改 ZIGETONG_WEBHOOK_LISTEN。"
            ) from None
        try:
            await self.app.bot.set_webhook(
                self.url, secret_token=self.secret, allowed_updates=ALLOWED, max_connections=AT_ONCE
            )
        except TelegramError as error:
            raise SettingsError(f"Telegram 不接受這個 ZIGETONG_WEBHOOK_URL（{error.message}）。") from None
        self.health.reached()
        await self.stop.wait()
        server.stop()
        await self.receiver.finish(STOPPING)
        await asyncio.sleep(0)  # what was just handled is answered before the connections close
        await server.close_all_connections()

    def server(self) -> HTTPServer:
        """The server, not yet listening."""
        path = urlsplit(self.url).path or "/"
        application = Application(
            [(path, Call, {"receiver": self.receiver, "secret": self.secret, "health": self.health})],
            default_handler_class=Nothing,
            log_function=lambda _: None,
        )
        return HTTPServer(
            application, max_body_size=LARGEST, max_header_size=16 * 1024, body_timeout=10,
            idle_connection_timeout=120,
        )  # fmt: skip


class Quiet(RequestHandler):
    """Tells whoever knocks nothing about itself."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **kwargs: object) -> None:  # noqa: ARG002
        """No page and no trace."""
        self.finish()


class Nothing(Quiet):
    """What is at every other address."""

    def prepare(self) -> None:
        raise HTTPError(404)


class Call(Quiet):
    """One call."""

    def initialize(self, receiver: Receiver, secret: str, health: Health) -> None:
        self.receiver, self.expected, self.health = receiver, secret, health

    async def post(self) -> None:
        """403 without the secret, 400 for what is not JSON; 200 for everything else, or it would come for ever."""
        given = self.request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.expected.encode()):
            self.receiver.metrics.refused.inc()
            self.set_status(403)
            return
        try:
            raw = json.loads(self.request.body)
        except (ValueError, RecursionError):
            self.set_status(400)
            return
        self.health.reached()
        task = self.receiver.take(raw)
        if task is not None:
            await asyncio.wait({task}, timeout=ANSWERED_WITHIN)
