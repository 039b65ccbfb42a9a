"""Characters made comparable one by one, and the n-grams the index is made of.

A folded text is exactly as long as the text it was made from, so a place in one is the same place in the other; that
is why width, case and variant characters are folded here character by character and not by ``wording.normal``.
Characters and pairs of neighbours found more than any word segmenter (DECISIONS); Latin words and numbers stay whole.

>>> fold("ＩＳＡ 台北")
'isa 臺北'
>>> [gram for gram, _ in grams("臺北 isa")]
['臺', '北', '臺北', 'isa']
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from operator import add

from knowledge.wording import VARIANTS

TOKEN = re.compile(r"[a-z]+|\d+|[一-鿿㐀-䶿𠀀-𯿿々〇ㄅ-ㄩ]+")
_WORD = 1 << 42


class _Folded(dict[int, int]):
    """Character → its folded form, worked out when first met."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        folded = char
        if char.isalnum():
            whole = unicodedata.normalize("NFKC", char).lower().translate(VARIANTS)
            folded = whole if len(whole) == 1 else char
        self[code] = ord(folded)
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """``text`` in one width, case and set of variants; every character stays in its place."""
    return text.translate(_FOLDED)


def grams(folded: str) -> Iterator[tuple[str, int]]:
    """Every n-gram of a folded text with the place where it begins."""
    for token in TOKEN.finditer(folded):
        word, start = token[0], token.start()
        if word[0].isascii():
            yield word, start
            continue
        for i, char in enumerate(word):
            yield char, start + i
        for i in range(len(word) - 1):
            yield word[i : i + 2], start + i


def counts(folded: str) -> Counter[str]:
    """How often each n-gram stands in a folded text."""
    found: Counter[str] = Counter()
    for word in TOKEN.findall(folded):
        if word[0].isascii():
            found[word] += 1
        else:
            found.update(word)
            found.update(map(add, word, word[1:]))
    return found


def code(gram: str) -> int:
    """An n-gram as a number below 2**43: a character and a pair exactly, a Latin word or number by its checksum."""
    if gram[0].isascii():
        return _WORD | zlib.crc32(gram.encode())
    return ord(gram) if len(gram) == 1 else ord(gram[0]) << 21 | ord(gram[1])


def single(gram: str) -> bool:
    """Whether an n-gram is one Chinese character: frequent, and saying little."""
    return len(gram) == 1 and not gram.isascii()
