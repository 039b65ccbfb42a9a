"""The words that dates are made of: one regular expression a kind, in the order in which they are tried.

Texts are evened first (:mod:`.paper`): half-width, no spaces, ``週`` for 周, ``臺`` for 台. The named groups of a kind are
what the readers of points take from it. A word is only a candidate; what stands beside it decides whether it stands for a
date (「三年二班」 has a word like a year and is no date).
"""

from __future__ import annotations

import re

from .events import AFTER, BEFORE, EVENTS, RELATIVE, WITHIN
from .lengths import length_pattern
from .numerals import CN

NUM = rf"(?:[0-9]{{1,4}}|[{CN}]{{1,7}})"
#: A number of at most two digits; in Chinese only as it is said (十二, 廿五), so that 統一五月 is May.
NUM2 = (
    r"(?:[0-9]{1,2}(?![0-9])|(?<![十廿卅])"
    r"(?:[二三四五六]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[〇零]?[一二三四五六七八九]|兩|零))"
)
WD = "一二三四五六日天"

_FREE = r"(?<![0-9])(?<![0-9][.,:/])"
_FREE_MARK = r"(?<![0-9A-Za-z.])(?<![0-9]/)"
_ERA = r"(?:中華民國|民國|西元|公元)"
_WEEK = r"(?:星期|禮拜|週)"
_TO = r"(?:-|~|至|到|、|及|和|與|或)"
_MIDDLE = "中(?=$|[ ,。、;!?()前後起開舉辦要會可以之])"
_YEAR_PART = rf"(?:的)?(?P<part>底|初|末|[上下]半年|{_MIDDLE})?"
_MONTH_PART = (
    rf"(?:的)?(?P<part>上旬|中旬|下旬|初(?![審選試評賽複中])|底|末(?!端)|{_MIDDLE}"
    rf"|第(?:[{WD}1-5])(?:個)?{_WEEK}(?:[{WD}])?)?"
)
_NO_MONTH = "[考薪刊費票琴租曆]"
_HALF = r"(?:的)?(?:第?(?P<s>[一二12上下])學期|(?P<hol>寒假|暑假))?"
_NO_BEFORE = (
    r"往|來|進|述|項|揭|任|言|提(?![出交報送早供])|年|天|夕|後|一[年學]|[0-9]"
    r"|[一二兩三四五六七八九十]+(?:個|天|日|週|星期|名|等|項)"
)

