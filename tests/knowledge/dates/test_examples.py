"""Every example in the modules' own explanations runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import knowledge.dates

MODULES = sorted(module.name for module in pkgutil.iter_modules(knowledge.dates.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"knowledge.dates.{name}")).failed == 0
