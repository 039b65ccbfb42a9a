"""Beginning and help: what the bot is, what it knows, and how to ask it."""

from __future__ import annotations

from handlers.actions import encode
from handlers.asking import Asking
from handlers.turn import Button, Line, Reply, Style
from knowledge.speaking import LANGUAGES, _, spoken

VERB = "language"


class Starting:
    """/start and /help."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    def start(self) -> Reply:
        """The first thing a person sees."""
        return Reply(
            (
                Line(_("您好，我是資格通。"), Style.STRONG),
                Line(
                    _(
                        "問我教育計畫的資格、截止日、補助金額、要交的表件和聯絡方式；公文有寫的我附上條文，沒寫的我會說沒寫。"
                    )
                ),
                Line(_("直接打字就可以，例如：「交換學生報名到什麼時候？」")),
                Line(_("或先選一個計畫：")),
            ),
            (*self.asking.menu(), others()),
        )

    def help(self) -> Reply:
        """How to ask, and what will not be answered."""
        return Reply(
            (
                Line(_("怎麼問"), Style.STRONG),
                Line(_("・說出計畫和想問的事：「新北資訊資優要交什麼」「ISA 升級認證獎勵金多少」")),
                Line(_("・接著問就好：「那美國呢？」「中級呢？」")),
                Line(_("・要算期限，告訴我日期：「我們 11/3 返國，報告什麼時候要交？」")),
                Line(_("・要提醒，說「截止前三天提醒我」；/dates 看接下來的日期、/reminders 看您的提醒。")),
                Line(_("我不會做的事"), Style.STRONG),
                Line(_("・不猜：公文沒寫的，我會說沒寫、該問誰。")),
                Line(_("・不替承辦單位決定：需要審查認定的，我會說由誰認定。")),
                Line(_("指令：/start 選計畫、/check 一題一題看資格、/help 看這頁。"), Style.SMALL),
            ),
            self.asking.menu(),
        )


def others() -> tuple[Button, ...]:
    """The languages that are not spoken at the moment, each by its own name."""
    return tuple(
        Button(name, encode(VERB, language)) for language, name in LANGUAGES.items() if language != spoken()
    )
