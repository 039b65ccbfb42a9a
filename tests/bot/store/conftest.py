"""A store in memory, and the moment at which its tests take place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.clock import TAIPEI
from bot.store.connection import Store
from bot.store.ledger import Ledger

NOW = datetime(2026, 4, 16, 8, 30, tzinfo=TAIPEI)


@pytest.fixture
def store() -> Iterator[Store]:
    kept = Store(None)
    yield kept
    kept.close()


@pytest.fixture
def ledger(store: Store) -> Ledger:
    return Ledger(store)
