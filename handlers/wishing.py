"""Reminders asked for in words: which date is meant, from which day it is counted, and what is asked back.

One question at a time: which of several dates, then the day from which it is counted. What was told before (the days
ahead, the hour, the day) is kept meanwhile. What is over is said to be over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.aiming import Aim, Aiming, Days, told_apart, undated
from handlers.conversation import Choosing, Conversation
from handlers.subscribing import Subscribing
from handlers.subscriptions import Target, TargetKind
from handlers.turn import Button, Line, Reply, Style, Turn, say
from handlers.wishes import Wanted, Wish, Words, stripped
from knowledge.answer import Answer
from knowledge.answering import Status
from knowledge.dates import roc
from knowledge.english import chinese
from knowledge.speaking import _
from knowledge.wording import typed

MOST_CHOICES = 8
LONGEST_CHOICE = 16
"""An answer to 「哪一個」 is short."""
SHORT = 4
"""So few letters do not say what a reminder is about: what was asked before does."""
QUESTION = re.compile("[?？]|嗎|什麼|怎麼|如何|哪|多少|誰|何時|幾|呢$")
NEVER_MIND = {"算了", "不用了", "不用", "取消", "不要了", "不必了", "沒關係"}
YES = {"是", "對", "是的", "對的", "對啊", "沒錯", "好", "嗯", "yes"}
AROUND = (
    "是",
    "我們",
    "我",
    "那天",
    "當天",
    "日",
    "在",
    "的",
    "從",
    "算起",
    "好像",
    "大概",
    "應該",
    "回來",
    "號",
)
Rows = tuple[tuple[Button, ...], ...]


class Wishing:
    """Hears wishes and what answers the questions about them."""

    def __init__(self, subscribing: Subscribing, words: Words) -> None:
        self.subscribing, self.words = subscribing, words
        self.assistant, self.naming = subscribing.assistant, subscribing.naming
        self.base, self.reminders = subscribing.base, subscribing.reminders
        self.schedule, self.anchored = subscribing.schedule, subscribing.anchored
        self.aiming = Aiming(self.assistant)

    def wished(self, turn: Turn, wish: Wish) -> Reply:
        """A wish to be reminded, in words."""
        if wish.minute is not None:
            self._keep_hour(turn, wish.minute)
        general = self.general(wish.rest)
        if general is not None:
            return self.subscribing.subscribe(turn, general, wish)
        named = self.assistant.finder.reader.read(wish.rest or "　").named
        aim, answer = self._aim(turn, wish)
        if not aim.targets:
            programme = named[0] if len(named) == 1 else answer.programme if answer is not None else None
            return self._whole(turn, programme, wish) if programme else self.subscribing.menu(turn)
        days = self.aiming.days(wish.said, turn.at)
        targets = self._fitting(turn, aim.targets, named=bool(named))
        guessed = days.bare is not None and any(map(undated, targets))
        return self._made(turn, self._bare(targets, days), wish, aim.wrong, guessed)

    def _keep_hour(self, turn: Turn, minute: int) -> None:
        preferences = self.naming.at_minute(self.reminders.preferences(turn.chat), minute)
        self.reminders.prefer(turn.chat, preferences, turn.at)

    def general(self, rest: str) -> Target | None:
        """A city or a role, where nothing else is spoken of: 「臺北的全部都提醒我」."""
        for kind, names in (
            (TargetKind.AUDIENCE, self.naming.audience_words),
            (TargetKind.CITY, self.naming.city_words),
        ):
            for name, words in names.items():
                word = next((word for word in sorted(words, key=len, reverse=True) if word in rest), "")
                if word and not stripped(rest.replace(word, " "), ("市", "縣", "給", "計畫", "提醒")):
                    return Target(kind, name)
        return None

    # which dates

    def _aim(self, turn: Turn, wish: Wish) -> tuple[Aim, Answer | None]:
        """What the words are about: what they say themselves, what was last asked, or what would answer them."""
        earlier = tuple(self._conversation(turn).questions)
        aim = self.aiming.at(wish.said, turn.at)
        if aim.targets and aim.sure:
            return aim, None
        read = self.assistant.finder.reader.read(wish.rest or "　")
        if len(read.named) == 1 and not read.rest.strip():
            return aim, None
        rest = stripped(
            self.aiming.days(wish.said, turn.at).body, (*self.words.want, *self.words.filler, *AROUND)
        )
        if earlier and len(rest.replace(" ", "")) < SHORT:
            answer = self.assistant.answer(earlier[-1], turn.at, earlier[:-1])
            return self._answered(answer, f"{chinese(earlier[-1])},{wish.said}", turn, aim), answer
        if len(rest.replace(" ", "")) > 1:
            answer = self.assistant.answer(wish.rest, turn.at, earlier)
            if answer.programme is not None and answer.status is not Status.ABSTAINED:
                return self._answered(answer, wish.said, turn, aim), answer
        return aim, None

    def _answered(self, answer: Answer, text: str, turn: Turn, aim: Aim) -> Aim:
        """The dates that an answer tells."""
        keys = [(answer.programme or "", entry.id) for entry in answer.dates]
        return Aim(self.aiming.counted(keys, text, turn.at), bool(keys), aim.wrong)

    def _whole(self, turn: Turn, programme: str, wish: Wish) -> Reply:
        """A programme and no more: its only date at once where a wish tells how many days ahead, else which of them."""
        coming = self.subscribing.coming(programme, turn.at)
        if wish.opens:
            return self._made(turn, coming, wish)
        if len(coming) == 1 and wish.leads:
            return self.subscribing.subscribe(turn, coming[0], wish)
        self._conversation(turn).choosing = Choosing(
            self.subscribing.waitable(programme, turn.at), wish.leads
        )
        return self.subscribing.choices(programme, turn.at, wish)

    def _fitting(self, turn: Turn, targets: Sequence[Target], *, named: bool) -> tuple[Target, ...]:
        """What of several can still be waited for: fixed dates of a named programme go before periods without a day."""
        coming = tuple(t for t in targets if undated(t) or self.schedule.happenings(t, turn.at))
        fixed = tuple(t for t in coming if not undated(t))
        return (fixed if named and fixed else coming) or tuple(targets[:1])

    def _bare(self, targets: Sequence[Target], days: Days) -> tuple[Target, ...]:
        """Periods without a day, counted from the one of which was not said what happened then."""
        return tuple(replace(t, day=days.bare) if undated(t) else t for t in targets)

    # what follows

    def _made(
        self, turn: Turn, targets: Sequence[Target], wish: Wish, wrong: str = "", guessed: bool = False
    ) -> Reply:
        """One target is subscribed to; of one without a day the day is asked; of several, which."""
        if wish.opens:
            opening = [replace(t, kind=TargetKind.OPENING) for t in targets if t.kind is TargetKind.DATE]
            first = [t for t in opening if self.schedule.happenings(t, turn.at)]
            if not first and opening:
                return self._no_opening(turn, targets, wish)
            targets, wish = first or targets, replace(wish, leads=wish.leads or (0,))
        if len(targets) > MOST_CHOICES:
            return self.subscribing.menu(turn)
        if len(targets) != 1 or (guessed and targets[0].kind is TargetKind.OWN):
            return self._choose(turn, targets, wish.leads, wrong)
        if undated(targets[0]):
            return self.subscribing.ask_day(turn, targets, wish.leads, wrong)
        return self.subscribing.subscribe(turn, targets[0], wish)

    def _no_opening(self, turn: Turn, targets: Sequence[Target], wish: Wish) -> Reply:
        """Only the last day is told by the documents."""
        asked = self._choose(turn, targets, wish.leads)
        said = Line(_("公文沒有寫哪一天開始，只寫了最後一天。"))
        return replace(asked, lines=(said, *asked.lines))

    def _choose(self, turn: Turn, targets: Sequence[Target], leads: Sequence[int], wrong: str = "") -> Reply:
        """Which of several, each with its own button; a typed answer is heard too. Of one: whether its day is meant."""
        self._conversation(turn).choosing = Choosing(tuple(targets), tuple(leads))
        days = dict.fromkeys(day for target in targets if (day := target.day) is not None)
        lines = [Line(self.subscribing.wrong_told(wrong), Style.WARN)] if wrong else []
        only = targets[0]
        if only.day is not None and len(targets) == 1:
            label, anchor = self.naming.dated(only, programme=True), self.anchored.name(self._anchor(only))
            lines.append(
                Line(_("{label}：{day}是{anchor}嗎？", label=label, day=roc(only.day), anchor=anchor))
            )
            return Reply(tuple(lines), ((Button(_("是，提醒我"), self.subscribing.action(only, leads)),),))
        lines += [Line(_("要提醒您哪一個？"))]
        lines += [Line(_("從{day}算起。", day=roc(day)), Style.SMALL) for day in days]
        return Reply(tuple(lines), self._buttons(targets, leads))

    def _buttons(self, targets: Sequence[Target], leads: Sequence[int]) -> Rows:
        labels = self._labels(targets)
        return tuple(
            (Button(label, self.subscribing.action(target, leads)),)
            for label, target in zip(labels, targets, strict=True)
        )

    def _labels(self, targets: Sequence[Target]) -> list[str]:
        """Names of dates, with their programme's where several have one."""
        several = len({target.name for target in targets}) > 1
        return [self.naming.dated(target, programme=several) for target in targets]

    # what answers a question about a wish

    def answered(self, turn: Turn) -> Reply | None:
        """What was asked back is answered: a day, one of several, or never mind; None where something else is said."""
        conversation = self._conversation(turn)
        choosing, conversation.choosing = conversation.choosing, None
        text = typed(chinese(turn.text)).strip("。!~., ")
        if choosing is None or not choosing.targets or QUESTION.search(text):
            return None
        if text in NEVER_MIND:
            return say(_("好，不設提醒。"))
        if text in YES and len(choosing.targets) == 1 and not undated(choosing.targets[0]):
            return self._made(turn, choosing.targets, Wish(Wanted.REMIND, choosing.leads))
        days = self.aiming.days(text, turn.at)
        left = stripped(days.body, AROUND)
        if len(left) < SHORT and (days.of or days.bare or days.wrong):
            return self._day_told(turn, choosing, days)
        return self._chosen(turn, choosing, text) if len(text) <= LONGEST_CHOICE else None

    def _chosen(self, turn: Turn, choosing: Choosing, text: str) -> Reply | None:
        """A short answer that names one of several, by its place, its name or its programme's."""
        targets = choosing.targets
        programmes = self.assistant.finder.reader.read(text or "　").named
        within = tuple(target for target in targets if target.name in programmes)
        names = [typed(self.naming.dated(target, programme=True)) for target in within or targets]
        found = told_apart(within or targets, names, text)
        meant = (found,) if found is not None else within
        return self._made(turn, meant, Wish(Wanted.REMIND, choosing.leads)) if meant else None

    def _day_told(self, turn: Turn, choosing: Choosing, days: Days) -> Reply:
        """A day for the periods that wait for one; one that happened otherwise is not taken for it."""
        targets = [
            replace(t, day=days.of.get(self._anchor(t), days.bare if not days.of else None)) if undated(t) else t
            for t in choosing.targets
        ]  # fmt: skip
        told = [t for t in targets if t.kind is TargetKind.OWN and t.day is not None]
        if not told:
            return self.subscribing.ask_day(turn, choosing.targets, choosing.leads, days.wrong)
        return self._made(turn, told, Wish(Wanted.REMIND, choosing.leads))

    def _anchor(self, target: Target) -> str:
        return self.base.dates[target.name, target.entry].anchor or ""

    def edition(self, turn: Turn, wish: Wish) -> Reply:
        """To hear of the next edition of what was spoken of."""
        named = self.assistant.finder.reader.read(wish.rest or "　").named
        answer = None if named else self._aim(turn, wish)[1]
        programme = named[0] if named else answer.programme if answer is not None else None
        if programme is None:
            return say(_("哪一個計畫有新版本時要通知您？請說出計畫名稱，例如「交換學生有新年度時通知我」。"))
        return self.subscribing.subscribe(turn, Target(TargetKind.EDITION, programme))

    def choosing(self, turn: Turn, again: Choosing | None = None) -> Choosing | None:
        """What is being asked back, and forget it; with ``again``, have it asked back."""
        conversation = self._conversation(turn)
        found, conversation.choosing = conversation.choosing, again
        return found

    def _conversation(self, turn: Turn) -> Conversation:
        return self.subscribing.conversations.recall(turn.chat, turn.person, turn.at)
