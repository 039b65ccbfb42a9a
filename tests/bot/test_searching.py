"""The search command: lines in, ids out; a bad line or corpus is told in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.machine import stream
from bot.searching import CorpusError, Search, open_corpus

GOOD = [
    {"id": "a", "title": "水費", "text": "每兩個月收一次。"},
    {"id": "b", "text": "垃圾車每週來兩次。"},
]


def corpus(folder: Path, *lines: object) -> Path:
    path = folder / "corpus.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_each_line_is_answered_in_order_and_a_bad_one_harms_no_other(tmp_path: Path) -> None:
    search = Search(open_corpus(corpus(tmp_path, *GOOD)))
    lines = ['{"id": 1, "q": "水費"}', "", "{", '{"id": 2, "q": 7}', "[]", '{"id": 3, "q": "垃圾車幾次"}']
    answers = [json.loads(line) for line in stream(lines, search)]
    assert [answer.get("id") for answer in answers] == [1, None, 2, None, 3]
    assert answers[0]["hits"] == ["a"]
    assert answers[4]["hits"][0] == "b"
    assert answers[2]["error"] == "q：要是文字"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([GOOD[0], GOOD[0]], "第 2 行：id「a」前面已經有了"),
        ([{"id": 1, "text": ""}], "第 1 行：id 要是文字"),
        ([{"id": "a"}], "第 1 行：text 要是文字"),
        ([{"id": "a", "text": "", "title": 3}], "第 1 行：title 要是文字"),
        ([GOOD[0], 3], "第 2 行不是 JSON 物件"),
    ],
)
def test_a_wrong_corpus_names_the_line_and_the_field(tmp_path: Path, lines: list[object], said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        open_corpus(corpus(tmp_path, *lines))


def test_a_corpus_that_is_missing_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="讀不到 none"):
        open_corpus(tmp_path / "none")
    path = tmp_path / "big5"
    path.write_bytes("水費".encode("big5"))
    with pytest.raises(CorpusError, match="UTF-8"):
        open_corpus(path)
    path.write_text("not json", encoding="utf-8")
    with pytest.raises(CorpusError, match="第 1 行不是 JSON"):
        open_corpus(path)
