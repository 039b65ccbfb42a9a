"""The events that periods hang on, and how documents and people tie a period to one.

收到…通知之次日起30天內（含例假日）、返國後兩個月內、出國前二個月、活動一週前.
"""

from __future__ import annotations

from .lengths import length_pattern
from .numerals import CN

#: Anchor → the words for it, longer ones first.
EVENTS = {
    "event_end": (
        "活動結束|課程結束|計畫結束|辦理完竣|辦理完畢|辦理結束|執行完畢|執行完竣|完竣|結束|結訓|閉幕"
    ),
    "departure": "出國|出發|啟程|離境|赴外",
    "return": "返國|回國|返臺|回臺|歸國",
    "received": "收到|接到|接獲|收受|送達|拿到",
    "event": (
        "活動辦理|活動|辦理|舉辦|開學|入學|報到|核定|認證|公告|公布|開課|開始|比賽|競賽|執行|實施|發文|申請"
    ),
}
EVENT = "(?:" + "|".join(EVENTS.values()) + ")"
ANCHOR_OF = {word: anchor for anchor, words in EVENTS.items() for word in words.split("|")}
#: Events of one person, whose day a message may tell in passing (「我們11/3返國」).
PERSONAL = "(?:" + "|".join(words for anchor, words in EVENTS.items() if anchor != "event") + ")"

AFTER = r"(?:以後|之後|過後|後)"
BEFORE = r"(?:以前|之前|前)"
WITHIN = r"(?:之內|以內|內)"
_HOLIDAYS_IN = r"(?:,?\(?(?:均|皆|須|應)?(?:含|包含|包括)(?:例假日|假日|國定假日)(?:及[^)]{0,6})?\)?)"
_FILLING = rf"(?:(?!收到|接到|接獲|返國|出國|結束)[^,。;!?()0-9{CN}前後]){{0,14}}?"
_THE_DAY = r"(?:日期|當日|日)?(?:的)?"

_PERIOD_AFTER = (
    rf"(?P<ev1>{EVENT}){_FILLING}(?:書|函)?(?P<day1>當日|當天|日)?(?:的|之)?"
    rf"(?P<next>次日|翌日|隔日|隔天|第二天)?(?P<from1>起算|開始算|開始|起)?{AFTER}?"
    rf"(?:,)?(?:應|須|請|需|得|最晚|最遲|要)?(?:於|在)?(?P<hin1>{_HOLIDAYS_IN})?{length_pattern('1')}"
    rf"(?:(?P<in1>{WITHIN})|(?P<aft1>{AFTER}))(?P<hin2>{_HOLIDAYS_IN})?"
)
_PERIOD_BEFORE = rf"(?P<ev2>{EVENT}){_THE_DAY}{BEFORE}(?:的)?{length_pattern('2')}{BEFORE}?{WITHIN}?"
_LENGTH_BEFORE = rf"(?P<ev3>{EVENT}){_THE_DAY}{length_pattern('3')}{BEFORE}"

RELATIVE = rf"(?:{_PERIOD_AFTER}|{_PERIOD_BEFORE}|{_LENGTH_BEFORE})"
