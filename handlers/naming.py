"""What subscriptions, hours, cities and roles are called when they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.subscriptions import Preferences, Target, TargetKind
from handlers.wishes import Words
from knowledge.assistant import Assistant
from knowledge.dates import roc
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
            return f"{self.cities.get(target.name, target.name)}的全部日期"
        if target.kind is TargetKind.AUDIENCE:
            return f"給{self.audiences.get(target.name, target.name)}的全部日期"
        programme = self.base.programmes.get(target.name)
        short = programme.programme.short if programme else target.name
        if target.kind is TargetKind.PROGRAMME:
            return f"{short}的全部日期"
        if target.kind is TargetKind.EDITION:
            return f"{short}的新版本"
        entry = self.base.dates.get((target.name, target.entry))
        label = entry.label if entry else "（知識庫已經沒有這個日期）"
        since = f"（從{roc(target.day)}算起）" if target.day is not None else ""
        return f"{short}：{label}{since}"

    def zone(self, zone: str) -> str:
        return self.zones.get(zone, zone)

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
    if hour == 12:
        words = "中午12時"
    else:
        words = f"上午{hour}時" if hour < 12 else f"下午{hour - 12}時" if hour < 18 else f"晚上{hour - 12}時"
    return words + (f"{rest}分" if rest else "")


def leads_told(leads: Iterable[int]) -> str:
    """「14、7、3、1 天前與當天」."""
    every = sorted(set(leads), reverse=True)
    days = "、".join(str(lead) for lead in every if lead)
    parts = [f"{days} 天前"] if days else []
    if 0 in every:
        parts.append("當天")
    return "與".join(parts)
