"""Choosing to whom a draft goes: everybody, or those for whom a role, a city, a programme and a tag all hold.

A draft begins without an audience, so that nothing goes to everybody because nobody looked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.actions import mark
from handlers.asking import rows
from handlers.office.announcements import Announcement
from handlers.office.audiences import CITIES, ROLES, Audience
from handlers.office.card import Card, action, chosen
from handlers.turn import Button, Reply, say

TAGS = 20
"""Tags that are shown at a time."""
DIMENSIONS = {"role", "city", "programme", "tag", "everyone"}
"""What an audience's button changes."""


class Choosing:
    """The page on which an audience is chosen, and what its buttons do."""

    def __init__(self, card: Card) -> None:
        self.card, self.members = card, card.members

    def show(self, draft: Announcement, at: datetime, page: int = 0) -> Reply:
        """The page, with the count; there are as many as the tags need."""
        audience, tags = draft.content.audience, self.members.tags()
        page = page if 0 <= page * TAGS < len(tags) else 0
        buttons = rows(
            (
                Button(
                    f"{'✓ ' if getattr(audience, dimension) == value else ''}{word}",
                    action(dimension, draft, mark(value) if dimension == "programme" else value),
                )
                for dimension, value, word in self._choices(page)
            ),
            2,
        )
        ends = [Button(f"{'✓ ' if audience.everyone else ''}每個人", action("everyone", draft))]
        if len(tags) > TAGS:
            ends.append(Button("其他標籤", action("page", draft, str(page + 1))))
        ends.append(Button("好了", action("card", draft)))
        reach = f"，{self.card.announcements.count(draft, at)} 人" if chosen(draft) else ""
        return say(
            f"對象：{self.card.whom(audience)}{reach}。選了幾項，就是每一項都符合的人；再按一次取消。",
            buttons=(*buttons, tuple(ends)),
        )

    def _choices(self, page: int) -> list[tuple[str, str, str]]:
        """(dimension, value, word) of everything on a page."""
        tags, programmes = self.members.tags(), self.card.programmes
        used = {tag.programme for tag in tags} - {""}
        return [
            *(("role", role, word) for role, word in ROLES.items()),
            *(("city", city, word) for city, word in CITIES.items()),
            *(("programme", name, short) for name, short in programmes.items() if name in used),
            *(("tag", tag.code, tag.label) for tag in tags[page * TAGS : (page + 1) * TAGS]),
        ]

    def toggled(self, audience: Audience, dimension: str, value: str) -> Audience:
        """The audience with one thing set, or unset where it was set so already."""
        if dimension == "everyone":
            return Audience(scope=audience.scope, office=audience.office, everyone=not audience.everyone)
        known: dict[str, dict[str, str]] = {
            "role": {role: role for role in ROLES},
            "city": {city: city for city in CITIES},
            "programme": {mark(name): name for name in self.card.programmes},
            "tag": {tag.code: tag.code for tag in self.members.tags()},
        }
        if value not in known[dimension]:
            return audience
        value = known[dimension][value]
        value = "" if getattr(audience, dimension) == value else value
        narrower = replace(audience, everyone=False)
        return replace(narrower, **{dimension: value})  # type: ignore[arg-type]  # a name known only at run time
