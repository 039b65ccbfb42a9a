"""What whoever runs the bot relies on: a backup that comes back, a doctor that says what to do, a key that is kept."""

from __future__ import annotations

import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.backup import BackupError, back_up, restore
from bot.cli import main
from bot.delivery.messages import Message
from bot.doctor import findings, report
from bot.settings import SETTINGS, Settings, from_environment
from bot.store.connection import Store
from bot.store.keys import Key
from bot.store.ledger import Ledger
from knowledge.loading import DATA
from tests.bot.store.conftest import NOW
from tests.bot.store.shapes import NAMES, earlier
from tests.pretend.loopback import TOKEN, serving
from tests.pretend.telegram import Pretended

KEY = Key("0f" * 32)
WRITER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from bot.clock import TAIPEI
from bot.delivery.messages import Message
from bot.store.connection import Store
from bot.store.keys import Key
from bot.store.ledger import Ledger
ledger = Ledger(Store(Path(sys.argv[1]), Key("0f" * 32)))
at = datetime(2027, 3, 1, tzinfo=TAIPEI)
for n in range(100000):
    ledger.plan([Message("note", f"{n}", chat, at) for chat in (1, 2)], at)
    print(n, flush=True)
"""


def settings(home: Path, key: Key | None = KEY) -> Settings:
    return Settings(home, DATA, None, None, key=key)


@pytest.mark.parametrize("key", [KEY, None])
def test_a_backup_comes_back(tmp_path: Path, key: Key | None) -> None:
    store = Store(tmp_path / "a" / "zigetong.db", key)
    Ledger(store).plan([Message("note", "k", 1, NOW)], NOW)
    (tmp_path / "a" / "proposals").mkdir()
    (tmp_path / "a" / "proposals" / "x.toml").write_text("x = 1")
    target = tmp_path / "not yet" / "backup.zip"
    names = back_up(settings(tmp_path / "a", key), target)
    assert names == ["zigetong.db", "proposals/x.toml"]
    assert restore(settings(tmp_path / "b", key), target) == names
    assert Ledger(Store(tmp_path / "b" / "zigetong.db", key)).next_due() == NOW
    assert (tmp_path / "b" / "proposals" / "x.toml").read_text() == "x = 1"


def test_a_backup_of_an_encrypted_store_shows_nothing(tmp_path: Path) -> None:
    Ledger(Store(tmp_path / "zigetong.db", KEY)).plan([Message("note", "telling-words", 1, NOW)], NOW)
    back_up(settings(tmp_path), tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        content = archive.read("zigetong.db")
    assert b"telling-words" not in content
    assert not content.startswith(b"SQLite")


def test_a_backup_while_another_process_writes_is_whole(tmp_path: Path) -> None:
    """Pairs are written in one transaction each: the copy holds no half of one."""
    path = tmp_path / "zigetong.db"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None
        for _ in range(20):
            writer.stdout.readline()
        for n in range(3):
            back_up(settings(tmp_path), tmp_path / f"{n}.zip")
            restore(settings(tmp_path / f"home{n}"), tmp_path / f"{n}.zip")
            store = Store(tmp_path / f"home{n}" / "zigetong.db", KEY)
            rows = store.rows("select count(*) from ledger group by key having count(*) <> 2")
            assert rows == []
            assert store.rows("select count(*) > 0 from ledger") == [(1,)]
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate(timeout=10)


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_backup_of_an_earlier_version_comes_back_in_today_s_shape(tmp_path: Path, name: str) -> None:
    """A school that updates after a year restores last year's backup: every row is there."""
    before = earlier(tmp_path / "zigetong.db", name, KEY)
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.write(tmp_path / "zigetong.db", "zigetong.db")
    assert restore(settings(tmp_path / "home"), tmp_path / "old.zip") == ["zigetong.db"]
    store = Store(tmp_path / "home" / "zigetong.db", KEY)
    assert store.database.schema == Store(None).database.schema
    for table, values in before.items():
        assert store.rows(f"select {', '.join(values)} from {table}") == [tuple(values.values())], table


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    Store(tmp_path / "zigetong.db", KEY)
    back_up(settings(tmp_path), tmp_path / "backup.zip")
    with pytest.raises(BackupError, match="已經存在"):
        back_up(settings(tmp_path), tmp_path / "backup.zip")
    with pytest.raises(BackupError, match="已經有"):
        restore(settings(tmp_path), tmp_path / "backup.zip")


