"""What is counted: how many, how fast, what went wrong. Kinds and numbers only; no chat, no person, no words.

Shown at ``/metrics`` in Prometheus's format, with the process's own memory and processor time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from telegram import Update

from bot.delivery.messages import State
from bot.updates import UPDATES
from knowledge.errors import ZigetongError

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one running bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.seconds = Histogram(
            "zigetong_update_seconds",
            "From taking an update to having answered it",
            ["kind"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.poison = self._counter("zigetong_poison_updates", "Updates that could not be read")
        self.slowed = self._counter("zigetong_slowed_updates", "Updates passed over because too many came")
        self.failed = self._counter("zigetong_failed_updates", "Updates whose handling failed")
        self.refused = self._counter(
            "zigetong_refused_webhook_calls", "Webhook calls without the right secret"
        )

    def _counter(self, name: str, what: str) -> Counter:
        return Counter(name, what, registry=self.registry)

    def watch(self, counts: Callable[[], Mapping[State, int]]) -> None:
        """Show how many messages of the ledger stand in each state, asked for when somebody looks."""
        self.registry.register(Messages(counts))

    @contextmanager
    def answering(self, update: Update) -> Iterator[None]:
        """While an update is being answered."""
        with self.seconds.labels(kind_of(update)).time():
            yield

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


class Messages(Collector):
    """The ledger's counts."""

    def __init__(self, counts: Callable[[], Mapping[State, int]]) -> None:
        self.counts = counts

    def collect(self) -> Iterator[Metric]:
        """One gauge, by state; nothing while the database cannot be used, which readiness tells."""
        gauge = GaugeMetricFamily("zigetong_messages", "Messages of the ledger by state", labels=["state"])
        try:
            for state, count in self.counts().items():
                gauge.add_metric([state.value], count)
        except ZigetongError:
            return
        yield gauge

    def describe(self) -> Iterator[Metric]:
        """Nothing before it is asked for."""
        return iter(())


def kind_of(update: Update) -> str:
    """The kind of an update, as Telegram names it."""
    return next((kind for kind in UPDATES if getattr(update, kind, None) is not None), "other")
