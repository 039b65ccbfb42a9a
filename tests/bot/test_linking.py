"""``zigetong link``: a link and a QR code from the command line, with a sentence for whatever will not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.store.connection import Store
from bot.store.members import MemberBook


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZIGETONG_HOME", str(tmp_path))
    for name in ("ZIGETONG_KEY", "ZIGETONG_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_link_and_its_picture(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "qr.png"
    words = [
        "link",
        "班級",
        "景美國小三年二班",
        "臺北市",
        "--code",
        "jm-302",
        "--bot",
        "@zigetong_bot",
        "--qr",
        str(file),
    ]
    assert main(words) == 0
    assert capsys.readouterr().out == "https://t.me/zigetong_bot?start=join-jm-302\n"
    assert file.read_bytes().startswith(b"\x89PNG")
    tag = MemberBook(Store(home / "zigetong.db")).tag("jm-302")
    assert tag is not None
    assert (tag.kind, tag.label, tag.city) == ("class", "景美國小三年二班", "taipei")
    assert main(words) == 0, "the same again is the same link"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["景美國小"], "--bot"),
        (["景美國小", "--bot", "a b"], "--bot"),
        (["景美國小", "--bot", "zigetong_bot", "--code", "三年二班"], "代碼"),
        (["景美國小", "--bot", "zigetong_bot", "--code", "x" * 33], "代碼"),
        (["計畫", "游泳課", "--bot", "zigetong_bot"], "沒有叫"),
        (["景美國小", "--bot", "zigetong_bot", "--qr", "no/such/folder/a.png"], "圖片存不了"),
    ],
)
def test_what_will_not_do_gets_a_sentence(
    words: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["link", *words]) == 1
    assert part in capsys.readouterr().err


def test_a_code_that_is_taken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "景美國小", "--code", "a", "--bot", "zigetong_bot"]) == 0
    assert main(["link", "木柵國小", "--code", "a", "--bot", "zigetong_bot"]) == 1
    assert "換一個" in capsys.readouterr().err