def test_a_bad_backup_changes_nothing(tmp_path: Path) -> None:
    Store(tmp_path / "zigetong.db", KEY)
    back_up(settings(tmp_path), tmp_path / "good.zip")
    whole = (tmp_path / "good.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("zigetong.db", b"")
        archive.writestr("../evil", b"x")
    (tmp_path / "words.zip").write_text("字")
    for name in ("half", "evil", "words", "none"):
        with pytest.raises(BackupError):
            restore(settings(tmp_path / "home"), tmp_path / f"{name}.zip")
    with pytest.raises(BackupError, match="金鑰"):
        restore(settings(tmp_path / "home", Key("f0" * 32)), tmp_path / "good.zip")
    assert list((tmp_path / "home").iterdir()) == []
    assert not (tmp_path / "evil").exists()


def told(home: Path, **environment: str) -> list[str]:
    everything = {"ZIGETONG_HOME": str(home), **environment}
    return [finding.text for finding in findings(from_environment(everything), everything)]


def test_the_doctor_finds_what_is_missing_and_says_what_to_do(tmp_path: Path) -> None:
    texts = told(tmp_path, ZIGETONG_TOKN="x")
    for part in ("ZIGETONG_TOKN", "zigetong key", "BotFather", "ZIGETONG_OPERATOR", "ZIGETONG_OWNER"):
        assert [text for text in texts if part in text], part


def test_the_doctor_sees_a_key_that_lies_with_the_data_and_is_open_to_all(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY.digits)
    (tmp_path / "key").chmod(0o644)
    texts = told(tmp_path, ZIGETONG_KEY_FILE=str(tmp_path / "key"))
    assert [text for text in texts if "chmod 600" in text]
    assert [text for text in texts if "同一個資料夾" in text]


def test_the_doctor_sees_a_wrong_key_and_a_broken_file(tmp_path: Path) -> None:
    Store(tmp_path / "zigetong.db", KEY).close()
    assert [text for text in told(tmp_path, ZIGETONG_KEY="f0" * 32) if "金鑰不對" in text]


@pytest.mark.parametrize(
    ("environment", "parts"),
    [
        ({"ZIGETONG_TOKEN_FILE": "{home}/none"}, ("ZIGETONG_TOKEN_FILE", "/none", "沒有這個檔案")),
        ({"ZIGETONG_KEY_FILE": "{home}"}, ("ZIGETONG_KEY_FILE", "資料夾")),
        ({"ZIGETONG_KEY": "abc"}, ("ZIGETONG_KEY", "64", "zigetong key")),
        ({"ZIGETONG_OWNER": "@mei"}, ("ZIGETONG_OWNER", "@mei", "一串數字")),
        ({"ZIGETONG_WEBHOOK_URL": "http://bot.example.tw/t"}, ("ZIGETONG_WEBHOOK_URL", "https")),
        ({"ZIGETONG_STATUS_PORT": "{taken}"}, ("{taken}", "ZIGETONG_STATUS_PORT", "正在跑")),
        ({"ZIGETONG_TOKEN": "貼上 token"}, ("樣子不對", "BotFather")),
        ({"ZIGETONG_TOKEN": TOKEN, "ZIGETONG_BASE_URL": "http://127.0.0.1:9"}, ("連不上", "網路")),
        ({"ZIGETONG_KNOWLEDGE": "{home}/none"}, ("知識檔", "/none")),
        ({"ZIGETONG_HOME": "{home}/file"}, ("ZIGETONG_HOME", "建不起來")),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
)
def test_the_doctor_names_what_is_broken_and_the_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], environment: dict[str, str], parts: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        words = {"home": str(tmp_path), "taken": str(listening.getsockname()[1])}
        given = {name: value.format(**words) for name, value in environment.items()}
        report({"ZIGETONG_HOME": str(tmp_path / "home"), **given})
    (line,) = [line for line in capsys.readouterr().out.split("\n") if parts[0].format(**words) in line]
    assert line[0] in "✗！"
    assert all(part.format(**words) in line for part in parts), line


def test_a_healthy_installation_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Pretended()) as url:
        for name, value in {
            "ZIGETONG_TOKEN": TOKEN, "ZIGETONG_BASE_URL": url, "ZIGETONG_HOME": str(tmp_path),
            "ZIGETONG_KEY": KEY.digits, "ZIGETONG_OPERATOR": "某某國小", "ZIGETONG_OWNER": "42",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        assert main(["doctor"]) == 0
    assert "都好了" in capsys.readouterr().out


def test_every_setting_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--settings"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in SETTINGS)


def test_a_key_is_made_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", str(tmp_path / "key")]) == 0
    assert "另外存一份" in capsys.readouterr().out
    assert from_environment({"ZIGETONG_KEY_FILE": str(tmp_path / "key")}).key is not None
    assert main(["key", str(tmp_path / "key")]) == 1
