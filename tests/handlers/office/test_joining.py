"""Signing up by a link, saying what is kept before it is, and leaving as easily."""

from __future__ import annotations

import struct
import zlib

import pytest

from handlers.office.audiences import CODE, Audience
from tests.handlers.office.office import GROUP, PARENT, STAFF, STRANGER, World


def tag(world: World, text: str = "班級 景美國小三年二班 臺北市") -> str:
    world.hire()
    said = world.says(f"/link {text}", STAFF)
    return said.lines[1].text.partition("?start=")[2]


def test_a_link_leads_in_with_one_tap_and_says_first_what_is_kept(world: World) -> None:
    payload = tag(world)
    assert len(payload) <= 64
    assert CODE.fullmatch(payload.removeprefix("join-"))
    said = world.says(f"/start {payload}", PARENT).text
    assert "景美國小三年二班" in said
    assert "不記姓名" in said
    assert world.members.membership(PARENT) is None, "nothing is kept before the tap"
    assert "家長" in world.taps("家長", PARENT).text
    membership = world.members.membership(PARENT)
    assert membership is not None
    assert (membership.role, membership.value("班級"), membership.value("縣市")) == (
        "parent",
        "景美國小三年二班",
        "臺北市",
    )


def test_a_qr_code_is_a_png(world: World) -> None:
    tag(world)
    file = world.said.file
    assert file is not None
    assert file.content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", file.content[16:24])
    assert width == height > 200
    assert zlib.crc32(file.content[12:29]) == struct.unpack(">I", file.content[29:33])[0]


def test_leaving_deletes_everything(world: World) -> None:
    payload = tag(world)
    world.says(f"/start {payload}", PARENT)
    world.taps("家長", PARENT)
    assert "刪掉" in world.says("/leave", PARENT).text
    assert world.members.membership(PARENT) is None
    assert "沒有加入" in world.says("/leave", PARENT).text


def test_the_button_under_the_welcome_leaves_as_well(world: World) -> None:
    payload = tag(world)
    world.says(f"/start {payload}", PARENT)
    world.taps("家長", PARENT)
    world.taps("退出", PARENT)
    assert world.members.membership(PARENT) is None


def test_of_two_tags_one_can_be_left(world: World) -> None:
    one = tag(world)
    two = world.says("/link 學校 景美國小", STAFF).lines[1].text.partition("?start=")[2]
    for payload in (one, two):
        world.says(f"/start {payload}", PARENT)
        world.taps("老師", PARENT)
    world.says("/leave", PARENT)
    assert "三年二班" in world.taps("退出 景美國小三年二班", PARENT).text
    membership = world.members.membership(PARENT)
    assert membership is not None
    assert [each.label for each in membership.tags] == ["景美國小"]


def test_a_city_can_be_chosen_where_the_tag_has_none(world: World) -> None:
    world.says("/join", PARENT)
    world.taps("家長", PARENT)
    assert "高雄" in world.taps("高雄市", PARENT).text
    assert world.members.count(Audience(city="kaohsiung", role="parent")) == 1
    assert world.members.count(Audience(city="taipei")) == 0


def test_who_is_gone_is_counted_out_until_they_come_back(world: World) -> None:
    world.members.join(PARENT, "parent", "", world.now)
    world.store.write("update members set gone = 1")
    assert world.members.count(Audience()) == 0
    world.members.join(PARENT, "parent", "", world.now)
    assert world.members.count(Audience()) == 1


@pytest.mark.parametrize("payload", ["join-", "join-zzz", "join-' or 1=1", "join-" + "a" * 59])
def test_a_wrong_link_explains_itself(world: World, payload: str) -> None:
    assert "不對" in world.says(f"/start {payload}", STRANGER).text


def test_a_link_in_a_group_adds_nobody(world: World) -> None:
    payload = tag(world)
    assert "私訊" in world.says(f"/start {payload}", PARENT, GROUP).text


@pytest.mark.parametrize(
    "carried", ["1|join|as|king", "1|join|as|parent|nothere", "1|join|in|atlantis", "1|join", "1|leave|x"]
)
def test_a_forged_button_changes_nothing(world: World, carried: str) -> None:
    assert world.presses(carried, STRANGER).text
    assert world.members.membership(STRANGER) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [("", "名稱"), ("班級", "名稱"), ("長" * 41, "40"), ("{學校}", "括號"), ("計畫 游泳課", "沒有叫")],
)
def test_a_link_that_cannot_be_gets_a_sentence(world: World, text: str, part: str) -> None:
    world.hire()
    assert part in world.says(f"/link {text}", STAFF).text
    assert world.members.tags() == []
