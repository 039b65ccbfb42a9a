"""What is said back, as a value without markup; channels decide how a strong or a small line looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering import Choice, Citation, Status
from knowledge.model import DateEntry
from knowledge.speaking import _
from knowledge.units import Unit


class Style(StrEnum):
    STRONG = "strong"
    PLAIN = "plain"
    SMALL = "small"
    DATE = "date"
    WARN = "warn"


@dataclass(frozen=True)
class Line:
    """One line of an answer."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True)
class Answer:
    """What is said back. ``citations`` is never empty where ``status`` is answered; ``miss``: nothing was found."""

    status: Status
    lines: tuple[Line, ...]
    citations: tuple[Citation, ...] = ()
    programme: str | None = None
    choices: tuple[Choice, ...] = ()
    edition: str = ""
    next: tuple[Unit, ...] = ()
    dates: tuple[DateEntry, ...] = ()
    miss: bool = False

    @property
    def text(self) -> str:
        """As a person would read it, without markup; the sources stand at the end."""
        parts = [line.text for line in self.lines]
        parts += [f"{n}. {choice.label}" for n, choice in enumerate(self.choices, 1)]
        parts += [line.text for line in self.footer]
        return "\n".join(parts)

    @property
    def footer(self) -> tuple[Line, ...]:
        """Which edition this is, and where it stands."""
        lines = [self.edition] if self.edition else []
        if self.citations:
            lines.append(sources(self.citations))
        return tuple(Line(line, Style.SMALL) for line in lines)


def sources(cited: Iterable[Citation]) -> str:
    """「依據：〈title〉（文號）附錄六 陸、二；伍、一」."""
    grouped: dict[tuple[str, str | None], list[str]] = {}
    for citation in cited:
        grouped.setdefault((citation.document, citation.number), []).append(citation.section)
    told = [
        f"〈{title}〉{f'（{number}）' if number else ''}{'；'.join(sections)}"
        for (title, number), sections in grouped.items()
    ]
    return _("依據：{places}", places="；".join(told))
