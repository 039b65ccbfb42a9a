"""The kinds of announcement, the states that one goes through, and what both are called.

Every step is one row of ``MOVES``; whoever keeps announcements makes a step only from the state (and version) that was
seen, so two people pressing at once make it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """``correction`` and ``withdrawal`` change what ``of`` sent; a ``nudge`` goes to those who did not answer it."""

    ANNOUNCEMENT = "announcement"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    NUDGE = "nudge"


class State(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    """For a second person's yes."""
    SCHEDULED = "scheduled"
    LATE = "late"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class Act(StrEnum):
    SUBMIT = "submit"
    SCHEDULE = "schedule"
    SEND = "send"
    GIVE_BACK = "give back"
    TOO_LATE = "too late"
    PAUSE = "pause"
    CANCEL = "cancel"
    FINISH = "finish"


MOVES: Mapping[tuple[State, Act], State] = {
    (State.DRAFT, Act.SUBMIT): State.WAITING,
    (State.DRAFT, Act.SCHEDULE): State.SCHEDULED,
    (State.DRAFT, Act.SEND): State.SENDING,
    (State.DRAFT, Act.CANCEL): State.CANCELLED,
    (State.WAITING, Act.SCHEDULE): State.SCHEDULED,
    (State.WAITING, Act.SEND): State.SENDING,
    (State.WAITING, Act.GIVE_BACK): State.DRAFT,
    (State.WAITING, Act.CANCEL): State.CANCELLED,
    (State.SCHEDULED, Act.SEND): State.SENDING,
    (State.SCHEDULED, Act.TOO_LATE): State.LATE,
    (State.SCHEDULED, Act.GIVE_BACK): State.DRAFT,
    (State.SCHEDULED, Act.CANCEL): State.CANCELLED,
    (State.LATE, Act.SEND): State.SENDING,
    (State.LATE, Act.GIVE_BACK): State.DRAFT,
    (State.LATE, Act.CANCEL): State.CANCELLED,
    (State.SENDING, Act.PAUSE): State.PAUSED,
    (State.SENDING, Act.CANCEL): State.CANCELLED,
    (State.SENDING, Act.FINISH): State.DONE,
    (State.PAUSED, Act.SEND): State.SENDING,
    (State.PAUSED, Act.CANCEL): State.CANCELLED,
}
TOLD = {
    State.DRAFT: "草稿",
    State.WAITING: "等第二位承辦人員核可",
    State.SCHEDULED: "已排定",
    State.LATE: "錯過了時間，等您決定",
    State.SENDING: "送出中",
    State.PAUSED: "暫停中",
    State.DONE: "送完了",
    State.CANCELLED: "已取消",
}
AMENDING = {State.SENDING: "進行中", State.DONE: "做完了"}
NAMES = {
    Kind.ANNOUNCEMENT: "公告",
    Kind.CORRECTION: "更正",
    Kind.WITHDRAWAL: "收回",
    Kind.NUDGE: "催回條",
}
REACHED = {
    Kind.ANNOUNCEMENT: "送達",
    Kind.CORRECTION: "已更正",
    Kind.WITHDRAWAL: "已收回",
    Kind.NUDGE: "送達",
}
"""What one that went well is called."""
