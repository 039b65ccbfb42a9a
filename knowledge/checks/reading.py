"""Read the checks and see that each file agrees with itself; an error names file, entry and key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from knowledge.checks.fields import CheckField
from knowledge.checks.model import Amount, Check, Criterion, DeadlineCase, Figure, Note, Paper
from knowledge.checks.rules import AllOf, AnyOf, Case, Not, Rule
from knowledge.criteria import TAIPEI, Exact, Facts, Truth
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, load_documents, parse, read_toml


@cache
def load_checks(data: Path = DATA) -> dict[str, Check]:
    """Every check by its programme's id. KnowledgeError names file, entry and key."""
    documents = load_documents(data)
    checks: dict[str, Check] = {}
    for path in sorted((data / "checks").glob("[!_]*.toml")):
        check = parse(Check, read_toml(path), path.name)
        examine(check, path.name)
        if check.check.document not in documents:
            raise KnowledgeError(
                path.name, "check", "document", f"documents.toml 裡沒有 {check.check.document}"
            )
        checks[check.check.programme] = check
    return checks


def examine(check: Check, file: str) -> None:
    """References inside one file: ids are unique, every field that is read exists, cases are complete."""
    if check.check.programme != Path(file).stem:
        raise KnowledgeError(file, "check", "programme", f"應和檔名相同（{Path(file).stem}）")
    for kind, ids in (
        ("fields", [f.id for f in check.fields]),
        ("criteria", [c.id for c in check.criteria]),
    ):
        for name in ids:
            if ids.count(name) > 1:
                raise KnowledgeError(file, f"{kind} {name}", "id", "重複了")
    known = {field.id: field for field in check.fields}
    for entry, where, name in names_read(check):
        if name not in known:
            raise KnowledgeError(file, entry, where, f"沒有 {name} 這個欄位")
    for criterion in check.criteria:
        examine_cases(criterion, known, file)
    own = {criterion.id for criterion in check.criteria}
    for group in check.together:
        if missing := set(group.criteria) - own:
            raise KnowledgeError(
                file, f"together {group.id}", "criteria", f"沒有 {'、'.join(sorted(missing))} 這個條件"
            )


def examine_cases(criterion: Criterion, known: Mapping[str, CheckField], file: str) -> None:
    """Every choice with which the criterion applies has its rule, and no other is named."""
    for case in cases_in(criterion.rule):
        values = set(known[case.case].choices)
        if extra := set(case.of) - values:
            raise KnowledgeError(
                file,
                f"criteria {criterion.id}",
                "rule",
                f"{case.case} 沒有 {'、'.join(sorted(extra))} 這個選項",
            )
        for value in sorted(values - set(case.of)):
            if applies(criterion, case.case, value):
                raise KnowledgeError(
                    file, f"criteria {criterion.id}", "rule", f"of 沒有寫 {case.case} = {value}"
                )
    if criterion.case is not None and set(criterion.needs_by) - set(known[criterion.case].choices):
        raise KnowledgeError(file, f"criteria {criterion.id}", "needs_by", f"有 {criterion.case} 沒有的選項")


def applies(criterion: Criterion, field: str, value: str) -> bool:
    """Whether the criterion can apply to whoever chose ``value``."""
    if criterion.applies_when is None:
        return True
    facts = Facts({field: Exact(value)}, datetime(2000, 1, 1, tzinfo=TAIPEI))
    return criterion.applies_when.state(facts) is not Truth.UNMET


def rules_of(check: Check) -> Iterator[tuple[str, str, Rule]]:
    """(entry, key, rule) for every rule of a check."""
    for c in check.criteria:
        yield f"criteria {c.id}", "rule", c.rule
        if c.applies_when is not None:
            yield f"criteria {c.id}", "applies_when", c.applies_when
    conditional: list[tuple[str, Amount | DeadlineCase | Figure | Paper | Note]] = []
    conditional += [
        (f"benefit {n}", a) for n, a in enumerate(check.benefit.cases if check.benefit else (), 1)
    ]
    conditional += [
        (f"deadline {n}", d) for n, d in enumerate(check.deadline.cases if check.deadline else (), 1)
    ]
    conditional += [(f"figures {f.id}", f) for f in check.figures]
    conditional += [(f"papers {p.id}", p) for p in check.papers]
    conditional += [(f"notes {n.id}", n) for n in check.notes]
    yield from ((entry, "when", item.when) for entry, item in conditional if item.when is not None)


def names_read(check: Check) -> Iterator[tuple[str, str, str]]:
    """(entry, key, field) for every field that something of the check reads."""
    for entry, where, rule in rules_of(check):
        yield from ((entry, where, name) for name in rule.fields())
    for n, amount in enumerate(check.benefit.cases if check.benefit else (), 1):
        if amount.formula:
            yield from ((f"benefit {n}", "formula", term.field) for term in amount.formula.terms)
    for figure in check.figures:
        yield from ((f"figures {figure.id}", "formula", term.field) for term in figure.formula.terms)
    for n, case in enumerate(check.deadline.cases if check.deadline else (), 1):
        yield f"deadline {n}", "due", case.due
    yield from ((f"criteria {c.id}", "case", c.case) for c in check.criteria if c.case)
    yield from ((f"criteria {c.id}", "about", c.about) for c in check.criteria if c.about)


def cases_in(rule: Rule) -> Iterator[Case]:
    """Every ``case`` inside a rule."""
    yield from (inner for inner in rules_inside(rule) if isinstance(inner, Case))


def rules_inside(rule: Rule) -> Iterator[Rule]:
    """A rule and every rule inside it."""
    yield rule
    parts: tuple[Rule, ...] = ()
    match rule:
        case AllOf():
            parts = rule.all
        case AnyOf():
            parts = rule.any
        case Not():
            parts = (rule.not_,)
        case Case():
            parts = tuple(rule.of.values())
    for part in parts:
        yield from rules_inside(part)
