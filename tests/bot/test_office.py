"""The office as its people meet it on their telephones: every step and every slip through the front door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.bot.staffed import OFFICE, OWNER, PARENT, SECOND, STAFF, Staffed, staffed
from tests.pretend.telegram import BOT, Sent

PHOTO = [{"file_id": "file-1", "file_unique_id": "u", "width": 1, "height": 1}]
STICKER = {
    "file_id": "s", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular",
}  # fmt: skip
STRANGER = 99


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Staffed]:
    """One of the staff, three parents; nothing that the bot says may be refused by Telegram."""
    async with staffed(tmp_path) as made:
        made.join()
        await made.hire()
        yield made
        assert not made.pretended.refused


async def nothing_sent(desk: Staffed) -> bool:
    await desk.deliver()
    return not any(desk.heard(chat) for chat in range(PARENT, PARENT + 3))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("長" * 4096, "太長了"),
        ("<b>停課", "沒有關好"),
        ("停課</i>", "沒有對應"),
        ('<a href="https://example.org">停課</a>', "標記"),
        ("{姓名}您好", "沒有人有「姓名」"),
        ("{學校您好", "大括號沒有成對"),
    ],
)
async def test_words_that_cannot_go_get_a_sentence(desk: Staffed, text: str, part: str) -> None:
    await desk.says("/announce", STAFF)
    assert part in await desk.says(text, STAFF)
    assert await nothing_sent(desk)


async def test_the_rest_of_what_telegram_split_is_not_taken_for_an_announcement(desk: Staffed) -> None:
    """Whoever pastes 4,097 characters sends two messages: of the second, nothing becomes a draft."""
    await desk.says("/announce", STAFF)
    assert "太長了" in await desk.says("長" * 4096, STAFF)
    assert "後半" in await desk.says("字", STAFF)
    assert await nothing_sent(desk)
    desk.now = desk.now.replace(minute=5)
    assert "內容：短了" in await desk.says("短了", STAFF)


async def test_of_an_album_the_first_picture_counts_and_the_rest_is_told_apart(desk: Staffed) -> None:
    await desk.says("/announce", STAFF)
    assert "［圖片］兩張" in await desk.sends(STAFF, photo=PHOTO, caption="兩張")
    assert "只能附一張" in await desk.sends(STAFF, photo=PHOTO)


async def test_what_is_no_announcement_gets_a_sentence(desk: Staffed) -> None:
    await desk.says("/announce", STAFF)
    assert "圖片或檔案" in await desk.sends(STAFF, sticker=STICKER)
    assert await nothing_sent(desk)


async def test_an_audience_of_nobody_and_a_placeholder_that_some_lack(desk: Staffed) -> None:
    assert "學校 3 人" in await desk.draft("{學校}明天停課")
    assert "還不能送" in await desk.taps("送出…", STAFF)
    await desk.taps("再改", STAFF)
    await desk.taps("改對象", STAFF)
    await desk.taps("老師", STAFF)
    assert "0 人" in await desk.taps("好了", STAFF)
    assert "還不能送" in await desk.taps("送出…", STAFF)
    assert await nothing_sent(desk)


async def test_a_time_in_the_past_when_typed_and_when_it_has_passed(desk: Staffed) -> None:
    await desk.draft()
    await desk.taps("排時間", STAFF)
    assert "已經過了" in await desk.says("今天 8:00", STAFF)
    assert "2026-04-16 10:30" in await desk.says("今天 10:30", STAFF)
    await desk.taps("送出…", STAFF)
    desk.now = desk.now.replace(hour=12)
    assert "已經過了" in await desk.taps("確定排定", STAFF)
    assert await nothing_sent(desk)


async def test_two_of_the_staff_press_send_in_the_same_moment(desk: Staffed) -> None:
    await desk.hire(SECOND)
    await desk.draft()
    await desk.taps("送出…", STAFF)
    carried = desk.last(STAFF, "確定送出").button("確定送出")
    before = len(desk.pretended.sent)
    both = [desk.pretended.taps(carried, person) for person in (STAFF, SECOND)]
    await desk.polling.handle(both)
    first, second = (sent.text for sent in desk.pretended.sent[before:])
    assert "開始送出" in first
    assert "沒有再送" in second
    await desk.deliver()
    assert [len(desk.heard(chat)) for chat in range(PARENT, PARENT + 3)] == [1, 1, 1]


async def test_a_picture_sent_corrected_and_withdrawn(desk: Staffed) -> None:
    await desk.draft()
    await desk.taps("改內容", STAFF)
    await desk.sends(STAFF, photo=PHOTO, caption="請看附圖")
    await desk.taps("送出…", STAFF)
    await desk.taps("確定送出", STAFF)
    await desk.deliver()
    preview, heard = desk.heard(STAFF), desk.heard(PARENT)
    assert heard[0] in preview, "the preview was exactly what arrived"
    await desk.taps("看報告", STAFF)
    await desk.taps("更正", STAFF)
    await desk.says("請看附圖，時間改為下午", STAFF)
    await desk.taps("送出…", STAFF)
    await desk.taps("確定送出", STAFF)
    await desk.deliver()
    assert "（更正）\n請看附圖，時間改為下午" in desk.heard(PARENT)[0]
    assert "共 3 人：已更正 3" in desk.heard(STAFF)[-1] + desk.heard(STAFF)[-2]
    await desk.says("/announcements", STAFF)
    await desk.taps("公告 1", STAFF)
    await desk.taps("收回", STAFF)
    await desk.taps("送出…", STAFF)
    await desk.taps("確定送出", STAFF)
    await desk.deliver()
    assert desk.heard(PARENT) == []


async def test_a_receipt_from_the_parents_to_the_table(desk: Staffed) -> None:
    await desk.draft("週六親師座談")
    await desk.taps("回條選項", STAFF)
    await desk.taps("參加／不參加", STAFF)
    await desk.taps("送出…", STAFF)
    await desk.taps("確定送出", STAFF)
    await desk.deliver()
    heard = desk.last(PARENT, "參加")
    assert "記下了：參加" in await desk.taps("參加", PARENT)
    assert "收到公告的人" in await desk.presses(heard.button("不參加"), STRANGER), "forwarded"
    await desk.taps("看報告", STAFF)
    assert "催回條" in await desk.taps("催還沒回", STAFF)
    await desk.taps("送出…", STAFF)
    await desk.taps("確定送出（2 人）", STAFF)
    await desk.deliver()
    nudged = [any("提醒您" in text for text in desk.heard(chat)) for chat in range(PARENT, PARENT + 3)]
    assert nudged == [False, True, True]
    await desk.says("/announcements", STAFF)
    await desk.taps("公告 1", STAFF)
    await desk.taps("名單 CSV", STAFF)
    chat, table = desk.pretended.files[-1]
    assert (chat, table.decode("utf-8-sig").count("參加")) == (STAFF, 1)


def reply_to(sent: Sent) -> dict[str, Any]:
    """The message that somebody replies to, as Telegram gives it."""
    place = {"id": sent.chat, "type": "group", "title": "承辦人員"}
    return {"message_id": sent.id, "date": 1_700_000_000, "chat": place, "from": BOT, "text": sent.text}


async def test_a_question_handed_to_a_person_and_answered_both_ways(desk: Staffed) -> None:
    await desk.says("孩子轉學了資格還在嗎", PARENT)
    await desk.says("找真人", PARENT)
    assert "轉過去了" in await desk.taps("轉過去", PARENT)
    await desk.deliver()
    asked = desk.last(OFFICE)
    assert "孩子轉學了資格還在嗎" in asked.text
    assert "登記過" in await desk.says("我來回", STRANGER, OFFICE, reply_to_message=reply_to(asked))
    assert "傳給對話 1" in await desk.says("請洽新學校。", STAFF, OFFICE, reply_to_message=reply_to(asked))
    await desk.deliver()
    assert "景美國小 的承辦人員回覆" in desk.heard(PARENT)[-1]
    assert await desk.says("謝謝", PARENT) == ""
    await desk.deliver()
    assert "謝謝" in desk.heard(OFFICE)[-1]
    await desk.taps("交還機器人", PARENT)
    assert "交換" in await desk.says("交換學生報名到什麼時候", PARENT)


async def test_what_found_no_answer_is_answered_by_the_office(desk: Staffed, tmp_path: Path) -> None:
    await desk.says("直升機駕照怎麼考", PARENT)
    await desk.taps("有答案時告訴我", PARENT)
    await desk.says("/questions", STAFF)
    await desk.taps("回答第 1 題", STAFF)
    await desk.says("請洽民航局。", STAFF)
    assert "提案" in await desk.taps("都不是", STAFF)
    await desk.deliver()
    assert "請洽民航局" in desk.heard(PARENT)[-1]
    assert len(list((tmp_path / "proposals").glob("*.toml"))) == 1


@pytest.mark.parametrize(
    "command", ["announce", "announcements", "link", "questions", "stats", "staff", "audit"]
)
async def test_a_stranger_gets_a_sentence_and_is_written_down(desk: Staffed, command: str) -> None:
    assert "這個指令" in await desk.says(f"/{command}", STRANGER)
    deed = desk.parts.office.staff.deeds(1)[0]
    assert (deed.person, deed.did, deed.refused) == (STRANGER, command, True)


async def test_an_invitation_used_again_is_refused(desk: Staffed) -> None:
    await desk.says("/staff invite 木柵國小", OWNER)
    link = desk.last(OWNER).text.partition("?start=")[2].split()[0]
    await desk.says(f"/start {link}", SECOND)
    assert "不能用" in await desk.says(f"/start {link}", STRANGER)
