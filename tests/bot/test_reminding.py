"""Reminders: each once, at a sensible hour, whatever happened to the clock or the server in between."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.clock import TAIPEI
from bot.delivery.messages import Limits, State
from bot.kinds import outgoing
from bot.rendering import units
from handlers.reminders import current, reminder
from handlers.subscriptions import Preferences, Target, TargetKind
from knowledge.base import KnowledgeBase
from knowledge.telling import Teller
from tests.bot.world import ONE_OFF, RELATIVE, YEARLY, World, base

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def at(month: int, day: int, hour: int = 8, minute: int = 30, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TAIPEI)


@pytest.fixture
def world() -> World:
    return World(at(3, 1, 7, 30))


async def test_a_yearly_date_is_told_of_at_every_lead_and_comes_back_next_year(world: World) -> None:
    world.subscribe("date", *YEARLY)
    sent = await world.live(at(5, 10), HOUR)
    assert [each.at for each in sent] == [at(4, day) for day in (16, 23, 27, 29, 30)]
    assert "還有 14 天" in sent[0].message.html
    assert "今天" in sent[-1].message.html
    assert all("依據" in each.message.html for each in sent)
    again = await world.live(at(5, 10, year=2028), 6 * HOUR)
    assert [each.at.year for each in again] == [2028] * 5


async def test_of_a_window_s_first_day_people_hear_before_it_begins(world: World) -> None:
    """Not before its end; and it comes back next year."""
    name, entry = next(key for key, e in base().dates.items() if e.yearly and e.yearly.start_month == 9)
    world.subscribe("opening", name, entry, leads=(1, 0))
    sent = await world.live(at(10, 5), HOUR)
    assert [each.at for each in sent] == [at(8, 31), at(9, 1)]
    assert "還沒開始" in sent[0].message.html
    assert "截止" in sent[1].message.html
    assert len(await world.live(at(10, 5, year=2028), 6 * HOUR)) == 2


async def test_overlapping_subscriptions_tell_once(world: World) -> None:
    programme = base().programmes[YEARLY[0]].programme
    world.subscribe("date", *YEARLY, leads=(7,))
    world.subscribe("programme", YEARLY[0], leads=(7,))
    world.subscribe("city", programme.city, leads=(7,))
    world.subscribe("audience", programme.audience[0], leads=(7,))
    sent = await world.live(at(4, 25), HOUR)
    days = [each for each in sent if each.at.date() == date(2027, 4, 23)]
    assert len(days) == 1, "what falls due together is one message"
    assert days[0].message.html.count(base().dates[YEARLY].label) == 1


async def test_many_dates_of_one_day_are_one_message(world: World) -> None:
    world.subscribe("city", "kinmen", leads=(1,))
    (sent,) = await world.live(at(4, 30), HOUR)
    assert "提醒：3 個日期" in sent.message.html


@pytest.mark.parametrize("down", [2, 10])
async def test_what_fell_due_while_the_bot_was_down_is_one_digest(world: World, down: int) -> None:
    world.subscribe("city", "kinmen")
    await world.live(at(4, 22), HOUR)
    before = len(world.sent)
    sent = await world.deliver(at(4, 22, 9) + down * DAY)
    assert len(sent) == 1
    assert sent[0].message.html.count("申請整學年方案") == 1, "each date once, with how long still"
    assert "晚到" in sent[0].message.html
    rest = await world.live(at(5, 5), HOUR)
    assert {each.at.date() for each in rest} <= {date(2027, 4, day) for day in (27, 29, 30)}
    assert len(world.sent) == before + 1 + len(rest)


async def test_what_is_told_too_late_says_that_it_is_over_and_what_is_older_is_not_told(world: World) -> None:
    world.subscribe("date", *YEARLY, leads=(1,))
    await world.deliver(at(4, 1))
    (sent,) = await world.deliver(at(5, 2))
    assert "已截止" in sent.message.html
    world = World(at(3, 1))
    world.subscribe("date", *YEARLY, leads=(1,))
    await world.deliver(at(4, 1))
    assert await world.deliver(at(5, 20)) == []
    assert world.states() == {State.SKIPPED: 1}


async def test_a_clock_set_back_an_hour_tells_nothing_twice(world: World) -> None:
    world.subscribe("date", *YEARLY)
    first = await world.live(at(4, 16, 9), HOUR)
    assert await world.deliver(at(4, 16, 8)) == []
    assert await world.live(at(4, 16, 12), timedelta(minutes=10)) == []
    assert len(first) == 1


async def test_a_leap_day_and_new_year_are_days_like_others() -> None:
    world = World(at(1, 1, year=2028))
    target = Target(TargetKind.OWN, *RELATIVE, date(2027, 12, 30))
    world.subscriptions.subscribe(1, target, (3, 1, 0), world.now)
    sent = await world.live(at(3, 5, year=2028), HOUR)
    assert [each.at.date() for each in sent] == [date(2028, 2, 29) - DAY * lead for lead in (3, 1, 0)], (
        "two months from 12/30 end on 2/29 of a leap year"
    )
    world = World(at(12, 20, year=2026))
    world.subscriptions.subscribe(
        1, Target(TargetKind.OWN, *RELATIVE, date(2026, 11, 5)), (7, 3, 0), world.now
    )
    sent = await world.live(at(1, 10), HOUR)
    assert [each.at.date() for each in sent] == [date(2026, 12, 29), date(2027, 1, 2), date(2027, 1, 5)]


async def test_a_restart_loses_nothing_and_repeats_nothing(world: World) -> None:
    world.subscribe("date", *YEARLY)
    sent = []
    while world.now < at(5, 1):
        sent += await world.deliver(world.now + 7 * HOUR)
        world.start()
    assert len(sent) == 5


async def test_quiet_hours_hold_and_then_deliver(world: World) -> None:
    world.subscriptions.prefer(1, Preferences(minute=23 * 60), world.now)
    world.subscribe("date", *YEARLY, leads=(1,))
    (sent,) = await world.live(at(5, 1), timedelta(minutes=30))
    assert sent.at == at(4, 30, 7, 0), "asked for at 23:00, held until seven"


async def test_what_comes_up_in_the_night_after_a_stop_waits_for_the_morning(world: World) -> None:
    world.subscribe("date", *YEARLY, leads=(3,))
    await world.deliver(at(4, 26))
    assert await world.deliver(at(4, 27, 23)) == []
    (sent,) = await world.live(at(4, 28, 12), HOUR / 2)
    assert sent.at.hour == 7


async def test_the_last_reminder_of_a_date_that_ends_at_an_hour_is_in_time() -> None:
    key = next(k for k, e in base().dates.items() if isinstance(e.end, datetime) and e.end.hour == 16)
    end = base().dates[key].end
    assert isinstance(end, datetime)
    end = end.replace(tzinfo=TAIPEI)
    world = World(end - 20 * DAY)
    world.subscriptions.prefer(1, Preferences(minute=20 * 60), world.now)
    world.subscribe("date", *key, leads=(0,))
    (sent,) = await world.live(end + DAY, HOUR)
    assert end - 3 * HOUR <= sent.at <= end - HOUR


async def test_each_chat_hears_at_its_own_hour_in_its_own_zone(world: World) -> None:
    world.subscriptions.prefer(2, Preferences("America/Vancouver", 19 * 60), world.now)
    for chat in (1, 2):
        world.subscribe("date", *YEARLY, chat=chat, leads=(3,))
    sent = await world.live(at(5, 1), HOUR / 2)
    assert {each.chat: each.at for each in sent} == {1: at(4, 27, 8, 30), 2: at(4, 28, 10, 0)}


async def test_done_ends_this_turn_and_the_next_year_comes_all_the_same(world: World) -> None:
    world.subscribe("date", *YEARLY)
    (first,) = await world.live(at(4, 17), HOUR)
    (item,) = world.subscriptions.reminder(1, 1)
    world.subscriptions.tick_off(1, item.turn, world.now)
    assert await world.live(at(5, 10), HOUR) == []
    assert len(await world.live(at(5, 10, year=2028), 6 * HOUR)) == 5
    assert first.message.html


async def test_snoozing_brings_a_reminder_back_once(world: World) -> None:
    world.subscribe("date", *YEARLY, leads=(14,))
    await world.live(at(4, 17), HOUR)
    for _ in range(2):
        world.subscriptions.snooze(1, 1, world.now + DAY, world.now)
    (sent,) = await world.live(at(5, 5), HOUR)
    assert sent.at == at(4, 18)
    assert world.subscriptions.reminder(2, 1) == (), "another chat's reminder is nobody else's"


async def test_stopping_ends_what_was_planned_too_and_resuming_goes_on(world: World) -> None:
    number = world.subscribe("date", *YEARLY)
    await world.live(at(4, 17), HOUR)
    world.subscriptions.snooze(1, 1, world.now + DAY, world.now)
    world.subscriptions.stop(1, [number], world.now)
    assert await world.live(at(4, 24), HOUR) == []
    world.subscriptions.resume(1, [number], world.now)
    assert len(await world.live(at(5, 5), HOUR)) == 3


def moved(knowledge: KnowledgeBase, key: tuple[str, str], end: date | None) -> KnowledgeBase:
    """The knowledge base with another end of a date, or without the date."""
    programme = knowledge.programmes[key[0]]
    dates = tuple(
        entry if entry.id != key[1] else entry.model_copy(update={"end": end})
        for entry in programme.dates
        if entry.id != key[1] or end is not None
    )
    programmes = {**knowledge.programmes, key[0]: programme.model_copy(update={"dates": dates})}
    return KnowledgeBase(programmes, knowledge.documents, f"{knowledge.fingerprint}{end}", knowledge.data)


async def test_a_changed_date_moves_its_reminders_and_is_told_to_those_who_heard_the_old_one() -> None:
    end = base().dates[ONE_OFF].end
    assert isinstance(end, date)
    start = datetime.combine(end - 40 * DAY, time(9), TAIPEI)
    world = World(start)
    world.subscribe("date", *ONE_OFF, chat=1, leads=(3,))
    world.subscribe("programme", ONE_OFF[0], chat=2, leads=(30,))
    world.subscribe("programme", ONE_OFF[0], chat=3, leads=(1,))
    heard = await world.live(start + 15 * DAY, HOUR)
    assert [each.chat for each in heard if base().dates[ONE_OFF].label in each.message.html] == [2]
    world.knowledge = moved(base(), ONE_OFF, end + 10 * DAY)
    world.start()
    told = [each for each in await world.deliver() if "日期有更動" in each.message.html]
    assert sorted(each.chat for each in told) == [1, 2], "the third has heard nothing of it yet"
    assert await world.deliver() == []
    later = await world.live(start + 60 * DAY, HOUR)
    days = {(each.chat, each.at.date()) for each in later if base().dates[ONE_OFF].label in each.message.html}
    assert (1, end + 7 * DAY) in days
    assert (1, end - 3 * DAY) not in days
    world.knowledge = moved(base(), ONE_OFF, None)
    world.start()
    assert any("沒有這個日期了" in each.message.html for each in await world.deliver())


async def test_a_new_edition_is_told_to_those_who_wait_for_it_and_only_once(world: World) -> None:
    name = next(name for name in base().programmes if name.endswith("-111"))
    world.subscribe("edition", name, chat=1)
    world.subscribe("programme", name, chat=2)
    world.subscribe("edition", YEARLY[0], chat=3)
    await world.deliver()
    old = base().programmes[name]
    about = old.programme.model_copy(
        update={
            "id": name[:-3] + "116",
            "edition": old.programme.edition.model_copy(update={"label": "116學年度"}),
        }
    )
    programmes = {**base().programmes, about.id: old.model_copy(update={"programme": about})}
    world.knowledge = dataclasses.replace(base(), programmes=programmes, fingerprint="new")
    world.start()
    sent = await world.deliver()
    assert sorted(each.chat for each in sent) == [1, 2]
    assert "116學年度" in sent[0].message.html
    world.start()
    assert await world.deliver() == []


async def test_two_processes_on_one_store_tell_each_reminder_once(tmp_path: Path) -> None:
    """Started twice by mistake: both plan and both send, side by side, and nobody hears anything twice."""
    slowly = Limits(gap=0.05, chat_gap=0, ahead=0.2)
    worlds = [World(at(3, 1, 7, 30), path=tmp_path / "z.db", limits=slowly) for _ in range(2)]
    for chat in range(1, 31):
        worlds[0].subscribe("date", *YEARLY, chat=chat, leads=(7, 1))
    for day in (22, 23, 29, 30):
        for step in range(40):
            for world in worlds[:: 1 if step % 2 else -1]:  # either may be the first to look
                world.now = at(4, day) + step * timedelta(milliseconds=100)
                await world.delivery.round()
        await asyncio.gather(*(task for world in worlds for task in world.delivery.tasks))
    heard = [(each.chat, each.at.date()) for world in worlds for each in world.sent]
    assert len(heard) == len(set(heard)) == 60
    assert all(world.sent for world in worlds), "both took part"


async def test_the_longest_digest_fits_into_one_message(world: World) -> None:
    """Everything there is falls due at once: one message within Telegram's limits."""
    schedule = world.subscriptions.schedule
    items = [
        each.item(0)
        for name in base().programmes
        for early in (at(1, 1, year=2021), at(1, 1, year=2022), at(1, 1, year=2024), world.now)
        for each in schedule.happenings(Target(TargetKind.PROGRAMME, name), early)
    ]
    told = current(schedule, items, world.now)
    assert len(told) > 12
    made = outgoing(reminder(Teller(base()), told, world.now, number=10**9, again=True, late=True))
    assert units(re.sub("<[^>]+>", "", made.html)) <= 4096
    assert all(len(button.action.encode()) <= 64 for row in made.buttons for button in row)
