"""Staff, invitations and the audit trail: the values, and what whoever keeps them must offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from handlers.office.roles import Role

INVITATION = timedelta(hours=48)
"""How long an invitation is good."""


@dataclass(frozen=True)
class Member:
    """One of the staff. ``office``: whom they speak for; ``scope``: the tag that their audience is confined to, or
    nothing; ``owner``: who may do everything."""

    person: int
    office: str
    scope: str
    since: datetime
    owner: bool = False


@dataclass(frozen=True)
class Deed:
    """One line of the audit trail."""

    at: datetime
    person: int
    role: Role
    did: str
    about: str
    refused: bool


class Staff(Protocol):
    """Who belongs to the office. Nothing of the audit trail can be changed through it."""

    def role(self, person: int) -> Role: ...

    def member(self, person: int) -> Member | None:
        """One of the staff (the owner included), not revoked."""
        ...

    def concerned(self, person: int) -> int | None:
        """Who hears about what this person wrote: they themselves while they are staff, then the owner."""
        ...

    def members(self) -> list[Member]:
        """Everybody who is staff, the owner too."""
        ...

    def invite(self, office: str, scope: str, by: int, at: datetime) -> str:
        """A new invitation: what follows ``staff-`` in its link. Only a hash of it is kept."""
        ...

    def accept(self, token: str, person: int, at: datetime) -> tuple[Member, int] | None:
        """Use an invitation: (the new member, who invited); None where it is unknown, used or expired."""
        ...

    def revoke(self, person: int, at: datetime) -> bool:
        """This person is no staff any more; False where they were not."""
        ...

    def log(self, person: int, did: str, about: str, at: datetime, *, refused: bool = False) -> None: ...

    def deeds(self, most: int) -> list[Deed]:
        """The latest lines of the audit trail, newest first."""
        ...

    def note(
        self, person: int, key: str, text: str, at: datetime, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Tell one of the staff something, soon, once for each ``key``; ``buttons``: (label, action)."""
        ...

    def setting(self, name: str) -> str:
        """Something the running bot has learnt (``bot``: its account's name); empty where it has not."""
        ...
