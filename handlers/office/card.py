"""A draft as it is shown to whoever writes it: what, to whom, when, and whatever keeps it from being sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from handlers.actions import encode
from handlers.office import composing
from handlers.office.announcements import Announcement, Announcements, Content, duration
from handlers.office.audiences import Audience, Members
from handlers.office.people import Member
from handlers.office.states import Kind
from handlers.turn import Button, Line, Reply, Style

NOBODY = {
    Kind.ANNOUNCEMENT: "對象是 0 人，沒有人會收到；請改對象。",
    Kind.CORRECTION: "沒有能更正的：只能改 48 小時內確實送到的。",
    Kind.WITHDRAWAL: "沒有能收回的：只能收回 48 小時內確實送到的。",
    Kind.NUDGE: "沒有要催的：收到的人都回覆了。",
}


class Card:
    """Shows drafts. ``programmes``: short names by id."""

    def __init__(self, announcements: Announcements, members: Members, programmes: Mapping[str, str]) -> None:
        self.announcements, self.members, self.programmes = announcements, members, programmes

    def show(self, draft: Announcement, at: datetime) -> Reply:
        """A draft, and what can be done with it."""
        content = draft.content
        count = self.announcements.count(draft, at)
        lines = [Line(f"{draft.title}（{draft.stands}）", Style.STRONG), Line(f"內容：{gist(content)}")]
        whom = self.whom(content.audience)
        reach = f"，現在 {count} 人（{duration(count)}送完）" if chosen(draft) else ""
        lines.append(Line(f"對象：{whom}{reach}"))
        when = f"{draft.due:%Y-%m-%d %H:%M}" if draft.due else "按了就送"
        lines.append(Line(f"時間：{when}"))
        if content.labels:
            until = f"，到 {content.closes:%m/%d %H:%M} 截止" if content.closes else ""
            lines.append(Line(f"回條：{'、'.join(content.labels)}{until}"))
        lines += [Line(each, Style.WARN) for each in self.problems(draft, at)]
        return Reply(tuple(lines), self._buttons(draft))

    def problems(self, draft: Announcement, at: datetime) -> list[str]:
        """What keeps a draft from being sent, each in a sentence; empty where nothing does."""
        content = draft.content
        found = composing.wrong_words(content.html, media=bool(content.photo or content.document))
        long = composing.too_long(draft)
        found += [long] if long else []
        if not chosen(draft):
            found.append("還沒選對象，請按「選對象」。")
        elif self.announcements.count(draft, at) == 0:
            found.append(NOBODY[draft.kind])
        elif missing := self._missing(draft):
            found.append(f"有人沒有這些資料：{missing}。請寫上沒有時用的字，例如 {{學校|貴校}}。")
        if draft.due is not None and draft.due <= at:
            found.append(f"排定的時間 {draft.due:%m/%d %H:%M} 已經過了，請改時間。")
        if content.closes is not None and content.closes <= (draft.due or at):
            found.append("回條的截止比送出的時間早，請改。")
        return found

    def _missing(self, draft: Announcement) -> str:
        bare = [name for name, fallback in composing.placeholders(draft.content.html).items() if not fallback]
        lacking = self.members.lacking(draft.content.audience, bare) if bare else {}
        return "、".join(f"{name} {count} 人" for name, count in lacking.items() if count)

    def whom(self, audience: Audience) -> str:
        """An audience in words."""
        return audience.told({tag.code: tag for tag in self.members.tags()}, self.programmes)

    def _buttons(self, draft: Announcement) -> tuple[tuple[Button, ...], ...]:
        a = action
        if draft.kind is not Kind.ANNOUNCEMENT:
            change = () if draft.kind is Kind.WITHDRAWAL else (Button("改內容", a("text", draft)),)
            return ((*change, Button("送出…", a("send", draft)), Button("丟掉", a("drop", draft))),)
        when: tuple[Button, ...] = (Button("改時間" if draft.due else "排時間", a("due", draft)),)
        when += (Button("改成馬上送", a("now", draft)),) if draft.due else ()
        receipt: tuple[Button, ...] = (Button("回條選項", a("labels", draft)),)
        receipt += (Button("回條截止", a("closes", draft)),) if draft.content.labels else ()
        return (
            (
                Button("改內容", a("text", draft)),
                Button("改對象" if chosen(draft) else "選對象", a("whom", draft)),
            ),
            (*when, *receipt),
            (Button("傳一則給我看", a("preview", draft)), Button("存成範本", a("name", draft))),
            (Button("送出…", a("send", draft)), Button("丟掉", a("drop", draft))),
        )


def chosen(draft: Announcement) -> bool:
    """Whether it is decided to whom a draft goes."""
    return draft.kind is not Kind.ANNOUNCEMENT or draft.content.audience.chosen


def action(act: str, draft: Announcement, *values: str) -> str:
    """A desk button: it carries the version that it was shown with."""
    return encode("desk", act, str(draft.id), str(draft.version), *values)


def mine(member: Member, announcement: Announcement) -> bool:
    """Whether one of the staff may do something with an announcement: their own office's, or the owner's all."""
    return member.office == announcement.office or member.owner


def gist(content: Content) -> str:
    """The beginning of what is said."""
    words = " ".join(composing.looked_at(content.html).seen.split())
    what = "［圖片］" if content.photo else "［檔案］" if content.document else ""
    return what + (words[:60] + ("…" if len(words) > 60 else "") or ("" if what else "（還沒有）"))