PATTERNS: dict[str, str] = {
    "LUNAR": r"(?:農曆|舊曆|陰曆)",
    "REL": RELATIVE,
    # lengths of time
    "DUR": (
        rf"(?<![0-9第月每至~{CN}-])(?P<more4>再過?)?{length_pattern('4')}"
        rf"(?:(?P<in4>{WITHIN})|(?P<aft4>{AFTER})|(?P<bef4>{BEFORE})|(?(more4)(?=就|$|[ ,。、;!?()])|(?!)))"
        r"(?!往|來|述|項|面|續)"
    ),
    "HOURS": rf"(?P<hours>{NUM})個?小時",
    "NEAR": (
        rf"(?:最近|近|過去)(?P<n>[0-9]{{1,2}}|[{CN}]{{1,3}})(?:個)?(?P<u>學年度?|學期|年度?|月|週|天)"
        r"(?:以來|之內|以內|內)?"
    ),
    # digits with marks, and without
    "DATE3": (
        rf"{_FREE_MARK}(?P<era>{_ERA})?(?P<y>[0-9]{{2,4}})(?P<sep>[/.\-])(?P<m>[0-9]{{1,2}})(?P=sep)"
        r"(?P<d>[0-9]{1,2})(?![0-9%]|\.[0-9])"
    ),
    "STAMP": r"(?<![0-9A-Za-z.,#第])(?P<digits>[0-9]{6,8})(?![0-9A-Za-z元號人名位%]|[.,][0-9])",
    # school years
    "SYLIST": rf"{_FREE}(?P<list>{NUM}(?:{_TO}{NUM}){{1,9}})學年(?:度)?",
    "SY": rf"{_FREE}(?P<n>{NUM})學年(?:度)?{_HALF}",
    "RSY": rf"(?P<rel>上|前一|前|本|這|今|當|該|同|下一|下|次|隔|明|去)(?:個)?學年(?:度)?{_HALF}",
    "SEMNUM": (
        r"(?<![0-9A-Za-z/.\-第#])(?P<n>[0-9]{2,3})(?:-(?P<s>[12])(?:學期)?|(?P<s2>[上下])學期)(?![0-9A-Za-z/.\-號班室條])"
    ),
    "SEM": r"(?P<rel>這個?|本|當|下下個?|下個|上個)學期|(?P<name>[上下])學期|第(?P<s>[一二12])學期",
    # years
    "EVERY": r"(?P<every>每學?年度?|逐年|年年|每個?月)(?:的)?(?P<part>底|初)?",
    "YY": (
        rf"{_FREE}(?P<era>{_ERA})?(?P<y1>[0-9]{{2,4}})(?:年度?)?(?P<sep>至|到|~|-|迄|、|及|和|與)"
        rf"(?P<y2>[0-9]{{2,4}})年(?:度)?(?P<part>底|初)?(?![級班])(?!{NUM}月|[0-9]{{1,2}}[-至~])"
    ),
    "Y": (
        rf"{_FREE}(?:(?P<era>{_ERA})(?P<pre>前)?)?(?P<y>元|{NUM})(?:\({_ERA}?(?P<y3>[0-9]{{2,4}})年?\))?年"
        rf"(?:次(?!數|會))?(?:\({_ERA}?(?P<y2>[0-9]{{2,4}}|[{CN}]{{2,7}})年?\)年?)?(?:度)?(?![級班次期制])"
        rf"{_YEAR_PART}"
    ),
    "RY": (
        r"(?<![爾之以往歷先此])(?P<rel>大前年|大後年|今年|本年|去年|明年|後年|前一年|前年|上一年|上年(?=度)"
        rf"|下一年|下年(?=度)|當年|同年|次年|隔年|翌年)(?P<du>度)?{_YEAR_PART}"
    ),
    # months and days
    "MM": (
        rf"(?<![0-9第{CN}/.])(?P<months>{NUM2}(?:月?{_TO}{NUM2}){{1,11}})月(?:份)?(?!{_NO_MONTH}|[{CN}0-9])"
    ),
    "M": rf"(?<![0-9第/.])(?<![0-9]-)(?P<m>{NUM2}|元)月(?:份)?(?!{_NO_MONTH}){_MONTH_PART}",
    "RM": rf"(?P<rel>上上|下下|上|下|這|本|當|次|隔)(?:一)?(?:個)?月(?:份)?(?!{_NO_MONTH}){_MONTH_PART}",
    "MD": rf"{_FREE_MARK}(?P<m>[0-9]{{1,2}})/(?P<d>[0-9]{{1,2}})(?![0-9A-Za-z%]|/[0-9]|\.[0-9])",
    "YM": (
        rf"{_FREE_MARK}(?P<era>民國|西元)?(?P<y>[0-9]{{2,4}})(?P<sep>[/.\-])(?P<m>[0-9]{{1,2}})"
        r"(?![0-9A-Za-z%/.\-])"
    ),
    "DD": rf"(?<![0-9第])(?P<days>{NUM2}(?:[日號]?{_TO}{NUM2}){{1,9}})[日號](?!線|館|樓|出口)",
    "CLOCK": (
        r"(?P<ap>上午|早上|早晨|清晨|凌晨|中午|正午|下午|午後|傍晚|晚上|晚間|夜間|深夜|半夜|午夜|晚|早)?"
        rf"(?:(?P<h>{NUM2})(?:(?:時|點鐘|點)(?!間|候|數|段|名|方案|建議)"
        rf"(?:(?P<mi>{NUM2})分|(?P<half>半)|(?P<q>[一三])刻|整)?"
        r"|:(?P<mi2>[0-9]{2})(?![0-9])(?::[0-9]{2})?)(?P<pm>[AaPp][Mm])?"
        r"|(?<![0-9])(?P<h3>[0-9]{1,2})(?P<pm3>[AaPp]\.?[Mm])(?![A-Za-z]))"
        r"|(?P<noon>中午|正午|午夜)(?!休)|(?P<half_day>上午|早上|下午|晚上|晚間|傍晚|凌晨|清晨)"
    ),
    "D": rf"(?<![0-9第路段巷弄街/.])(?P<d>{NUM2})[日號](?!線|館|樓|出口|教室|公車|機|函|公文|[A-Za-z])",
    # weekdays, and the same day in the other era
    "WEEKPAREN": rf"\({_WEEK}?(?P<wd>[{WD}])\)",
    "BOTHPAREN": (
        rf"\((?:即|亦即|=)?(?P<era>{_ERA})?(?P<y>[0-9]{{2,4}})(?:[/.\-]|年)(?P<m>[0-9]{{1,2}})(?:[/.\-]|月)"
        rf"(?P<d>[0-9]{{1,2}})日?(?:[,、; ]?{_WEEK}?(?P<wd>[{WD}]))?\)"
    ),
    # words that mean something only from the day they are said
    "RD": (
        r"(?P<rel>大前天|大後天|今[天日]|明[天日]|後天|昨[天日]|前天|隔天|隔日|次日|翌日|當天|當日|即日)"
        r"|(?P<part_of>今|明|昨)(?=[晚早](?:上)?)"
    ),
    "W": (
        rf"(?P<every>每)(?:個)?{_WEEK}(?P<ewd>[{WD}])(?![節次堂個小])"
        rf"|(?P<rel>上上|下下|上|下|這|本|當)?(?:一)?(?:個)?{_WEEK}(?:的)?(?:{_WEEK})?"
        rf"(?P<wd>[{WD}]|[1-7](?![0-9])|末)(?![個期刊年讀節次堂])"
        rf"|(?P<rel2>上上|下下|上|下|這|本|當)(?:一)?(?:個)?{_WEEK}(?![期刊年邊知報])"
        r"|(?P<weekend>週末|(?:這|本)(?:個)?週末)"
    ),
    "PART": rf"(?<![0-9{CN}個本這上下當次今明去前後每])(?:(?P<unit>月|年)(?P<part>底|初|{_MIDDLE})(?!的?總)"
    r"|(?P<half_year>[上下]半年))",
    "HOLIDAY": r"(?P<hol>寒假|(?<!寒)暑假)(?!作業|輔導課)",
    "FEAST": (
        r"(?P<feast>元旦|和平紀念日|二二八|兒童節|清明節|勞動節|端午節|中秋節|教師節|國慶日|雙十節|光復節"
        r"|行憲紀念日|聖誕節|耶誕節|除夕|春節)"
    ),
    # limits, and what joins
    "INCL": r"\((?:不)?含(?:當日|當天|例假日|假日)?\)|,?(?:不)?含(?:當日|當天)",
    "BEF": rf"(?:以前|之前|為止|截止|止|前(?!{_NO_BEFORE}))",
    "BACK": rf"前{length_pattern('5')}",
    "AFT": r"(?:以後|之後|以來|起算|開始|起|後(?!天|年|續|面|段))",
    "UNTIL": r"(?:截至|截止於|直到|最晚|最遲|至遲)",
    "FROM": r"(?:自從|自|從|於|在)",
    "SEP": r"(?:起?至|起?到|起?迄|~+|-+)",
    "LIST": r"(?:、|及|或|和|與|以及)",
}

