"""Lint of attachments: what the body calls 附件1 must be the attachment that carries that number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents.characters import normal, ordinal, squeeze
from knowledge.documents.clauses import Clause, Document
from knowledge.documents.findings import Finding, sentence_at

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_MENTION = re.compile(
    rf"(?:(?P<label>[\u4e00-\u9fff]{{2,12}})\s*(?:\(|:?\s*(?:詳如|詳見|詳|如|見)\s*))?"
    rf"(?P<kind>附件|附表|表件)\s*(?P<n>{_NUMBER})(?:\s*(?:至|到|~|-)\s*(?:附件)?(?P<to>{_NUMBER}))?"
)
_CODE = re.compile(r"(?P<kind>附件|附表|表件)(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})")


@dataclass(frozen=True)
class _Attachment:
    kind: str
    number: int
    name: str
    title: str


def attachment_findings(document: Document) -> Iterator[Finding]:
    """Mentions of attachments that are not there, or that are something else."""
    there = list(_attachments(document))
    for clause in document.root.walk():
        if clause.path and clause.path[0] in {attachment.name for attachment in there}:
            continue
        text = normal(clause.own)
        for mention in _MENTION.finditer(text):
            if message := _trouble(mention, there):
                sentence = sentence_at(text, *mention.span())
                words = (mention["kind"] + mention["n"], mention["kind"])
                yield Finding(document.entry.id, clause.path, sentence, "attachment", message, words)


def _attachments(document: Document) -> Iterator[_Attachment]:
    for part in document.root.children:
        if found := _CODE.fullmatch(squeeze(part.mark.name)):
            title = squeeze(part.own + "".join(_headings(part)))
            yield _Attachment(found["kind"], ordinal(found["n"]) or 0, part.mark.name, title)


def _headings(part: Clause) -> Iterator[str]:
    yield from (child.own.split("\n")[0] for child in part.children[:1])


def _trouble(mention: re.Match[str], there: list[_Attachment]) -> str | None:
    kind, first = mention["kind"], ordinal(mention["n"]) or 0
    last = ordinal(mention["to"]) if mention["to"] else first
    numbers = range(first, (last or first) + 1)
    same = {attachment.number: attachment for attachment in there if attachment.kind == kind}
    missing = [number for number in numbers if number not in same]
    if missing:
        return f"提到{kind}{'、'.join(map(str, missing))}，但這份檔案裡沒有。"
    label = mention["label"]
    if not label or len(numbers) > 1 or _is(label, same[first]):
        return None
    others = [attachment.name for attachment in same.values() if _is(label, attachment)]
    if not others:
        return None
    return f"這裡說{kind}{first}是「{_core(label)}」，但{same[first].name}的標題不是；標題相符的是{'、'.join(others)}。"


def _core(label: str) -> str:
    """The noun before the mention (於下列時間內檢送申請書 → 申請書)."""
    return re.sub(r".*(?:檢送|檢附|填寫|填具|繳交|備妥)", "", label)


def _is(label: str, attachment: _Attachment) -> bool:
    return _core(label)[-5:] in attachment.title
