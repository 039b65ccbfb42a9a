"""Backup while the bot runs, and its way back.

A backup is one zip file with a consistent copy of each database, made by SQLite's online backup, and what staff wrote.
Encrypted databases stay encrypted in it: the key is not in the backup and must be kept elsewhere. What can be made
again (the built knowledge base, the search's index) and what lives for half an hour (checks) is left out.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.settings import Settings
from bot.store.connection import Store, StoreError, connect, translated
from bot.store.keys import Key
from knowledge.errors import ZigetongError

STORE = "zigetong.db"
PLAIN = ("documents.db", "misses.db")
"""Databases in which nobody is, so they are not encrypted."""
FOLDERS = ("proposals",)


class BackupError(ZigetongError):
    """A backup that cannot be made or taken back; the message says why and what to do."""


def back_up(settings: Settings, target: Path) -> list[str]:
    """Write a backup to ``target``, which must not exist yet; the names of what is in it."""
    if target.exists():
        raise BackupError(f"{target} 已經存在；請換一個檔名，備份不會覆蓋舊的。")
    if not (settings.home / STORE).exists():
        raise BackupError(f"{settings.home} 裡沒有資料庫；請檢查 ZIGETONG_HOME。")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            made = Path(folder) / "backup.zip"
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, path in parts(settings, Path(folder)):
                    archive.write(path, name)
                names = archive.namelist()
            made.chmod(0o600)
            synced(made)
            os.replace(made, target)  # noqa: PTH105  whole or not at all
    except OSError as error:
        raise BackupError(f"備份寫不進 {target.parent}（{error.strerror}）。") from None
    return names


def parts(settings: Settings, folder: Path) -> Iterator[tuple[str, Path]]:
    """A copy of each database, and the files of each folder: (name in the backup, where it is now)."""
    for name in (STORE, *PLAIN):
        source = settings.home / name
        if source.exists():
            copy(source, folder / name, settings.key if name == STORE else None)
            yield name, folder / name
    for name in FOLDERS:
        for path in sorted((settings.home / name).glob("*")):
            if path.is_file():
                yield f"{name}/{path.name}", path


def copy(source: Path, target: Path, key: Key | None) -> None:
    """A consistent copy of a database that may be in use; encrypted as it is."""
    with translated(), closing(connect(source, key)) as from_, closing(connect(target, key)) as to:
        to.execute("pragma journal_mode = delete")
        from_.backup(to)


def restore(settings: Settings, source: Path) -> list[str]:
    """Put a backup's files into an empty home; the names of what was put there. Everything is proved before."""
    taken = [name for name in (STORE, *PLAIN) if (settings.home / name).exists()]
    if taken:
        raise BackupError(
            f"{settings.home} 裡已經有 {'、'.join(taken)}；請先停下機器人，把它們移到別處，再還原一次。"
        )
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.home) as folder, zipfile.ZipFile(source) as archive:
            names = checked(archive)
            for name in names:
                (Path(folder) / name).parent.mkdir(exist_ok=True)
                (Path(folder) / name).write_bytes(archive.read(name))
            proved(Path(folder), settings.key)
            for name in names:
                (settings.home / name).parent.mkdir(mode=0o700, exist_ok=True)
                (Path(folder) / name).chmod(0o600)
                (Path(folder) / name).replace(settings.home / name)
    except (zipfile.BadZipFile, EOFError):
        raise BackupError(f"{source.name} 不是完整的備份檔。") from None
    except OSError as error:
        raise BackupError(f"讀不到 {source.name} 或寫不進 {settings.home}（{error.strerror}）。") from None
    return names


def checked(archive: zipfile.ZipFile) -> list[str]:
    """The names in a backup; BackupError where one of them is none of ours, wherever it would be written."""
    names = archive.namelist()
    for name in names:
        folder, _, file = name.rpartition("/")
        ours = name in (STORE, *PLAIN) or (folder in FOLDERS and file and Path(file).name == file)
        if not ours or name.endswith(".."):
            raise BackupError(f"備份檔裡有不認得的東西：{name[:60]}")
    if STORE not in names or archive.testzip() is not None:
        raise BackupError("備份檔不完整。")
    return names


def proved(folder: Path, key: Key | None) -> None:
    """The copy opens with the key, is whole, and can be brought to the newest shape."""
    try:
        with closing(Store(folder / STORE, key)) as store:
            if store.rows("pragma integrity_check") != [("ok",)]:
                raise BackupError("備份檔裡的資料庫壞了。")
            store.connection.execute("pragma journal_mode = delete")
    except StoreError as error:
        raise BackupError(f"備份檔裡的資料庫打不開：{error}") from None


def synced(path: Path) -> None:
    """Down on the disk before it is given its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
