"""The kernel of ``verify``: does what we tell stand in the clauses that we name?

Nothing here knows what a programme is. The rules:

- every clause address leads to a clause, and every snippet of evidence stands in one of them (NFKC, white space not
  counted);
- the figures told and the figures of the evidence are the same set, apart from values worked out with a reason, and
  no field tells a value more often than the evidence holds it: so altering one figure on either side is noticed;
- Latin names, addresses and names in 「」 stand in the clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.documents.characters import normal, squeeze
from knowledge.documents.clauses import Clause, Document
from knowledge.documents.figures import (
    LATIN,
    PHONE,
    URL,
    Figures,
    all_figures,
    read_figures,
    units_of,
    written,
)
from knowledge.model import WorkedOut

_LOST = re.compile(r"[、。;:()「」·—]|,(?!\d)|(?<!\d)-|-(?!\d)")


@dataclass
class Ground:
    """What an entry stands on: its clauses as found, its evidence, and what it worked out itself."""

    document: Document
    clauses: list[Clause] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    evidence: tuple[str, ...] = ()
    worked_out: tuple[WorkedOut, ...] = ()

    def __post_init__(self) -> None:
        self.tight = "\n".join(clause.printed for clause in self.clauses)
        self.evidenced: Figures = all_figures(self.evidence)
        self.worked: Figures = all_figures(item.value for item in self.worked_out)

    def says(self, words: str) -> bool:
        """The words stand in a clause, or were worked out; letter case, hyphens and punctuation do not matter."""
        wanted = squeeze(words).casefold()
        places = [self.tight.casefold(), *(squeeze(item.value).casefold() for item in self.worked_out)]
        return any(wanted in place for place in places) or letters(wanted) in letters(places[0])


def letters(text: str) -> str:
    """Squeezed ``text`` without the punctuation that a table or a line end adds or loses."""
    return _LOST.sub("", text)


def ground(
    document: Document, clauses: Iterable[str], evidence: Sequence[str], worked_out: Sequence[WorkedOut]
) -> Ground:
    """The clauses behind an entry; addresses that lead nowhere are kept in ``missing``."""
    found = [(address, document.find(address)) for address in clauses]
    return Ground(
        document,
        [clause for _, clause in found if clause],
        [address for address, clause in found if clause is None],
        tuple(evidence),
        tuple(worked_out),
    )


def prove_entry(
    told: Iterable[str],
    clauses: Iterable[str],
    evidence: Sequence[str],
    worked_out: Sequence[WorkedOut],
    document: Document,
    *,
    covered: Iterable[str] = (),
    names: Iterable[str] = (),
) -> list[str]:
    """What is not proved, one sentence each; empty where everything is.

    The first text told is the heading: it is proved like the rest, but does not account for evidence. ``covered`` are texts whose figures are proved in another way (typed dates, table cells) and may account for
    evidence; ``names`` are names that need no clause (the programme's own).
    """
    return prove(ground(document, clauses, evidence, worked_out), list(told), list(covered), list(names))


def prove(base: Ground, told: list[str], covered: list[str], names: list[str]) -> list[str]:
    """The same on a ground already laid."""
    return [
        *(f"公文裡找不到條文「{address}」；請照 _template.toml 的寫法改地址。" for address in base.missing),
        *evidence_stands(base),
        *figures_agree(base, told, covered),
        *names_stand(base, told, names),
        *codes_are_told(base, told, covered),
        *worked_out_is_told(base, told, covered),
    ]


def evidence_stands(base: Ground) -> list[str]:
    """Every snippet stands word for word in one clause."""
    return [
        f"evidence「{snippet}」不在這些條文裡；請照公文的字改，或補上它所在的條文地址。"
        for snippet in base.evidence
        if not any(squeeze(snippet) in clause.printed for clause in base.clauses)
    ]


def figures_agree(base: Ground, told: list[str], covered: list[str]) -> list[str]:
    """The figures told and the figures of the evidence account for each other."""
    problems = [problem for text in told for problem in told_figures(base, text)]
    body = all_figures([*(told[1:] or told), *covered])
    accounted, digits = set(body.every), set(body.arabic)
    untold = [
        value
        for value in base.evidenced.required
        if value not in (digits if value in base.evidenced.arabic else accounted)
    ]
    if untold:
        listed = "、".join(written(value) for value in untold)
        problems.append(f"evidence 裡的 {listed} 沒有說到；請把片段剪短，或在 say 裡用阿拉伯數字說到。")
    return problems


def told_figures(base: Ground, text: str) -> list[str]:
    """Every figure of one text is held by the evidence: as often, and counting the same thing."""
    held, problems = base.evidenced.every + base.worked.every, []
    figures = read_figures(text)
    for value, times in figures.arabic.items():
        units = units_of(value, figures.arabic_units) - {None}
        known = units_of(value, base.evidenced.units | base.worked.units)
        if value not in held:
            why = "沒有佐證；請補 evidence 或 worked_out"
        elif times > held[value]:
            why = f"說了 {times} 次，佐證只有 {held[value]} 次"
        elif units - known and None not in known:
            other = "、".join(str(unit) for unit in known)
            why = f"是{'、'.join(map(str, units - known))}，evidence 裡是{other}"
        else:
            continue
        problems.append(f"「{shortened(text)}」的 {written(value)} {why}。")
    return problems


def names_stand(base: Ground, told: list[str], names: list[str]) -> list[str]:
    """Latin names, links, telephone numbers and names in 「」 stand in the clauses."""
    own = "\n".join(squeeze(name).casefold() for name in names)
    digits = "".join(sign if sign.isdigit() else "" if sign in "-()# " else "|" for sign in base.tight)
    problems = []
    for text in map(normal, told):
        for phone in PHONE.findall(text):
            if "".join(filter(str.isdigit, phone)) not in digits and not base.says(phone):
                problems.append(f"電話「{phone}」不在這些條文裡。")
        for name in (
            *URL.findall(text),
            *LATIN.findall(URL.sub(" ", text)),
            *quoted(text),
        ):
            if squeeze(name).casefold() not in own and not base.says(name):
                problems.append(f"「{name}」不在這些條文裡；請照公文寫，或補條文地址，或寫 worked_out。")
    return problems


def codes_are_told(base: Ground, told: list[str], covered: list[str]) -> list[str]:
    """A name with a figure in it (A-1, B1) that the evidence holds is told as well, and so cannot be exchanged."""
    words = squeeze("\n".join((*told, *covered))).casefold()
    codes = {
        code for text in base.evidence for code in LATIN.findall(normal(text)) if any(map(str.isdigit, code))
    }
    return [
        f"evidence 裡的「{code}」沒有說到；請把片段剪短，或在 say 裡說到。"
        for code in sorted(codes)
        if code.casefold() not in words
    ]


def worked_out_is_told(base: Ground, told: list[str], covered: list[str]) -> list[str]:
    """A reason is only given for something that is told."""
    texts = [*told, *covered]
    words, figures = squeeze("\n".join(texts)), all_figures(texts).every
    problems = []
    for item in base.worked_out:
        values = read_figures(item.value).every
        single = (
            values.total() == 1 and not PHONE.search(item.value) and all(value in figures for value in values)
        )
        literal = all(part in words for part in squeeze(item.value).split("、"))
        if not literal and not single:
            problems.append(f"worked_out 的「{item.value}」沒有說到；請刪掉，或照 say 的寫法。")
    return problems


def quoted(text: str) -> list[str]:
    """The outermost names in 「」."""
    found, start, depth = [], 0, 0
    for place, letter in enumerate(text):
        if letter == "「":
            start = place + 1 if depth == 0 else start
            depth += 1
        elif letter == "」" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:place])
    return found


def shortened(text: str, length: int = 18) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= length else text[:length] + "…"


def lacking(values: Iterable[Decimal], base: Ground) -> list[Decimal]:
    """Those of ``values`` that neither the evidence nor a reason holds."""
    held = {*base.evidenced.every, *base.worked.every}
    return [value for value in values if value not in held]
