"""The log: kinds of events and names of errors, never words, names or answers; secrets taken out whatever happens.

Text for people, or one JSON object a line for machines (``ZIGETONG_LOG=json``).
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from bot.clock import TAIPEI
from bot.settings import Settings

HIDDEN = "***"
NOISY = ("httpx", "httpcore", "tornado.access")
"""Their lines would carry the token, or somebody's address."""


def begin(settings: Settings, stream: TextIO | None = None) -> None:
    """Log to ``stream`` (the error output) as the settings say."""
    secrets = [settings.token, settings.key.digits if settings.key else None]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter((JsonLines if settings.json_log else Plain)([each for each in secrets if each]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


class Plain(logging.Formatter):
    """One line an event, in words. ``secrets`` never appear."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self.secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event = {"at": moment(record), "level": record.levelname, "where": record.name, "what": what(record)}
        return hidden(self.written(event, trace(record)), self.secrets)

    def written(self, event: dict[str, str], trace: list[str]) -> str:
        return "\n  ".join([" ".join(event.values()), *trace])


class JsonLines(Plain):
    """One JSON object an event."""

    def written(self, event: dict[str, str], trace: list[str]) -> str:
        return json.dumps({**event, **({"trace": trace} if trace else {})}, ensure_ascii=False)


def moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, TAIPEI).isoformat(timespec="milliseconds")


def what(record: logging.LogRecord) -> str:
    return " ".join(record.getMessage().split())


def trace(record: logging.LogRecord) -> list[str]:
    """Where an error came from: files, lines and error names. Its words stay out, they may be a person's."""
    if not record.exc_info or record.exc_info[1] is None:
        return []
    error = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames] + [type(error).__name__]


def hidden(text: str, secrets: Iterable[str]) -> str:
    """``text`` without any of the secrets."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text
