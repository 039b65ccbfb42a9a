"""In which city somebody goes to school. Where they live or are registered says nothing about that.

「讀新北的高中，戶籍在台北」 tells New Taipei; 「北市交換學生」 tells nothing: there the city belongs to the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks import CheckField
from knowledge.criteria import ABSENT, Exact, Known
from knowledge.hearing.sentence import NAME, Sentence, phrases
from knowledge.hearing.words import Manner, load_places
from knowledge.wording import normal

SCHOOL = (
    r"高中職|高中|高職|高工|高商|國中|國小|小學|中學|學校|校|幼兒園|小[一二三四五六]|國[一二三]|高[一二三]"
)
AFTER = re.compile(
    rf"[市縣]?(?:的|市立|縣立|私立|公立|國立)*[^，,。;!?、\s{NAME}]{{0,3}}?(?:{SCHOOL}|(?:的)?學生)(?!{NAME})|[市縣]?的?(?:老師|教師)(?!社群|{NAME})"
    r"|[市縣]?(?:讀書|念書|唸書|求學|上學|上課|就讀(?=$|[，,。;!?、\s]))"
)
BEFORE = re.compile(
    r"(?:讀|念|唸|就學|上學|上課|學校|校址|本校|敝校|貴校|我校|任教|服務|教書|我們|我們是|我是|孩子是|位|來自|轉)(?:是|在|於|到|去)?$"
)
HOME = re.compile(r"(?:戶籍|設籍|戶口|籍|住|家|搬|住家|住址)(?:地)?(?:是|在|於|到|去)?$")
NOT = re.compile(r"(?:不是|不在|沒有?在|非)(?:讀|念|唸)?(?:在)?$")
BELONGS = re.compile(rf"[市縣]?(?:的)?(?:戶籍|人|居民|市民|{NAME}|教育局|政府)")


def school_place(field: CheckField, manner: Manner, sentence: Sentence) -> Known:
    """The choice for the city of the school; ABSENT where it is not told or several are."""
    choices = {city: choice_of(field, manner, names) for city, names in load_places().items()}
    found: set[str | None] = {said.value for said in phrases(sentence, manner.says)}
    for city, start, end in cities_in(sentence.plain):
        told = school_there(sentence.plain, start, end)
        if told is True and city != manner.home:
            found.add(choices[city] or manner.elsewhere)
        elif told is False and (choices[city] or city == manner.home):
            found.add(manner.elsewhere)
    value = found.pop() if len(found) == 1 else None
    return ABSENT if value is None else Exact(value)


def cities_in(plain: str) -> Iterator[tuple[str, int, int]]:
    """Each city that stands in ``plain``, with its place; 新北 is not also 北市."""
    names = sorted(
        ((n, c) for c, ways in load_places().items() for n in ways), key=lambda pair: -len(pair[0])
    )
    for name, city in names:
        for match in re.finditer(re.escape(name), plain):
            yield city, match.start(), match.end()
        plain = plain.replace(name, "　" * len(name))


def school_there(plain: str, start: int, end: int) -> bool | None:
    """Whether the school is in the city at ``start`` to ``end``; None where the city says nothing about the school."""
    before, after = plain[:start], plain[end:]
    if HOME.search(before) or BELONGS.match(after):
        return None
    if NOT.search(before):
        return False
    return True if BEFORE.search(before) or AFTER.match(after) else None


def choice_of(field: CheckField, manner: Manner, names: tuple[str, ...]) -> str | None:
    """The choice that a city's names stand for; None where it is among those of everywhere else."""
    for value, words in field.words.items():
        if value != manner.elsewhere and set(map(normal, words)) & set(names):
            return value
    return None
