"""The announcement desk, first half: writing a draft until it is right. Nothing leaves the desk from here.

A draft is shown as a card: what, to whom (with the count), when, how long it takes, and whatever keeps it from being
sent. Every button carries the version that it was shown with; one from an older card is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.actions import decode, mark
from handlers.asking import OLD_BUTTON
from handlers.office import composing, details
from handlers.office.announcements import Announcement, Announcements, Content, Step
from handlers.office.audiences import Audience
from handlers.office.card import Card, action, mine
from handlers.office.choosing import DIMENSIONS, Choosing
from handlers.office.details import PRESETS, Taken, answering, taken
from handlers.office.people import Member, Staff
from handlers.office.states import Kind, State
from handlers.turn import Attached, Button, Line, Reply, Turn, TurnKind, say

ASK = {
    "text": "請傳公告的內容：打字或轉傳都可以，也可以附一張圖片或一個檔案。可以用欄位，例如 {學校|貴校}。",
    **details.ASK,
}
STALE = "這張草稿後來改過了，請用最新的這一張："
NOT_YOURS = "這則公告是別的單位的，您不能動。"
ONLY_WORDS = "更正只能改文字，圖片或檔案會留著原來的；要換圖，請先「收回」再發一則。請打字。"
NO_MEDIA = "公告只能附圖片或檔案（文件）；語音、貼圖、位置不行。請再傳一次。"
IN_PARTS = "這是上一則的後半（太長的訊息，Telegram 會拆開傳），沒有當成內容。請縮短後重新傳一次。"
ONE_MEDIA = "一則公告只能附一張圖片或一個檔案；這一個沒有附上。"
APART = timedelta(seconds=3)
"""Parts of one message come closer together than this."""
TEMPLATES = 12


class Drafting:
    """Drafts of the staff."""

    def __init__(self, announcements: Announcements, staff: Staff, card: Card) -> None:
        self.announcements, self.staff, self.card = announcements, staff, card
        self.choosing = Choosing(card)
        self.parts: dict[int, tuple[datetime, str]] = {}

    def reply(self, turn: Turn) -> Reply | None:
        """What is said back; None where the turn is none of these."""
        member = self.staff.member(turn.person)
        if member is None or turn.chat != turn.person:
            return None
        if turn.kind is TurnKind.COMMAND:
            self.announcements.expect(turn.person, None, turn.at)
            return self._begin(member, turn) if turn.command == "announce" else None
        if turn.kind is TurnKind.BUTTON:
            decoded = decode(turn.action)
            if decoded is None or decoded[0] != "desk":
                return None
            return self._pressed(decoded[1], member, turn)
        if (rest := self._rest(turn)) is not None:
            return say(rest)
        step = self.announcements.expected(turn.person, turn.at)
        if step is None or step.what not in ASK:
            return None
        return self._typed(step, member, turn)

    def _rest(self, turn: Turn) -> str | None:
        """What is said to the rest of a message that Telegram brings in parts, which is not taken for another."""
        since, why = self.parts.get(turn.person, (turn.at, ""))
        if not why or not timedelta() <= turn.at - since < APART:
            return None
        album = turn.attached is not None
        return why if album == (why == ONE_MEDIA) else None

    # beginning

    def _begin(self, member: Member, turn: Turn) -> Reply:
        audience = Audience(scope=member.scope, office=member.office)
        draft = self.announcements.create(
            Kind.ANNOUNCEMENT, 0, turn.person, member.office, Content(audience=audience), turn.at
        )
        self.staff.log(turn.person, "announce.draft", str(draft.id), turn.at)
        if turn.text:
            html = "".join(turn.html.split(maxsplit=1)[1:]).strip() or turn.text
            return self._take_text(draft, html, turn)
        self.announcements.expect(turn.person, Step("text", draft.id), turn.at)
        templates = self.announcements.templates()[:TEMPLATES]
        buttons = tuple(
            (
                Button(
                    f"範本：{name}（第 {version} 版）"[:60],
                    action("from", draft, mark(name), str(version)),
                ),
            )
            for name, version in templates
        )
        return say(ASK["text"], buttons=buttons)

    # what was typed

    def _typed(self, step: Step, member: Member, turn: Turn) -> Reply:
        draft = self.announcements.find(step.about)
        self.announcements.expect(turn.person, None, turn.at)
        if draft is None or not mine(member, draft):
            return say(NOT_YOURS)
        if turn.text.strip() == "取消":
            return self.card.show(draft, turn.at)
        if step.what == "text":
            return self._take_text(draft, turn.html or turn.text, turn)
        if turn.kind is not TurnKind.TEXT:
            return self._ask(step.what, draft, turn, "這裡請打字。")
        return self._take(step.what, taken(step.what, draft, turn), draft, turn)

    def _ask(self, what: str, draft: Announcement, turn: Turn, *first: str) -> Reply:
        self.announcements.expect(turn.person, Step(what, draft.id), turn.at)
        presets = (
            Button("／".join(labels) or "不附回條", action("preset", draft, str(n)))
            for n, labels in enumerate(PRESETS)
        )
        return say(*first, ASK[what], buttons=(tuple(presets),) if what == "labels" else ())

    def _take_text(self, draft: Announcement, html: str, turn: Turn) -> Reply:
        attached = turn.attached
        if turn.kind not in {TurnKind.TEXT, TurnKind.COMMAND, TurnKind.PHOTO, TurnKind.FILE} or (
            turn.kind in {TurnKind.PHOTO, TurnKind.FILE} and attached is None
        ):
            return self._ask("text", draft, turn, NO_MEDIA)
        if draft.kind is not Kind.ANNOUNCEMENT and attached is not None:
            return self._ask("text", draft, turn, ONLY_WORDS)
        content = with_words(draft, composing.with_tags(html.strip()), attached)
        if wrong := composing.wrong_words(content.html, media=bool(content.photo or content.document)):
            return self._ask("text", draft, turn, *wrong)
        long = composing.too_long(replace(draft, content=content))
        if long is not None:
            self.parts[turn.person] = (turn.at, IN_PARTS)
            return self._ask("text", draft, turn, long)
        if attached is not None:
            self.parts[turn.person] = (turn.at, ONE_MEDIA)
        changed = self.announcements.change(draft, content, draft.due)
        if changed is not None:
            self.announcements.preview(changed, turn.person, turn.at)
        return self._after(draft, changed, turn.at)

    def _take(self, what: str, found: Taken, draft: Announcement, turn: Turn) -> Reply:
        """The draft as it was typed to be; asked again where that cannot be."""
        if found.wrong:
            return self._ask(what, draft, turn, found.wrong)
        if found.content is not None:
            return self._after(draft, self.announcements.change(draft, found.content, found.due), turn.at)
        version = self.announcements.save_template(found.name, draft.content, turn.person, turn.at)
        self.staff.log(turn.person, "template", f"{found.name} {version}", turn.at)
        told = f"已存成範本「{found.name}」第 {version} 版；下次 /announce 可以直接拿來用。"
        return say(told, buttons=((Button("回到草稿", action("card", draft)),),))

    # what was pressed

    def _pressed(self, arguments: tuple[str, ...], member: Member, turn: Turn) -> Reply | None:
        """None where the button belongs to the second half of the desk."""
        if len(arguments) < 3 or arguments[0] not in PRESSED:
            return None
        act, number, version, *values = arguments
        draft = self.announcements.find(int(number)) if number.isascii() and number.isdigit() else None
        if draft is None:
            return say(OLD_BUTTON)
        if not mine(member, draft):
            self.staff.log(turn.person, f"announce.{act}", number, turn.at, refused=True)
            return say(NOT_YOURS)
        if draft.state is not State.DRAFT or str(draft.version) != version:
            return self._stale(draft, turn.at)
        return self._changed(act, draft, values[0] if values else "", values[-1] if values else "", turn)

    def _changed(self, act: str, draft: Announcement, value: str, last: str, turn: Turn) -> Reply:
        if act in ASK:
            return self._ask(act, draft, turn)
        if act == "preview":
            self.announcements.preview(draft, turn.person, turn.at)
            return say("已傳一則給您自己，和別人收到的一模一樣（上面的按鈕要正式送出後才有用）。")
        if act == "from":
            return self._from_template(draft, value, last, turn)
        if act == "now":
            return self._after(draft, self.announcements.change(draft, draft.content, None), turn.at)
        if act == "preset" and value in {str(n) for n in range(len(PRESETS))}:
            self.announcements.expect(turn.person, None, turn.at)
            return self._take("labels", answering(draft, PRESETS[int(value)]), draft, turn)
        if act == "page":
            page = int(value) if value.isascii() and value.isdigit() else 0
            return self.choosing.show(draft, turn.at, page)
        if act in DIMENSIONS:
            audience = self.choosing.toggled(draft.content.audience, act, value)
            changed = self.announcements.change(draft, replace(draft.content, audience=audience), draft.due)
            return self._stale(draft, turn.at) if changed is None else self.choosing.show(changed, turn.at)
        return self.choosing.show(draft, turn.at) if act == "whom" else self.card.show(draft, turn.at)

    def _from_template(self, draft: Announcement, name: str, version: str, turn: Turn) -> Reply:
        names = {mark(each): each for each, _ in self.announcements.templates()}
        found = (
            self.announcements.template(names[name], int(version))
            if name in names and version.isdigit()
            else None
        )
        if found is None:
            return say(OLD_BUTTON)
        self.announcements.expect(turn.person, None, turn.at)
        content = replace(found, audience=draft.content.audience, closes=None)
        changed = self.announcements.change(draft, content, draft.due)
        if changed is not None:
            self.announcements.preview(changed, turn.person, turn.at)
        return self._after(draft, changed, turn.at)

    def _after(self, seen: Announcement, changed: Announcement | None, at: datetime) -> Reply:
        return self._stale(seen, at) if changed is None else self.card.show(changed, at)

    def _stale(self, draft: Announcement, at: datetime) -> Reply:
        current = self.announcements.find(draft.id) or draft
        if current.state is not State.DRAFT:
            return say(f"這則公告已經不是草稿了（{current.stands}）。用 /announcements 看現在怎樣。")
        card = self.card.show(current, at)
        return replace(card, lines=(Line(STALE), *card.lines))


def with_words(draft: Announcement, html: str, attached: Attached | None) -> Content:
    """A draft's content with other words and what came with them; what was sent keeps its picture or file."""
    if draft.kind is not Kind.ANNOUNCEMENT:
        return replace(draft.content, html=html)
    kind, name = (attached.kind, attached.id) if attached is not None else (None, "")
    return replace(
        draft.content,
        html=html,
        photo=name if kind is TurnKind.PHOTO else "",
        document=name if kind is TurnKind.FILE else "",
    )


PRESSED = {*ASK, *DIMENSIONS, "preset", "preview", "from", "now", "whom", "page", "card"}
