"""Proof of what a programme's file says of itself and of whom to ask: numbers, dates of issue, offices, addresses."""

from __future__ import annotations

import calendar
from datetime import date

from knowledge.documents.characters import squeeze
from knowledge.documents.dates_proof import ROC_BEGINS, roc_text
from knowledge.documents.proving import Ground, prove
from knowledge.model import About, Contact


def prove_about(about: About, base: Ground) -> list[str]:
    """What of a programme's head is not proved."""
    edition = about.edition
    told = [about.name, about.short, about.summary, about.issuer, edition.label]
    numbers = [edition.number] if edition.number else []
    days = [day for day in (edition.issued, edition.starts, edition.ends) if day]
    names = [about.name, about.short, *about.aliases, base.document.entry.title]
    problems = prove(base, [*told, *numbers], [f"{roc_text(day)} {day.isoformat()}" for day in days], names)
    problems += [f"文號「{number}」不在條文裡。" for number in numbers if not base.says(number)]
    if edition.issued and not printed(edition.issued, base):
        problems.append(f"發布日 {roc_text(edition.issued)} 不在條文裡；請補條文地址（多半是題頭）。")
    for key, day in (("starts", edition.starts), ("ends", edition.ends)):
        problems += bounds(key, day, base)
    return problems


def printed(day: date, base: Ground) -> bool:
    """The 民國 date stands in a clause, with or without leading noughts."""
    year = day.year - ROC_BEGINS
    forms = {
        f"{year}年{m}月{d}日" for m in (day.month, f"{day.month:02}") for d in (day.day, f"{day.day:02}")
    }
    return any(squeeze(form) in base.tight for form in forms)


def bounds(key: str, day: date | None, base: Ground) -> list[str]:
    """An edition's first and last day are printed (a whole month by its 1st or last day), or worked out."""
    if day is None or any(item.value == day.isoformat() for item in base.worked_out):
        return []
    edge = 1 if key == "starts" else calendar.monthrange(day.year, day.month)[1]
    month = f"{day.year - ROC_BEGINS}年{day.month}月"
    whole_month = day.day == edge and month in base.tight and not base.tight.split(month, 1)[1][:1].isdigit()
    if whole_month or printed(day, base):
        return []
    why = f'worked_out = [{{ value = "{day.isoformat()}", how = "…" }}]'
    return [f"edition.{key} {roc_text(day)} 不在條文裡；請補條文地址，或寫 {why}。"]


def prove_contact(contact: Contact, base: Ground, names: list[str]) -> list[str]:
    """What of a contact is not proved."""
    fields = {
        "person": contact.person, "phone": contact.phone, "email": contact.email,
        "address": contact.address, "url": contact.url,
    }  # fmt: skip
    given = {key: value for key, value in fields.items() if value}
    problems = prove(base, [contact.handles], [contact.office, *given.values()], names)
    for key, value in given.items():
        if not (base.says(value) or (key == "phone" and same_phone(value, base))):
            problems.append(f"{key}「{value}」不在條文裡。")
    return problems + office_stands(contact.office, base)


def same_phone(phone: str, base: Ground) -> bool:
    """The same digits stand in a clause, however they are divided."""
    plain = [sign for sign in squeeze(phone) if sign not in "-()"]
    return "".join(plain) in base.tight.replace("-", "").replace("(", "").replace(")", "")


def office_stands(office: str, base: Ground) -> list[str]:
    """An office's name is made of words of the document, the last of them from a clause that is cited."""
    rest, whole, cited = squeeze(office), base.document.root.tight, False
    while rest:
        length = next((n for n in range(len(rest), 1, -1) if rest[:n] in whole), 0)
        if not length:
            return [] if base.says(office) else [f"單位「{office}」不在公文裡；請照公文的名稱寫。"]
        cited = cited or rest[:length] in base.tight
        rest = rest[length:].lstrip("()、,/-")
    return [] if cited or base.says(office) else [f"單位「{office}」不在這些條文裡；請補條文地址。"]
