"""A moment as one of the staff types it: in the future, with an hour where one is needed."""

from __future__ import annotations

from datetime import date, datetime, time

from knowledge.dates import TAIPEI, Mode, Status, read

NO_HOUR = "請把幾點也寫上，例如「{} 08:00」。"
PAST = "{:%Y-%m-%d %H:%M} 已經過了，請打一個以後的時間。"
RANGE = "這裡只要一個時間，不是一段。"


def moment(text: str, at: datetime) -> tuple[datetime | None, str]:
    """(the moment, ""), or (None, why not)."""
    value, why = _read(text, at)
    if value is None:
        return None, why
    if not isinstance(value, datetime):
        return None, NO_HOUR.format(text.strip()[:20])
    return _future(value.replace(tzinfo=TAIPEI), at)


def last(text: str, at: datetime) -> tuple[datetime | None, str]:
    """Until when; a day without an hour counts whole."""
    value, why = _read(text, at)
    if value is None:
        return None, why
    until = value if isinstance(value, datetime) else datetime.combine(value, time(23, 59))
    return _future(until.replace(tzinfo=TAIPEI), at)


def _read(text: str, at: datetime) -> tuple[date | None, str]:
    found = read(text, reference=at, mode=Mode.ANSWER)
    if found.status is not Status.OK or found.start is None:
        return None, found.note or "看不懂這個時間；請打像「4/20 08:30」這樣。"
    if found.start != found.end:
        return None, RANGE
    return found.start, ""


def _future(value: datetime, at: datetime) -> tuple[datetime | None, str]:
    return (value, "") if value > at else (None, PAST.format(value))
