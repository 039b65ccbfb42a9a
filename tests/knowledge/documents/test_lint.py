"""Lint of the sources finds what cannot be right, names the place, and repairs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import parse, read_folder
from knowledge.documents.findings import Finding
from knowledge.documents.lint import lint, told_by
from knowledge.loading import load_documents, load_programmes
from tests.knowledge.documents.samples import ENTRY, sample


def found(text: str, **entry: object) -> list[Finding]:
    fields = {"parts": ("附件1", "附件2"), **entry}
    return lint(parse(text, ENTRY.model_copy(update=fields)))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("一、113年12月30日（星期二）報到。", "星期不符"),
        ("一、113年2月30日前報名。", "日期不存在"),
        ("一、112年2月20日前報名。", "期限早於本文的日期 112年3月1日"),
        ("一、4月5日（星期四）前報名。", "星期不符"),
        ("一、申請書（附件3）。\n附件1\n申請書", "提到附件3，但這份檔案裡沒有"),
        ("一、申請書（附件1）。\n附件1\n經費表\n附件2\n申請書", "標題相符的是附件2"),
    ],
)
def test_what_cannot_be_right_is_found(line: str, message: str) -> None:
    findings = found(f"112年3月1日第1號函訂定\n{line}")
    assert [f.path for f in findings] == [("一",)]
    assert message in findings[0].message
    assert findings[0].sentence


@pytest.mark.parametrize(
    "line",
    [
        "一、113年12月30日（星期一）報到。",
        "一、112年4月5日（星期三）前報名。",
        "一、每年2月20日前報名。",
        "一、依112年2月20日第2號函辦理。",
        "一、申請書（附件1）、經費表（附件2）。\n附件1\n申請書\n附件2\n經費表",
    ],
)
def test_what_is_right_is_left_alone(line: str) -> None:
    assert found(f"112年3月1日第1號函訂定\n{line}") == []


def test_one_thing_with_two_names_is_found() -> None:
    """By the abbreviation in brackets, and by pairs that a reader listed."""
    glossed = found("一、海星獎（Star Award,SA）。\n二、海洋之星獎（SA）。")
    assert [f.kind for f in glossed] == ["term"]
    assert "海星獎" in glossed[0].message
    listed = found("一、領航員。\n二、領航人員。", terms=(("領航員", "領航人員"),))
    assert [f.path for f in listed] == [("二",)]


def test_numbering_that_jumps_is_found() -> None:
    assert [(f.kind, f.display) for f in lint(sample()) if f.kind == "numbering"] == [("numbering", "題頭")]


KNOWN = {
    ("ntpc-it-gifted-113", "date", "附件二"), ("taipei-whitepaper-plus", "date", "附錄六 › 參 › 三"),
    ("taipei-whitepaper-plus", "numbering", "附錄五"), ("taipei-whitepaper-plus", "attachment", "附錄六 › 玖 › 二 › (四)"),
    ("taipei-whitepaper-plus", "term", "柒 › 策略二 › 2-7"), ("kinmen-regional-gifted", "attachment", "八"),
    ("kinmen-regional-gifted", "attachment", "十 › (三)"), ("kinmen-regional-gifted", "term", "五"),
}  # fmt: skip


@pytest.mark.documents
def test_the_mistakes_that_readers_know_are_found_and_told(documents_folder: Path) -> None:
    """Each known mistake of the official documents is found, and a doubt tells people about it."""
    programmes = load_programmes()
    documents = read_folder(documents_folder, load_documents())
    findings = [finding for document in documents.values() for finding in lint(document)]
    assert {(f.document, f.kind, f.display) for f in findings} >= KNOWN
    untold = [
        f.display
        for f in findings
        if (f.document, f.kind, f.display) in KNOWN and not told_by(f, programmes, documents[f.document])
    ]
    assert untold == []


@pytest.mark.documents
def test_no_date_is_found_wrong_that_is_not(documents_folder: Path) -> None:
    findings = [f for d in read_folder(documents_folder, load_documents()).values() for f in lint(d)]
    assert sorted(f.display for f in findings if f.kind == "date") == ["附件二", "附錄六 › 參 › 三"]
