"""The key that the databases are encrypted with: 32 random bytes, kept apart from them.

It comes from ``ZIGETONG_KEY_FILE`` or ``ZIGETONG_KEY`` and is written as 64 hexadecimal digits. A key of random bytes
needs no derivation, so opening costs nothing; a word that somebody thought of would.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import ZigetongError


class KeyProblem(ZigetongError):
    """金鑰不能用；訊息說該怎麼寫。"""


@dataclass(frozen=True)
class Key:
    """A key; it never shows in a trace or a log. ``digits``: 64 hexadecimal digits."""

    digits: str = field(repr=False)

    @classmethod
    def read(cls, text: str) -> Key:
        """The key that ``text`` writes. Raises KeyProblem."""
        digits = text.strip().lower()
        if not re.fullmatch("[0-9a-f]{64}", digits):
            raise KeyProblem("金鑰要是 64 個十六進位字元；用 zigetong key 檔案 產生一把。")
        return cls(digits)

    @property
    def pragma(self) -> str:
        """What opens a database with this key; SQLite binds no values in a pragma, hence the strict reading."""
        return f"pragma key = \"x'{self.digits}'\""


def write_key(path: Path) -> None:
    """A new key in a file of its own, for its owner only. Raises KeyProblem where there is one already."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    except FileExistsError:
        raise KeyProblem(f"{path} 已經存在；金鑰不會被覆蓋，蓋掉就再也打不開資料庫了。") from None
    except OSError as error:
        raise KeyProblem(f"金鑰寫不進 {path}（{error.strerror}）。") from None
