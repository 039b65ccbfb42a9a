"""Documents added, listed and removed: told in sentences, and a crash in the middle harms nothing."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from bot.papers import PapersError, opened, read_papers
from bot.settings import Settings, from_environment
from handlers.clauses import LABEL
from handlers.turn import Turn, TurnKind
from knowledge.base import open_base
from tests.knowledge.test_fulltext import AT, SWIMMING


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ZIGETONG_HOME", str(tmp_path / "home"))
    return from_environment()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "swimming.txt"
    path.write_text(SWIMMING, encoding="utf-8")
    return path


def test_added_listed_removed(settings: Settings, paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["documents", "list"]) == 0
    assert "還沒有匯入" in capsys.readouterr().out
    assert main(["documents", "add", str(paper)]) == 0
    assert "已匯入「河濱國民小學暑期水上安全體驗營實施要點」" in capsys.readouterr().out
    assert main(["documents", "list"]) == 0
    name = capsys.readouterr().out.split("\t")[0]
    assert main(["documents", "remove", name]) == 0
    assert "已移除" in capsys.readouterr().out
    assert main(["documents", "remove", name]) == 1
    assert "沒有匯入過" in capsys.readouterr().err


def test_one_bad_file_is_told_and_the_others_are_taken(
    settings: Settings, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = tmp_path / "scan.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert main(["documents", "add", str(tmp_path / "none.txt"), str(image), str(paper)]) == 1
    told = capsys.readouterr()
    assert "找不到檔案" in told.err
    assert "scan.png 是圖片" in told.err
    assert "已匯入" in told.out


def test_a_crash_in_the_middle_of_an_import_harms_nothing(settings: Settings, paper: Path) -> None:
    assert main(["documents", "add", str(paper)]) == 0
    crash = """
import os, sys
from pathlib import Path
from knowledge.documents.clauses import Paragraph
from knowledge.documents.store import open_store
def rows():
    for n in range(2000):
        yield Paragraph((str(n),), str(n), "半途而廢的段落")
    os._exit(9)
store = open_store(Path(sys.argv[1]))
store.put(store.listed()[0], "半途而廢", rows())
"""
    done = subprocess.run([sys.executable, "-c", crash, str(settings.documents)], check=False)
    assert done.returncode == 9
    fulltext, _ = read_papers(settings, open_base())
    assert fulltext is not None
    places = fulltext.find("體驗營的保險費")
    assert "保險費" in places[0].sentence
    assert all("半途" not in place.text for place in places)
    assert main(["documents", "add", str(paper)]) == 0


def test_a_damaged_store_is_told_in_a_sentence(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.home.mkdir(parents=True)
    settings.documents.write_bytes(b"no database at all" * 100)
    with pytest.raises(PapersError):
        opened(settings)
    assert main(["documents", "list"]) == 1
    assert "documents.db 打不開或已損壞" in capsys.readouterr().err


@pytest.mark.documents
def test_the_cited_clause_is_shown_word_for_word(settings: Settings, documents_folder: Path) -> None:
    from bot.assembly import assemble

    assert main(["documents", "add", *map(str, sorted(documents_folder.glob("*.txt")))]) == 0
    desk = assemble(settings).desk
    reply = desk.reply(Turn(1, 1, AT.astimezone(), text="交換學生美國名額幾個"))
    (button,) = [b for row in reply.buttons for b in row if b.label == LABEL]
    pressed = Turn(1, 1, AT.astimezone(), TurnKind.BUTTON, action=button.action)
    (quote,) = desk.reply(pressed).quotes
    assert "20名" in quote.text.replace(" ", "")
    with closing(opened(settings)) as store:
        for source in store.listed():
            store.remove(source.document)
    assert assemble(settings).desk.reply(pressed).text != ""
    reopened = assemble(settings).desk.reply(pressed)
    assert not reopened.quotes
