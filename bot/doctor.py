"""``zigetong doctor``: what is missing or wrong, in words, and what to do about it.

Each look is a function that finds nothing, or says a sentence; a doubt does not keep the bot from running.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.settings import SETTINGS, Settings, SettingsError, from_environment
from bot.store.connection import Store, StoreError
from knowledge.base import open_base
from knowledge.errors import ZigetongError

ROOM = 200 * 1024 * 1024
"""Bytes that should be free on the disk."""


@dataclass(frozen=True)
class Finding:
    """``stops``: with this the bot cannot run."""

    text: str
    stops: bool


def findings(settings: Settings, environment: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Everything that is found, in the order in which it should be mended."""
    looks: list[Callable[[], Iterator[Finding]]] = [
        lambda: names(environment),
        lambda: key(settings, environment),
        lambda: home(settings),
        lambda: store(settings),
        lambda: knowledge(settings),
        lambda: office(settings),
        lambda: ports(settings),
        lambda: telegram(settings),
    ]
    for look in looks:
        yield from look()


def names(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Settings that nobody reads."""
    for name in sorted(environment):
        if name.startswith("ZIGETONG_") and name not in SETTINGS and name != "ZIGETONG_DOCUMENTS":
            yield Finding(f"沒有 {name} 這個設定，可能打錯了。所有設定：zigetong doctor --settings", False)


def key(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """The key: there, apart, and for its owner only."""
    if settings.key is None and not settings.unencrypted:
        yield Finding("沒有金鑰。請跑 zigetong key 檔案 產生一把，再設定 ZIGETONG_KEY_FILE。", True)
    if settings.key is None and settings.unencrypted:
        yield Finding("資料庫沒有加密（ZIGETONG_UNENCRYPTED=yes）。學校使用請設定金鑰。", False)
    for name in ("ZIGETONG_KEY_FILE", "ZIGETONG_TOKEN_FILE"):
        file = environment.get(name)
        if not file:
            continue
        path = Path(file).expanduser()
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(f"{name} 指的檔案別人也讀得到；請跑 chmod 600 {path}", False)
        if name == "ZIGETONG_KEY_FILE" and settings.home.resolve() in path.resolve().parents:
            yield Finding("金鑰和資料放在同一個資料夾，等於沒加密；請移到別處。", False)


def home(settings: Settings) -> Iterator[Finding]:
    """The folder: there, writable, with room."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        yield Finding(f"資料夾 {settings.home} 建不起來（{error.strerror}）；請改 ZIGETONG_HOME。", True)
        return
    if not os.access(settings.home, os.W_OK):
        yield Finding(f"資料夾 {settings.home} 不能寫；請改權限或 ZIGETONG_HOME。", True)
    if shutil.disk_usage(settings.home).free < ROOM:
        yield Finding("磁碟剩不到 200 MB；滿了就不能寫，請清出空間。", False)


def store(settings: Settings) -> Iterator[Finding]:
    """The database: opens, is whole."""
    path = settings.home / "zigetong.db"
    if not path.exists():
        return
    try:
        with closing(Store(path, settings.key)) as found:
            if found.rows("pragma quick_check") != [("ok",)]:
                yield Finding("資料庫壞了；請停下機器人，用 zigetong restore 還原備份。", True)
    except StoreError as error:
        yield Finding(str(error), True)


def knowledge(settings: Settings) -> Iterator[Finding]:
    """The knowledge files: right."""
    try:
        open_base(None, settings.knowledge)
    except ZigetongError as error:
        yield Finding(f"知識檔有錯：{error}", True)


def office(settings: Settings) -> Iterator[Finding]:
    """Who answers for it."""
    if not settings.operator:
        yield Finding("還沒寫營運單位（ZIGETONG_OPERATOR）；/privacy 應該說得出誰負責、怎麼聯絡。", False)
    if settings.owner is None:
        yield Finding("還沒設負責人（ZIGETONG_OWNER）；沒有人能發公告、邀請承辦人員。", False)


def ports(settings: Settings) -> Iterator[Finding]:
    """Where the bot would listen: free, unless it is running already."""
    wanted = {"ZIGETONG_STATUS_PORT": ("127.0.0.1", settings.status_port)}
    if settings.webhook_url is not None:
        wanted["ZIGETONG_WEBHOOK_LISTEN"] = settings.webhook_listen
    for name, (host, port) in wanted.items():
        if port is not None and taken(host, port):
            yield Finding(f"埠 {port} 已經有程式在用。如果不是正在跑的機器人，請停掉它，或改 {name}。", False)


def taken(host: str, port: int) -> bool:
    """Whether somebody listens there already, or nobody may."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host.strip("[]"), port))
        except OSError:
            return True
    return False


def telegram(settings: Settings) -> Iterator[Finding]:
    """Telegram: reached, knows the token."""
    if not settings.token:
        yield Finding("沒有 token。在 Telegram 找 @BotFather 傳 /newbot，再設定 ZIGETONG_TOKEN_FILE。", True)
        return
    if not re.fullmatch("[0-9]+:[A-Za-z0-9_-]+", settings.token):
        yield Finding(
            "token 的樣子不對（應該像 123456:ABC…，一行，沒有引號或空格）；請把 @BotFather 給的整串重新貼上。",
            True,
        )
        return
    try:
        name, inline = asyncio.run(asked(settings))
    except InvalidToken:
        yield Finding("Telegram 不認得這個 token；請向 @BotFather 確認。", True)
    except TelegramError as error:
        yield Finding(f"連不上 Telegram（{type(error).__name__}）；請檢查網路和防火牆。", True)
    else:
        if not inline:
            yield Finding(f"@{name} 還沒開放在別的聊天室快問快答；要用就向 @BotFather 傳 /setinline。", False)


async def asked(settings: Settings) -> tuple[str, bool]:
    """The bot's user name, and whether it may be asked inline."""
    token, url = settings.token or "", settings.base_url
    async with Bot(token, f"{url.rstrip('/')}/bot") if url else Bot(token) as bot:
        me = await bot.get_me()
        return me.username or "", bool(me.supports_inline_queries)


def report(environment: Mapping[str, str] = os.environ) -> int:
    """Print what is found; 1 where the bot cannot run."""
    try:
        found = list(findings(from_environment(environment), environment))
    except SettingsError as error:
        found = [
            *names(environment),
            Finding(f"{error}\n  改好再跑一次 zigetong doctor，才看得到其他的。", True),
        ]
    for finding in found:
        print(f"{'✗' if finding.stops else '！'} {finding.text}")
    if not found:
        print("✓ 都好了。")
    elif not any(finding.stops for finding in found):
        print("✓ 可以執行；上面打「！」的建議處理。")
    return 1 if any(finding.stops for finding in found) else 0


def list_settings() -> int:
    """Print every setting."""
    for name, what in SETTINGS.items():
        print(f"{name}\n    {what}", file=sys.stdout)
    return 0
