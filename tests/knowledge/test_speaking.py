"""Sentences in two languages: none is missing, places agree, and none of ours is said past the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from knowledge.dates import TAIPEI, countdown, day_of_year, month_of_year, roc, roc_range
from knowledge.speaking import CHINESE, ENGLISH, LANGUAGES, _, _n, speaking, spoken
from tests.catalogue import ROOT, any_of, compiled, extract, file_of, needed, written

CJK = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w*)")
QUOTED = re.compile(r"“[^”]*”|\([^)]*\)|小五|國二|高一")
"""Where English may hold Chinese: examples of what to type, and names that are explained."""
OTHERS = sorted(LANGUAGES.keys() - {CHINESE})


def forms(message: Message) -> list[str]:
    """The translations of a message: one, or one for each number."""
    string = message.string or ""
    return [*string] if isinstance(string, list | tuple) else [string]


def key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str) -> None:
    """``make words`` collects new sentences; whoever adds one writes its translation under it."""
    catalogue = {key(message): message for message in written(language) if message.id}
    for sentence in needed():
        assert sentence.text in catalogue, f"make words: {sentence}"
        message = catalogue[sentence.text]
        assert any_of(message.string), f"not translated: {sentence}"
        assert not message.fuzzy, sentence


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_holds_what_the_code_says_and_is_compiled(language: str) -> None:
    """No sentence that is said no more; the compiled file is what the written one gives."""
    assert {key(message) for message in written(language)} == {key(message) for message in extract()}, (
        "make words"
    )
    assert file_of(language, "mo").read_bytes() == compiled(language), "make words"


@pytest.mark.parametrize("language", OTHERS)
def test_places_agree(language: str) -> None:
    """A translation fills in the same places; for one, the number itself may go unsaid."""
    for message in written(language):
        for form in forms(message) if message.id else []:
            if form:
                places = set(PLACE.findall(key(message)))
                assert places - {"count"} <= set(PLACE.findall(form)) <= places, form


def test_english_is_english() -> None:
    for message in written(ENGLISH):
        for form in forms(message) if message.id else []:
            assert not CJK.search(QUOTED.sub("", form)), form


def test_a_language_lasts_as_long_as_it_is_spoken() -> None:
    """And no longer, nor beyond what was asked for; a language that is none of ours is 繁體中文."""
    with speaking(ENGLISH):
        assert _("看全部") == "All of them"
        with speaking("xx"):
            assert spoken() == CHINESE
        assert spoken() == ENGLISH
    assert spoken() == CHINESE


def test_one_and_many() -> None:
    with speaking(ENGLISH):
        assert (_n("{count}天", count=1), _n("{count}天", count=2)) == ("1 day", "2 days")
    assert _n("{count}天", count=1) == "1天"


def test_dates_in_english() -> None:
    """In the reader's calendar, with the weekday; in Chinese as ever."""
    day, moment, now = date(2021, 12, 27), datetime(2024, 8, 9, 16, tzinfo=TAIPEI), datetime(2021, 12, 20)
    assert roc(day) == "110年12月27日（一）"
    with speaking(ENGLISH):
        assert roc(day) == "Mon, 27 Dec 2021"
        assert roc(moment) == "Fri, 9 Aug 2024, 16:00"
        assert roc_range(None, day) == "by Mon, 27 Dec 2021"
        assert roc_range(day, date(2021, 12, 30)) == "Mon, 27 Dec 2021 to Thu, 30 Dec 2021"
        assert countdown(day, now) == "in 7 days"
        assert (day_of_year(4, 30), month_of_year(2026, 4)) == ("30 Apr", "April 2026")


# ── nothing is said past the catalogue ──────────────────────

