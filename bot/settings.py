"""Settings: from the environment, once, at start. The table ``SETTINGS`` is the one list of them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handlers.office.hours import Hours
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
    "ZIGETONG_OWNER": "負責人的 Telegram 編號（一串數字）；能邀請承辦人員",
    "ZIGETONG_STAFF_CHAT": "承辦人員群組的編號（負數）；家長找人時，問題轉到這裡",
    "ZIGETONG_TWO_PEOPLE": "公告要不要第二個承辦人員核可：yes 或 no（預設 no）",
    "ZIGETONG_OFFICE_HOURS": "承辦人員回覆的時間，例如 1-5 08:00-17:00（星期一到五）；預設就是這個",
}


@dataclass(frozen=True)
class Settings:
    """What the environment says."""

    home: Path
    knowledge: Path
    token: str | None
    base_url: str | None
    owner: int | None = None
    staff_chat: int | None = None
    two_people: bool = False
    hours: Hours = Hours()

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
        owner=number(environment, "ZIGETONG_OWNER"),
        staff_chat=number(environment, "ZIGETONG_STAFF_CHAT"),
        two_people=yes(environment, "ZIGETONG_TWO_PEOPLE"),
        hours=hours(environment, "ZIGETONG_OFFICE_HOURS"),
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


def number(environment: Mapping[str, str], name: str) -> int | None:
    """A person's or chat's number; None where it is not set."""
    text = environment.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"-?[1-9][0-9]{0,18}", text):
        raise SettingsError(f"{name} 要是 Telegram 的編號（一串數字，群組前面有減號），不是「{text}」。")
    return int(text)


def yes(environment: Mapping[str, str], name: str) -> bool:
    """yes or no; no where it is not set."""
    text = environment.get(name, "").strip().lower()
    if text not in {"", "yes", "no"}:
        raise SettingsError(f"{name} 請寫 yes 或 no，不是「{text}」。")
    return text == "yes"


def hours(environment: Mapping[str, str], name: str) -> Hours:
    """When the office answers."""
    text = environment.get(name, "").strip()
    try:
        return Hours.read(text) if text else Hours()
    except ValueError:
        raise SettingsError(
            f"{name} 請寫成「1-5 08:00-17:00」（星期幾到幾、幾點到幾點），不是「{text}」。"
        ) from None
