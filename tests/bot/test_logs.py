"""The log: readable by people or machines, free of secrets and of anybody's words."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import begin
from bot.settings import Settings
from bot.store.keys import Key
from knowledge.loading import DATA

TOKEN = "777:a-token"
KEY = "ab" * 32


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield
    root.handlers[:], root.level = before


def logged(*, json_log: bool) -> str:
    stream = io.StringIO()
    begin(Settings(Path(), DATA, TOKEN, None, key=Key(KEY), json_log=json_log), stream)
    log = logging.getLogger("bot.something")
    log.warning("could not reach https://x/bot%s/getMe with %s", TOKEN, KEY)
    try:
        raise ValueError("我女兒國二")
    except ValueError as error:
        log.error("update failed: %s", type(error).__name__, exc_info=error)
    logging.getLogger("httpx").info("GET https://x/bot%s", TOKEN)
    return stream.getvalue()


@pytest.mark.parametrize("json_log", [False, True])
def test_no_secret_and_no_person_s_words(json_log: bool) -> None:
    """Neither in a message nor in an error's own words."""
    text = logged(json_log=json_log)
    assert "could not reach" in text
    assert TOKEN not in text
    assert KEY not in text
    assert "女兒" not in text
    assert "httpx" not in text


def test_json_lines_are_json() -> None:
    rows = [json.loads(line) for line in logged(json_log=True).splitlines()]
    assert [row["level"] for row in rows] == ["WARNING", "ERROR"]
    assert rows[1]["trace"][-1] == "ValueError"
    assert rows[0]["at"].endswith("+08:00")
