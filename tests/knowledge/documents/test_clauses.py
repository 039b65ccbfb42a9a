"""An official document's text becomes a tree of clauses that people's addresses lead into."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Jump, parse, read_folder, recognise
from knowledge.documents.characters import normal
from knowledge.loading import load_documents
from tests.knowledge.documents.samples import ENTRY, TEXT, sample


@pytest.mark.parametrize(
    ("address", "beginning"),
    [
        ("壹", "目的:讓孩子看星星,也認識 Stellarium Lab 軟體。"),
        ("貳、一", "國中 七、八年級學生,正取20名"),
        ("貳一", "國中 七、八年級學生"),
        ("貳、二(二)2.", "健康聲明書(表件A-1)。"),
        ("貳、二（二）２．（1）", "需親簽。"),
        ("貳 › 二 › (二) › 2. › (2)", "影本無效。"),
        ("伍", "補助"),
        ("附錄一 一", "請依圖1辦理。"),
        ("附錄一 圖1", "先報名1. 收件二次審查"),
        ("附錄一 題頭", "天文營流程112年3月1日發"),
        ("附件二", "海邊縣天文營日程表\n編號 事項 日期"),
        ("表件A-1", "健康聲明書 https://stars.example.org/form"),
        ("表件 a-1", "健康聲明書"),
        ("版權頁", "書名:海邊天文"),
        ("題頭", "海邊縣天文營實施計畫112年3月1日海教字"),
    ],
)
def test_an_address_leads_to_its_clause_however_it_is_typed(address: str, beginning: str) -> None:
    clause = sample().find(address)
    assert clause is not None
    assert normal(clause.text).startswith(beginning)


@pytest.mark.parametrize(
    "address", ["", "肆", "貳、三", "附錄九 一", "貳、二(三)", "見上", "貳、二(二)2.(3)"]
)
def test_an_address_without_a_clause_leads_nowhere(address: str) -> None:
    assert sample().find(address) is None


def test_a_clause_holds_everything_under_it() -> None:
    clause = sample().find("貳")
    assert clause is not None
    assert "影本無效" in clause.text
    assert "報名表" in clause.tight


def test_paper_is_not_words() -> None:
    """Page numbers, running heads, Markdown and rules of tables are gone; the words are all there."""
    document = sample()
    text = document.root.text
    assert "檔號" not in text.replace(" ", "")
    assert "**" not in text
    assert "|" not in text
    assert "\n12" not in text
    assert "同意。\n" in text
    assert "1 公告 112 年 3 月 1 日（星期三）\n2 報到" in text


def test_numbering_that_jumps_is_reported_and_kept() -> None:
    assert sample().jumps == (Jump((), "參、", "伍、"),)


def test_paragraphs_tell_where_they_stand() -> None:
    rows = {row.display: row.text for row in sample().paragraphs()}
    assert rows["貳 › 二 › (二) › 1."] == "報名表。"
    assert rows["附錄一 › 題頭"].startswith("天文營流程")
    assert rows["題頭"].startswith("海邊縣天文營")
    assert "公告" in rows["附件二"]
    assert "報到" in rows["附件二"]  # a table stays together


def test_a_file_is_recognised_by_its_snippets_and_never_by_some_of_them() -> None:
    other = ENTRY.model_copy(update={"id": "other", "recognise": ("海邊縣天文營", "另一份公文")})
    assert recognise(TEXT, [ENTRY, other]) is ENTRY
    assert recognise("海邊縣天文營", [ENTRY, other]) is None
    assert recognise(TEXT, [ENTRY, ENTRY]) is None


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    document = parse(text, ENTRY)
    document.find(text)
    assert all(row.text for row in document.paragraphs())


@given(st.lists(st.sampled_from(TEXT.splitlines()), max_size=60))
def test_no_word_is_lost_whatever_the_order_of_lines(lines: list[str]) -> None:
    """Every clause that is read stands in the whole document once."""
    document = parse("\n".join(lines), ENTRY)
    assert document.root.tight.count("影本無效") == lines.count("（２）影本無效。")


WHITE_PAPER = (
    "市長序", "局長序", "貳、一(五)", "陸、四(二)", "柒 1-2", "柒 6-5", "玖、六", "附錄一 六(二)4.", "附錄一 九",
    "附錄二 流程圖", "附錄二 註1", "附錄二 註4", "附錄三 柒", "附錄三 表1", "附錄三 捌", "附錄三 表2", "附錄三 拾、十二", "附錄三 圖1",
    "附錄四 參、二(三)", "附錄四 捌、二", "附錄四 玖、二(三)2.(3)", "附錄四 拾、四(一)", "附錄五 伍、三(四)2.", "附錄五 柒、二(一)",
    "附錄五 拾、二(一)", "附錄六 題頭", "附錄六 陸、二", "附錄六 陸、四(二)", "附錄六 玖、二(四)", "附錄六 壹拾、二", "附錄六 壹拾壹、三", "版權頁",
)  # fmt: skip
ADDRESSES = {
    "taipei-whitepaper-plus": WHITE_PAPER,
    "taipei-gtmh": ("一(二)", "五、(二)2.(1)", "五(三)2.(2)", "六(二)", "九", "附件1 二"),
    "kinmen-regional-gifted": ("題頭", "八(二)", "十(一)2.", "十一(四)", "十三", "附件1", "附件2 壹、六(二)", "附件3 拾肆"),
    "kaohsiung-plc-111": ("函頭", "主旨", "說明二(二)1(1)", "說明二(三)2.", "說明五", "正本", "副本"),
    "ntpc-it-gifted-113": (
        "題頭", "陸、二(四)", "陸、四(二)", "捌", "附件一", "附件二", "附件三 二", "附件三 一(一)", "表件A 貳", "表件A-1 二", "表件A-2",
    ),
}  # fmt: skip


@pytest.mark.documents
def test_the_official_documents_open_at_every_kind_of_address(documents_folder: Path) -> None:
    documents = read_folder(documents_folder, load_documents())
    assert set(documents) == set(ADDRESSES)
    for name, addresses in ADDRESSES.items():
        assert [a for a in addresses if not documents[name].find(a)] == []


@pytest.mark.documents
def test_the_only_jump_between_numbered_chapters_is_reported(documents_folder: Path) -> None:
    documents = read_folder(documents_folder, load_documents())
    jumps = [(name, jump) for name, document in documents.items() for jump in document.jumps]
    assert jumps == [("taipei-whitepaper-plus", Jump(("附錄五",), "伍、", "柒、"))]
