"""The language in which something is said: 繁體中文 is what the code is written in, English stands in a catalogue.

Sentences are written in Chinese where they are used, with named places to fill in; a language holds while
``speaking`` lasts, so that nobody has to pass it along. What the documents say is never translated.

    >>> _("{name}：已經停止。", name="GTMH")
    'GTMH：已經停止。'
    >>> with speaking(ENGLISH):
    ...     _("{name}：已經停止。", name="GTMH")
    'GTMH: stopped.'

``_`` says a sentence, ``_n`` one whose words depend on ``count``, and ``N_`` marks one that is said elsewhere;
``make words`` brings the catalogue up to date with all of them.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = {CHINESE: "繁體中文", ENGLISH: "English"}
"""Every language by its own name."""
LOCALE = Path(__file__).with_name("locale")
DOMAIN = "zigetong"

_language: ContextVar[str] = ContextVar("language", default=CHINESE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in ``language`` meanwhile; in 繁體中文 where it is none of ours."""
    before = _language.set(language if language in LANGUAGES else CHINESE)
    try:
        yield
    finally:
        _language.reset(before)


def spoken() -> str:
    """The language that is spoken at the moment."""
    return _language.get()


def in_english() -> bool:
    return spoken() == ENGLISH


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The sentences of a language; those of the code where it is Chinese."""
    if language == CHINESE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, [language])


def _(sentence: str, /, **places: object) -> str:
    """``sentence`` in the language that is spoken, with its places filled in."""
    said = catalogue(spoken()).gettext(sentence) if sentence else ""
    return said.format(**places) if places else said


def _n(sentence: str, /, *, count: int, **places: object) -> str:
    """A sentence that reads differently for one and for many: ``count`` decides, and is one of its places."""
    return catalogue(spoken()).ngettext(sentence, sentence, count).format(count=count, **places)


def N_(sentence: str) -> str:  # noqa: N802 - the name under which gettext knows it
    """``sentence`` itself, noted for the catalogue: to be said later, with ``_``."""
    return sentence
