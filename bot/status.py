"""Health, readiness and metrics for whoever watches over the bot: on loopback only, saying nothing about anybody.

``/healthz`` answers while the process lives; ``/readyz`` answers 503 with the reasons where it could not serve;
``/metrics`` is for Prometheus.
"""

from __future__ import annotations

import asyncio

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.health import Health
from bot.metrics import Metrics
from bot.settings import SettingsError

LOOPBACK = "127.0.0.1"


class Status:
    """Serves what is known about the running bot."""

    def __init__(self, port: int, health: Health, metrics: Metrics) -> None:
        self.port, self.health, self.metrics = port, health, metrics

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set. Raises SettingsError where the port is taken."""
        shown = {"health": self.health, "metrics": self.metrics}
        pages = [("/healthz", Alive, shown), ("/readyz", Ready, shown), ("/metrics", Counted, shown)]
        server = HTTPServer(Application(pages, log_function=lambda _: None), max_body_size=1024)
        try:
            server.listen(self.port, LOOPBACK)
        except OSError as error:
            raise SettingsError(
                f"埠 {self.port} 不能用（{error.strerror}）；請改 ZIGETONG_STATUS_PORT。"
            ) from None
        await stop.wait()
        server.stop()
        await server.close_all_connections()


class Page(RequestHandler):
    """What the pages share."""

    def initialize(self, health: Health, metrics: Metrics) -> None:
        self.health, self.metrics = health, metrics


class Alive(Page):
    def get(self) -> None:
        self.finish({"alive": True})


class Ready(Page):
    def get(self) -> None:
        troubles = self.health.troubles()
        self.set_status(503 if troubles else 200)
        self.finish({"ready": not troubles, "troubles": troubles})


class Counted(Page):
    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(self.metrics.text())
