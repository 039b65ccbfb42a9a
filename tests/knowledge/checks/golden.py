"""The golden table: what every boundary case came to, decided once and kept as data.

``golden.jsonl`` has a line for each passing applicant, with all the single changes to it and what they change in the
judgement. It is compared with the second reading too, so that it is not merely what the program once said.
Written by ``python -m tests.knowledge.checks.golden``; look at every line that git shows as changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from knowledge.checks import Check, judge, load_checks, read_answer
from knowledge.checks.boundaries import Applicant, boundary_cases
from knowledge.checks.fields import LIMITS
from knowledge.criteria import Exact, Items, Known, Truth

TABLE = Path(__file__).parent / "golden.jsonl"
Json = dict[str, Any]


def as_json(known: Known) -> Any:
    """An answer as the machine interface takes it."""
    if isinstance(known, Items):
        return [as_json(item) for item in known.items]
    assert isinstance(known, Exact)
    return known.value.isoformat() if isinstance(known.value, date) else known.value


def judged(check: Check, answers: Mapping[str, Known], at: datetime) -> dict[str, str | int | float | None]:
    """Everything that a judgement decides, flat."""
    j = judge(check, answers, at)
    told: dict[str, str | int | float | None] = {
        f"criterion {c.id}": c.state.value for c in j.criteria.values()
    }
    told |= {f"figure {f.id}": f.value for f in j.figures}
    told |= {
        "verdict": j.verdict.value,
        "window": j.window.state.value if j.window else None,
        "benefit": j.benefit.ntd if j.benefit else None,
        "deadline": j.deadline.last_day.isoformat() if j.deadline else None,
        "papers": " ".join(p.id for p in j.papers if p.needed is Truth.MET),
        "notes": " ".join(n.id for n in j.notes),
    }
    return told


def difference(base: Mapping[str, Any], other: Mapping[str, Any]) -> Json:
    """Keys of ``other`` that differ from ``base``; None for those it lacks."""
    keys = dict.fromkeys((*base, *other))
    return {key: other.get(key) for key in keys if base.get(key) != other.get(key)}


def lines(programme: str, check: Check) -> Iterator[Json]:
    """The golden lines of one check, as it is now."""
    line: Json = {}
    base: Mapping[str, Known] = {}
    for case in boundary_cases(check):
        if not case.changed or (case.changed == "at" and not (line and line["answers"] == {})):
            if line:
                yield line
            base = case.answers
            line = {
                "programme": programme,
                "at": case.at.isoformat(),
                "answers": {name: as_json(known) for name, known in base.items()},
                "judged": judged(check, base, case.at),
                "changes": [],
            }
            continue
        line["changes"].append(change(check, line, base, case))
    yield line


def limits_of(check: Check) -> Json:
    """What each number may be, and how long each list is."""
    bounded = [f for f in check.fields if f.kind in LIMITS]
    return {f.id: [*f.limits, *([len(f.items)] if f.items else [])] for f in bounded}


def limits(table: Path = TABLE) -> dict[str, Json]:
    """The limits of every check by programme, as decided."""
    held = [json.loads(text) for text in table.read_text(encoding="utf-8").splitlines()]
    return {line["programme"]: line["limits"] for line in held if "limits" in line}


def change(check: Check, line: Json, base: Mapping[str, Known], case: Applicant) -> Json:
    told = {name: as_json(known) for name, known in case.answers.items() if known != base.get(name)}
    told |= {name: None for name in base if name not in case.answers}
    changed: Json = {"set": told, "judged": difference(line["judged"], judged(check, case.answers, case.at))}
    if case.at.isoformat() != line["at"]:
        changed["at"] = case.at.isoformat()
    return changed


def cases(table: Path = TABLE) -> Iterator[tuple[str, datetime, Json, Json]]:
    """(programme, moment, answers, what they come to) for every golden case."""
    for text in table.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        if "limits" in line:
            continue
        yield line["programme"], datetime.fromisoformat(line["at"]), line["answers"], line["judged"]
        for changed in line["changes"]:
            answers = {k: v for k, v in (line["answers"] | changed["set"]).items() if v is not None}
            outcome = {k: v for k, v in (line["judged"] | changed["judged"]).items() if v is not None}
            yield line["programme"], datetime.fromisoformat(changed.get("at", line["at"])), answers, outcome


def mismatch(check: Check, at: datetime, answers: Json, expected: Json) -> Json:
    """Where a check judges otherwise than expected; empty where it agrees."""
    known = {name: read_answer(check.field(name), value) for name, value in answers.items()}
    return difference({k: v for k, v in expected.items() if v is not None}, judged(check, known, at))


def main() -> None:
    written: list[Json] = []
    for programme, check in load_checks().items():
        written += [{"programme": programme, "limits": limits_of(check)}, *lines(programme, check)]
    text = "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in written)
    TABLE.write_text(text + "\n", encoding="utf-8")
    print(
        f"{len(written)} lines, {sum(len(line['changes']) + 1 for line in written if 'changes' in line)} cases"
    )


if __name__ == "__main__":
    main()
