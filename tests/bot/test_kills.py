"""The promise of delivery, against the real process: killed at random while reminders fall due, it loses none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.messages import State
from tests.benchmarks.kills import run

REMINDERS, KILLS = 150, 8
IN_FLIGHT = 6
"""At most so many are claimed ahead of their moment or wait for an answer when the process dies."""


@pytest.mark.slow
def test_killed_again_and_again_it_loses_nothing_and_marks_what_it_says_twice(tmp_path: Path) -> None:
    """The full run, 2,000 reminders and 200 kills, is ``python -m tests.benchmarks.kills``."""
    found = run(tmp_path, REMINDERS, KILLS)
    assert found.lost == 0
    assert found.unmarked == 0
    assert found.doubled <= KILLS * IN_FLIGHT
    assert found.states == {State.SENT: REMINDERS}