_DIGITS = "0123456789"
_NUMERALS = _DIGITS + CN
_ERAS = "中民西公"

#: The characters a kind can start with: only those kinds are tried at a place.
FIRST: dict[str, str] = {
    "LUNAR": "農舊陰",
    "REL": "".join({word[0] for words in EVENTS.values() for word in words.split("|")}),
    "DUR": _NUMERALS + "半再",
    "HOURS": _NUMERALS,
    "NEAR": "最近過",
    "DATE3": _DIGITS + _ERAS,
    "STAMP": _DIGITS,
    "SYLIST": _NUMERALS,
    "SY": _NUMERALS,
    "RSY": "上前本這今當該同下次隔明去",
    "SEMNUM": _DIGITS,
    "SEM": "這本當下上第",
    "EVERY": "每逐年",
    "YY": _DIGITS + _ERAS,
    "Y": _NUMERALS + "元" + _ERAS,
    "RY": "大今本去明後前上下當同次隔翌",
    "MM": _NUMERALS,
    "M": _NUMERALS + "元",
    "RM": "上下這本當次隔",
    "MD": _DIGITS,
    "YM": _DIGITS + "民西",
    "DD": _NUMERALS,
    "CLOCK": _NUMERALS + "上早清凌中正下午傍晚夜深半",
    "D": _NUMERALS,
    "WEEKPAREN": "(",
    "BOTHPAREN": "(",
    "RD": "大今明後昨前隔次翌當即",
    "W": "每上下這本當星禮週",
    "PART": "月年上下",
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

COMPILED = {kind: re.compile(PATTERNS[kind]) for kind in PATTERNS}

#: The kinds that can start a point in time.
POINTS = (
    *(
        "DATE3",
        "STAMP",
        "MD",
        "YM",
        "Y",
        "YY",
        "RY",
        "M",
        "MM",
        "RM",
        "D",
        "DD",
        "EVERY",
        "CLOCK",
        "SY",
        "SYLIST",
    ),
    *("RSY", "SEMNUM", "SEM", "NEAR", "RD", "W", "PART", "HOLIDAY", "FEAST", "DUR"),
)
