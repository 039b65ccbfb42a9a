"""The kernel with its data, and a second reading of the documents in plain Python, say the same of everybody."""

from __future__ import annotations

import os
import random

import pytest

from knowledge.checks import answer_line, load_checks
from tests.knowledge.checks.applicants import applicant, moment
from tests.knowledge.checks.second_reading import READINGS, read

HOW_MANY = int(os.environ.get("ZIGETONG_APPLICANTS", "4000"))


@pytest.mark.parametrize("programme", sorted(READINGS))
def test_both_readings_agree_on_random_applicants(programme: str) -> None:
    """Verdict, every criterion, window, money and deadline; ``next`` is null exactly when the verdict is settled."""
    dice = random.Random(programme)
    check = load_checks()[programme]
    for number in range(HOW_MANY // len(READINGS)):
        at = moment(dice)
        answers = applicant(check, at, dice)
        line = {"id": number, "programme": programme, "at": at.isoformat(), "answers": answers}
        told = answer_line(line, at)
        expected = read(programme, answers, at)
        for key in ("verdict", "criteria", "window", "benefit_ntd", "deadline"):
            assert told.get(key) == expected.get(key), (key, line)
        assert (told["next"] is None) == (expected["verdict"] != "undetermined"), line
        asked = told["next"]
        known = answers.get(str(asked))
        assert known is None or (isinstance(known, list) and None in known), line
