"""Lint of the sources: where an official document contradicts itself or cannot be right.

Nothing is repaired. Each finding names document, clause and sentence; what people are told about it is a doubt in a
data file (``doubts``), and the report says which, or that none has been written yet.

>>> python -m knowledge.documents.lint FOLDER    # doctest: +SKIP
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.dates import Mode, Reading, Status, find_all, roc
from knowledge.documents.attachments import attachment_findings
from knowledge.documents.characters import squeeze
from knowledge.documents.clauses import Clause, Document
from knowledge.documents.dates_proof import NEVER, ROC_BEGINS
from knowledge.documents.findings import Finding, sentence_at
from knowledge.documents.folder import read_folder
from knowledge.documents.terms import term_findings
from knowledge.loading import load_documents, load_programmes
from knowledge.model import Programme

_WRONG = {
    Status.INVALID: "日期不存在",
    Status.WEEKDAY_MISMATCH: "星期不符",
    Status.ERA_MISMATCH: "民國與西元不符",
}


@dataclass
class _Years:
    """What a part says of its own time: when it was issued, and the year its dates without a year belong to."""

    issued: date | None = None
    year: int | None = None


def lint(document: Document) -> list[Finding]:
    """Everything found in one document, in its own order."""
    return [
        *date_findings(document),
        *jump_findings(document),
        *attachment_findings(document),
        *term_findings(document),
    ]


def jump_findings(document: Document) -> Iterator[Finding]:
    """Numbering that leaves a number out."""
    for jump in document.jumps:
        sentence, words = (
            f"{jump.before}之後是{jump.after}",
            (jump.before.strip("、."), jump.after.strip("、.")),
        )
        yield Finding(document.entry.id, jump.where, sentence, "numbering", "編號跳號，中間缺一項。", words)


def date_findings(document: Document) -> Iterator[Finding]:
    """Impossible dates, weekdays that do not agree, ends before starts, deadlines before the document's own date."""
    years: dict[str, _Years] = {}
    for clause in document.root.walk():
        part = clause.path[0] if clause.path and clause.path[0] in document.names else ""
        known = years.setdefault(part, _Years(*_issue(part, document)))
        anchors = {"doc_year": known.year} if known.year else {}
        for reading in find_all(clause.own, reference=NEVER, mode=Mode.DOCUMENT, anchors=anchors):
            if wrong := _date_trouble(reading, known, clause):
                sentence = sentence_at(clause.own, *reading.span)
                words = ("星期",) if reading.status is Status.WEEKDAY_MISMATCH else _days(reading)
                yield Finding(document.entry.id, clause.path, sentence, "date", wrong, words)
            last = reading.last_day
            if not known.issued and last and f"{last.year - ROC_BEGINS}年" in squeeze(reading.text):
                known.year = last.year - ROC_BEGINS


def _days(reading: Reading) -> tuple[str, ...]:
    return tuple(f"{day.month}月{day.day}日" for day in (reading.first_day, reading.last_day) if day)


def _issue(part: str, document: Document) -> tuple[date | None, int | None]:
    """(date of issue, its 民國 year) of a part: the last date with a 文號 in its head, or the document's own."""
    head = document.find(part) if part else document.root
    issued = None if part else document.entry.issued
    text = head.own if head else ""
    for reading in find_all(text, reference=NEVER, mode=Mode.DOCUMENT):
        if reading.status is Status.OK and "第" in text[reading.span[1] : reading.span[1] + 12]:
            issued = reading.last_day
    return issued, issued.year - ROC_BEGINS if issued else None


def _date_trouble(reading: Reading, known: _Years, clause: Clause) -> str | None:
    if reading.status in _WRONG:
        return f"{_WRONG[reading.status]}：{reading.note}"
    if reading.status is not Status.OK or reading.recurring or "每年" in clause.own:
        return None
    first, last = reading.first_day, reading.last_day
    if first and last and last < first:
        return "結束早於開始。"
    deadline = first is None and last is not None and reading.text.rstrip("）)").endswith("前")
    if deadline and last and known.issued and last < known.issued and "號" not in clause.own:
        return f"期限早於本文的日期 {roc(known.issued)}。"
    return None


def told_by(finding: Finding, programmes: Mapping[str, Programme], document: Document) -> list[str]:
    """The doubts that tell people about a finding: they cite its clause (or one above or under it) and name it."""
    told = []
    for name, programme in programmes.items():
        doubts = programme.doubts if programme.programme.document == finding.document else ()
        for doubt in doubts:
            found = [document.find(address) for address in doubt.clause]
            near = any(_touch(clause.path, finding.path) for clause in found if clause)
            if near and any(word in doubt.title + doubt.say for word in finding.words):
                told.append(f"{name} › doubts {doubt.id}（{doubt.title}）")
    return told


def _touch(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short = min(len(one), len(other))
    return short > 0 and one[:short] == other[:short]


def main(folder: Path) -> int:
    """Print every finding with what people are told of it."""
    programmes = load_programmes()
    for name, document in read_folder(folder, load_documents()).items():
        findings = lint(document)
        print(f"{document.entry.title}（{name}）：{len(findings)} 處")
        for finding in findings:
            print(f"  {finding.display}｜{finding.sentence}\n    {finding.message}")
            told = told_by(finding, programmes, document)
            print("    告訴大家：" + ("、".join(told) if told else "還沒有對應的 doubt"))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
