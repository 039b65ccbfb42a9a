"""``zigetong dates --jsonl``: one JSON object in, one out (machine interface, version 1).

Pure: the command line only reads and writes the lines. A line that cannot be answered becomes ``{"id", "error"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .expressions import read
from .shapes import DATE_ANCHORS, YEAR_ANCHORS, Mode, Reading, Status, in_taipei

_LONGEST = 20_000
_YEARS = range(1800, 2300)


class _Wrong(ValueError):
    """What is wrong with a line, and with which field."""


def answer_line(line: object) -> dict[str, Any]:
    """Answer one input object; ``reference`` is required because nothing here looks at a clock."""
    name = line.get("id") if isinstance(line, dict) else None
    try:
        if not isinstance(line, dict):
            raise _Wrong("每一行要是一個 JSON 物件")
        reading = read(
            _text(line), reference=_reference(line), mode=_mode(line), anchors=_anchors(line.get("anchors"))
        )
    except _Wrong as wrong:
        return {"id": name, "error": str(wrong)}
    return {"id": name, **as_json(reading)}


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as the interface writes it; ``anchor``, ``readings`` and ``note`` only where they say something."""
    out: dict[str, Any] = {
        "start": None if reading.start is None else reading.start.isoformat(),
        "end": None if reading.end is None else reading.end.isoformat(),
        "status": str(reading.status),
    }
    if reading.anchor:
        out["anchor"] = reading.anchor
    if reading.readings:
        out["readings"] = [as_json(r) for r in reading.readings]
    if reading.note and reading.status is not Status.NONE:
        out["note"] = reading.note
    return out


def _text(line: Mapping[str, object]) -> str:
    text = line.get("text")
    if not isinstance(text, str):
        raise _Wrong("text 要是一段文字")
    if len(text) > _LONGEST:
        raise _Wrong(f"text 太長，請在 {_LONGEST} 字以內")
    return text


def _reference(line: Mapping[str, object]) -> datetime:
    written = line.get("reference")
    if not isinstance(written, str):
        raise _Wrong("reference 要是 ISO 8601 的時刻，例如 2026-11-21T10:00:00+08:00")
    moment = _moment(written)
    if moment is None:
        raise _Wrong("reference 要是 ISO 8601 的時刻，例如 2026-11-21T10:00:00+08:00")
    return moment


def _moment(written: str) -> datetime | None:
    try:
        moment = in_taipei(datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def _mode(line: Mapping[str, object]) -> Mode:
    written = line.get("mode", Mode.MESSAGE)
    try:
        return Mode(written)  # type: ignore[arg-type]  # anything that is none of the three is refused
    except ValueError:
        raise _Wrong("mode 要是 document、message 或 answer") from None


def _anchors(written: object) -> dict[str, date | int]:
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise _Wrong('anchors 要是一個物件，例如 {"return": "2027-06-30"}')
    return {str(name): _anchor(str(name), value) for name, value in written.items()}


def _anchor(name: str, value: object) -> date | int:
    if name in YEAR_ANCHORS:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 300:
            raise _Wrong(f"anchors.{name} 要是民國年，例如 113")
        return value
    if name not in DATE_ANCHORS:
        raise _Wrong(f"不認得 anchors.{name}；可以用 {'、'.join(DATE_ANCHORS + YEAR_ANCHORS)}")
    moment = _moment(str(value))
    if moment is None:
        raise _Wrong(f"anchors.{name} 要是日期，例如 2027-06-30")
    return moment.date()
