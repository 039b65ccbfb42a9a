"""The search finds, tells where, takes more and less, and survives its file being harmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import Passage, SearchIndex, SegmentError
from knowledge.search.grams import counts, fold, grams

PASSAGES = (
    Passage("a", "水費", "水費每兩個月收一次。逾期未繳者加收百分之三。"),
    Passage("b", "圖書館", "圖書館星期一休館。借書以三十本為限，借期２８天。"),
    Passage("c", "游泳池", "游泳池早上六點開放，週三清洗休息。票價50元。"),
    Passage("d", "", "台北市的垃圾車每週二和週五各來一次。"),
)


@pytest.fixture
def index() -> SearchIndex:
    return SearchIndex.build(PASSAGES)


def test_the_passage_that_answers_comes_first(index: SearchIndex) -> None:
    asked = {"水費多久收一次": "a", "借書可以借幾天": "b", "游泳池幾點開": "c", "垃圾車一週來幾次": "d"}
    assert {q: index.search(q)[0].id for q in asked} == asked


def test_the_sentence_is_the_one_the_window_stands_in(index: SearchIndex) -> None:
    assert index.sentence(index.search("借書期限幾天")[0]) == "借書以三十本為限，借期２８天。"


def test_width_and_variants_find_and_the_passage_is_given_as_written(index: SearchIndex) -> None:
    assert index.search("臺北市垃圾車")[0].id == index.search("台北市垃圾車")[0].id == "d"
    assert index.passage(index.search("28天")[0].number) == PASSAGES[1]


def test_a_question_without_a_known_character_finds_nothing(index: SearchIndex) -> None:
    assert index.search("xyz") == index.search("") == index.search("？！") == []
    assert SearchIndex.build([]).search("水費") == []


def test_ranks_are_ordered_and_limited(index: SearchIndex) -> None:
    hits = index.search("一次", limit=2)
    assert len(hits) == 2
    assert hits[0].score >= hits[1].score
    assert 0 <= hits[0].confidence <= 1


def test_adding_and_removing_leave_the_index_they_came_from(index: SearchIndex) -> None:
    larger = index.with_added([Passage("e", "公車", "公車票價十五元。")])
    assert larger.search("公車票價多少")[0].id == "e"
    assert "e" not in {hit.id for hit in index.search("公車票價多少")}
    fewer = larger.without({"e"})
    assert "e" not in {hit.id for hit in fewer.search("公車票價多少")}
    for number in range(9):
        fewer = fewer.with_added([Passage(f"f{number}", "", f"第{number}號公車停這裡")])
    assert fewer.search("第7號公車")[0].id == "f7"
    assert "e" not in {hit.id for hit in fewer.search("公車票價多少", limit=20)}


def test_a_saved_index_opens_and_answers_the_same(index: SearchIndex, tmp_path: Path) -> None:
    path = tmp_path / "search.index"
    index.without({"a"}).save(path)
    opened = SearchIndex.open(path)
    assert opened.search("借書幾天") == index.without({"a"}).together().search("借書幾天")
    assert [opened.passage(n) for n in range(opened.size)] == list(PASSAGES[1:])


def test_an_empty_index_is_saved_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "search.index"
    SearchIndex.build([]).save(path)
    assert SearchIndex.open(path).search("水費") == []


def test_a_harmed_file_is_refused(index: SearchIndex, tmp_path: Path) -> None:
    path = tmp_path / "search.index"
    index.save(path)
    whole = path.read_bytes()
    for harmed in (
        b"",
        whole[:5],
        whole[:-1],
        whole[: len(whole) // 2],
        whole + b"more",
        b"\xff" * len(whole),
    ):
        path.write_bytes(harmed)
        with pytest.raises(SegmentError):
            SearchIndex.open(path)


def test_a_write_cut_short_leaves_the_old_file(
    index: SearchIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "search.index"
    index.save(path)

    def crash(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", crash)
        with pytest.raises(OSError, match="no room"):
            index.without({"a"}).save(path)
    assert SearchIndex.open(path).size == len(PASSAGES)


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert all(fold(text)[at : at + len(gram)] == gram for gram, at in grams(fold(text)))
    found: dict[str, int] = {}
    for gram, _ in grams(fold(text)):
        found[gram] = found.get(gram, 0) + 1
    assert counts(fold(text)) == found


@given(st.lists(st.text(), max_size=6), st.text())
def test_any_text_can_be_indexed_asked_and_given_back(texts: list[str], question: str) -> None:
    index = SearchIndex.build(Passage(str(n), "", text) for n, text in enumerate(texts))
    for hit in index.search(question):
        assert index.passage(hit.number).text == texts[int(hit.id)]
        assert index.sentence(hit) in texts[int(hit.id)]
