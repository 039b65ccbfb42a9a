"""Proof of dates: the typed day, window, rule or length of time is the one that the evidence prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from knowledge.documents.figures import written
from knowledge.documents.proving import Ground, lacking, prove
from knowledge.model import DateEntry, Offset, Yearly

ROC_BEGINS = 1911


def roc_text(day: date | datetime) -> str:
    """A typed day as the documents write it: 110年12月27日, and the hour on a twelve-hour clock."""
    text = f"{day.year - ROC_BEGINS}年{day.month}月{day.day}日"
    if not isinstance(day, datetime):
        return text
    minutes = f"{day.minute}分" if day.minute else ""
    return f"{text}{day.hour - 12 if day.hour > 12 else day.hour}時{minutes}"


def prove_date(entry: DateEntry, base: Ground, told: list[str], names: list[str]) -> list[str]:
    """What of a date entry is not proved."""
    typed = [roc_text(day) for day in (entry.start, entry.end) if day is not None]
    values = [*typed_figures(entry.start), *typed_figures(entry.end)]
    if entry.yearly:
        values += yearly_figures(entry.yearly)
    if entry.offset:
        values.append(Decimal(offset_size(entry.offset)))
    problems = prove(base, told, [*typed, "、".join(written(value) for value in values)], names)
    if missing := lacking(dict.fromkeys(values), base):
        listed = "、".join(written(value) for value in missing)
        problems.append(f"日期裡的 {listed} 沒有佐證；請補 evidence，或用 worked_out 說明怎麼算的。")
    return problems + wording(entry, base)


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
