"""What is told is proved on the clause it cites, or the author hears in one sentence what is missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from knowledge.documents.dates_proof import prove_date
from knowledge.documents.heads_proof import prove_contact
from knowledge.documents.proving import ground, prove_entry
from knowledge.documents.table_proof import prove_table
from knowledge.model import Contact, DateEntry, DateKind, Kind, Offset, Table, WorkedOut, Yearly
from tests.knowledge.documents.samples import sample

QUOTA = ("正取２０名", "弱勢至少2名", "備取5名")


def prove(said: str, clause: str = "貳、一", evidence: tuple[str, ...] = QUOTA, *worked: str) -> str:
    reasons = [WorkedOut(value=value, how="算的") for value in worked]
    return "\n".join(prove_entry(["名額", said], [clause], evidence, reasons, sample()))


def test_a_fact_in_our_own_words_is_proved() -> None:
    assert prove("收20名，其中至少2名給弱勢學生，另有備取5名。") == ""


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("收21名，其中至少2名給弱勢，備取5名。", "的 21 沒有佐證"),
        ("收20名，其中至少2名給弱勢。", "evidence 裡的 5 沒有說到"),
        ("收20名，其中至少2名給弱勢，備取5名，候補5名。", "說了 2 次，佐證只有 1 次"),
        ("收20年，其中至少2名給弱勢，備取5名。", "是年，evidence 裡是名"),
        ("收20名，其中至少2名給弱勢，備取5名，請用 Stellarium 報名。", "「Stellarium」不在這些條文裡"),
        ("收20名，其中至少2名給弱勢，備取5名，稱為「觀星生」。", "「觀星生」不在這些條文裡"),
        ("收20名，至少2名給弱勢，備取5名，洽02-87654321。", "電話「02-87654321」不在"),
    ],
)
def test_one_wrong_figure_or_name_is_noticed(said: str, complaint: str) -> None:
    assert complaint in prove(said)


def test_an_address_that_leads_nowhere_is_named() -> None:
    assert "找不到條文「貳、九」" in prove("收20名。", "貳、九")


def test_evidence_has_to_stand_in_the_clause_word_for_word() -> None:
    assert "evidence「正取２０名」不在" in prove("收20名、2名、5名。", "貳、二")
    assert "evidence「正取30名」不在" in prove("收30名。", "貳、一", ("正取30名",))


def test_figures_written_in_another_way_are_the_same() -> None:
    evidence = ("每校至多8萬元", "每班1萬5,000元", "一日八仟元", "二個月")
    assert prove("每校80,000元、每班1.5萬元，講師每日8,000元；逾2個月不收。", "伍", evidence) == ""
    assert "8001" in prove("每校80,000元、每班1.5萬元，講師每日8,001元；逾2個月不收。", "伍", evidence)


def test_what_was_worked_out_needs_a_reason_and_to_be_told() -> None:
    assert prove("正取20名、弱勢至少2名、備取5名，共25名。", "貳、一", QUOTA, "25") == ""
    assert "26 沒有佐證" in prove("正取20名、弱勢至少2名、備取5名，共26名。", "貳、一", QUOTA, "25")
    assert "worked_out 的「25」沒有說到" in prove("正取20名、弱勢至少2名、備取5名。", "貳、一", QUOTA, "25")


def test_a_code_cannot_be_exchanged_for_another_of_the_same_clause() -> None:
    assert prove("填表件A-1。", "貳、二", ("表件A-1",)) == ""
    assert "「A-1」沒有說到" in prove("填健康聲明書。", "貳、二", ("表件A-1",))


def date_problems(**fields: Any) -> str:
    given = {"id": "apply", "label": "報名", "clause": ("參",), **fields}
    entry = DateEntry(**given)
    base = ground(sample(), entry.clause, entry.evidence, entry.worked_out)
    return "\n".join(prove_date(entry, base, [entry.label], []))


WINDOW = ("112年4月5日（星期三）上午9時起", "4月20日（星期四）下午4時止")


def test_a_window_is_the_one_that_is_printed() -> None:
    window = {"kind": DateKind.WINDOW, "start": datetime(2023, 4, 5, 9), "evidence": WINDOW}
    assert date_problems(**window, end=datetime(2023, 4, 20, 16)) == ""
    for wrong in (datetime(2023, 4, 20, 17), datetime(2023, 5, 20, 16), datetime(2024, 4, 20, 16)):
        assert date_problems(**window, end=wrong)


def test_an_exchanged_day_is_noticed() -> None:
    """5 and 4 both stand in the evidence, but 5月4日 does not."""
    assert "start 是 2023-05-04，evidence 讀出來是 2023-04-05" in date_problems(
        kind=DateKind.DAY, start=date(2023, 5, 4), evidence=("112年4月5日",)
    )


def test_a_length_of_time_has_its_unit_and_direction() -> None:
    after = {
        "kind": DateKind.RELATIVE,
        "clause": ("陸",),
        "anchor": "event",
        "evidence": ("活動結束後一個月內",),
    }
    assert date_problems(**after, offset=Offset(months=1)) == ""
    assert "evidence 卻沒有週" in date_problems(**after, offset=Offset(weeks=1))
    assert "evidence 卻沒有「前」" in date_problems(**after, offset=Offset(months=-1))
    assert "沒有佐證" in date_problems(**after, offset=Offset(months=2))
    assert "含例假日" in date_problems(**after, offset=Offset(months=1, include_holidays=True))


def test_a_yearly_day_of_the_year_before_says_so() -> None:
    rule = {"kind": DateKind.YEARLY, "evidence": ("4月20日",)}
    assert date_problems(**rule, yearly=Yearly(month=4, day=20)) == ""
    assert "沒有說前一年" in date_problems(**rule, yearly=Yearly(month=4, day=20, of="before"))


def contact_problems(**fields: Any) -> str:
    given = {"id": "office", "office": "海邊縣政府", "handles": "成果", "clause": ("陸", "題頭"), **fields}
    contact = Contact(**given)
    return "\n".join(prove_contact(contact, ground(sample(), contact.clause, contact.evidence, ()), []))


def test_whom_to_ask_stands_in_the_clause() -> None:
    assert contact_problems(office="海邊縣天文營", phone="04-2222333分機5", email="star@example.org") == ""
    assert "phone「04-2222334」不在" in contact_problems(phone="04-2222334")
    assert "email「moon@example.org」不在" in contact_problems(email="moon@example.org")
    assert "單位「海底縣政府」不在公文裡" in contact_problems(office="海底縣政府")


def table_problems(*rows: tuple[str, ...], **fields: Any) -> str:
    given = {
        "id": "days",
        "title": "日程",
        "kind": (Kind.WHEN,),
        "row": "{事項}：{日期}",
        "asks": ("日程",),
        **fields,
    }
    table = Table(columns=("事項", "日期"), rows=rows, clause=("附件二",), **given)
    base = ground(sample(), table.clause, table.evidence, table.worked_out)
    return "\n".join(prove_table(table, base, []))


def test_a_list_is_the_table_that_is_printed() -> None:
    assert table_problems(("公告", "112年3月1日"), ("報到", "112年5月6日")) == ""
    assert "112年5月7日" in table_problems(("公告", "112年3月1日"), ("報到", "112年5月7日"))
    assert "「放榜」不在" in table_problems(("放榜", "112年5月6日"))


def test_a_cell_cannot_take_the_place_of_another() -> None:
    """A date that is printed once cannot be told twice."""
    assert "比條文多" in table_problems(("公告", "112年5月6日"), ("報到", "112年5月6日"))
