"""What is understood of a message before anything is looked for."""

from __future__ import annotations

import pytest

from knowledge.base import open_base
from knowledge.questions import Reader
from knowledge.wording import Wording


@pytest.fixture(scope="module")
def reader() -> Reader:
    base = open_base()
    return Reader(base, Wording(base.data), base.data)


def test_latin_names_of_several_words_name_a_programme(reader: Reader) -> None:
    """A name of two Latin words is a name, and does not count among the words of the question."""
    question = reader.read("How much is the subsidy for an exchange student?")
    assert question.named == ("taipei-exchange-111",)
    assert "student" not in question.rest


def test_latin_names_are_whole_words(reader: Reader) -> None:
    """A Latin name inside a longer word names nothing."""
    assert reader.read("disappear").named == ()
