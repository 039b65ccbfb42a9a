"""What the look through all programmes ends with: what is possible, what is open, what is not, and why."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.check_screens import press
from handlers.check_words import window_lines
from handlers.looking import Seen
from handlers.turn import Button, Line, Style
from knowledge.answer import sources
from knowledge.answering import Citation
from knowledge.base import KnowledgeBase
from knowledge.checks import Verdict
from knowledge.criteria import Truth
from knowledge.speaking import N_, _

MOST_OPEN = 4
MOST_CLOSER = 4
GROUPS = (
    (N_("可以申請（公文寫的條件都符合）"), (Verdict.ELIGIBLE,)),
    (N_("還差一點資訊"), (Verdict.UNDETERMINED, Verdict.REVIEW)),
    (N_("不符合，或這一版已經截止"), (Verdict.INELIGIBLE,)),
)


class Outcome:
    """The lines and buttons about programmes that were looked at."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def lines(self, seen: list[Seen]) -> tuple[Line, ...]:
        """Three groups, then what is not covered, and the clauses."""
        lines: list[Line] = []
        for title, verdicts in GROUPS:
            ones = [one for one in seen if one.verdict in verdicts]
            if ones:
                lines.append(Line(_(title), Style.STRONG))
                lines += [Line(line) for one in ones for line in self._one(one)]
        say = _(
            "我知道的 {count} 個計畫，/start 看得到；別的計畫不在知識庫裡。", count=len(self.base.programmes)
        )
        return (*lines, Line(say, Style.SMALL), Line(sources(self._cited(seen)), Style.SMALL))

    def closer(self, seen: list[Seen]) -> tuple[tuple[Button, ...], ...]:
        """A button for each programme that is worth a closer look."""
        more = [one for one in seen if one.verdict is not Verdict.INELIGIBLE]
        return tuple(
            (press(_("細看 {short}", short=self._short(one)), "go", one.check.check.programme),)
            for one in more[:MOST_CLOSER]
        )

    def _short(self, seen: Seen) -> str:
        return self.base.programmes[seen.check.check.programme].programme.short

    def _one(self, seen: Seen) -> Iterator[str]:
        """One programme: its edition, why it is in this group, and its window."""
        head = _("・{short}（{edition}）：", short=self._short(seen), edition=seen.check.check.edition)
        unmet = [o for o in seen.judgement.criteria.values() if o.state is Truth.UNMET]
        unknown = [o.label for o in seen.judgement.criteria.values() if o.state is Truth.UNKNOWN]
        review = [o for o in seen.judgement.criteria.values() if o.state is Truth.REVIEW]
        told = list(window_lines(seen.check, seen.judgement.window))
        window = told[0] if told else ""
        if seen.elsewhere and not unmet:
            yield _(
                "{head}只給{issuer}管的學校。",
                head=head,
                issuer=self.base.programmes[seen.check.check.programme].programme.issuer,
            )
        elif unmet:
            yield f"{head}{unmet[0].explanation}〔{unmet[0].clauses[0]}〕{told[0] if seen.closed else ''}"
        elif seen.closed:
            yield f"{head}{told[0]}"
        elif unknown:
            rest = _("等{count}項", count=len(unknown)) if len(unknown) > MOST_OPEN else ""
            yield _(
                "{head}還要知道{names}{rest}。{window}",
                head=head,
                names=_("、").join(map(_, unknown[:MOST_OPEN])),
                rest=rest,
                window=window,
            )
        elif review:
            yield f"{head}{review[0].explanation}{window}"
        else:
            yield f"{head}{window}"

    def _cited(self, seen: list[Seen]) -> list[Citation]:
        """The clause of each programme's first criterion that decides."""
        cited = []
        for one in seen:
            about = one.check.check
            outcomes = sorted(one.judgement.criteria.values(), key=lambda o: o.state is not Truth.UNMET)
            title = self.base.documents[about.document].title
            cited += [Citation(title, about.number, outcomes[0].clauses[0])] if outcomes else []
        return cited
