"""Subscribing: by a tap under an answer or by /remind; to a date, a programme, a city, a role, an edition.

Nothing is subscribed to that is over: then the next edition is offered instead. In a group an administrator decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.actions import encode, mark
from handlers.aiming import undated
from handlers.confirming import confirmed
from handlers.conversation import Choosing, Conversations
from handlers.naming import Naming, leads_told
from handlers.reminders import calendar_action
from handlers.schedules import Schedule, own_turn
from handlers.subscriptions import (
    MOST_SUBSCRIPTIONS,
    Reminders,
    Target,
    TargetKind,
    TooMany,
)
from handlers.targets import DATED, Targets
from handlers.turn import Button, Line, Reply, Style, Turn, say
from handlers.wishes import Wanted, Wish
from knowledge.answer import Answer
from knowledge.answering import Status
from knowledge.assistant import Assistant
from knowledge.dates import roc
from knowledge.deadlines import Anchored, Phase, standing, turn_of, written
from knowledge.model import DateEntry, DateKind
from knowledge.speaking import N_, _

MOST_OFFERED = 6
NOT_YOURS = N_("群組的提醒由群組管理員決定；您可以私下找我，訂閱自己的提醒。")
Rows = tuple[tuple[Button, ...], ...]


class Subscribing:
    """Makes subscriptions, and offers them."""

    def __init__(
        self, assistant: Assistant, conversations: Conversations, reminders: Reminders, naming: Naming
    ) -> None:
        self.assistant, self.conversations, self.reminders, self.naming = (
            assistant, conversations, reminders, naming,
        )  # fmt: skip
        self.base = assistant.base
        self.schedule = Schedule(assistant.base)
        self.anchored: Anchored = assistant.teller.anchored
        self.targets = Targets(self.base, naming)

    # under an answer

    def offers(self, answer: Answer, question: str, at: datetime) -> Rows:
        """Buttons under an answer with dates: to be reminded, to take them along, or to hear of the next edition."""
        if not answer.dates or answer.programme is None or answer.status is not Status.ANSWERED:
            return ()
        targets = self._targets(answer.programme, answer.dates, question, at)
        if not targets:
            over = any(turn_of(entry, at) is not None for entry in answer.dates)
            return ((self._edition(answer.programme),),) if over else ()
        if len(targets) > 1:
            many = encode("wants", mark(answer.programme))
            return (
                (Button(_("提醒我"), many), Button(_("加到行事曆"), encode("icsp", mark(answer.programme)))),
            )
        (target,) = targets
        happening, *__ = self.schedule.happenings(target, at)
        return (
            (
                Button(_("提醒我"), self.action(target)),
                Button(_("加到行事曆"), calendar_action(happening.item(0))),
            ),
        )

    def _targets(
        self, programme: str, entries: Iterable[DateEntry], question: str, at: datetime
    ) -> list[Target]:
        """What of some dates can still be waited for; counted ones where the day was told."""
        found = []
        for entry in entries:
            if entry.kind is DateKind.RELATIVE:
                day = self.anchored.told(question, at, [entry.anchor or ""]).get(entry.anchor or "")
                target = Target(TargetKind.OWN, programme, entry.id, day)
            else:
                target = Target(TargetKind.DATE, programme, entry.id)
            if target not in found and self.schedule.happenings(target, at):
                found.append(target)
        return found

    def action(self, target: Target, leads: Sequence[int] = ()) -> str:
        """What a button to be reminded of ``target`` carries."""
        return encode("want", *self.targets.write(target, leads))

    def _edition(self, programme: str) -> Button:
        return Button(_("有新版本時通知我"), self.action(Target(TargetKind.EDITION, programme)))

    # by a tap

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped offer; None where it leads nowhere."""
        if verb == "wants" and arguments and arguments[0] in self.targets.programmes:
            return self.choices(self.targets.programmes[arguments[0]], turn.at)
        target = self.targets.read(arguments) if verb == "want" else None
        if target is None:
            return None
        if undated(target):
            return self.ask_day(turn, [target], self.targets.leads(arguments))
        return self.subscribe(turn, target, Wish(Wanted.REMIND, self.targets.leads(arguments)))

    # what can be waited for

    def coming(self, programme: str, at: datetime) -> list[Target]:
        """The fixed dates of a programme that are still to come."""
        return self._targets(programme, self.base.programmes[programme].dates, "", at)

    def waitable(self, programme: str, at: datetime) -> tuple[Target, ...]:
        """The same, and the periods that run from a day somebody may tell."""
        about = self.base.programmes[programme]
        ends = about.programme.edition.ends
        counted = [e for e in about.dates if e.kind is DateKind.RELATIVE and e.who]
        if ends is not None and ends < at.date():
            counted = []
        own = [Target(TargetKind.OWN, programme, entry.id) for entry in counted]
        return tuple([*self.coming(programme, at), *own][:MOST_OFFERED])

    def ask_day(
        self, turn: Turn, targets: Sequence[Target], leads: Sequence[int] = (), wrong: str = ""
    ) -> Reply:
        """From which day a period runs; the answer may be the day alone."""
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        conversation.choosing = Choosing(tuple(targets), tuple(leads))
        entry = self.base.dates[targets[0].name, targets[0].entry]
        lines = [Line(self.wrong_told(wrong), Style.WARN)] if wrong else []
        asks = dict.fromkeys(
            self.anchored.ask(self.base.dates[t.name, t.entry].anchor) for t in targets if undated(t)
        )
        if len(targets) == 1:
            return Reply((*lines, Line(_("{label}：{ask}", label=entry.label, ask=next(iter(asks))))))
        return Reply((*lines, *map(Line, asks)))

    def wrong_told(self, wrong: str) -> str:
        """Why a day cannot be; 「?」 where it cannot be read at all."""
        return _("這個日期看不懂。") if wrong == "?" else wrong

    # what is said

    def menu(self, turn: Turn) -> Reply:
        """What can be subscribed to."""
        programmes = [
            Button(p.programme.short, encode("wants", mark(name))) for name, p in self.base.programmes.items()
        ]
        cities = [
            Button(_("{name}全部", name=_(label)), self.action(Target(TargetKind.CITY, name)))
            for name, label in self.naming.cities.items()
        ]
        roles = [
            Button(_("給{name}的全部", name=_(label)), self.action(Target(TargetKind.AUDIENCE, name)))
            for name, label in self.naming.audiences.items()
        ]
        rows = tuple(
            tuple(group[n : n + 2]) for group in (programmes, cities, roles) for n in range(0, len(group), 2)
        )
        lead = leads_told(self.reminders.preferences(turn.chat).leads)
        return say(
            _(
                "要提醒您哪一個？點一個，或直接說，例如「出國補助截止前三天提醒我」。沒有說幾天前，就{lead}提醒。",
                lead=lead,
            ),
            buttons=rows,
        )

    def choices(self, programme: str, at: datetime, wish: Wish | None = None) -> Reply:
        """What of one programme can be waited for."""
        about = self.base.programmes[programme]
        leads = wish.leads if wish is not None else ()
        found = self.waitable(programme, at)
        buttons = [(Button(self.naming.dated(target), self.action(target, leads)),) for target in found]
        if any(not undated(target) for target in found):
            whole = Target(TargetKind.PROGRAMME, programme)
            buttons.append((Button(_("這個計畫的全部日期"), self.action(whole, leads)),))
        buttons.append((self._edition(programme),))
        lines = [
            Line(
                _("{short}：要提醒您哪一個？", short=about.programme.short)
                if found
                else self._nothing(programme, at)
            )
        ]
        if leads and found:
            lines.append(Line(_("選了就{leads}提醒。", leads=leads_told(leads)), Style.SMALL))
        return Reply(tuple(lines), tuple(buttons))

    def _nothing(self, programme: str, at: datetime) -> str:
        about = self.base.programmes[programme].programme
        over = [
            e
            for e in self.base.programmes[programme].dates
            if (t := turn_of(e, at)) and t.phase is Phase.OVER
        ]
        why = _("這一版的日期都過了") if over else _("公文沒有寫固定的日期")
        return _("{short}：{why}，知識庫沒有更新的版本。可以在有新版本時通知您。", short=about.short, why=why)

    def subscribe(self, turn: Turn, target: Target, wish: Wish | None = None) -> Reply:
        """Subscribe the turn's chat, and say to what and when it will hear."""
        if turn.is_group and not turn.may_administer:
            return say(_(NOT_YOURS))
        coming = self.schedule.happenings(target, turn.at)
        if target.kind in DATED and not coming:
            return self._over(target, turn.at)
        leads = wish.leads if wish is not None else ()
        preferences = self.reminders.preferences(turn.chat)
        if wish is not None and wish.minute is not None:
            preferences = self.naming.at_minute(preferences, wish.minute)
            self.reminders.prefer(turn.chat, preferences, turn.at)
        try:
            made = self.reminders.subscribe(turn.chat, target, leads, turn.at)
        except TooMany:
            return say(
                _(
                    "一個聊天室最多 {most} 個提醒，已經滿了。請先用 /reminders 停掉一些，或改成訂閱整個計畫、整個縣市。",
                    most=MOST_SUBSCRIPTIONS,
                )
            )
        conversation = self.conversations.recall(turn.chat, turn.person, turn.at)
        conversation.choosing, conversation.reminder = None, made.id
        return confirmed(self.naming, self.reminders.preferences(turn.chat), made, coming, turn.at)

    def _over(self, target: Target, at: datetime) -> Reply:
        entry = self.base.dates[target.name, target.entry]
        if target.day is not None:
            own = own_turn(entry, target.day, at)
            return say(
                _(
                    "{label}，從{day}算起：{date}，{standing}，不用再提醒了。",
                    label=entry.label,
                    day=roc(target.day),
                    date=written(own),
                    standing=standing(own, at),
                )
            )
        turn = turn_of(entry, at)
        when = (
            _("{date}，{standing}", date=written(turn), standing=standing(turn, at))
            if turn is not None
            else _("已經過了")
        )
        return say(
            _(
                "{label}：{when}，不會再有提醒。知識庫沒有更新的版本；有新版本時可以通知您。",
                label=entry.label,
                when=when,
            ),
            buttons=((self._edition(target.name),),),
        )
