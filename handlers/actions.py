"""What a button carries: a version, a verb, and short marks for ids, within Telegram's 64 bytes.

Buttons stay on people's screens for years, so a mark is made from the id alone (the same after every restart) and
one that leads nowhere any more is told apart from a forged one only by what is said.

>>> encode("unit", mark("taipei-exchange-111", "quota-usa"))
'1|unit|...'
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

VERSION = "1"
LIMIT = 64


def mark(*ids: str) -> str:
    """Eight characters that stand for some ids."""
    digest = hashlib.blake2b("/".join(ids).encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()


def encode(verb: str, *arguments: str) -> str:
    """The action of a button; ValueError where it would not fit."""
    action = "|".join((VERSION, verb, *arguments))
    if len(action.encode()) > LIMIT:
        raise ValueError(f"按鈕內容超過 {LIMIT} 位元組：{action}")
    return action


def decode(action: str) -> tuple[str, tuple[str, ...]] | None:
    """(verb, arguments), or None where the button is of another version or not ours."""
    parts = action.split("|")
    if len(parts) < 2 or parts[0] != VERSION:
        return None
    return parts[1], tuple(parts[2:])


def number(arguments: Sequence[str]) -> int | None:
    """The first argument as a whole number; None where a button was forged."""
    text = arguments[0] if arguments else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
