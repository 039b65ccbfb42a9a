"""A message in, an answer out: the whole of what *knowledge* can do for a person's question.

>>> from datetime import datetime
>>> from knowledge.base import open_base
>>> assistant = Assistant(open_base())
>>> assistant.answer("交換學生美國名額幾個", datetime(2021, 12, 1)).status
<Status.ANSWERED: 'answered'>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from knowledge.answer import Answer, Line
from knowledge.answering import Choice, Finder, Finding, Status
from knowledge.base import KnowledgeBase
from knowledge.case import same
from knowledge.deadlines import TAIPEI
from knowledge.eligibility import Eligibility, Lead, only_verdict
from knowledge.english import parted
from knowledge.guards import caught, load_guards
from knowledge.hearing.sentence import NAME
from knowledge.joining import together
from knowledge.messages import Messages
from knowledge.questions import FOLLOWING
from knowledge.several import ASKING, split
from knowledge.speaking import _
from knowledge.telling import Teller
from knowledge.units import Unit

LONGEST = 1000
"""Characters of a message that are read; more than that is no question."""
MOST_PARTS = 4
NO_OBJECT = 5
"""Characters within which a further question (費用多少) names nothing itself, and is about what the one before names."""
MEANT = "meant"
"""The facet of a choice that takes an offered correction."""


class Assistant:
    """Answers messages from one knowledge base. Holds nothing about anybody."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.finder = Finder(base)
        self.teller = Teller(base)
        self.eligibility = Eligibility(base)
        self.guards = load_guards(base.data)
        self.messages = base.once("messages", lambda: Messages(self.finder.lexicon))

    def answer(self, text: str, at: datetime, earlier: Sequence[str] = ()) -> Answer:
        """The answer to ``text`` at the moment ``at``; ``earlier``: the same person's messages, oldest first."""
        at = at if at.tzinfo else at.replace(tzinfo=TAIPEI)
        if len(text) > LONGEST:
            return plain(
                _(
                    "訊息太長了（{count} 字），我一次讀 {most} 字以內。請把最想知道的一件事寫成一兩句話。",
                    count=len(text),
                    most=LONGEST,
                )
            )
        if not re.search(r"[^\W_a-zA-Z]|\w\w", text):
            return plain(
                _("我看不懂這則訊息。請用文字說出計畫名稱和想問的事，例如「交換學生報名到什麼時候」。")
            )
        parts = split(parted(text))
        guards = [caught(self.guards, part) for part in parts]
        guard = caught(self.guards, text)
        if guard is not None and (len(parts) == 1 or not any(guards)):
            return plain(_(guard.say))
        earlier = [
            message for message in earlier[-4:] if message.strip() and caught(self.guards, message) is None
        ]
        earlier = [self.messages.right(message) for message in earlier]
        typed = [self.messages.right(part) for part in parts[:MOST_PARTS]]
        answers: list[Answer] = []
        told: list[str] = []
        for number, (part, guarded) in enumerate(zip(typed, guards, strict=False)):
            if answers and answers[-1].status is Status.ABSTAINED and objectless(part):
                told[-1] = f"{told[-1]} {parts[number]}"  # it asks on about what is not known
                continue
            before = [*earlier, *typed[:number]]
            if guarded:
                answers.append(plain(_(guarded.say)))
            else:
                answers.append(
                    self._unknown(parts[number]) or self._one(part, before, earlier, at, beside=bool(answers))
                )
            told.append(parts[number])
        return together(told, answers, parts[MOST_PARTS:])

    def _unknown(self, part: str) -> Answer | None:
        """Which words of an English question are not known: one could be what it is all about. None where all are."""
        words = self.messages.strange(part)
        if not words:
            return None
        listed = _("、").join(f"“{word}”" for word in words[:MOST_PARTS])
        say = _("我不認得{words}，怕答錯，所以不猜。請換個說法，或用中文問。", words=listed)
        return replace(plain(say), miss=True)

    def _one(
        self, part: str, before: Sequence[str], earlier: Sequence[str], at: datetime, *, beside: bool = False
    ) -> Answer:
        """The answer to one question; where none is found, what it may have been meant for is offered."""
        finding = self._pointed(part, self.find(part, before, beside=beside), before, at)
        answer = self._told(part, finding, earlier, at)
        near = self.messages.near(part) if answer.miss else None
        if near is None or not near.changes or self.find(near.text, before).status is Status.ABSTAINED:
            return answer
        terms = _("、").join(_("「{term}」", term=change.term) for change in near.changes)
        return Answer(
            Status.CLARIFY,
            (Line(_("您是指{terms}嗎？", terms=terms)),),
            choices=(Choice(_("是，{terms}", terms=terms), "", MEANT),),
        )

    def meant(self, text: str) -> str:
        """``text`` as it was offered: what sounds alike put right."""
        return self.messages.near(self.messages.right(text)).text

    def _pointed(self, part: str, finding: Finding, before: Sequence[str], at: datetime) -> Finding:
        """``finding``; where no one programme was found, that of the programme which the person's own case points to."""
        named = finding.question.named
        if len(named) > 1:
            meant = self.eligibility.meant(named, part, at)
            return finding if meant in {None, finding.programme} else self._about(part, meant, before)
        lost = finding.status is Status.CLARIFY and finding.reason == "programme"
        if named or finding.question.topic or not (lost or self._miss(finding)):
            return finding
        implied = self.eligibility.implied(finding.question, part, at)
        if len(implied.sure) == 1:
            return self._about(part, implied.sure[0], before)
        names = implied.sure or implied.perhaps
        return finding if lost or not names else self._which(finding, names)

    def _which(self, finding: Finding, names: Sequence[str]) -> Finding:
        """The question back which of several programmes is meant."""
        choices = tuple(Choice(self.base.programmes[name].programme.short, name) for name in names)
        return replace(
            finding,
            status=Status.CLARIFY,
            choices=choices,
            asking=_("您想問的是哪一個計畫？"),
            reason="programme",
        )

    def _miss(self, finding: Finding) -> bool:
        return finding.status is Status.ABSTAINED and not finding.units and not finding.reason

    def _about(self, part: str, programme: str | None, before: Sequence[str]) -> Finding:
        """What a question leads to with a programme's name put before it."""
        short = self.base.programmes[programme or ""].programme.short
        return self.find(f"{short}，{part}", before)

    def _told(self, part: str, finding: Finding, earlier: Sequence[str], at: datetime) -> Answer:
        """A finding in words, led by the verdict on what the question tells of the person's own case."""
        programme = finding.programme or only(finding.question.named or finding.question.topic)
        silent = bool(finding.units) and finding.units[0].group == "silence"
        lead = self._lead(part, programme, finding, earlier, at) if programme is not None else Lead()
        if programme is None or not lead.lines or (silent and not lead.unmet):
            return self.teller.tell(finding, at)
        alone = only_verdict(self.finder.reader.unnamed(part, NAME))
        kept = replace(finding, units=()) if alone else self.eligibility.without(finding, lead)
        if kept.status is Status.ANSWERED and kept.units:
            answer = self.teller.tell(kept, at)
            both = (lead.beside(answer.lines), answer.lines)
            first, then = reversed(both) if lead.yields(kept.units[0]) else both
            lines = once((*first, *then))
            told = {same(c.section) for c in answer.citations}
            cited = [c for c in lead.citations if same(c.section) not in told]
            return replace(answer, lines=lines, citations=(*cited, *answer.citations))
        edition = self.teller.editions.label(self.base.programmes[programme], at)
        return Answer(Status.ANSWERED, lead.lines, lead.citations, programme, edition=edition)

    def _lead(
        self, part: str, programme: str, finding: Finding, earlier: Sequence[str], at: datetime
    ) -> Lead:
        """The verdict on what ``part`` tells; where it tells nothing, on what the message before it only told."""
        chosen = {name: value for (of, name), value in finding.question.facets.items() if of == programme}
        before = earlier[-1] if earlier and finding.question.follows else ""
        texts = [part]
        if earlier and not ASKING.search(earlier[-1]):
            texts.append(f"{earlier[-1]}，{part}")
        for text in texts:
            own = self.finder.reader.unnamed(text, NAME)
            lead = self.eligibility.lead(own, programme, at, whole=text, before=before, chosen=chosen)
            if lead.lines:
                return lead
        return Lead()

    def about(self, unit: Unit, at: datetime) -> Answer:
        """One unit told on its own, as when its button is tapped."""
        question = self.finder.reader.read(unit.title)
        status = Status.ABSTAINED if unit.group == "silence" else Status.ANSWERED
        return self.teller.tell(Finding(status, question, unit.programme, (unit,), sure=1.0), at)

    def find(self, text: str, earlier: Sequence[str], *, beside: bool = False) -> Finding:
        """What one question leads to; ``beside``: the last of the ``earlier`` is of the same message."""
        focused = [self.messages.focused(each) for each in earlier]
        return self.finder.find(self.messages.focused(text), focused, beside=beside)


def objectless(part: str) -> bool:
    """Whether a further question says nothing of what it is about; 國小呢 says it."""
    return len(part) <= NO_OBJECT and not FOLLOWING.search(part.rstrip("?？"))


def once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Each line once, as it is styled first."""
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line.text, line)
    return tuple(found.values())


def only(names: Sequence[str]) -> str | None:
    return names[0] if len(names) == 1 else None


def plain(say: str) -> Answer:
    """A sentence that answers nothing from a document."""
    return Answer(Status.ABSTAINED, (Line(say),))
