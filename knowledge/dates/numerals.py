"""Whole numbers as Chinese writes them: 一百一十三、一一三、廿五、貳拾壹萬.

Two systems meet in official documents: digits side by side (一一三 = 113) and digits with units (一百一十三). Both
are read here, with the formal characters of receipts (壹貳參) and the short tens (廿卅).

    >>> whole_number("一百一十三"), whole_number("一一三"), whole_number("廿五")
    (113, 113, 25)
"""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
DIGITS |= {c: i for i, c in enumerate("零壹貳參肆伍陸柒捌玖")}
DIGITS |= {"〇": 0, "兩": 2, "弍": 2, "叁": 3, "叄": 3}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"萬": 10**4, "億": 10**8}

#: Character class (inside brackets) of the numerals that dates use.
CN = "〇零一二兩三四五六七八九十百廿卅"


def whole_number(text: str) -> int | None:
    """The value of Arabic digits or Chinese numerals; ``None`` where the characters do not make a number."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(c in DIGITS or "0" <= c <= "9" for c in text):
        return int("".join(str(DIGITS.get(c, c)) for c in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for c in text:
        if c in DIGITS:
            digit = (digit or 0) * 10 + DIGITS[c]
        elif c in TENS:
            section += TENS[c]
        elif c in SMALL:
            section += (1 if digit is None else digit) * SMALL[c]
            digit = None
        elif c in BIG:
            total += (section + (digit or 0)) * BIG[c]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
