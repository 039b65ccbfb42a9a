"""Proof of dates: the typed day, window, rule or length of time is the one that the evidence prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from knowledge.dates import TAIPEI, Mode, Reading, Status, find_all
from knowledge.documents.figures import written
from knowledge.documents.proving import Ground, lacking, prove
from knowledge.model import DateEntry, Offset, Yearly

ROC_BEGINS = 1911
NEVER = datetime(
    1912, 1, 1, tzinfo=TAIPEI
)  # a document is never read from today; a year taken from here is wrong


def roc_text(day: date | datetime) -> str:
    """A typed day as the documents write it: 110年12月27日, and the hour on a twelve-hour clock."""
    text = f"{day.year - ROC_BEGINS}年{day.month}月{day.day}日"
    if not isinstance(day, datetime):
        return text
    minutes = f"{day.minute}分" if day.minute else ""
    return f"{text}{day.hour - 12 if day.hour > 12 else day.hour}時{minutes}"


def prove_date(entry: DateEntry, base: Ground, told: list[str], names: list[str]) -> list[str]:
    """What of a date entry is not proved."""
    typed = [f"{roc_text(day)} {day.isoformat()}" for day in (entry.start, entry.end) if day is not None]
    values = [*typed_figures(entry.start), *typed_figures(entry.end)]
    if entry.yearly:
        values += yearly_figures(entry.yearly)
    if entry.offset:
        values.append(Decimal(offset_size(entry.offset)))
    problems = prove(base, told, [*typed, rule_text(entry), written_list(values)], names)
    if missing := lacking(dict.fromkeys(values), base):
        listed = written_list(missing)
        problems.append(f"日期裡的 {listed} 沒有佐證；請補 evidence，或用 worked_out 說明怎麼算的。")
    return problems + read_days(entry, base) + wording(entry, base)


def read_days(entry: DateEntry, base: Ground) -> list[str]:
    """The typed days and hours are those that the evidence (or what was worked out) reads as."""
    typed = [day for day in (entry.start, entry.end) if day is not None]
    if not typed:
        return []
    readings = [r for text in texts_of(base) for r in readings_of(text, typed)]
    problems = [
        f"{reading.note}若公文就是這樣印，請寫一則 doubt 並在 doubt 欄提到它。"
        for reading in readings
        if reading.status is Status.WEEKDAY_MISMATCH and entry.doubt is None
    ]
    for key, day, found in (
        ("start", entry.start, [reading.start for reading in readings]),
        ("end", entry.end, [reading.end or reading.start for reading in readings]),
    ):
        if day is not None and not any(same(day, other) for other in found):
            read = "、".join(dict.fromkeys(str(other) for other in found if other is not None)) or "沒有日期"
            problems.append(f"{key} 是 {day}，evidence 讀出來是 {read}；請改成一致，或寫 worked_out。")
    return problems


def texts_of(base: Ground) -> list[str]:
    """Where a day may be read: the evidence, piece by piece, and what was worked out."""
    return [*base.evidence, *(part for item in base.worked_out for part in item.value.split("、"))]


def readings_of(text: str, typed: list[date | datetime]) -> list[Reading]:
    """The dates of one snippet; what it leaves out (year, or day of an hour) is taken from the typed days."""
    found: list[Reading] = []
    for day in dict.fromkeys(str(day)[:10] for day in typed):
        first = date.fromisoformat(day)
        anchors = {"doc_year": first.year - ROC_BEGINS}
        read = find_all(text, reference=NEVER, mode=Mode.DOCUMENT, anchors=anchors)
        if not any(reading.start or reading.end for reading in read) and "時" in text:
            read = find_all(f"{roc_text(first)}{text}", reference=NEVER, mode=Mode.DOCUMENT, anchors=anchors)
        found += read
    return found


def same(typed: date | datetime, read: date | datetime | None) -> bool:
    """The same day, and the same hour where either gives one."""
    return type(typed) is type(read) and typed == read


def written_list(values: Iterable[Decimal]) -> str:
    """Values one by one."""
    return "；".join(written(value) for value in values)


def rule_text(entry: DateEntry) -> str:
    """A yearly rule's days as documents write them, for reasons that name them."""
    rule = entry.yearly
    if rule is None:
        return ""
    opening = f"{rule.start_month}月{rule.start_day}日" if rule.start_month and rule.start_day else ""
    return f"{opening} {rule.month}月{rule.day}日 {rule.month}/{rule.day}"


def typed_figures(day: date | datetime | None) -> list[Decimal]:
    """Year (民國), month, day and hour of a typed day, as the documents print them."""
    if day is None:
        return []
    values = [day.year - ROC_BEGINS, day.month, day.day]
    if isinstance(day, datetime):
        values.append(day.hour - 12 if day.hour > 12 else day.hour)
        values += [day.minute] if day.minute else []
    return [Decimal(value) for value in values]


def yearly_figures(rule: Yearly) -> list[Decimal]:
    given: Iterable[int | None] = (rule.month, rule.day, rule.start_month, rule.start_day)
    return [Decimal(value) for value in given if value is not None]


def offset_size(offset: Offset) -> int:
    return abs(offset.days or offset.weeks or offset.months)


def wording(entry: DateEntry, base: Ground) -> list[str]:
    """Words that must stand where the typed rule says so: 前一年, 前, 含例假日, the unit."""
    problems = []
    if (
        entry.yearly
        and entry.yearly.of == "before"
        and not any(map(base.says, ("前一年", "前年度", "前一學年")))
    ):
        problems.append("yearly.of = before，條文卻沒有說前一年。")
    if entry.offset:
        units = {"days": ("天", "日"), "weeks": ("週", "周"), "months": ("月",)}
        unit = next(name for name in units if getattr(entry.offset, name))
        snippets = "".join(base.evidence)
        if not any(word in snippets for word in units[unit]):
            problems.append(f"offset 用 {unit}，evidence 卻沒有{units[unit][0]}。")
        if entry.offset.include_holidays and not base.says("含例假日"):
            problems.append("include_holidays = true，條文卻沒有說含例假日。")
        if getattr(entry.offset, unit) < 0 and "前" not in snippets:
            problems.append("offset 是負的（之前），evidence 卻沒有「前」。")
    return problems
