"""The loop that sends: one look at what is due, claims just ahead of their moment, and what came of each.

Whatever goes wrong is written down once in the log and waited out: a flood limit as long as Telegram says, an
unreachable Telegram or a database that is locked or full with longer and longer pauses. Nothing is claimed while a
result could not be written down, so a full disk never turns into messages sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.delivery.lane import Lane
from bot.delivery.messages import (
    Claimed,
    Flooded,
    Gone,
    Kind,
    Later,
    Moved,
    Outcome,
    Outgoing,
    Refused,
    Sender,
    SendError,
    Skip,
    State,
    Unreachable,
    Unsure,
)
from bot.store.connection import StoreError
from bot.store.protocols import DeliveryLedger, Listeners
from knowledge.speaking import speaking

log = logging.getLogger(__name__)

IDLE = 1.0
BUSY = 0.05
MOST_AT_ONCE = 20
PAUSES = (1, 2, 5, 10, 30)
RETRIES = (5, 30, 120, 600, 1800)
STOPPING = 20.0


class Delivery:
    """Sends what the ledger holds. ``tick`` plans what falls due and tells whether more is waiting."""

    def __init__(
        self,
        ledger: DeliveryLedger,
        sender: Sender,
        kinds: Mapping[str, Kind],
        chats: Listeners,
        tick: Callable[[datetime], bool],
        clock: Callable[[], datetime],
        lane: Lane | None = None,
    ) -> None:
        self.ledger, self.sender, self.kinds, self.chats = ledger, sender, kinds, chats
        self.tick, self.clock, self.lane = tick, clock, lane or Lane()
        self.tasks: set[asyncio.Task[None]] = set()
        self.outcomes: list[Outcome] = []
        self.trouble = Trouble()
        self.store_trouble = Trouble()
        self.looked: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until ``stop`` is set; then wait for what is under way."""
        while not stop.is_set():
            try:
                pause = await self.round()
            except Exception as error:  # whatever is wrong with us, what is planned must still go out one day
                log.error("delivery: %s", type(error).__name__)
                log.debug("trace", exc_info=error)
                pause = PAUSES[-1]
            try:
                await asyncio.wait_for(stop.wait(), pause)
            except TimeoutError:
                continue
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=STOPPING)
        self._settle()

    async def round(self) -> float:
        """One look at what is due; seconds until the next."""
        now = self.clock()
        if not self._settle():
            return self.store_trouble.pause
        try:
            self._recover(now)
            more = self.tick(now)
            rows = self._claim(now)
        except StoreError as error:
            self.store_trouble.happened(now, f"cannot use the database: {error}")
            return self.store_trouble.pause
        self.store_trouble.over("the database can be used again")
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        await asyncio.sleep(0)
        return BUSY if rows or more or self.tasks else self._idle(now)

    def _idle(self, now: datetime) -> float:
        try:
            due = self.ledger.next_due()
        except StoreError:
            return IDLE
        return IDLE if due is None else min(IDLE, max(BUSY, (due - now).total_seconds()))

    def _claim(self, now: datetime) -> list[Claimed]:
        due, answers = self.ledger.next_due(), self.lane.taken()
        if due is None or due > now or len(self.tasks) >= MOST_AT_ONCE:
            return []
        return self.ledger.claim(now, answers)

    def _recover(self, now: datetime) -> None:
        """Now and then: the rows of a sender that died."""
        if self.looked is not None and abs(now - self.looked) < timedelta(
            seconds=self.ledger.limits.lease / 6
        ):
            return
        self.looked = now
        again = [name for name, kind in self.kinds.items() if kind.sent_again]
        back, doubtful = self.ledger.recover(now, again)
        if back or doubtful:
            log.warning("after a stop: %d messages are sent again, %d are doubtful", back, doubtful)

    async def _deliver(self, row: Claimed) -> None:
        await asyncio.sleep(max(0.0, (row.slot - self.clock()).total_seconds()))
        await self.lane.clear()
        now = self.clock()
        try:
            outcome = self._composed(row, now)
            if isinstance(outcome, Outgoing):
                outcome = await self._sent(row, outcome)
        except StoreError as error:
            self.store_trouble.happened(now, f"cannot use the database: {error}")
            outcome = Outcome(row.id, State.PLANNED, "store", retry=later(now, row.attempts), counted=False)
        except Exception as error:  # one message must not stop the others
            log.error("a message of kind %s could not be made: %s", row.kind, type(error).__name__)
            log.debug("trace", exc_info=error)
            outcome = Outcome(row.id, State.FAILED, type(error).__name__)
        self.outcomes.append(outcome)
        self._settle()

    def _composed(self, row: Claimed, now: datetime) -> Outgoing | Outcome:
        kind = self.kinds.get(row.kind)
        if kind is None:
            return Outcome(row.id, State.FAILED, "unknown kind")
        with speaking(self.chats.language(row.chat)):
            made = kind.compose(row, now)
        if isinstance(made, Skip):
            return Outcome(row.id, State.SKIPPED, made.reason)
        if isinstance(made, Later):
            return Outcome(row.id, State.PLANNED, retry=made.until, counted=False)
        return made

    async def _sent(self, row: Claimed, outgoing: Outgoing) -> Outcome:
        """Send, and say how it ended."""
        try:
            message = await self.sender.send(row.chat, outgoing)
        except SendError as error:
            return self._not_sent(row, error, self.clock())
        self.trouble.over("Telegram can be reached again")
        return Outcome(row.id, State.SENT, message=message)

    def _not_sent(self, row: Claimed, error: SendError, now: datetime) -> Outcome:
        if isinstance(error, Gone):
            self.chats.gone(row.chat, str(error), now)
            return Outcome(row.id, State.BLOCKED, str(error))
        if isinstance(error, Moved):
            self.chats.moved(row.chat, error.chat)
            return Outcome(row.id, State.PLANNED, "moved", retry=now, counted=False)
        if isinstance(error, Flooded):
            return self._flooded(row, error, now)
        if isinstance(error, Unreachable | Unsure):
            self._unreachable(error, now)
            unsure = isinstance(error, Unsure)
            if unsure and not self.kinds[row.kind].sent_again:
                return Outcome(row.id, State.DOUBTFUL, str(error))
            return Outcome(row.id, State.PLANNED, str(error), retry=later(now, row.attempts), again=unsure)
        if not isinstance(error, Refused):
            log.error("a message of kind %s failed: %s", row.kind, type(error).__name__)
        return Outcome(row.id, State.FAILED, str(error))

    def _flooded(self, row: Claimed, error: Flooded, now: datetime) -> Outcome:
        """Wait as long as Telegram says: a group for itself, a person's chat for everybody."""
        until = now + timedelta(seconds=error.seconds + BUSY)
        self.ledger.halt(until, now, chat=row.chat if row.chat < 0 else None)
        log.warning("flood limit: %s waits %g s", "a group" if row.chat < 0 else "delivery", error.seconds)
        return Outcome(row.id, State.PLANNED, "flood", retry=until, counted=False)

    def _unreachable(self, error: SendError, now: datetime) -> None:
        if self.trouble.happened(now, f"cannot reach Telegram ({error}); trying again"):
            self.ledger.halt(now + timedelta(seconds=self.trouble.pause), now)

    def _settle(self) -> bool:
        """Write down what came of messages; False where that could not be, and it is kept for the next time."""
        if not self.outcomes:
            return True
        now, outcomes = self.clock(), list(self.outcomes)
        try:
            self.ledger.settle(outcomes, now)
        except StoreError as error:
            self.store_trouble.happened(now, f"cannot write results down: {error}")
            return False
        del self.outcomes[: len(outcomes)]
        return True


class Trouble:
    """Something that fails again and again: told once, waited out longer each time."""

    def __init__(self) -> None:
        self.times = 0
        self.until: datetime | None = None

    @property
    def pause(self) -> float:
        """Seconds to wait."""
        return float(PAUSES[min(max(self.times, 1), len(PAUSES)) - 1])

    def happened(self, now: datetime, what: str) -> bool:
        """It failed; False while the last failure's pause still runs (so a burst counts once)."""
        if self.until is not None and self.until - timedelta(seconds=self.pause) <= now < self.until:
            return False
        if self.times == 0:
            log.warning("%s", what)
        self.times += 1
        self.until = now + timedelta(seconds=self.pause)
        return True

    def over(self, what: str) -> None:
        """It works again."""
        if self.times:
            log.info("%s", what)
        self.times, self.until = 0, None


def later(now: datetime, attempts: int) -> datetime:
    """When to try a message again."""
    return now + timedelta(seconds=RETRIES[min(attempts, len(RETRIES)) - 1])
