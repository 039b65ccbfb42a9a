"""JSON Lines in, JSON Lines out: the machine interface, through the same code as a person's message.

One line out for each line in, in the same order, streaming. A bad line gets ``{"id", "error"}`` and harms no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from bot.clock import moment
from knowledge.answer import Answer
from knowledge.assistant import Assistant

Row = dict[str, object]


class BadLine(ValueError):
    """A line of input that cannot be answered; the message names the field and what is wrong with it."""


def stream(lines: Iterable[str], answer: Callable[[Row], Row]) -> Iterator[str]:
    """Each line answered by ``answer``; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(one(line, number, answer), ensure_ascii=False)


def one(line: str, number: int, answer: Callable[[Row], Row]) -> Row:
    """The answer to one line, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"第 {number} 行不是 JSON"}
    if not isinstance(row, dict):
        return {"id": None, "error": f"第 {number} 行不是 JSON 物件"}
    try:
        return answer(row)
    except BadLine as error:
        return {"id": row.get("id"), "error": str(error)}


def text_field(row: Row, name: str) -> str:
    """A required text field."""
    value = row.get(name)
    if not isinstance(value, str):
        raise BadLine(f"{name}：要是文字")
    return value


def at_field(row: Row, clock: Callable[[], datetime]) -> datetime:
    """``at`` as an instant in Taipei; without it, now."""
    if row.get("at") is None:
        return clock()
    try:
        return moment(text_field(row, "at"))
    except ValueError as error:
        raise BadLine(
            str(error) if isinstance(error, BadLine) else "at：要是 ISO 8601 的日期或時刻"
        ) from None


class Ask:
    """``zigetong ask --jsonl``."""

    def __init__(self, assistant: Assistant, clock: Callable[[], datetime]) -> None:
        self.assistant, self.clock = assistant, clock

    def __call__(self, row: Row) -> Row:
        question = row.get("question", row.get("q"))
        if not isinstance(question, str):
            raise BadLine("question：要是文字")
        context = row.get("context") or []
        if not isinstance(context, list) or not all(isinstance(message, str) for message in context):
            raise BadLine("context：要是文字的清單")
        return {
            "id": row.get("id"),
            **told(self.assistant.answer(question, at_field(row, self.clock), context)),
        }


def told(answer: Answer) -> Row:
    """An answer in the contract's form."""
    return {
        "status": answer.status.value,
        "text": answer.text,
        "citations": [
            {"document": c.document, "number": c.number, "section": c.section} for c in answer.citations
        ],
        "programme": answer.programme,
        "choices": [choice.label for choice in answer.choices],
    }
