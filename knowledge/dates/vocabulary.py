"""The words that dates are made of, as one regular expression a kind, in the order in which they are tried.

Texts are evened first (:mod:`.paper`): half-width, no spaces, ``週`` for 周, ``臺`` for 台. A kind's named groups are what
:mod:`.points` and :mod:`.relative` take from it. A word is only a candidate; whether it stands for a date is decided
by what stands beside it (「三年二班」 has a year-like word and is no date).
"""

from __future__ import annotations

import re

from .numerals import CN

NUM = rf"(?:[0-9]{{1,4}}|[{CN}]{{1,7}})"
NUM2 = (
    r"(?:[0-9]{1,2}(?![0-9])|(?<![十廿卅])"
    r"(?:[二三四五六]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[〇零]?[一二三四五六七八九]|零))"
)
FREE = r"(?<![0-9])(?<![0-9][.,:/])"
ERA = r"(?:中華民國|民國|西元|公元)"
WEEK = r"(?:星期|禮拜|週)"
WD = "一二三四五六日天"

_MIDDLE = "中(?=$|[ ,。、;!?()前後起開舉辦要會可以之])"
PARTS = (
    rf"上旬|中旬|下旬|初(?![審選試評賽複中])|底|末(?!端)|{_MIDDLE}"
    rf"|第(?:[{WD}1-5])(?:個)?{WEEK}(?:[{WD}])?"
)

# event words → the anchor they hang on; longer words first
EVENTS = {
    "event_end": "活動結束|課程結束|計畫結束|辦理完竣|辦理完畢|辦理結束|執行完畢|執行完竣|完竣|結束|結訓|閉幕",
    "departure": "出國|出發|啟程|離境|赴外",
    "return": "返國|回國|返臺|回臺|歸國",
    "received": "收到|接到|接獲|收受|送達|拿到",
    "event": "活動辦理|活動|辦理|舉辦|開學|入學|報到|核定|認證|公告|公布|開課|開始|比賽|競賽|執行|實施|發文|申請",
}
EVENT = "(?:" + "|".join(EVENTS.values()) + ")"
ANCHOR_OF = {word: anchor for anchor, words in EVENTS.items() for word in words.split("|")}


def _length(suffix: str) -> str:
    """A length of time with its own group names (``n``, ``half``, ``u`` followed by ``suffix``).

    兩個月、半年、一個半月、三週、20天、5個工作天.
    """
    return (
        rf"(?P<n{suffix}>半|[0-9]{{1,3}}|[{CN}]{{1,4}})(?:(?P<m{suffix}>個)(?P<half{suffix}>半)?)?"
        rf"(?P<u{suffix}>(?(m{suffix})(?:工作[天日]|小時|星期|禮拜|月)|(?:工作[天日]|小時|星期|禮拜|[天日週年])))"
        rf"(?P<yhalf{suffix}>半)?(?!級|班|度)"
    )


_AFTER = r"(?:以後|之後|過後|後)"
_BEFORE = r"(?:以前|之前|前)"
_WITHIN = r"(?:之內|以內|內)"
HOLIDAYS_IN = r"(?:,?\(?(?:均|皆|須|應)?(?:含|包含|包括)(?:例假日|假日|國定假日)(?:及[^)]{0,6})?\)?)"

