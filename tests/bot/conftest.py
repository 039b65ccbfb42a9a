"""What several tests of the bot begin with: its parts over one home, and a book that notes what it is told."""

from __future__ import annotations

import pytest

from bot.assembly import Parts, assemble
from bot.settings import Settings
from bot.store.connection import Store
from handlers.desk import Desk
from knowledge.loading import DATA
from tests.bot.talking import Noted


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(tmp_path_factory.mktemp("home"), DATA, None, None, operator="A school")


@pytest.fixture
def parts(settings: Settings) -> Parts:
    return assemble(settings, Store(None))


@pytest.fixture(scope="module")
def desk(settings: Settings) -> Desk:
    """The desk alone: nothing is kept."""
    return assemble(settings).desk


@pytest.fixture
def book() -> Noted:
    return Noted()
