"""The only place that asks what time it is."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")


def now() -> datetime:
    """The present moment in Taipei."""
    return datetime.now(TAIPEI)


def moment(text: str) -> datetime:
    """A date or an instant as ISO 8601, in Taipei; a bare date is nine in the morning. ValueError where it is neither."""
    try:
        return datetime.combine(date.fromisoformat(text), time(9), TAIPEI)
    except ValueError:
        read = datetime.fromisoformat(text)
        return read.astimezone(TAIPEI) if read.tzinfo else read.replace(tzinfo=TAIPEI)
