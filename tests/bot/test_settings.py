"""Settings: one list, each read once, a slip told in words, a secret never shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import SETTINGS, SettingsError, from_environment

ROOT = Path(__file__).resolve().parents[2]
KEY = "ab" * 32


def test_every_setting_that_is_read_is_on_the_list_and_the_other_way_round() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    listed = set(SETTINGS)
    used = set(re.findall(r"ZIGETONG_[A-Z_]+[A-Z]", text))
    assert used - {"ZIGETONG_DOCUMENTS"} == listed  # that one tells the tests where the documents lie


def test_files_hold_secrets(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("1:abc\n")
    (tmp_path / "key").write_text(f"{KEY}\n")
    found = from_environment(
        {"ZIGETONG_TOKEN_FILE": str(tmp_path / "token"), "ZIGETONG_KEY_FILE": str(tmp_path / "key")}
    )
    assert found.token == "1:abc"
    assert found.key is not None
    assert "1:abc" not in repr(found)
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZIGETONG_KEY", "hunter2"),
        ("ZIGETONG_KEY_FILE", "/no/such/file"),
        ("ZIGETONG_UNENCRYPTED", "maybe"),
        ("ZIGETONG_STATUS_PORT", "70000"),
        ("ZIGETONG_STATUS_PORT", "八千"),
        ("ZIGETONG_LOG", "xml"),
        ("ZIGETONG_WEBHOOK_URL", "ftp://x"),
        ("ZIGETONG_WEBHOOK_LISTEN", "8443"),
        ("ZIGETONG_WEBHOOK_LISTEN", "127.0.0.1:x"),
        ("ZIGETONG_OWNER", "@name"),
        ("ZIGETONG_OFFICE_HOURS", "always"),
    ],
)
def test_a_slip_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        from_environment({name: value})
    assert name not in {"ZIGETONG_KEY"} or value not in str(caught.value), "a wrong secret is not repeated"


def test_empty_means_not_set() -> None:
    assert from_environment(dict.fromkeys(SETTINGS, "")) == from_environment({})
