"""Subscribing: by a tap under an answer, by /remind, or in words; to a date, a programme, a city, a role, an edition.

Nothing is subscribed to that is over: then the next edition is offered instead. In a group an administrator decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.actions import encode, mark
from handlers.conversation import Conversations
from handlers.naming import Naming, clock, leads_told
from handlers.reminders import calendar_action
from handlers.schedules import Happening, Schedule
from handlers.subscriptions import (
    MOST_SUBSCRIPTIONS,
    Reminders,
    Subscription,
    Target,
    TargetKind,
    TooMany,
)
from handlers.targets import Targets
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
                Button(_("提醒我"), self._action(target)),
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

    def _action(self, target: Target, leads: Sequence[int] = ()) -> str:
        return encode("want", *self.targets.write(target, leads))

    def _edition(self, programme: str) -> Button:
        return Button(_("有新版本時通知我"), self._action(Target(TargetKind.EDITION, programme)))

    # by a tap

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped offer; None where it leads nowhere."""
        if verb == "wants" and arguments and arguments[0] in self.targets.programmes:
            return self.choices(self.targets.programmes[arguments[0]], turn.at)
        target = self.targets.read(arguments) if verb == "want" else None
        if target is None:
            return None
        return self.subscribe(turn, target, Wish(Wanted.REMIND, self.targets.leads(arguments)))

    # in words

    def wished(self, turn: Turn, wish: Wish) -> Reply:
        """A wish to be reminded, in words."""
        if wish.limit is not None:
            return say(wish.limit)
        read = self.assistant.finder.reader.read(wish.rest or "　")
        if len(read.named) == 1 and not read.rest.strip():
            return self.choices(read.named[0], turn.at, wish)
        answer, question = self._meant(turn, wish)
        if answer is None or answer.programme is None:
            general = self._general(wish.rest)
            return self.subscribe(turn, general, wish) if general is not None else self.menu(turn)
        if not answer.dates:
            return self.choices(answer.programme, turn.at, wish)
        asking = [entry for entry in answer.dates if entry.kind is DateKind.RELATIVE]
        targets = self._targets(answer.programme, answer.dates, question, turn.at)
        if len(targets) == 1:
            return self.subscribe(turn, targets[0], wish)
        if not targets and asking:
            return say(_("{label}：{ask}", label=asking[0].label, ask=self.anchored.ask(asking[0].anchor)))
        return self.choices(answer.programme, turn.at, wish, targets)

    def edition(self, turn: Turn, wish: Wish) -> Reply:
        """To hear of the next edition of what was spoken of."""
        named = self.assistant.finder.reader.read(wish.rest or "　").named
        answer, __ = (None, "") if named else self._meant(turn, wish)
        programme = named[0] if named else answer.programme if answer is not None else None
        if programme is None:
            return say(_("哪一個計畫有新版本時要通知您？請說出計畫名稱，例如「交換學生有新年度時通知我」。"))
        return self.subscribe(turn, Target(TargetKind.EDITION, programme))

    def _meant(self, turn: Turn, wish: Wish) -> tuple[Answer | None, str]:
        """What the words are about: what they name themselves, or what was last asked."""
        earlier = tuple(self.conversations.recall(turn.chat, turn.person, turn.at).questions)
        if len(wish.rest.replace(" ", "")) > 1 and self._general(wish.rest) is None:
            answer = self.assistant.answer(wish.rest, turn.at, earlier)
            if answer.programme is not None and answer.status is not Status.ABSTAINED:
                return answer, " ".join((*earlier[-1:], wish.rest))
        if earlier and len(wish.rest.replace(" ", "")) < 4:
            return self.assistant.answer(earlier[-1], turn.at, earlier[:-1]), earlier[-1]
        return None, wish.rest

    def _general(self, rest: str) -> Target | None:
        """A city or a role, where no programme is named."""
        if self.assistant.finder.reader.read(rest or "　").named:
            return None
        for kind, names in (
            (TargetKind.AUDIENCE, self.naming.audience_words),
            (TargetKind.CITY, self.naming.city_words),
        ):
            for name, words in names.items():
                if any(word in rest for word in words):
                    return Target(kind, name)
        return None

    # what is said

    def menu(self, turn: Turn) -> Reply:
        """What can be subscribed to."""
        programmes = [
            Button(p.programme.short, encode("wants", mark(name))) for name, p in self.base.programmes.items()
        ]
        cities = [
            Button(_("{name}全部", name=_(label)), self._action(Target(TargetKind.CITY, name)))
            for name, label in self.naming.cities.items()
        ]
        roles = [
            Button(_("給{name}的全部", name=_(label)), self._action(Target(TargetKind.AUDIENCE, name)))
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

    def choices(
        self, programme: str, at: datetime, wish: Wish | None = None, targets: Sequence[Target] = ()
    ) -> Reply:
        """What of one programme can be waited for."""
        about = self.base.programmes[programme]
        leads = wish.leads if wish is not None else ()
        found = targets or self._targets(programme, about.dates, "", at)
        buttons = [
            (Button(self.base.dates[target.name, target.entry].label, self._action(target, leads)),)
            for target in found[:MOST_OFFERED]
        ]
        counted = any(entry.kind is DateKind.RELATIVE for entry in about.dates)
        if found:
            whole = Target(TargetKind.PROGRAMME, programme)
            buttons.append((Button(_("這個計畫的全部日期"), self._action(whole, leads)),))
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
        if counted:
            lines.append(
                Line(
                    _(
                        "從返國、出國等日子算起的期限，請連日期一起說，例如「我們 11/3 返國，出國補助的報告截止前三天提醒我」。"
                    ),
                    Style.SMALL,
                )
            )
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
        if target.kind in {TargetKind.DATE, TargetKind.OWN} and not coming:
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
        return self._confirmed(made, coming, turn)

    def _over(self, target: Target, at: datetime) -> Reply:
        entry = self.base.dates[target.name, target.entry]
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

    def _confirmed(self, made: Subscription, coming: Sequence[Happening], turn: Turn) -> Reply:
        preferences = self.reminders.preferences(turn.chat)
        lines = [Line(_("好，會提醒您：{target}", target=self.naming.target(made.target)), Style.STRONG)]
        if made.target.kind is TargetKind.EDITION:
            lines = [
                Line(
                    _("好，{target}一進知識庫就通知您。", target=self.naming.target(made.target)),
                    Style.STRONG,
                )
            ]
        elif coming:
            first = coming[0]
            what = (
                ""
                if made.target.kind in {TargetKind.DATE, TargetKind.OWN}
                else _("{label}，", label=first.entry.label)
            )
            lines.append(
                Line(
                    _(
                        "最近的是{what}{date}，{standing}。",
                        what=what,
                        date=written(first.turn),
                        standing=standing(first.turn, turn.at),
                    ),
                    Style.DATE,
                )
            )
            if first.entry.kind is DateKind.YEARLY:
                lines.append(Line(_("每年都會再提醒；公文是否仍然有效，請以承辦單位為準。"), Style.SMALL))
        else:
            lines.append(Line(_("目前沒有還沒到的日期；知識庫有新的日期時就會提醒。")))
        if made.next is not None:
            when = leads_told(made.leads or preferences.leads)
            lines.append(
                Line(
                    _(
                        "{leads}{time}提醒；下一次是{day}。",
                        leads=when,
                        time=clock(preferences.minute),
                        day=roc(made.next.date()),
                    )
                )
            )
        elif made.target.kind is not TargetKind.EDITION and coming:
            lines.append(
                Line(_("離截止太近，已經沒有排得上的提醒時間；請現在就辦，或改成當天提醒。"), Style.WARN)
            )
        change = (
            ()
            if made.target.kind is TargetKind.EDITION
            else (Button(_("改時間"), encode("r-card", str(made.id))),)
        )
        return Reply(tuple(lines), ((*change, Button(_("取消這個提醒"), encode("r-stop", str(made.id)))),))
