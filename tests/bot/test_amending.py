"""Pictures, corrections, withdrawals, progress and command lists against a Telegram that refuses as the real one does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from telegram import Bot

from bot.clock import TAIPEI
from bot.delivery.messages import Gone, Outgoing, Refused
from bot.progress import Progress
from bot.sending import TelegramSender
from bot.store.announcements import AnnouncementBook
from bot.store.connection import Store
from bot.store.ledger import Ledger
from bot.store.members import MemberBook
from bot.store.staff import StaffBook
from handlers.office.announcements import Announcement, Content
from handlers.office.states import Act, Kind
from handlers.turn import Button
from tests.pretend.loopback import TOKEN
from tests.pretend.rules import Refused as Refusal
from tests.pretend.telegram import InProcess, Pretended

NOW = datetime(2026, 4, 16, 10, tzinfo=TAIPEI)
OWNER, STAFF = 11, 12
BUTTONS = ((Button("不再收", "1|mute|on|1"),),)


@pytest.fixture
def pretended() -> Pretended:
    return Pretended()


@pytest_asyncio.fixture
async def bot(pretended: Pretended) -> AsyncIterator[Bot]:
    request = InProcess(pretended)
    async with Bot(TOKEN, request=request, get_updates_request=request) as bot:
        yield bot


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot)


async def test_a_text_is_changed_where_it_is_and_changing_it_again_is_fine(
    sender: TelegramSender, pretended: Pretended
) -> None:
    number = await sender.send(1, Outgoing("舊", BUTTONS))
    for _ in range(2):
        assert await sender.send(1, Outgoing("<b>新</b>", BUTTONS, edits=number)) == number
    (sent,) = pretended.sent
    assert sent.text == "新"
    assert sent.button("不再收")


@pytest.mark.parametrize("media", [{"photo": "file-1"}, {"document": "file-1"}])
async def test_a_picture_s_caption_is_changed(
    sender: TelegramSender, pretended: Pretended, media: dict[str, str]
) -> None:
    number = await sender.send(1, Outgoing("舊", BUTTONS, **media))  # type: ignore[arg-type]
    await sender.send(1, Outgoing("新", BUTTONS, edits=number, **media))  # type: ignore[arg-type]
    assert pretended.sent[0].text == "新"


async def test_what_is_gone_already_counts_as_withdrawn(sender: TelegramSender, pretended: Pretended) -> None:
    number = await sender.send(1, Outgoing("字"))
    for _ in range(2):
        assert await sender.send(1, Outgoing("", deletes=number)) == number
    assert len(pretended.deleted) == 1


async def test_what_telegram_will_not_do_is_told_as_refused(
    sender: TelegramSender, pretended: Pretended
) -> None:
    number = await sender.send(1, Outgoing("字"))
    pretended.old.add(number)
    with pytest.raises(Refused, match="can't be deleted"):
        await sender.send(1, Outgoing("", deletes=number))
    with pytest.raises(Refused, match="not found"):
        await sender.send(1, Outgoing("新", edits=number + 1))
    with pytest.raises(Refused, match=r"(?i)wrong file identifier"):
        await sender.send(1, Outgoing("字", photo="no such thing"))
    pretended.blocked.add(2)
    with pytest.raises(Gone):
        await sender.send(2, Outgoing("字", photo="file-1"))


class Shown:
    """A broadcast on its way, and its progress."""

    def __init__(self, bot: Bot, count: int = 8) -> None:
        store = Store(None)
        self.now = NOW
        self.ledger = Ledger(store)
        self.staff = StaffBook(store, self.ledger, OWNER)
        self.staff.accept(self.staff.invite("景美國小", "", OWNER, NOW), STAFF, NOW)
        members = MemberBook(store)
        for chat in range(100, 100 + count):
            members.join(chat, "parent", "", NOW)
        self.book = AnnouncementBook(store, self.ledger, members)
        draft = self.book.create(Kind.ANNOUNCEMENT, 0, STAFF, "景美國小", Content("字"), NOW)
        begun = self.book.move(draft, Act.SEND, STAFF, NOW)
        assert begun is not None
        self.begun: Announcement = begun
        self.book.plan(begun, 100, NOW)
        self.store = store
        self.progress = Progress(self.book, self.staff, bot, lambda: self.now)

    def send(self, most: int, state: str = "sent") -> None:
        self.store.write(
            f"update ledger set state = '{state}' where id in (select id from ledger where state = 'planned' limit {most})"
        )

    async def later(self, seconds: float = 3) -> None:
        self.now += timedelta(seconds=seconds)
        await self.progress.look()


async def test_one_message_shows_progress_and_is_edited(bot: Bot, pretended: Pretended) -> None:
    shown = Shown(bot)
    await shown.later(0)
    shown.send(4)
    await shown.later()
    await shown.later(0)
    (sent,) = pretended.sent
    assert sent.chat == STAFF
    assert "4／8：送達 4" in sent.text
    assert "50%" in sent.text
    assert "還要" in sent.text
    assert [b["text"] for row in sent.rows for b in row] == ["暫停", "取消"]
    shown.send(2, "blocked")
    shown.send(2, "doubtful")
    assert shown.book.move(shown.begun, Act.FINISH, STAFF, NOW) is not None
    await shown.later()
    assert "送完了" in sent.text
    assert "100%" in sent.text
    assert sent.rows == []
    edits = len(pretended.corrected)
    await shown.later()
    assert len(pretended.corrected) == edits, "what is over is left alone"
    assert not pretended.refused


async def test_paused_it_offers_to_go_on(bot: Bot, pretended: Pretended) -> None:
    shown = Shown(bot)
    await shown.later(0)
    assert shown.book.move(shown.begun, Act.PAUSE, STAFF, NOW) is not None
    await shown.later()
    (sent,) = pretended.sent
    assert "暫停中" in sent.text
    assert sent.button("繼續")


async def test_progress_goes_on_in_the_same_message_after_a_restart(bot: Bot, pretended: Pretended) -> None:
    shown = Shown(bot)
    await shown.later(0)
    shown.progress = Progress(shown.book, shown.staff, bot, lambda: shown.now)
    shown.send(1)
    await shown.later()
    assert len(pretended.sent) == 1


async def test_progress_of_somebody_who_is_staff_no_more_goes_to_the_owner(
    bot: Bot, pretended: Pretended
) -> None:
    shown = Shown(bot)
    shown.staff.revoke(STAFF, NOW)
    await shown.later(0)
    assert [sent.chat for sent in pretended.sent] == [OWNER]


async def test_told_to_wait_it_waits(bot: Bot, pretended: Pretended) -> None:
    shown = Shown(bot)
    calls = []

    def flood(method: str, _: dict[str, object]) -> None:
        calls.append(method)
        raise Refusal(429, "Too Many Requests: retry after 60", {"retry_after": 60})

    pretended.faults = flood
    for _ in range(5):
        await shown.later(10)
    assert len(calls) == 1


async def test_staff_see_their_commands_and_lose_them(bot: Bot, pretended: Pretended) -> None:
    shown = Shown(bot)
    await shown.later(0)
    names = {person: commands(pretended, person) for person in (OWNER, STAFF)}
    assert {"announce", "stats", "help"} <= names[STAFF]
    assert "staff" not in names[STAFF]
    assert {"staff", "audit"} <= names[OWNER]
    shown.staff.revoke(STAFF, NOW)
    await shown.later()
    assert commands(pretended, STAFF) == set()
    before = len(pretended.calls)
    await shown.later()
    assert [method for method, _ in pretended.calls[before:] if "Commands" in method] == []


def commands(pretended: Pretended, person: int) -> set[str]:
    """What is shown in one person's chat."""
    for (what, place), shown in pretended.profile.items():
        if what == "commands" and "{" in place and json.loads(place[place.index("{") :])["chat_id"] == person:
            return {each["command"] for each in shown}
    return set()
