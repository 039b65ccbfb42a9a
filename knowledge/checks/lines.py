"""One line of ``zigetong check --jsonl``: a JSON object in, a JSON object out.

Whose rule: the machine interface, version 1. Bad input gives ``{"id", "error"}`` with the field that is wrong; nothing
is raised, whatever comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache

from knowledge.checks.fields import AnswerError, read_answer, shown
from knowledge.checks.judging import Judgement, judge
from knowledge.checks.model import Check
from knowledge.checks.reading import load_checks
from knowledge.criteria import TAIPEI, Known
from knowledge.errors import ZigetongError
from knowledge.loading import load_documents


class LineError(ZigetongError):
    """A line that cannot be answered; the message names the key that is wrong."""


def answer_line(obj: object, now: datetime, checks: Mapping[str, Check] | None = None) -> dict[str, object]:
    """The answer to one line; ``now`` (with time zone) is the present where the line tells none."""
    name = obj.get("id") if isinstance(obj, dict) else None
    try:
        if not isinstance(obj, dict):
            raise LineError(f"一行要是一個 JSON 物件，收到的是 {shown(obj)}")
        check = named_check(obj.get("programme"), load_checks() if checks is None else checks)
        at = read_moment(obj["at"]) if obj.get("at") is not None else now
        return told(name, check, judge(check, read_answers(check, obj.get("answers")), at))
    except (LineError, AnswerError) as error:
        return {"id": name, "error": str(error)}


@cache
def titles() -> dict[str, str]:
    """Every document's title by its id."""
    return {name: document.title for name, document in load_documents().items()}


def named_check(name: object, checks: Mapping[str, Check]) -> Check:
    if isinstance(name, str) and name in checks:
        return checks[name]
    raise LineError(f"programme：沒有 {shown(name)} 這個計畫；有 {'、'.join(sorted(checks))}")


def read_moment(value: object) -> datetime:
    """An instant, or a date (its first moment); read in Taipei where it carries no offset."""
    try:
        if not isinstance(value, str) or not value[:4].isdigit():
            raise ValueError
        if len(value) == 10:
            return datetime.combine(date.fromisoformat(value), time(0), TAIPEI)
        moment = datetime.fromisoformat(value)
        return moment.astimezone(TAIPEI) if moment.tzinfo else moment.replace(tzinfo=TAIPEI)
    except (ValueError, OverflowError):
        raise LineError(
            f"at：要是 ISO 8601 的日期或時刻（例如 2021-12-20T10:00:00+08:00），收到的是 {shown(value)}"
        ) from None


def read_answers(check: Check, answers: object) -> dict[str, Known]:
    """The answers as knowledge, field by field."""
    if answers is None:
        return {}
    if not isinstance(answers, dict):
        raise LineError(f"answers：要是一個 JSON 物件，收到的是 {shown(answers)}")
    fields = {field.id: field for field in check.fields}
    for name in answers:
        if name not in fields:
            raise LineError(f"answers：沒有 {shown(name)} 這個欄位；有 {'、'.join(fields)}")
    return {name: read_answer(fields[name], value) for name, value in answers.items()}


def told(name: object, check: Check, judgement: Judgement) -> dict[str, object]:
    """A judgement as the contract has it."""
    title = titles()[check.check.document]
    number = check.check.number
    answer: dict[str, object] = {
        "id": name,
        "verdict": judgement.verdict.value,
        "criteria": {c.id: c.state.value for c in judgement.criteria.values()},
        "window": judgement.window.state.value if judgement.window else None,
        "next": judgement.next,
        "citations": {
            c.id: [{"document": title, "number": number, "section": clause} for clause in c.clauses]
            for c in judgement.criteria.values()
        },
    }
    if judgement.benefit is not None:
        answer["benefit_ntd"] = judgement.benefit.ntd
    if judgement.deadline is not None:
        answer["deadline"] = judgement.deadline.last_day.isoformat()
    return answer
