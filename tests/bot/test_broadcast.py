"""A broadcast by the real process, against Telegram's flood limits, blocks, faults and kills: the report adds up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.broadcast import plan, run

RECIPIENTS, KILLS = 600, 4
IN_FLIGHT = 8
"""At most so many are claimed ahead of their moment or wait for an answer when the process dies."""


@pytest.mark.slow
def test_killed_paused_and_faulted_it_reaches_everybody_once_and_the_report_adds_up(tmp_path: Path) -> None:
    """The full run, 5,000 people and 20 kills, is ``python -m tests.benchmarks.broadcast``."""
    found = run(tmp_path, RECIPIENTS, KILLS)
    tally = found.tally
    assert tally.total == tally.settled == RECIPIENTS
    assert found.neither == 0, "nobody is forgotten"
    assert found.twice == 0, "nobody hears twice; what is not known is doubtful"
    assert tally.doubtful <= KILLS * IN_FLIGHT
    assert found.floods <= 20, "no storm of refusals"
    assert found.leaked <= 2, "paused is paused"
    assert found.edits > 0, "progress was shown"
    assert found.unanswered == 0


def test_a_large_broadcast_is_planned_in_parts_that_hold_up_nobody(tmp_path: Path) -> None:
    found = plan(tmp_path, 5000)
    assert found["recipients"] == 5000
    assert found["slowest_part_s"] < 1
