"""What a reading tells beside its dates: place, sentence, weekday, assumption."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.dates import Mode, Status, answer_line, find_all, read

NOW = datetime(2026, 11, 21, 10)


def test_the_place_is_that_of_the_given_text() -> None:
    text = "公告：１１３ 年 8 月 7 日（三） 上午 9 時開始，12/5 前繳件"
    places = [text[slice(*r.span)] for r in find_all(text, reference=NOW)]
    assert places == ["１１３ 年 8 月 7 日（三） 上午 9 時開始", "12/5 前"]
    assert [r.text for r in find_all(text, reference=NOW)] == places


IMPOSSIBLE = [
    "民國112年2月29日", "2月30日", "113年9月31日", "113年13月1日", "113年8月32日", "113年8月7日25時", "113年8月7日9時75分",
    "113年8月7日上午15時", "民國2024年8月7日", "西元113年8月7日", "民國0年1月1日", "農曆八月十五", "113年8月9日至8月7日",
    "民國113年(西元2025年)8月7日", "民國113年8月7日(2024/8/8)", "113年8月7日(星期五)", "26/12/5", "上學期", "7日前", "8/7、8/9", "113年8月7、9日", "111年2月27、29日",
]  # fmt: skip


def test_each_impossible_or_ambiguous_form_has_its_own_sentence() -> None:
    notes = [read(text, reference=NOW).note for text in IMPOSSIBLE]
    assert all(notes)
    assert len(set(notes)) == len(notes)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_what_is_impossible_or_ambiguous_is_no_date(text: str) -> None:
    reading = read(text, reference=NOW)
    assert reading.status not in {Status.OK, Status.NONE}
    if reading.status is not Status.WEEKDAY_MISMATCH:
        assert (reading.start, reading.end) == (None, None)


def test_a_false_weekday_keeps_the_date_and_says_both() -> None:
    reading = read("113 年 12 月 30 日（星期二）", reference=NOW, mode=Mode.DOCUMENT)
    assert (reading.start, reading.weekday_told, reading.weekday_real) == (date(2024, 12, 30), 1, 0)
    assert "星期一" in reading.note
    assert "星期二" in reading.note


def test_a_weekday_that_fits_another_year_names_that_year() -> None:
    reading = read("8月30日(星期五)", reference=NOW)
    assert reading.status is Status.WEEKDAY_MISMATCH
    assert [r.start for r in reading.readings] == [date(2024, 8, 30)]


def test_a_document_is_never_read_from_today() -> None:
    for text in ("下週五", "明天", "8月9日", "今年", "月底", "3天內", "第1學期", "當年度4月30日前"):
        reading = read(text, reference=NOW, mode=Mode.DOCUMENT)
        assert reading.status in {Status.NONE, Status.NEEDS_ANCHOR}, text


def test_a_documents_year_comes_from_its_anchor_or_from_close_by() -> None:
    near = find_all("113年8月7日至8月9日受理，8月9日下午4時前送出", reference=NOW, mode=Mode.DOCUMENT)
    assert [r.end for r in near] == [date(2024, 8, 9), datetime(2024, 8, 9, 16)]
    far = find_all("109年10月7日函頒" + "。" * 200 + "8月9日前", reference=NOW, mode=Mode.DOCUMENT)
    assert far[-1].anchor == "doc_year"
    given = find_all("8月9日前", reference=NOW, mode=Mode.DOCUMENT, anchors={"doc_school_year": 113})
    assert given[0].end == date(2024, 8, 9)


def test_a_year_that_was_not_said_is_marked_as_assumed() -> None:
    assert read("11/3", reference=NOW).assumed_year
    assert not read("2026/11/3", reference=NOW).assumed_year
    assert not read("明年3月1日", reference=NOW).assumed_year


def test_what_has_happened_lies_in_the_past() -> None:
    assert read("3/1收到通知", reference=NOW).start == date(2026, 3, 1)
    assert read("3/1", reference=NOW).start == date(2027, 3, 1)


def test_an_event_told_in_the_same_message_is_counted_from() -> None:
    reading = read("我們11/3返國，返國後兩個月內要交報告，是哪天", reference=NOW)
    assert (reading.end, reading.status) == (date(2027, 1, 3), Status.OK)


def test_the_present_is_read_in_taipei() -> None:
    late = datetime(2026, 11, 20, 17, tzinfo=UTC)  # one in the morning of the 21st in Taipei
    assert read("今天", reference=late).start == date(2026, 11, 21)


def test_a_line_is_answered_as_the_interface_says() -> None:
    line = {
        "id": "x",
        "text": "113年8月9日下午4時前",
        "reference": "2026-11-21T10:00:00+08:00",
        "mode": "document",
    }
    assert answer_line(line) == {"id": "x", "start": None, "end": "2024-08-09T16:00:00", "status": "ok"}
    anchored = {**line, "text": "出國前二個月", "anchors": {"departure": "2027-07-10"}}
    assert answer_line(anchored) == {"id": "x", "start": None, "end": "2027-05-10", "status": "ok"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": None}, "text"), ({"text": 5}, "text"), ({"text": "一" * 30_000}, "text"), ({"reference": "昨天"}, "reference"),
        ({"reference": None}, "reference"), ({"reference": "0001-01-01"}, "reference"), ({"mode": "loud"}, "mode"), ({"mode": []}, "mode"),
        ({"anchors": []}, "anchors"), ({"anchors": {"departure": "soon"}}, "anchors.departure"),
        ({"anchors": {"doc_year": "113"}}, "anchors.doc_year"), ({"anchors": {"birthday": "2020-01-01"}}, "anchors.birthday"),
    ],
)  # fmt: skip
def test_a_bad_line_names_its_field(change: dict[str, object], field: str) -> None:
    line = {"id": 7, "text": "今天", "reference": "2026-11-21T10:00:00+08:00", "mode": "message"}
    answer = answer_line({**line, **change})
    assert answer["id"] == 7
    assert field in answer["error"]


def test_a_line_that_is_no_object_is_an_error() -> None:
    assert answer_line("今天")["id"] is None
    assert "error" in answer_line(["今天"])
