"""An office in memory: an owner, two staff members, parents, and the moment at which its tests take place."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.clock import TAIPEI
from tests.handlers.office.office import World

NOW = datetime(2026, 4, 16, 10, 0, tzinfo=TAIPEI)


@pytest.fixture
def world() -> World:
    return World(NOW)
