"""Several questions in one message, and the child's whole life around one: what is asked, in its order.

A message is cut only where both sides ask something; what asks nothing stays with the question it leads up to. For
finding, clauses that only tell (「他從小就很喜歡電腦」) are left out where another clause asks, unless they hold
something that an answer may turn on: a name, a choice, a place, a number.

>>> split("名額幾個？還有什麼時候截止")
['名額幾個？', '什麼時候截止']
>>> split("小孩今年高一，可以申請嗎")
['小孩今年高一，可以申請嗎']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

ASKING = re.compile(
    r"[?？]|什麼|甚麼|啥|(?<![\d十百])幾|多少|哪|誰|怎|如何|嗎|是否|何時|多久|多長|多大|多高|呢|(.)[不沒]\1|有沒有|是不是|能否|可否|請問|為何|為什麼|來得及|差在|差別"
)
"""What makes a clause a question."""
BARE = re.compile(
    r"^[^，,。；;!！]{0,6}(?:日期|時間|期限|截止|名額|人數|費用|經費|金額|資格|條件|文件|表格|電話|地址|地點|流程|方式|獎勵|敘獎|上限)[\s。!！~～]*$"
)
"""A question of few words that only names what it asks about (「截止日期」), after one that is asked in full."""
SENTENCE = re.compile(r"(?<=[?？])|\n+|(?<=[。！!；;])")
OF_THE_SAME = re.compile(r"^(?:各|還有幾|還剩|剩)\S{0,4}$|^[\d.,]+[萬千百]?\d*[^\W\d]?[?？]$")
"""What asks on about the very thing that was asked (「各多少」, 「還有幾天」, 「10萬5?」), and is no question of its own."""
JOINT = re.compile(
    r"(?:[，,、\s]|^)*(?:還有(?!機會|效|沒|幾|名額|剩|多)|另外|以及|順便(?:再)?(?:問|請問)?(?:一下)?|還想(?:再)?問|再(?:請)?問|然後)[，,\s]*"
)
LEADING = re.compile(r"^[，,、\s]*(?:還有(?=.{0,2}(?:什麼|怎|如何|哪|誰|要))|另外|以及|順便)[，,\s]*")
COMMA = re.compile(r"[，,]")
BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+(?=\S)|(?<=\S)\s+(?=[^\x00-\x7f])")
"""A blank that stands for a comma: not one between English words."""
ENDING = re.compile(
    r"(?:嗎|呢|[?？]|了沒|沒有|還是.{1,8}"
    r"|(?:什麼|甚麼|啥|(?<![\d十百有好這那前])幾|多少|哪|誰|怎|如何|何時|多久|能不能|可不可以|要不要|有沒有|是不是).{0,8})$"
)
"""What a question that has been asked in full ends with; a blank before that only parts its words."""
NUMBERED = re.compile(
    r"(?:^|(?<=[\s。，,;；?？]))(?:[(（]?[1-9一二三四五六七八九][)）]|[1-9][.、．](?!\d)|[一二三四五六七八九]、|[①-⑨])\s*"
)
CLAUSE = re.compile(r"(?<=[，,。；;！!~～…\n])|(?<=[^\x00-\x7f]\s)|(?<!^)(?=想問|想請問|請問|想知道|想了解)")
"""Where a clause ends; between English words it does not."""
LONG = 30
"""Characters from which a message may hold more telling than asking."""
CONDITION = re.compile(r"^\s*(?:如果|要是|假如|若|萬一|假設|因為|所以|但|但是|可是|不過|那)")


def split(text: str) -> list[str]:
    """Several questions in one message, in their order; the message itself where it is one."""
    items = numbered(text)
    found: list[str] = []
    for item in items:
        pieces = [piece for sentence in SENTENCE.split(item) for piece in blanks(commas(joints(sentence)))]
        pieces = [LEADING.sub("", piece).strip() for piece in pieces]
        found += gathered([piece for piece in pieces if re.search(r"\w", piece)])
    return list(dict.fromkeys(found))


def numbered(text: str) -> list[str]:
    """The items of a numbered list, the words before it with the first; the text itself where it is none."""
    marks = list(NUMBERED.finditer(text))
    if len(marks) < 2:
        return [text]
    starts = [mark.start() for mark in marks]
    items = [text[mark.end() : end] for mark, end in zip(marks, [*starts[1:], len(text)], strict=True)]
    if not all(re.search(r"\w", item) for item in items):
        return [text]
    return [f"{text[: starts[0]]}{items[0]}", *items[1:]]


def joints(text: str) -> list[str]:
    """Cut at 還有, 另外 and the like where both sides ask."""
    return cut(text, [(match.start(), match.end()) for match in JOINT.finditer(text)])


def commas(pieces: Sequence[str]) -> list[str]:
    """Cut at commas where both sides ask, and what follows is no condition of what stands before."""
    found: list[str] = []
    for piece in pieces:
        places = [
            (match.start(), match.end())
            for match in COMMA.finditer(piece)
            if not CONDITION.match(piece[match.end() :])
        ]
        found += cut(piece, places)
    return found


def blanks(pieces: Sequence[str]) -> list[str]:
    """Cut at blanks behind a question asked in full where another follows (「美國收幾個 加拿大收幾個」)."""
    found: list[str] = []
    for piece in pieces:
        begun = 0
        for match in BLANK.finditer(piece):
            before, behind = piece[begun : match.start()].strip(), piece[match.end() :]
            if ENDING.search(before) and ASKING.search(behind) and not CONDITION.match(behind):
                found.append(before)
                begun = match.end()
        found.append(piece[begun:])
    return found


def cut(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """``text`` cut at those (start, end) whose both sides ask something."""
    found: list[str] = []
    begun = 0
    for start, end in places:
        if ASKING.search(text[begun:start]) and ASKING.search(text[end:]):
            found.append(text[begun:start])
            begun = end
    return [*found, text[begun:]]


def gathered(pieces: Sequence[str]) -> list[str]:
    """What asks nothing goes with the question after it; at the end, with the last one."""
    if not any(ASKING.search(piece) for piece in pieces):
        return ["\n".join(pieces)] if pieces else []
    found: list[str] = []
    waiting = ""
    for piece in pieces:
        if found and OF_THE_SAME.search(piece):
            found[-1] = f"{found[-1]} {piece}"
        elif ASKING.search(piece) or (found and BARE.search(piece)):
            found.append(f"{waiting} {piece}".strip())
            waiting = ""
        else:
            waiting = f"{waiting} {piece}".strip()
    if waiting:
        found[-1] = f"{found[-1]} {waiting}"
    return found


def focus(text: str, matters: Callable[[str], bool]) -> str:
    """``text`` without clauses that only tell; ``matters``: whether an answer may turn on a clause. Where none asks in
    so many words (「…，國際課程補助私校上限」), the last one does."""
    clauses = [clause for clause in CLAUSE.split(text) if clause.strip()]
    if len(text) < LONG or len(clauses) < 2:
        return text
    asking = [clause for clause in clauses if ASKING.search(clause)] or clauses[-1:]
    return "".join(clause for clause in clauses if clause in asking or matters(clause))
