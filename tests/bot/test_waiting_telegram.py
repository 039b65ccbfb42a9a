"""Dates and reminders in Telegram: groups and their administrators, files, upgrades, and a reminder's own buttons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest_asyncio

from bot.assembly import Parts
from bot.clock import TAIPEI
from bot.sending import TelegramSender
from tests.bot.talking import Talk, talking

NOW = datetime(2026, 11, 21, 10, tzinfo=TAIPEI)
GROUP, TEACHER, PARENT = -100, 7, 8


@pytest_asyncio.fixture
async def talk(parts: Parts) -> AsyncIterator[Talk]:
    async with talking(parts.desk, book=parts.keeping.book, now=NOW) as talk:
        talk.pretended.administrators = {TEACHER}
        yield talk


def count(parts: Parts, chat: int) -> int:
    return len(parts.keeping.subscriptions.subscriptions(chat))


async def test_a_calendar_comes_as_a_file(talk: Talk) -> None:
    await talk(talk.pretended.types("/dates 金門"))
    said = await talk(talk.pretended.taps(talk.pretended.sent[-1].button("加到行事曆")))
    assert "行事曆檔" in said
    ((_, content),) = talk.pretended.files
    assert b"BEGIN:VCALENDAR" in content
    assert not talk.pretended.refused


async def test_in_a_group_only_an_administrator_subscribes_the_group(talk: Talk, parts: Parts) -> None:
    asked = "/remind@zigetong_test_bot 出國補助一般案件"
    assert "管理員" in await talk(talk.pretended.types(asked, person=PARENT, chat=GROUP))
    assert count(parts, GROUP) == 0
    assert "會提醒您" in await talk(talk.pretended.types(asked, person=TEACHER, chat=GROUP))
    assert count(parts, GROUP) == 1
    stop = talk.pretended.sent[-1].button("取消這個提醒")
    assert "管理員" in await talk(talk.pretended.taps(stop, person=PARENT, chat=GROUP))
    assert count(parts, GROUP) == 1
    await talk(talk.pretended.taps(stop, person=TEACHER, chat=GROUP))
    assert count(parts, GROUP) == 0


async def test_where_telegram_does_not_say_who_administers_nobody_does(talk: Talk, parts: Parts) -> None:
    talk.pretended.administrators = set()
    asked = "/remind@zigetong_test_bot 出國補助一般案件"
    assert "管理員" in await talk(talk.pretended.types(asked, person=TEACHER, chat=GROUP))


async def test_a_group_s_upgrade_is_followed(talk: Talk, parts: Parts) -> None:
    await talk(talk.pretended.types("/remind@zigetong_test_bot 出國補助一般案件", person=TEACHER, chat=GROUP))
    await talk(talk.pretended.sends(person=TEACHER, chat=GROUP, migrate_to_chat_id=-1009))
    assert (count(parts, GROUP), count(parts, -1009)) == (0, 1)


async def test_a_reminder_s_buttons_work_as_it_was_sent(talk: Talk, parts: Parts) -> None:
    """Planned, sent through the Bot API, then put off, ticked off and taken back by its own buttons."""
    await talk(talk.pretended.types("出國補助一般案件截止前三天提醒我"))
    moment = datetime(2026, 12, 12, 8, 31, tzinfo=TAIPEI)
    delivery = parts.keeping.delivery(TelegramSender(talk.polling.app.bot), lambda: moment)
    before = len(talk.pretended.sent)
    for _ in range(3):
        await delivery.round()
        for task in list(delivery.tasks):
            await task
    (sent,) = talk.pretended.sent[before:]
    assert "還有 3 天截止" in sent.text
    assert "附錄一 五(一)" in sent.text
    talk.bridge.clock = lambda: moment + timedelta(minutes=5)
    assert "12月13日（日）上午8時36分再提醒一次" in await talk(talk.pretended.taps(sent.button("明天")))
    assert "不再提醒；明年會再提醒" in await talk(talk.pretended.taps(sent.button("已完成")))
    assert "還會繼續提醒" in await talk(talk.pretended.taps(talk.pretended.sent[-1].button("復原")))
    assert "太舊了" in await talk(talk.pretended.taps(sent.button("已完成"), person=99)), "somebody else's"
    await talk(talk.pretended.taps(sent.button("加到行事曆")))
    assert talk.pretended.files
    assert not talk.pretended.refused
