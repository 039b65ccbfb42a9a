"""Characters made comparable: half and full width, white space, and the numbers that number clauses.

Official documents come out of PDF and ODT with hard line breaks, full-width digits and stray spaces. Two texts
are compared after Unicode NFKC and without any white space.

>>> squeeze("１１１ 年 8 月（三）")
'111年8月(三)'
>>> ordinal("壹拾貳"), ordinal("十一"), ordinal("7")
(12, 11, 7)
"""

from __future__ import annotations

import re
import unicodedata

DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹貳參肆伍陸柒捌玖", range(10), strict=True)),
    "叁": 3, "兩": 2, "廿": 20, "卅": 30,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"萬": 10_000, "億": 100_000_000}

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def shown(text: str) -> str:
    """``text`` as it is printed, with private-use characters (lost check boxes) as □."""
    return "".join("□" if "\ue000" <= sign <= "\uf8ff" else sign for sign in text)


def normal(text: str) -> str:
    """``text`` in Unicode NFKC, check boxes as □."""
    return unicodedata.normalize("NFKC", shown(text))


def squeeze(text: str) -> str:
    """``text`` in NFKC without white space: two writings of the same words become equal."""
    return _SPACE.sub("", normal(text))


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral, plain or formal (八仟, 貳拾壹萬, 廿五); None where it is none."""
    total = section = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = digit + DIGITS[sign] if DIGITS[sign] < 10 and digit in (20, 30) else DIGITS[sign]
        elif sign in UNITS:
            section += (digit or 1) * UNITS[sign]
            digit = 0
        elif sign in BIG:
            total += (section + digit) * BIG[sign]
            section = digit = 0
        else:
            return None
    return total + section + digit if text else None


def ordinal(text: str) -> int | None:
    """The number a clause carries, in any of the three scripts."""
    return int(text) if text.isdigit() and text.isascii() else chinese_number(text)
