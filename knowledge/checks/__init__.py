"""Eligibility checks: read as data, judged as a pure function.

>>> sorted(load_checks())[:1]
['kaohsiung-plc-111']
"""

from __future__ import annotations

from knowledge.checks.entitlements import DueDay, FigureTold, Money, NoteTold, PaperTold
from knowledge.checks.fields import AnswerError, CheckField, FieldKind, read_answer
from knowledge.checks.judging import Judgement, Outcome, Verdict, judge
from knowledge.checks.lines import answer_line
from knowledge.checks.model import Check, Criterion
from knowledge.checks.reading import load_checks
from knowledge.checks.together import GroupQuestion, group_question
from knowledge.checks.windows import OpenWindow, WindowState

__all__ = [
    "AnswerError",
    "Check",
    "CheckField",
    "Criterion",
    "DueDay",
    "FieldKind",
    "FigureTold",
    "GroupQuestion",
    "Judgement",
    "Money",
    "NoteTold",
    "OpenWindow",
    "Outcome",
    "PaperTold",
    "Verdict",
    "WindowState",
    "answer_line",
    "group_question",
    "judge",
    "load_checks",
    "read_answer",
]
