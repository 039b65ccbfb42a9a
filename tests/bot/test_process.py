"""The real process, as an owner starts it: polling a pretended Telegram on loopback, answering, stopping cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pretend.loopback import TOKEN, serving
from tests.pretend.telegram import Pretended


@contextmanager
def running(url: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """``zigetong run`` against ``url``; ended by its own id when the block ends."""
    environment = {
        **os.environ,
        "ZIGETONG_TOKEN": TOKEN,
        "ZIGETONG_BASE_URL": url,
        "ZIGETONG_HOME": str(home),
        "ZIGETONG_KEY": "0f" * 32,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def test_a_whole_conversation_with_the_real_process(tmp_path: Path) -> None:
    """Start, question, button, follow-up, a photo, a clean stop; nothing that Telegram would refuse."""
    pretended = Pretended()
    with serving(pretended) as url, running(url, tmp_path) as process:
        pretended.types("/start")
        assert "資格通" in pretended.wait_for(1)[0].text
        pretended.types("交換學生去美國有幾個名額？")
        answer = pretended.wait_for(2)[1]
        assert "20名" in answer.text
        assert "附錄六 伍、二(二)" in answer.text
        pretended.types("那加拿大呢")
        assert "5名" in pretended.wait_for(3)[2].text
        pretended.taps(answer.rows[-1][0]["callback_data"])
        assert pretended.wait_for(4)[3].text
        pretended.sends(photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}])
        assert "照片" in pretended.wait_for(5)[4].text
        pretended.poison()
        last = pretended.types("謝謝")
        assert "不客氣" in pretended.wait_for(6)[5].text
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        assert process.returncode == 0
        assert pretended.confirmed == last["update_id"] + 1, "a clean stop confirms what was handled"
    assert not pretended.refused


def test_without_a_token_run_says_what_to_do(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ZIGETONG")}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "run"],
        env={**environment, "ZIGETONG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "BotFather" in done.stdout
    assert "make chat" in done.stdout


def test_a_wrong_token_is_told_in_words(tmp_path: Path) -> None:
    pretended = Pretended()

    def unauthorised(method: str, _: dict[str, object]) -> None:
        from tests.pretend.rules import Refused

        raise Refused(401, "Unauthorized")

    pretended.faults = unauthorised
    with serving(pretended) as url, running(url, tmp_path) as process:
        out, _ = process.communicate(timeout=30)
    assert "token" in out
    assert TOKEN not in out
