"""Proof of the checks: what a criterion tells and tests stands in the clause that it cites.

The same proof as for facts (``knowledge.documents.proving``), and the bounds, days and sums that the rules hold must
be figures of the evidence too.

>>> python -m knowledge.checks.proof FOLDER    # doctest: +SKIP
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from knowledge.awards import load_awards
from knowledge.checks.fields import FieldKind
from knowledge.checks.model import Amount, Check, Criterion, DeadlineCase, Figure, Formula, Note, Paper, Span
from knowledge.checks.reading import load_checks, rules_inside
from knowledge.checks.rules import Due, Every, Rule, Test
from knowledge.documents.clauses import Document
from knowledge.documents.dates_proof import offset_size, typed_figures, yearly_figures
from knowledge.documents.folder import read_folder
from knowledge.documents.proving import ground, lacking, prove
from knowledge.loading import DATA, load_documents
from knowledge.model import Cited, Offset, Yearly


def told_texts(entry: Cited) -> list[str]:
    """What a person reads of an entry."""
    match entry:
        case Criterion():
            texts = [entry.label, entry.needs, *entry.needs_by.values(), entry.unmet, entry.change]
            return [*texts, entry.review] if entry.review else texts
        case Amount() | Note():
            return [entry.say]
        case Figure():
            return [entry.label, entry.say]
        case Paper():
            return [entry.label, f"{entry.label}。{entry.note or ''}"]
        case Span():
            return [entry.label]
        case _:
            return []


def typed_values(entry: Cited, check: Check) -> Iterator[Decimal]:
    """The figures that rules, sums and days of an entry hold, as documents print them."""
    for rule in rules_of_entry(entry):
        for inner in rules_inside(rule):
            yield from rule_figures(inner, check)
    if isinstance(entry, Amount) and entry.ntd is not None:
        yield Decimal(entry.ntd)
    if isinstance(entry, Amount | Figure) and entry.formula is not None:
        yield from formula_figures(entry.formula)
    if isinstance(entry, Span):
        yield from (*typed_figures(entry.start), *typed_figures(entry.end))
    if isinstance(entry, Span | DeadlineCase):
        yield from hanging_figures(entry.yearly, entry.offset if isinstance(entry, DeadlineCase) else None)


def rules_of_entry(entry: Cited) -> list[Rule]:
    held = [getattr(entry, name, None) for name in ("rule", "applies_when", "when")]
    return [rule for rule in held if rule is not None]


def rule_figures(rule: Rule, check: Check) -> Iterator[Decimal]:
    """A rule's own bounds and days. Grades are numbers only here (國一 = 7), so they are not looked for."""
    if isinstance(rule, Due):
        yield from hanging_figures(rule.yearly, rule.offset)
    if not isinstance(rule, Test | Every):
        return
    name = rule.field if isinstance(rule, Test) else rule.every
    if check.field(name).kind is FieldKind.GRADE:
        return
    for bound in (rule.at_least, rule.at_most, rule.above, rule.below, rule.review_above):
        if bound is not None:
            yield Decimal(str(bound))
    for day in (rule.from_, rule.to):
        if isinstance(day, date):
            yield from typed_figures(day)


def formula_figures(formula: Formula) -> Iterator[Decimal]:
    yield from (Decimal(str(term.times)) for term in formula.terms if term.times != 1)
    yield from (Decimal(n) for n in (formula.least, formula.most) if n is not None)
    if formula.divide != 1:
        yield Decimal(formula.divide)


def hanging_figures(yearly: Yearly | None, offset: Offset | None) -> list[Decimal]:
    values = yearly_figures(yearly) if yearly is not None else []
    return [*values, Decimal(offset_size(offset))] if offset is not None else values


def prove_entry(entry: Cited, check: Check, document: Document) -> list[str]:
    """What of one entry is not proved, one sentence each."""
    base = ground(document, entry.clause, entry.evidence, entry.worked_out)
    values = list(typed_values(entry, check))
    written = "；".join(f"{value:f}" for value in values)
    names = [check.check.title, document.entry.title]
    problems = prove(base, told_texts(entry), [written], names)
    if missing := lacking(dict.fromkeys(values), base):
        listed = "、".join(f"{value:f}" for value in missing)
        problems.append(f"條件裡的 {listed} 沒有佐證；請補 evidence，或用 worked_out 說明怎麼算的。")
    return problems


def verify(checks: Mapping[str, Check], documents: Mapping[str, Document]) -> list[str]:
    """What the documents (by id) do not bear out, over all checks and the list of accepted contests."""
    problems = []
    for name, check in checks.items():
        document = documents.get(check.check.document)
        if document is None:
            problems.append(
                f"{name}.toml › 資料夾裡沒有公文 {check.check.document}；請放入它的文字檔再核對。"
            )
            continue
        for entry_name, entry in check.cited():
            problems += [
                f"{name}.toml › {entry_name}：{said}" for said in prove_entry(entry, check, document)
            ]
    return problems + verify_awards(documents)


def verify_awards(documents: Mapping[str, Document]) -> list[str]:
    """Every accepted contest, its organiser and the named ranks stand in their clauses."""
    awards = load_awards()
    document = documents.get(awards.document)
    if document is None:
        return [f"awards.toml › 資料夾裡沒有公文 {awards.document}；請放入它的文字檔再核對。"]
    problems = []
    for competition in awards.competitions:
        told = [competition.name, competition.organiser, *competition.evidence]
        base = ground(document, awards.clause, told, ())
        problems += [f"awards.toml › {competition.id}：{said}" for said in prove(base, told, [], [])]
    base = ground(document, awards.ranks.clause, awards.ranks.evidence, ())
    return problems + [f"awards.toml › ranks：{said}" for said in prove(base, [], [], [])]


def main(folder: Path) -> int:
    """Prove every check on the folder; 1 where something is not proved."""
    problems = verify(load_checks(), read_folder(folder, load_documents(DATA)))
    for problem in problems:
        print(problem)
    entries = sum(len(list(check.cited())) for check in load_checks().values())
    print(f"資格檢核：{entries} 則有條文，未證明 {len(problems)} 處")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