#: 收到…通知之次日起30天內（含例假日）; 返國後兩個月內; 辦理完竣後一個月內
REL_AFTER = (
    rf"(?P<ev1>{EVENT})(?P<fill>(?:(?!收到|接到|接獲|返國|出國|結束)[^,。;!?()0-9{CN}前後]){{0,14}}?)(?:書|函)?(?P<day1>當日|當天|日)?(?:的|之)?"
    rf"(?P<next>次日|翌日|隔日|隔天|第二天)?(?P<from1>起算|開始算|開始|起)?{_AFTER}?"
    rf"(?:,)?(?:應|須|請|需|得|最晚|最遲|要)?(?:於|在)?(?P<hin1>{HOLIDAYS_IN})?{_length('1')}"
    rf"(?:(?P<in1>{_WITHIN})|(?P<aft1>{_AFTER}))(?P<hin2>{HOLIDAYS_IN})?"
)
#: 出國前二個月; 活動前14天
REL_BEFORE = (
    rf"(?P<ev2>{EVENT})(?:日期|當日|日)?(?:的)?{_BEFORE}(?:的)?{_length('2')}{_BEFORE}?(?:{_WITHIN})?"
)
#: 出國兩個月前; 活動一週前
REL_BEFORE_2 = rf"(?P<ev3>{EVENT})(?:日期|當日|日)?(?:的)?{_length('3')}{_BEFORE}"
#: 3天後, 兩週內, 五天前
DURATION = rf"(?<![0-9第月每至~{CN}-]){_length('4')}(?:(?P<in4>{_WITHIN})|(?P<aft4>{_AFTER})|(?P<bef4>{_BEFORE}))(?!往|來|述|項|面|續)"

DATE3 = (
    rf"(?<![0-9A-Za-z.])(?<![0-9]/)(?P<era>{ERA})?(?P<y>[0-9]{{2,4}})(?P<sep>[/.\-])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})"
    r"(?![0-9%]|\.[0-9])"
)

