"""Commands for whoever runs the bot: key, doctor, backup, restore."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.settings import from_environment

Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_commands(command: Command) -> None:
    """Add them to the others."""
    command("key", run_key, "產生一把資料庫金鑰，寫進新的檔案").add_argument(
        "file", type=Path, metavar="檔案", help="不要和資料放在一起，另外備份"
    )
    command("doctor", run_doctor, "檢查哪裡還沒弄好，以及怎麼弄好").add_argument(
        "--settings", action="store_true", help="列出所有設定"
    )
    command("backup", run_backup, "備份（不必停機）").add_argument("file", type=Path, metavar="檔案.zip")
    command("restore", run_restore, "從備份還原到空的資料夾").add_argument(
        "file", type=Path, metavar="檔案.zip"
    )


def run_key(options: argparse.Namespace) -> int:
    """Make a key."""
    from bot.store.keys import write_key

    path: Path = options.file.expanduser()
    write_key(path)
    print(f"金鑰寫好了。請設定 ZIGETONG_KEY_FILE={path}")
    print("金鑰遺失就打不開資料庫，備份也一樣：請另外存一份在別的地方。")
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    """Look everything over."""
    from bot import doctor

    return doctor.list_settings() if options.settings else doctor.report()


def run_backup(options: argparse.Namespace) -> int:
    """Back up."""
    from bot.backup import back_up

    names = back_up(from_environment(), options.file.expanduser().absolute())
    print(f"備份好了：{options.file}（{'、'.join(names)}）。金鑰不在裡面，請另外保存。")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Put a backup back."""
    from bot.backup import restore

    settings = from_environment()
    names = restore(settings, options.file.expanduser().absolute())
    print(f"還原好了：{'、'.join(names)}，放在 {settings.home}。現在可以啟動機器人。")
    return 0
