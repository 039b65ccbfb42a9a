"""Settings: from the environment, once, at start. The table ``SETTINGS`` is the one list of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ZigetongError
from knowledge.loading import DATA


class SettingsError(ZigetongError):
    """A setting is missing or wrong; the message says which and what to write."""


SETTINGS: dict[str, str] = {
    "ZIGETONG_TOKEN": "Telegram 機器人的 token（向 @BotFather 申請）",
    "ZIGETONG_TOKEN_FILE": "放 token 的檔案路徑；和 ZIGETONG_TOKEN 二選一，檔案優先",
    "ZIGETONG_HOME": "資料庫與快取放哪裡；預設 ~/.local/share/zigetong",
    "ZIGETONG_KNOWLEDGE": "知識資料夾；預設用程式內附的",
    "ZIGETONG_BASE_URL": "Telegram Bot API 的網址；自架伺服器或測試時才需要",
}


@dataclass(frozen=True)
class Settings:
    """What the environment says."""

    home: Path
    knowledge: Path
    token: str | None
    base_url: str | None

    @property
    def built(self) -> Path:
        """The built knowledge base."""
        return self.home / "knowledge.db"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``environment``; SettingsError where one is wrong."""
    home = environment.get("ZIGETONG_HOME")
    return Settings(
        home=Path(home).expanduser() if home else Path.home() / ".local" / "share" / "zigetong",
        knowledge=Path(environment["ZIGETONG_KNOWLEDGE"]).expanduser()
        if environment.get("ZIGETONG_KNOWLEDGE")
        else DATA,
        token=token_from(environment),
        base_url=environment.get("ZIGETONG_BASE_URL") or None,
    )


def token_from(environment: Mapping[str, str]) -> str | None:
    """The token, from its file or the environment; None where neither is set."""
    file = environment.get("ZIGETONG_TOKEN_FILE")
    if file:
        try:
            return Path(file).expanduser().read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "不是文字檔"
            raise SettingsError(
                f"讀不到 ZIGETONG_TOKEN_FILE 指的檔案（{reason}）；請檢查路徑和權限。"
            ) from None
    return environment.get("ZIGETONG_TOKEN", "").strip() or None
