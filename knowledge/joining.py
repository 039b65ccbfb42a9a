"""The answers to several questions of one message as one: each under its question, nothing dropped.

Answered if any is; else it asks back if any does; a question that finds nothing is told in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from knowledge.answer import Answer, Line, Style
from knowledge.answering import Status
from knowledge.speaking import _, _n

T = TypeVar("T")
LONGEST_HEAD = 40


def together(parts: Sequence[str], answers: Sequence[Answer], left: Sequence[str] = ()) -> Answer:
    """One answer to all ``parts``; ``left``: questions of the message that were not taken up any more."""
    if len(answers) == 1:
        return answers[0]
    answered = [answer for answer in answers if answer.status is Status.ANSWERED]
    asking = [answer for answer in answers if answer.status is Status.CLARIFY]
    status = Status.ANSWERED if answered else Status.CLARIFY if asking else Status.ABSTAINED
    leading = (answered or asking or list(answers))[0]
    lines: list[Line] = []
    for number, (part, answer) in enumerate(zip(parts, answers, strict=True), 1):
        lines.append(Line(f"{number}. {head(part)}", Style.STRONG))
        lines += told(answer, lines)
    if left:
        unanswered = _("、").join(_("「{head}」", head=head(part)) for part in left)
        lines.append(
            Line(
                _n(
                    "一次最多回答 {count} 個問題，{unanswered}請再問一次。",
                    count=len(parts),
                    unanswered=unanswered,
                ),
                Style.SMALL,
            )
        )
    return Answer(
        status,
        tuple(lines),
        unique(each for answer in answers for each in answer.citations),
        leading.programme,
        asking[0].choices if asking else (),
        "\n".join(unique(answer.edition for answer in answers if answer.edition)),
        leading.next,
        unique(each for answer in answers for each in answer.dates),
        miss=all(answer.miss for answer in answers),
    )


def told(answer: Answer, before: Sequence[Line]) -> list[Line]:
    """The lines of one of several answers; a miss in one sentence; what was just told is not told again."""
    if answer.miss:
        return [Line(_("這一點公文裡找不到，我不猜。"))]
    lines = [line for line in answer.lines if line not in before]
    return lines or [Line(_("同上。"))]


def head(part: str) -> str:
    """A question, short enough for a heading."""
    flat = " ".join(part.split())
    return flat if len(flat) <= LONGEST_HEAD else f"{flat[:LONGEST_HEAD]}…"


def unique(values: Iterable[T]) -> tuple[T, ...]:
    """Each value once, in order; entries of the knowledge base cannot be hashed."""
    found: list[T] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)
