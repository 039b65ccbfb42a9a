"""Settings: from the environment, once, at start. The table ``SETTINGS`` is the one list of them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.store.keys import Key, KeyProblem
from handlers.office.hours import WEEKDAYS, Hours
from knowledge.errors import ZigetongError
from knowledge.loading import DATA


class SettingsError(ZigetongError):
    """A setting is missing or wrong; the message says which and what to write."""


SETTINGS: dict[str, str] = {
    "ZIGETONG_TOKEN": "Telegram 機器人的 token（向 @BotFather 申請）",
    "ZIGETONG_TOKEN_FILE": "放 token 的檔案路徑；和 ZIGETONG_TOKEN 二選一，檔案優先",
    "ZIGETONG_HOME": "資料庫與快取放哪裡；預設 ~/.local/share/zigetong",
    "ZIGETONG_KNOWLEDGE": "知識資料夾；預設用程式內附的",
    "ZIGETONG_KEY_FILE": "放資料庫金鑰的檔案路徑（用 zigetong key 檔案 產生）；和資料分開放、分開備份",
    "ZIGETONG_KEY": "資料庫金鑰本身（64 個十六進位字元）；和 ZIGETONG_KEY_FILE 二選一，檔案優先",
    "ZIGETONG_UNENCRYPTED": "寫 yes 表示知道並接受資料庫不加密；沒有金鑰又沒寫這個，run 不會啟動",
    "ZIGETONG_OPERATOR": "營運單位和聯絡方式，例如 某某國小教務處 02-2345-6789；/privacy 會顯示",
    "ZIGETONG_STATUS_PORT": "健康檢查與指標的埠號，只開在本機（127.0.0.1）；不設就不開",
    "ZIGETONG_LOG": "記錄的格式：text 或 json（一行一個 JSON）；預設 text",
    "ZIGETONG_WEBHOOK_URL": "對外的 https 網址；設了就改用 webhook，不設就輪詢",
    "ZIGETONG_WEBHOOK_LISTEN": "webhook 在本機聽哪裡；預設 127.0.0.1:8443，由前面的反向代理轉進來",
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
    token: str | None = field(repr=False)
    base_url: str | None
    owner: int | None = None
    staff_chat: int | None = None
    two_people: bool = False
    hours: Hours = WEEKDAYS
    key: Key | None = None
    unencrypted: bool = False
    operator: str = ""
    status_port: int | None = None
    json_log: bool = False
    webhook_url: str | None = None
    webhook_listen: tuple[str, int] = ("127.0.0.1", 8443)

    @property
    def built(self) -> Path:
        """The built knowledge base."""
        return self.home / "knowledge.db"

    @property
    def misses(self) -> Path:
        """What was not understood, naming nobody."""
        return self.home / "misses.db"

    @property
    def documents(self) -> Path:
        """The imported documents."""
        return self.home / "documents.db"

    @property
    def searched(self) -> Path:
        """The search's index of the imported documents."""
        return self.home / "documents.search"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``environment``; SettingsError where one is wrong."""
    home = environment.get("ZIGETONG_HOME")
    return Settings(
        home=Path(home).expanduser() if home else Path.home() / ".local" / "share" / "zigetong",
        knowledge=Path(environment["ZIGETONG_KNOWLEDGE"]).expanduser()
        if environment.get("ZIGETONG_KNOWLEDGE")
        else DATA,
        token=secret(environment, "ZIGETONG_TOKEN"),
        base_url=environment.get("ZIGETONG_BASE_URL") or None,
        owner=number(environment, "ZIGETONG_OWNER"),
        staff_chat=number(environment, "ZIGETONG_STAFF_CHAT"),
        two_people=yes(environment, "ZIGETONG_TWO_PEOPLE"),
        hours=hours(environment, "ZIGETONG_OFFICE_HOURS"),
        key=key(environment),
        unencrypted=yes(environment, "ZIGETONG_UNENCRYPTED"),
        operator=" ".join(environment.get("ZIGETONG_OPERATOR", "").split())[:200],
        status_port=port(environment, "ZIGETONG_STATUS_PORT"),
        json_log=one_of(environment, "ZIGETONG_LOG", ("text", "json")) == "json",
        webhook_url=address(environment, "ZIGETONG_WEBHOOK_URL"),
        webhook_listen=listen(environment, "ZIGETONG_WEBHOOK_LISTEN"),
    )


def secret(environment: Mapping[str, str], name: str) -> str | None:
    """A secret, from its file or the environment; None where neither is set."""
    file = environment.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).expanduser().read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"讀不到 {name}_FILE 指的檔案 {file}（{unread(error)}）；請檢查路徑和權限。"
            ) from None
    return environment.get(name, "").strip() or None


def unread(error: OSError | UnicodeDecodeError) -> str:
    """Why a file could not be read, in words."""
    known = {
        FileNotFoundError: "沒有這個檔案",
        PermissionError: "不准讀",
        IsADirectoryError: "那是資料夾",
        UnicodeDecodeError: "不是文字檔",
    }
    return known.get(type(error)) or str(getattr(error, "strerror", ""))


def key(environment: Mapping[str, str]) -> Key | None:
    """The databases' key; None where none is set."""
    text = secret(environment, "ZIGETONG_KEY")
    try:
        return Key.read(text) if text else None
    except KeyProblem as error:
        raise SettingsError(f"ZIGETONG_KEY 或 ZIGETONG_KEY_FILE：{error}") from None


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
        return Hours.read(text) if text else WEEKDAYS
    except ValueError:
        raise SettingsError(
            f"{name} 請寫成「1-5 08:00-17:00」（星期幾到幾、幾點到幾點），不是「{text}」。"
        ) from None


def one_of(environment: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """One of some words; the first where it is not set."""
    text = environment.get(name, "").strip().lower() or words[0]
    if text not in words:
        raise SettingsError(f"{name} 請寫 {'、'.join(words)} 其中一個，不是「{text}」。")
    return text


def port(environment: Mapping[str, str], name: str) -> int | None:
    """A port's number; None where it is not set."""
    text = environment.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise SettingsError(f"{name} 要是埠號（1 到 65535），不是「{text}」。")
    return int(text)


def listen(environment: Mapping[str, str], name: str) -> tuple[str, int]:
    """``host:port``; on loopback where it is not set."""
    text = environment.get(name, "").strip() or "127.0.0.1:8443"
    host, _, number_ = text.rpartition(":")
    if not host:
        raise SettingsError(f"{name} 請寫成「127.0.0.1:8443」，不是「{text}」。")
    return host, port({name: number_}, name) or 8443


def address(environment: Mapping[str, str], name: str) -> str | None:
    """An https address; None where it is not set."""
    text = environment.get(name, "").strip()
    if text and not re.fullmatch(r"https://[^\s/]+(/[^\s?#]*)?", text):
        raise SettingsError(f"{name} 要是 https:// 開頭的網址，不是「{text}」。")
    return text or None
