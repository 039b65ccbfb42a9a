"""Drafts: what is wrong with a text, an audience or a time is said before anything leaves the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.office.audiences import Tag
from handlers.turn import Attached, TurnKind
from tests.handlers.office.desk import draft, members, release
from tests.handlers.office.office import OWNER, PARENT, STAFF, TEACHER, World


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("   ", "還沒有內容"),
        ("字" * 4097, "太長了"),
        ("&lt;b&gt;重要", "沒有關好"),
        ("&lt;b&gt;重要&lt;/i&gt;", "沒有對應"),
        ("&lt;h1&gt;重要&lt;/h1&gt;", "不能用「<h1>」"),
        ("{姓名}您好", "沒有人有「姓名」"),
        ("{學校您好", "成對"),
    ],
)
async def test_a_text_that_cannot_go_gets_a_sentence_and_another_try(
    world: World, text: str, part: str
) -> None:
    """``text`` as Telegram gives it: escaped."""
    draft_ = draft(world, text)
    assert part in draft_.text
    assert await world.deliver() == [], "not even a preview"
    world.now += timedelta(minutes=1)
    assert "還沒選對象" in world.says("好的內容", STAFF).text


def test_the_longest_text_counts_everything_around_it(world: World) -> None:
    said = draft(world, "字" * 4096).text
    world.now += timedelta(minutes=1)
    over = int(said.partition("請刪掉 ")[2].partition(" ")[0])
    assert "太長了" not in world.says("字" * (4096 - over), STAFF).text


def test_typed_tags_and_telegram_s_own_markup_both_work(world: World) -> None:
    said = draft(world, "&lt;b&gt;重要&lt;/b&gt; <i>斜</i> 5 &lt; 6")
    assert "重要 斜 5 < 6" in said.text


@pytest.mark.parametrize("kind", [TurnKind.PHOTO, TurnKind.FILE])
async def test_a_picture_and_a_file_go_by_their_id(world: World, kind: TurnKind) -> None:
    draft(world)
    world.taps("改內容", STAFF)
    world.says("請看附件", STAFF, attached=Attached(kind, "its-id"))
    world.taps("送出", STAFF)
    world.taps("確定送出", STAFF)
    await world.deliver()
    assert {message.photo or message.document for chat, message in world.sent if chat >= 1000} == {"its-id"}


def test_a_caption_is_shorter(world: World) -> None:
    world.hire()
    members(world)
    world.says("/announce", STAFF)
    said = world.says("字" * 1024, STAFF, attached=Attached(TurnKind.FILE, "file-id")).text
    assert "最多 1024 字" in said


@pytest.mark.parametrize("kind", [TurnKind.VOICE, TurnKind.STICKER, TurnKind.PLACE, TurnKind.OTHER])
def test_what_cannot_be_announced_gets_a_sentence(world: World, kind: TurnKind) -> None:
    world.hire()
    world.says("/announce", STAFF)
    assert "圖片或檔案" in world.says("", STAFF, kind=kind).text


def test_an_audience_of_nobody_is_not_sent_to(world: World) -> None:
    assert "0 人" in draft(world, count=0).text
    assert "還不能送" in world.taps("送出", STAFF).text


async def test_placeholders_need_a_fallback_where_somebody_has_nothing(world: World) -> None:
    world.members.add_tag(Tag("a", "景美國小", "school"), STAFF, world.now)
    members(world, 2)
    world.members.join(1000, "parent", "a", world.now)
    assert "學校 1 人" in draft(world, "{學校}的{身分}", count=0).text
    assert "還不能送" in world.taps("送出", STAFF).text
    assert "（草稿）" in world.taps("再改", STAFF).text
    release(world, "{學校|貴校}的{身分}", count=0)
    await world.deliver()
    assert "景美國小的家長" in world.heard(1000)[0]
    assert "貴校的家長" in world.heard(1001)[0]


async def test_the_audience_is_chosen_by_taps_and_all_of_it_must_hold(world: World) -> None:
    world.members.add_tag(Tag("a", "三年二班", "class", "taipei"), STAFF, world.now)
    members(world, 2, tag="a")
    world.members.join(TEACHER, "teacher", "a", world.now)
    world.members.join(PARENT, "parent", "", world.now)
    assert "4 人" in draft(world, count=0).text
    world.taps("改對象", STAFF)
    assert "3 人" in world.taps("三年二班", STAFF).text
    assert "1 人" in world.taps("老師", STAFF).text
    assert "✓ 老師" in [button.label for row in world.said.buttons for button in row]
    world.taps("好了", STAFF)
    world.taps("送出", STAFF)
    world.taps("確定送出（1 人）", STAFF)
    await world.deliver()
    assert {chat for chat, _ in world.sent} == {STAFF, TEACHER}


async def test_whoever_is_confined_to_a_tag_reaches_nobody_else(world: World) -> None:
    world.members.add_tag(Tag("a", "三年二班", "class"), OWNER, world.now)
    world.members.join(1000, "parent", "a", world.now)
    world.members.join(1001, "parent", "", world.now)
    world.hire(scope="a")
    assert "1 人" in draft(world, count=0).text
    world.taps("改對象", STAFF)
    assert "，1 人" in world.taps("每個人", STAFF).text


async def test_templates_have_versions(world: World) -> None:
    draft(world, "停課通知：{學校|本校}")
    world.taps("存成範本", STAFF)
    assert "第 1 版" in world.says("停課", STAFF).text
    draft(world, "停課通知二")
    world.taps("存成範本", STAFF)
    assert "第 2 版" in world.says("停課", STAFF).text
    world.says("/announce", STAFF)
    assert "停課通知二" in world.taps("停課（第 2 版）", STAFF).text


def test_a_draft_begins_without_an_audience_and_cannot_go_until_one_is_chosen(world: World) -> None:
    """Nothing goes to everybody because nobody looked."""
    world.hire()
    members(world)
    world.says("/announce", STAFF)
    card = world.says("明天停課一天。", STAFF)
    assert "對象：還沒選" in card.text
    assert "還沒選對象" in world.taps("送出", STAFF).text
    world.taps("選對象", STAFF, on=card)
    everyone = world.taps("每個人", STAFF)
    assert "每個人，3 人" in everyone.text
    assert "還沒選。" in world.taps("每個人", STAFF).text


def test_every_tag_can_be_reached_however_many_there_are(world: World) -> None:
    for number in range(45):
        world.members.add_tag(Tag(f"t{number:02}", f"第 {number} 班", "class"), STAFF, world.now)
    draft(world)
    page, seen = world.taps("改對象", STAFF), set[str]()
    for _ in range(3):
        assert sum(map(len, page.buttons)) < 100
        seen |= {button.label for row in page.buttons for button in row if button.label.endswith("班")}
        page = world.taps("其他標籤", STAFF)
    assert len(seen) == 45
    assert "每個人" in world.presses("1|desk|page|1|3|999999", STAFF).text


def test_words_on_the_line_below_the_command_belong_to_the_announcement(world: World) -> None:
    world.hire()
    said = world.says("/announce 明天 停課", STAFF, html="/announce\n明天 停課")
    assert "內容：明天 停課" in said.text
