"""What subscriptions, hours, cities and roles are called when they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.subscriptions import Preferences, Target, TargetKind
from handlers.wishes import Words
from knowledge.assistant import Assistant
from knowledge.dates import roc
from knowledge.speaking import _, _n, in_english
from knowledge.wording import normal


class Naming:
    """The names of one knowledge base and its word tables."""

    def __init__(self, assistant: Assistant, words: Words) -> None:
        self.base, self.words = assistant.base, words
        held = {p.programme.city for p in self.base.programmes.values()}
        places = assistant.finder.reader.places
        self.city_words = {city: names for city, names in places.items() if city in held}
        self.cities = {city: names[0] for city, names in self.city_words.items()}
        self.audiences = {name: words[0] for name, words in words.audiences.items()}
        self.audience_words = {name: tuple(map(normal, each)) for name, each in words.audiences.items()}
        self.zones = {zone: names[0] for zone, names in words.zones.items()}

    def target(self, target: Target) -> str:
        """「臺北出國補助：一般案件函報教育局申請」, 「臺北市的全部日期」."""
        if target.kind is TargetKind.CITY:
            return _("{name}的全部日期", name=self.city(target.name))
        if target.kind is TargetKind.AUDIENCE:
            return _("給{name}的全部日期", name=self.audience(target.name))
        programme = self.base.programmes.get(target.name)
        short = programme.programme.short if programme else target.name
        if target.kind is TargetKind.PROGRAMME:
            return _("{name}的全部日期", name=short)
        if target.kind is TargetKind.EDITION:
            return _("{short}的新版本", short=short)
        entry = self.base.dates.get((target.name, target.entry))
        label = entry.label if entry else _("（知識庫已經沒有這個日期）")
        since = _("（從{day}算起）", day=roc(target.day)) if target.day is not None else ""
        since = _("（開始的日子）") if target.kind is TargetKind.OPENING else since
        return _("{short}：{label}{since}", short=short, label=label, since=since)

    def dated(self, target: Target, *, programme: bool = False) -> str:
        """A date's name for a button; with its programme's where several programmes stand together."""
        label = self.base.dates[target.name, target.entry].label
        if target.kind is TargetKind.OPENING:
            label += _("（開始的日子）")
        short = self.base.programmes[target.name].programme.short
        return _("{short}：{label}{since}", short=short, label=label, since="") if programme else label

    def scope(self, target: Target) -> str:
        """What a target's dates are of: 「臺北市」, 「給家長」, a programme."""
        if target.kind is TargetKind.CITY:
            return self.city(target.name)
        if target.kind is TargetKind.AUDIENCE:
            return _("給{name}", name=self.audience(target.name))
        programme = self.base.programmes.get(target.name)
        if target.kind is TargetKind.PROGRAMME and programme is not None:
            return programme.programme.short
        return self.target(target)

    def zone(self, zone: str) -> str:
        return _(self.zones.get(zone, zone))

    def city(self, city: str) -> str:
        return _(self.cities.get(city, city))

    def audience(self, audience: str) -> str:
        return _(self.audiences.get(audience, audience))

    def at_minute(self, preferences: Preferences, minute: int) -> Preferences:
        """The preferences with another hour; quiet hours that would hold it back give way."""
        changed = replace(preferences, minute=minute)
        if changed.quiet(minute):
            start, end = changed.quiet_from, changed.quiet_to
            nearer_end = (end - minute) % 1440 <= (minute - start) % 1440
            changed = (
                replace(changed, quiet_to=minute)
                if nearer_end
                else replace(changed, quiet_from=(minute + 1) % 1440)
            )
        return changed


def clock(minute: int) -> str:
    """「上午8時30分」."""
    hour, rest = divmod(minute, 60)
    if in_english():
        return f"{hour}:{rest:02}"
    if hour == 12:
        words = _("中午12時")
    else:
        words = (
            _("上午{hour}時", hour=hour)
            if hour < 12
            else _("下午{hour}時", hour=hour - 12)
            if hour < 18
            else _("晚上{hour}時", hour=hour - 12)
        )
    return words + (_("{minute}分", minute=rest) if rest else "")


def leads_told(leads: Iterable[int]) -> str:
    """「14、7、3、1 天前與當天」."""
    every = sorted(set(leads), reverse=True)
    days = _("、").join(str(lead) for lead in every if lead)
    parts = [_n("{days} 天前", count=max(every), days=days)] if days else []
    if 0 in every:
        parts.append(_("當天"))
    return _("與").join(parts)
