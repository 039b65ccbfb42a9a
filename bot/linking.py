"""``zigetong link``: a link by which people join an audience, and its QR code as a picture to print."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from bot import clock
from bot.operating import Command
from bot.settings import Settings, from_environment
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.staff import StaffBook
from handlers.office.linking import LinkError, picture, read_tag
from handlers.office.staffing import deep_link
from knowledge.base import open_base

BOT = re.compile(r"[A-Za-z0-9_]{5,32}")


def add_link(command: Command) -> None:
    """Add the command to the others."""
    link = command("link", run_link, "做一個加入公告名單的連結，和 QR 碼")
    link.add_argument(
        "name",
        nargs="+",
        metavar="名稱",
        help="[學校|班級|計畫] 名稱 [縣市]，例如：班級 景美國小三年二班 臺北市",
    )
    link.add_argument("--code", metavar="代碼", help="連結裡的代碼（英數、底線、減號）；不寫就自動產生")
    link.add_argument("--qr", type=Path, metavar="檔案.png", help="把 QR 碼存成圖片")
    link.add_argument("--bot", metavar="帳號", help="機器人的帳號；機器人上線過就不用寫")


def run_link(options: argparse.Namespace) -> int:
    """Make one; 1 where it cannot be, with the reason."""
    settings = from_environment()
    try:
        print(made(settings, " ".join(options.name), options.code, options.bot, options.qr))
    except LinkError as error:
        print(f"zigetong：{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"zigetong：圖片存不了（{error.strerror}）：{options.qr}", file=sys.stderr)
        return 1
    return 0


def made(settings: Settings, name: str, code: str | None, bot: str | None, qr: Path | None) -> str:
    """The link; LinkError where the name, the code or the bot's name will not do."""
    base = open_base(settings.built, settings.knowledge)
    shorts = {programme.programme.short: key for key, programme in base.programmes.items()}
    store = Store(settings.home / "zigetong.db", settings.key)
    try:
        staff, members = StaffBook(store, Ledger(store), settings.owner), MemberBook(store)
        bot = (bot or staff.setting("bot")).removeprefix("@")
        if not BOT.fullmatch(bot):
            raise LinkError("還不知道機器人的帳號；請加 --bot 帳號，或先讓機器人上線一次。")
        tag = read_tag(name, code or members.new_code(), shorts)
        if not members.add_tag(tag, settings.owner or 0, clock.now()):
            raise LinkError(f"代碼 {tag.code} 已經是別的名稱了；請換一個。")
        link = deep_link(bot, tag.payload)
        if qr is not None:
            qr.expanduser().write_bytes(picture(link))
        return link
    finally:
        store.close()
