"""Who hears an announcement: tags, members, audiences as values, and what whoever keeps them must offer.

A member is a chat's number, a role of the person's own choosing, a city, and tags. A tag stands for a school, a class
or a programme; nothing is kept about children, and nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.speaking import N_

ROLES = {"parent": N_("家長"), "teacher": N_("老師"), "school": N_("學校行政人員"), "other": N_("其他")}
"""Roles that people choose for themselves."""
CITIES = {
    "taipei": N_("臺北市"),
    "new-taipei": N_("新北市"),
    "kaohsiung": N_("高雄市"),
    "kinmen": N_("金門縣"),
}
KINDS = {"school": "學校", "class": "班級", "programme": "計畫"}
CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
LONGEST_LABEL = 40


@dataclass(frozen=True)
class Tag:
    """A school, class or programme that people join by a link. ``programme``: an id of the knowledge base."""

    code: str
    label: str
    kind: str = "school"
    city: str = ""
    programme: str = ""

    @property
    def payload(self) -> str:
        """What its link starts the bot with: within Telegram's 64 characters."""
        return f"join-{self.code}"


@dataclass(frozen=True)
class Membership:
    """What is kept of a member."""

    role: str
    city: str
    tags: tuple[Tag, ...] = ()

    def value(self, name: str) -> str:
        """What stands for a placeholder; empty where there is nothing."""
        if name == "身分":
            return ROLES.get(self.role, "")
        if name == "縣市":
            return CITIES.get(self.city, "") or next(
                (CITIES[t.city] for t in self.tags if t.city in CITIES), ""
            )
        kind = next((kind for kind, word in KINDS.items() if word == name), None)
        return next((tag.label for tag in self.tags if tag.kind == kind), "")


PLACEHOLDERS = ("身分", "縣市", *KINDS.values())


@dataclass(frozen=True)
class Audience:
    """Everybody for whom all that is set holds. ``everyone`` is set where nothing else is and that was meant;
    ``scope``: a tag nobody may leave out; ``office``: who speaks, so that whoever stopped them is left out."""

    role: str = ""
    city: str = ""
    programme: str = ""
    tag: str = ""
    scope: str = ""
    office: str = ""
    everyone: bool = False

    @property
    def chosen(self) -> bool:
        """Whether somebody decided to whom it goes; a draft begins without that."""
        return bool(self.everyone or self.role or self.city or self.programme or self.tag or self.scope)

    def told(self, tags: Mapping[str, Tag], programmes: Mapping[str, str]) -> str:
        """In words; ``programmes``: short names by id."""
        if not self.chosen:
            return "還沒選"
        parts = [
            CITIES.get(self.city, ""),
            programmes.get(self.programme, self.programme),
            *(
                tags[code].label if code in tags else code
                for code in dict.fromkeys((self.scope, self.tag))
                if code
            ),
            f"的{ROLES[self.role]}" if self.role else "的每個人",
        ]
        return "".join(part for part in parts if part).removeprefix("的")


class Members(Protocol):
    """Whoever keeps members and tags. Everything is harmless when repeated."""

    def tag(self, code: str) -> Tag | None: ...

    def tags(self) -> list[Tag]:
        """Every tag, newest first."""
        ...

    def add_tag(self, tag: Tag, by: int, at: datetime) -> bool:
        """Keep a tag; False where its code is taken by another."""
        ...

    def new_code(self) -> str: ...

    def membership(self, chat: int) -> Membership | None: ...

    def join(self, chat: int, role: str, tag: str, at: datetime) -> None:
        """Join (with a tag, where one is given); an earlier role is replaced."""
        ...

    def live_in(self, chat: int, city: str) -> None: ...

    def leave(self, chat: int, tag: str = "") -> bool:
        """Leave one tag, or everything (then nothing is kept); False where there was nothing to leave."""
        ...

    def mute(self, chat: int, office: str, at: datetime) -> None: ...

    def unmute(self, chat: int, office: str) -> None: ...

    def count(self, audience: Audience) -> int: ...

    def lacking(self, audience: Audience, names: Iterable[str]) -> dict[str, int]:
        """How many of an audience have nothing for each placeholder."""
        ...