PATTERNS: dict[str, str] = {
    "LUNAR": r"(?:農曆|舊曆|陰曆)",
    "REL": rf"(?:{REL_AFTER}|{REL_BEFORE}|{REL_BEFORE_2})",
    "DUR": DURATION,
    "HOURS": rf"(?P<hours>{NUM})個?小時",
    "NEAR": rf"(?:最近|近|過去)(?P<n>[0-9]{{1,2}}|[{CN}]{{1,3}})(?:個)?(?P<u>學年度?|學期|年度?|月|週|天)(?:以來|之內|以內|內)?",
    "DATE3": DATE3,
    "STAMP": r"(?<![0-9A-Za-z.,#第])(?P<digits>[0-9]{6,8})(?![0-9A-Za-z元號人名位%]|[.,][0-9])",
    "SYLIST": rf"{FREE}(?P<list>{NUM}(?:(?:、|及|和|與|至|到|~|-){NUM}){{1,9}})學年(?:度)?",
    "SY": rf"{FREE}(?P<n>{NUM})學年(?:度)?(?:的)?(?:第?(?P<s>[一二12上下])學期|(?P<hol>寒假|暑假))?",
    "RSY": r"(?P<rel>上|前一|前|本|這|今|當|該|同|下一|下|次|隔|明|去)(?:個)?學年(?:度)?(?:的)?(?:第?(?P<s>[一二12上下])學期|(?P<hol>寒假|暑假))?",
    "SEMNUM": r"(?<![0-9A-Za-z/.\-])(?P<n>[0-9]{2,3})(?:-(?P<s>[12])(?P<word>學期)?|(?P<s2>[上下])學期)(?![0-9A-Za-z/.\-])",
    "SEM": r"(?P<rel>這個?|本|當|下下個?|下個|上個)學期|(?P<name>[上下])學期|第(?P<s>[一二12])學期",
    "EVERY": r"(?P<every>每學?年度?|逐年|年年|每個?月)(?:的)?(?P<part>底|初)?",
    "YY": rf"{FREE}(?P<era>{ERA})?(?P<y1>[0-9]{{2,4}})(?:年度?)?(?P<sep>至|到|~|-|迄|、|及|和|與)(?P<y2>[0-9]{{2,4}})年(?P<du>度)?(?P<part>底|初)?(?![級班])(?!{NUM}月|[0-9]{{1,2}}[-至~])",
    "Y": (
        rf"{FREE}(?:(?P<era>{ERA})(?P<pre>前)?)?(?P<y>元|{NUM})(?:\((?P<era3>{ERA})?(?P<y3>[0-9]{{2,4}})(?:年)?\))?年(?:次(?!數|會))?"
        rf"(?:\((?P<era2>{ERA})?(?P<y2>[0-9]{{2,4}}|[{CN}]{{2,7}})年?\)(?:年)?)?(?P<du>度)?(?![級班次期制])(?P<part>底|初|末|{_MIDDLE})?"
    ),
    "RY": (
        r"(?<![爾之以往歷先此])(?P<rel>大前年|大後年|今年|本年|去年|明年|後年|前一年|前(?=年度)年|前年|上一年|上(?=年度)年|下一年|下(?=年度)年|當年|同年|次年|隔年|翌年)"
        rf"(?P<du>度)?(?:的)?(?P<part>底|初|末|{_MIDDLE})?"
    ),
    "MM": (
        rf"(?<![0-9第{CN}/.])(?P<months>{NUM2}(?:月?(?:-|~|至|到|、|及|和|與){NUM2}){{1,11}})月(?:份)?(?![考薪刊費票{CN}0-9])"
    ),
    "M": rf"(?<![0-9第/.])(?<![0-9]-)(?P<m>{NUM2}|元)月(?:份)?(?![考薪刊費票琴租曆])(?:的)?(?P<part>{PARTS})?",
    "RM": rf"(?P<rel>上上|下下|上|下|這|本|當|次|隔)(?:一)?(?:個)?月(?:份)?(?![考薪刊費票琴租曆])(?:的)?(?P<part>{PARTS})?",
    "MD": r"(?<![0-9A-Za-z.])(?<![0-9]/)(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})(?![0-9A-Za-z%]|/[0-9]|\.[0-9])",
    "YM": r"(?<![0-9A-Za-z.])(?<![0-9]/)(?P<era>(?:民國|西元))?(?P<y>[0-9]{2,4})(?P<sep>[/.\-])(?P<m>[0-9]{1,2})(?![0-9A-Za-z%/.\-])",
    "DD": rf"(?<![0-9第])(?P<days>{NUM2}(?:[日號]?(?:-|~|至|到|、|及|和|與|或){NUM2}){{1,9}})[日號](?!線|館|樓|出口)",
    "CLOCK": (
        r"(?P<ap>上午|早上|早晨|清晨|凌晨|中午|正午|下午|午後|傍晚|晚上|晚間|夜間|深夜|半夜|午夜|晚|早)?"
        rf"(?:(?P<h>{NUM2})(?:(?:時|點鐘|點)(?!間|候|數|段|名|方案|建議)(?:(?P<mi>{NUM2})分|(?P<half>半)|(?P<q>[一三])刻|整)?"
        r"|:(?P<mi2>[0-9]{2})(?![0-9])(?::[0-9]{2})?)(?P<pm>[AaPp][Mm])?"
        r"|(?<![0-9])(?P<h3>[0-9]{1,2})(?P<pm3>[AaPp]\.?[Mm])(?![A-Za-z]))"
        r"|(?P<noon>中午|正午|午夜)(?!休)|(?P<half_day>上午|早上|下午|晚上|晚間|傍晚|凌晨|清晨)"
    ),
    "D": rf"(?<![0-9第路段巷弄街/.])(?P<d>{NUM2})[日號](?!線|館|樓|出口|教室|公車|機|函|函釋|公文|[A-Za-z])",
    "RD": (
        r"(?P<rel>大前天|大後天|今[天日]|明[天日]|後天|昨[天日]|前天|隔天|隔日|次日|翌日|當天|當日|即日)"
        r"|(?P<part_of>今|明|昨)(?=[晚早](?:上)?)"
    ),
    "WEEKPAREN": rf"\({WEEK}?(?P<wd>[{WD}])\)",
    "BOTHPAREN": (
        rf"\((?:即|亦即|=)?(?P<era>{ERA})?(?P<y>[0-9]{{2,4}})(?:[/.\-]|年)(?P<m>[0-9]{{1,2}})(?:[/.\-]|月)(?P<d>[0-9]{{1,2}})日?"
        rf"(?:[,、; ]?{WEEK}?(?P<wd>[{WD}]))?\)"
    ),
    "W": (
        rf"(?P<every>每)(?:個)?{WEEK}(?P<ewd>[{WD}])(?![節次堂個小])"
        rf"|(?P<rel>上上|下下|上|下|這|本|當)?(?:一)?(?:個)?{WEEK}(?:的)?(?:{WEEK})?"
        rf"(?P<wd>[{WD}]|[1-7](?![0-9])|末)(?![個期刊年讀節次堂])|(?P<rel2>上上|下下|上|下|這|本|當)(?:一)?(?:個)?{WEEK}(?![期刊年邊知報])"
        rf"|(?P<weekend>週末|(?:這|本)(?:個)?週末)"
    ),
    "PART": rf"(?<![0-9{CN}個本這上下當次今明去前後每])(?P<unit>月|年)(?P<part>底|初|{_MIDDLE})(?!的?總)",
    "HOLIDAY": r"(?P<hol>寒假|(?<!寒)暑假)(?!作業|輔導課)",
    "FEAST": r"(?P<feast>元旦|和平紀念日|二二八|兒童節|清明節|勞動節|端午節|中秋節|教師節|國慶日|雙十節|光復節|行憲紀念日|聖誕節|耶誕節|除夕|春節)",
    "INCL": r"\((?:不)?含(?:當日|當天|例假日|假日)?\)|,?(?:不)?含(?:當日|當天)",
    "BEF": r"(?:以前|之前|為止|截止|止|前(?!往|來|進|述|項|揭|任|言|提(?![出交報送早供])|年|天|夕|後|一[年學]|[0-9]|[一二兩三四五六七八九十]+(?:個|天|日|週|星期|名|等|項)))",
    "BACK": rf"前{_length('5')}",
    "AFT": r"(?:以後|之後|以來|起算|開始|起|後(?!天|年|續|面|段))",
    "UNTIL": r"(?:截至|截止於|直到|最晚|最遲|至遲)",
    "FROM": r"(?:自從|自|從|於|在)",
    "SEP": r"(?:起?至|起?到|起?迄|~+|-+)",
    "LIST": r"(?:、|及|或|和|與|以及)",
}

