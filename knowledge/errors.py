"""The closed family of errors; each message says what to do next."""

from __future__ import annotations


class ZigetongError(Exception):
    """Base of every error this project raises on purpose."""


class KnowledgeError(ZigetongError):
    """A data file is wrong. Names file, entry and key, and stops the program at start-up."""

    def __init__(self, file: str, entry: str, key: str, message: str) -> None:
        self.file, self.entry, self.key = file, entry, key
        where = " › ".join(part for part in (file, entry, key) if part)
        super().__init__(f"{where}：{message}")


class ImportRefused(ZigetongError):
    """A document file cannot be taken; nothing was changed. The message says why and what to do."""
