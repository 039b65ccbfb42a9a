"""A picture of each check, made from its data: questions, what is answered, where it leads.

Mermaid flowcharts, shown by every code host. ``python -m knowledge.diagrams`` writes ``docs/checks/``; a test holds
that what lies there is what the data says today.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from knowledge.checks import Check, load_checks
from knowledge.flows import Course, Step, explore, label

ENDS = {
    "eligible": "可以申請",
    "ineligible": "不符合",
    "review": "由機關認定",
    "undetermined": "還不能判斷",
}
Arrow = tuple[str, str]


def page(check: Check) -> str:
    """A check's page: questions, criteria with clauses, diagram."""
    course = explore(check)
    return "\n".join((*heading(check), *questions(check), *criteria(check), *diagram(check, course), ""))


def heading(check: Check) -> Iterator[str]:
    about = check.check
    yield f"# {about.title}"
    yield ""
    yield f"{about.intro}（{about.edition}）"
    yield ""
    yield "<!-- 由 knowledge/diagrams.py 從資料檔產生；請改資料檔，再執行 python -m knowledge.diagrams。 -->"
    yield ""


def questions(check: Check) -> Iterator[str]:
    yield "## 依序會問的"
    yield ""
    for number, asked in enumerate(check.fields, 1):
        yield f"{number}. {asked.question}　為什麼問：{asked.why}"
    yield ""


def criteria(check: Check) -> Iterator[str]:
    yield "## 條件"
    yield ""
    yield "| 條件 | 需要 | 條文 |"
    yield "|---|---|---|"
    for criterion in check.criteria:
        yield f"| {criterion.label} | {criterion.needs} | {'；'.join(criterion.clause)} |"
    yield ""


def diagram(check: Check, course: Course) -> Iterator[str]:
    yield "## 流程"
    yield ""
    yield "```mermaid"
    yield "flowchart TD"
    for asked in check.fields:
        yield f'  {node(asked.id)}["{asked.label}"]'
    for name, text in ENDS.items():
        if any(step.leads_to == name for step in course.steps):
            yield f'  {node(name)}(["{text}"])'
    for (start, end), labels in arrows(check, course).items():
        yield f'  {node(start)} -->|"{shortened(labels)}"| {node(end)}'
    yield "```"


def node(name: str) -> str:
    """A name that is no word of Mermaid's own (class, end)."""
    return f"n_{name}"


def arrows(check: Check, course: Course) -> dict[Arrow, list[str]]:
    """Every arrow with the answers that lead along it, in the order of the questions."""
    order = [asked.id for asked in check.fields]
    found: dict[Arrow, dict[str, None]] = {}
    for step in sorted(course.steps, key=lambda s: order.index(s.asked)):
        found.setdefault((step.asked, step.leads_to), {})[told(check, step)] = None
    return {arrow: list(labels) for arrow, labels in found.items()}


def told(check: Check, step: Step) -> str:
    answer = label(check.field(step.asked), step.answer)
    names = {c.id: c.label for c in check.criteria}
    why = "、".join(names[name] for name in step.why)
    return f"{answer}（{why}）" if why and step.leads_to == "ineligible" else answer


def shortened(labels: list[str]) -> str:
    """A few answers as they are; of many, the first ones and how many more."""
    shown = [text.replace('"', "'").replace("\n", " ") for text in labels]
    if len(shown) > 5:
        shown = [*shown[:4], f"…等{len(labels)}種"]
    return "<br/>".join(shown)


def pages() -> dict[str, str]:
    """File name → page, for every check."""
    return {f"{name}.md": page(check) for name, check in load_checks().items()}


def main(folder: Path = Path("docs/checks")) -> None:
    """Write every page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