_NUMERALS = "0123456789" + CN
_ERAS = "中民西公"

#: The characters a kind can start with: only those kinds are tried at a place.
FIRST: dict[str, str] = {
    "LUNAR": "農舊陰",
    "REL": "".join({word[0] for words in EVENTS.values() for word in words.split("|")}),
    "DUR": _NUMERALS + "半",
    "HOURS": _NUMERALS,
    "NEAR": "最近過",
    "DATE3": "0123456789" + _ERAS,
    "STAMP": "0123456789",
    "SYLIST": _NUMERALS,
    "SY": _NUMERALS,
    "RSY": "上前本這今當該同下次隔明去",
    "SEMNUM": "0123456789",
    "SEM": "這本當下上第",
    "EVERY": "每逐年",
    "YY": "0123456789" + _ERAS,
    "Y": _NUMERALS + "元" + _ERAS,
    "RY": "大今本去明後前上下當同次隔翌",
    "MM": _NUMERALS,
    "M": _NUMERALS + "元",
    "RM": "上下這本當次隔",
    "MD": "0123456789",
    "YM": "0123456789民西",
    "DD": _NUMERALS,
    "CLOCK": _NUMERALS + "上早清凌中正下午傍晚夜深半",
    "D": _NUMERALS,
    "RD": "大今明後昨前隔次翌當即",
    "WEEKPAREN": "(",
    "BOTHPAREN": "(",
    "W": "每上下這本當星禮週",
    "PART": "月年",
    "HOLIDAY": "寒暑",
    "FEAST": "元和二兒清勞端中教國雙光行聖耶除春",
    "INCL": "(,不含",
    "BEF": "以之為截止前",
    "BACK": "前",
    "AFT": "以之起開後",
    "UNTIL": "截直最至",
    "FROM": "自從於在",
    "SEP": "起至到迄~-",
    "LIST": "、及或和與以",
}

COMPILED = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
