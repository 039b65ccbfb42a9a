"""/reminders: what a chat has subscribed to, changed and stopped piece by piece or all at once, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.actions import encode, number
from handlers.hours import hours_told
from handlers.naming import Naming, clock, leads_told
from handlers.subscriptions import LEADS, Preferences, Reminders, Subscription, TargetKind
from handlers.turn import Button, Line, Reply, Style, Turn, say
from knowledge.dates import roc
from knowledge.speaking import _, _n

PAGE = 8
Rows = tuple[tuple[Button, ...], ...]


class Listing:
    """Shows and changes what is kept by ``reminders``."""

    def __init__(self, reminders: Reminders, naming: Naming) -> None:
        self.reminders, self.naming = reminders, naming
        self.verbs: dict[str, Callable[[Turn, Sequence[str]], Reply | None]] = {
            "r-reminders": self._page,
            "r-card": self._card,
            "r-lead": self._lead,
            "r-stop": self._stop,
            "r-back": self._back,
            "r-stopall": self._stop_all,
            "r-backall": self._back_all,
        }

    def pressed(self, turn: Turn, verb: str, arguments: Sequence[str]) -> Reply | None:
        """A tapped button; None where it is not one of these, or leads nowhere."""
        known = self.verbs.get(verb)
        return known(turn, arguments) if known is not None else None

    # the list

    def list(self, turn: Turn, page: int = 0, ask: str = "") -> Reply:
        """Everything the chat will hear of, what comes first standing first; ``ask``: what is to be chosen."""
        every = sorted(self.reminders.subscriptions(turn.chat), key=order)
        if not every:
            return say(
                _("目前沒有任何提醒。問我一個日期，再按「提醒我」；或直接說「出國補助截止前三天提醒我」。"),
                buttons=((Button(_("選要提醒的"), encode("r-remind")),),),
            )
        preferences = self.reminders.preferences(turn.chat)
        pages = -(-len(every) // PAGE)
        page = max(0, min(page, pages - 1))
        shown = every[page * PAGE : (page + 1) * PAGE]
        number = _("（第 {page}／{pages} 頁）", page=page + 1, pages=pages) if pages > 1 else ""
        lines = [Line(_n("{count} 個提醒{number}", count=len(every), number=number), Style.STRONG)]
        lines += [Line(self._line(each, preferences, n)) for n, each in enumerate(shown, page * PAGE + 1)]
        lines.append(Line(hours_told(preferences, self.naming), Style.SMALL))
        lines += [Line(ask)] if ask else []
        return Reply(tuple(lines), self._list_buttons(shown, page, pages))

    def _line(self, each: Subscription, preferences: Preferences, number: int) -> str:
        if each.target.kind is TargetKind.EDITION:
            return _("{number}. {target}：一有就通知", number=number, target=self.naming.target(each.target))
        when = (
            _("下一次 {moment}", moment=there(each.next, preferences))
            if each.next is not None
            else _("目前沒有要到的日期")
        )
        return _(
            "{number}. {target}：{leads}；{when}",
            number=number,
            target=self.naming.target(each.target),
            leads=leads_told(each.leads or preferences.leads),
            when=when,
        )

    def _list_buttons(self, shown: Sequence[Subscription], page: int, pages: int) -> Rows:
        cards = tuple(
            Button(_("改 {n}", n=n), encode("r-card", str(each.id)))
            for n, each in enumerate(shown, page * PAGE + 1)
        )
        turning = []
        if page:
            turning.append(Button(_("上一頁"), encode("r-reminders", str(page - 1))))
        if page < pages - 1:
            turning.append(Button(_("下一頁"), encode("r-reminders", str(page + 1))))
        rows = [cards[:4], cards[4:], tuple(turning)]
        rows.append(
            (Button(_("提醒的時間"), encode("r-hours")), Button(_("全部加到行事曆"), encode("icsall")))
        )
        rows.append((Button(_("再加一個"), encode("r-remind")), Button(_("全部停止"), encode("r-stopall"))))
        return tuple(row for row in rows if row)

    def _page(self, turn: Turn, arguments: Sequence[str]) -> Reply:
        return self.list(turn, number(arguments) or 0)

    # one subscription

    def _card(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        found = self.reminders.find(turn.chat, number(arguments) or 0)
        return self.card(turn, found) if found is not None else None

    def card(self, turn: Turn, each: Subscription) -> Reply:
        """One subscription, with its days to be switched on and off."""
        preferences = self.reminders.preferences(turn.chat)
        name, mark = self.naming.target(each.target), str(each.id)
        if each.ended is not None:
            return say(
                _("{name}：已經停止。", name=name),
                buttons=((Button(_("重新開始"), encode("r-back", mark)),),),
            )
        leads = each.leads or preferences.leads
        lines = [
            Line(name, Style.STRONG),
            Line(_("{leads}{time}提醒。", leads=leads_told(leads), time=clock(preferences.minute))),
        ]
        lines.append(
            Line(
                _("下一次：{moment}。", moment=there(each.next, preferences))
                if each.next
                else _("目前沒有排得上的提醒。"),
                Style.DATE,
            )
        )
        switches = tuple(
            Button(
                f"{'✓ ' if lead in leads else ''}{leads_told([lead])}",
                encode("r-lead", mark, str(lead)),
            )
            for lead in sorted({*LEADS, *leads}, reverse=True)
        )
        last = (Button(_("停止這個提醒"), encode("r-stop", mark)), Button(_("回清單"), encode("r-reminders")))
        if each.target.kind is TargetKind.EDITION:
            return Reply((lines[0], Line(_("新版本一進知識庫就通知您。"))), (last,))
        rows = [switches[n : n + 3] for n in range(0, len(switches), 3)]
        return Reply(tuple(lines), (*rows, last))

    def _lead(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        found = self.reminders.find(turn.chat, number(arguments) or 0)
        lead = number(arguments[1:])
        if found is None or lead is None or not 0 <= lead <= max(LEADS):
            return None
        leads = set(found.leads or self.reminders.preferences(turn.chat).leads) ^ {lead}
        if not leads:
            return say(
                _("至少要留一天；不想再收到，請按「停止這個提醒」。"),
                buttons=((Button(_("停止這個提醒"), encode("r-stop", str(found.id))),),),
            )
        self.reminders.change(turn.chat, found.id, tuple(leads), turn.at)
        changed = self.reminders.find(turn.chat, found.id)
        return self.card(turn, changed) if changed is not None else None

    def _stop(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        found = self.reminders.find(turn.chat, number(arguments) or 0)
        return self.stopped(turn, found) if found is not None else None

    def stopped(self, turn: Turn, found: Subscription) -> Reply:
        """One subscription stopped; it can be taken back."""
        self.reminders.stop(turn.chat, [found.id], turn.at)
        undo = Button(_("復原"), encode("r-back", str(found.id)))
        return say(
            _("已停止：{target}。", target=self.naming.target(found.target)),
            buttons=((undo, Button(_("回清單"), encode("r-reminders"))),),
        )

    def _back(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        found = self.reminders.find(turn.chat, number(arguments) or 0)
        if found is None:
            return None
        self.reminders.resume(turn.chat, [found.id], turn.at)
        resumed = self.reminders.find(turn.chat, found.id)
        return self.card(turn, resumed) if resumed is not None else None

    def _stop_all(self, turn: Turn, _: Sequence[str]) -> Reply:
        return self.stop_all(turn)

    def stop_all(self, turn: Turn) -> Reply:
        """Stop everything; it can be taken back."""
        numbers = [each.id for each in self.reminders.subscriptions(turn.chat)]
        if not numbers:
            return say(_("目前沒有任何提醒，所以沒有東西要停。"))
        self.reminders.stop(turn.chat, numbers, turn.at)
        undo = Button(_("復原"), encode("r-backall", str(int(turn.at.timestamp()))))
        return say(_n("{count} 個提醒都停了。", count=len(numbers)), buttons=((undo,),))

    def _back_all(self, turn: Turn, arguments: Sequence[str]) -> Reply | None:
        since = number(arguments)
        if since is None or since > 4_000_000_000:
            return None
        stopped = self.reminders.ended_since(turn.chat, datetime.fromtimestamp(since, turn.at.tzinfo))
        self.reminders.resume(turn.chat, stopped, turn.at)
        return self.list(turn)


def order(each: Subscription) -> tuple[bool, float, int]:
    """What comes first stands first; what has nothing coming stands last."""
    return each.next is None, each.next.timestamp() if each.next is not None else 0.0, each.id


def there(at: datetime, preferences: Preferences) -> str:
    """A moment by the chat's own clock."""
    return roc(at.astimezone(ZoneInfo(preferences.zone)))
