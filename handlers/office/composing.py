"""The words of an announcement: markup read or refused, placeholders filled, the whole as it will look.

Who speaks stands above it, a one-tap stop below it. What a person typed is escaped except for a few tags that are
closed as they should be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from handlers.actions import encode
from handlers.asking import rows
from handlers.office.announcements import Announcement, Content
from handlers.office.audiences import LONGEST_LABEL, PLACEHOLDERS, Membership
from handlers.office.states import Kind
from handlers.turn import Button
from knowledge.speaking import CHINESE, _, in_english, speaking

MESSAGE, CAPTION = 4096, 1024
TAGS = {"b", "i", "u", "s", "code"}
"""Tags that may be typed; Telegram's own formatting may bring others."""
TYPED = re.compile(r"&lt;(/?)(b|i|u|s|code)&gt;")
TAGLIKE = re.compile(r"&lt;/?[a-zA-Z][a-zA-Z0-9-]*(?: [^&]{0,60})?&gt;")
PLACEHOLDER = re.compile(r"\{([^{}|]{1,20})(\|[^{}]{0,60})?\}")
STRAY = re.compile(r"[{}]")


@dataclass(frozen=True)
class Composed:
    """A message ready to go: HTML and buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...]


class Markup(HTMLParser):
    """Reads HTML: what a person sees, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen = ""
        self.wrong = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or f"</{tag}> 前面沒有對應的 <{tag}>"

    def handle_data(self, data: str) -> None:
        self.seen += data


def looked_at(html: str) -> Markup:
    """HTML, read to its end."""
    markup = Markup()
    markup.feed(html)
    markup.close()
    if markup.open and not markup.wrong:
        markup.wrong = f"<{markup.open[-1]}> 沒有關好"
    return markup


def with_tags(html: str) -> str:
    """Escaped text in which the tags that may be typed are tags."""
    return TYPED.sub(r"<\1\2>", html)


def length(html: str) -> int:
    """What a person sees, in Telegram's units."""
    return len(looked_at(html).seen.encode("utf-16-le", "surrogatepass")) // 2


def placeholders(html: str) -> dict[str, bool]:
    """The placeholders in a text, each with whether it always has a fallback."""
    found: dict[str, bool] = {}
    for match in PLACEHOLDER.finditer(html):
        found[match[1]] = found.get(match[1], True) and match[2] is not None
    return found


def filled(html: str, values: Mapping[str, str]) -> str:
    """With a person's values, or the fallback where there is none."""

    def value(match: re.Match[str]) -> str:
        return escape(values.get(match[1], ""), quote=False) or (match[2] or "|")[1:]

    return PLACEHOLDER.sub(value, html)


def wrong_words(html: str, *, media: bool) -> list[str]:
    """What keeps a text from being sent, each in a sentence."""
    seen = looked_at(html)
    if not seen.seen.strip() and not media:
        return ["還沒有內容：請傳文字，或附圖片、檔案。"]
    problems = []
    if seen.wrong:
        problems.append(f"標記有誤：{seen.wrong}。")
    elif stranger := TAGLIKE.search(html):
        told = stranger[0].replace("&lt;", "<").replace("&gt;", ">")
        problems.append(
            f"不能用「{told}」這個標記；能用的是 {'、'.join(sorted(TAGS))}，或用 Telegram 自己的格式。"
        )
    if unknown := [name for name in placeholders(html) if name not in PLACEHOLDERS]:
        problems.append(
            f"沒有人有「{'、'.join(unknown)}」這項資料（我不記姓名）；能用的是 {'、'.join(PLACEHOLDERS)}。"
        )
    if STRAY.search(PLACEHOLDER.sub("", html)):
        problems.append("大括號沒有成對；欄位寫成 {學校|貴校}，直線後面是沒有資料時用的字。")
    return problems


def fullest(html: str) -> str:
    """With the longest that each placeholder can become."""
    return PLACEHOLDER.sub(lambda m: "字" * max(LONGEST_LABEL, len(m[2] or "") - 1), html)


def too_long(announcement: Announcement) -> str | None:
    """A sentence where some person's message would not fit, else None."""
    content = announcement.content
    most = limit(content)
    size = length(framed(announcement, fullest(content.html)))
    if size <= most:
        return None
    what = "有圖片或檔案時" if most == CAPTION else "一則"
    return (
        f"太長了：{what}最多 {most} 字（連同抬頭、結尾和欄位），現在是 {size} 字，請刪掉 {size - most} 字。"
    )


def framed(announcement: Announcement, html: str) -> str:
    """With who speaks above, and what it is below; in 繁體中文 where another language would not leave room."""
    text = in_frame(announcement, html)
    if in_english() and length(text) > limit(announcement.content):
        with speaking(CHINESE):
            return in_frame(announcement, html)
    return text


def in_frame(announcement: Announcement, html: str) -> str:
    word = _("（更正）") if announcement.kind is Kind.CORRECTION else ""
    office = escape(announcement.office, quote=False)
    foot = f"<i>{_('這是「{office}」的公告，由資格通轉發。', office=office)}</i>"
    if announcement.content.labels:
        foot += f"\n<i>{_('按下回覆，發公告的單位會看到您的 Telegram 顯示名稱。')}</i>"
    return "\n".join(part for part in (f"<b>【{office}】{word}</b>", html, foot) if part)


def limit(content: Content) -> int:
    """What Telegram takes: less under a picture or file."""
    return CAPTION if content.photo or content.document else MESSAGE


def composed(announcement: Announcement, membership: Membership) -> Composed:
    """The message to one member. A correction carries the answers of what it corrects."""
    values = {name: membership.value(name) for name in PLACEHOLDERS}
    about = announcement.of or announcement.id
    labels = announcement.content.labels
    answers = rows(
        (Button(label, encode("receipt", str(about), str(n))) for n, label in enumerate(labels)), 3
    )
    told = _("不再收「{office}」的公告", office=announcement.office)
    stop = Button(told[:60], encode("mute", "on", str(about)))
    return Composed(framed(announcement, filled(announcement.content.html, values)), (*answers, (stop,)))