FOR_PARENTS = (
    "composing",
    "counting",
    "gate",
    "handing",
    "handover",
    "hours",
    "joining",
    "learning",
    "receipts",
)
"""What of the office parents meet; the rest is the staff's desk, and staff of Taiwanese schools work in Chinese."""
KNOWLEDGE = (
    "answer", "assistant", "case", "deadlines", "eligibility", "fulltext", "joining", "telling", "telling_dates", "verdicts",
    "checks/gaps", "dates/counting", "dates/sentences", "dates/writing", "hearing/answers",
)  # fmt: skip
SPOKEN = [
    *sorted((ROOT / "handlers").glob("*.py")),
    *(ROOT / "handlers/office" / f"{name}.py" for name in FOR_PARENTS),
    *(ROOT / "knowledge" / f"{name}.py" for name in KNOWLEDGE),
    *(
        ROOT / "bot" / f"{name}.py"
        for name in ("floods", "inline", "kinds", "replying", "telegram", "terminal")
    ),
]
LISTED: dict[str, set[str]] = {
    "handlers/actions.py": {"encode"},
    "bot/terminal.py": {"GOODBYE"},
    "handlers/aiming.py": {"NUMBERS", "told_apart"},
    "handlers/altering.py": {"change"},
    "handlers/check_aside.py": {"PERCENT", "DATED", "COUNTED"},
    "handlers/wishing.py": {"QUESTION", "NEVER_MIND", "YES", "AROUND", "general"},
    "handlers/check_hearing.py": {"NOT_BUT", "GRADE", "BIRTHDAY", "NOT_ALL", "PARTLY", "__init__", "corrected"},
    "handlers/checking.py": {"WHAT", "QUESTION", "OTHER", "TYPED", "AFTERWARDS"},
    "handlers/dating.py": {"MONTH", "month_of"},
    "handlers/profile.py": {"_begins"},
    "handlers/waiting.py": {"only_hour"},
    "handlers/wishes.py": {
        "N", "UNIT", "AHEAD", "MORE", "SAME_DAY", "OFTEN", "HALF", "HOUR", "QUIET", "LONG_AHEAD", "ASKING", "OTHERS",
        "OPENS", "CHANGE", "CALL", "NEVER_FORGET", "STOPS", "PARTS", "wants", "change", "several",
        "NOT_DISTURB", "FROM_NOW", "LATE_WORDS", "wish", "ahead", "in_days", "minute_of",
    },
    "knowledge/deadlines.py": {"spoken_year"},
    "knowledge/case.py": {"INSTEAD"},
    "knowledge/eligibility.py": {"YES", "NO", "NO_NO", "FIGURE", "yields"},
    "knowledge/verdicts.py": {"amount", "tell_money"},
    "knowledge/fulltext.py": {"citation"},
    "knowledge/hearing/answers.py": {"HEDGED", "placed", "grade", "percent"},
    # said to whoever writes announcements or answers for the office
    "handlers/office/composing.py": {"handle_endtag", "looked_at", "wrong_words", "fullest", "too_long"},
    "handlers/office/counting.py": {"WHAT", "ELSE", "told", "_week", "worded"},
    "handlers/office/handing.py": {"ASKED_FOR", "_in_office", "_answered"},
    "handlers/office/joining.py": {"_join"},
    "handlers/office/learning.py": {"_list", "_pressed", "_typed", "_file"},
    # each language has its own way, side by side
    "handlers/office/hours.py": {"DAYS", "told"},
    "knowledge/dates/counting.py": {"deadline"},
    "knowledge/dates/sentences.py": {"WEEKDAYS", "weekday_note", "weekday"},
    "knowledge/dates/writing.py": {"roc_year", "_days_words", "clock", "day_of_year", "month_name", "month_of_year"},
}  # fmt: skip
"""Chinese that is not said but heard, compared or kept: by module, the name or function it stands in."""


def chinese(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line, where, text) of every Chinese text of a module that is said past the catalogue."""
    yield from inside(ast.parse(path.read_text(encoding="utf-8")), "")


def inside(node: ast.AST, where: str) -> Iterator[tuple[int, str, str]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and not where[:1].islower():
        where = node.name
    elif isinstance(node, ast.Assign) and not where and isinstance(node.targets[0], ast.Name):
        where = node.targets[0].id
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "_n", "N_"}:
        for keyword in node.keywords:
            yield from inside(keyword.value, where)
        return
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CJK.search(node.value):
        yield node.lineno, where, node.value
    for child in ast.iter_child_nodes(node):
        yield from inside(child, where)


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_parents_are_told_goes_through_the_catalogue(path: Path) -> None:
    """A sentence stands in ``_``; what is only heard or compared is listed."""
    listed = LISTED.get(path.relative_to(ROOT).as_posix(), set())
    assert [found for found in chinese(path) if found[1] not in listed] == []
