"""The catalogue of sentences in other languages: ``make words`` collects them from the code, and compiles.

Sentences stand in calls of ``_``, ``_n`` and ``N_``, and in the data files of ``DATA_FILES``. What has no translation
yet is left empty in ``zigetong.po``, and a test fails until somebody fills it in; but the questions and choices of a
programme (``OPTIONAL``) may stay in Chinese, so that adding a programme asks for no English.
"""

from __future__ import annotations

import ast
import io
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from knowledge.speaking import CHINESE, DOMAIN, LANGUAGES, LOCALE

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("knowledge", "handlers", "bot")
SAYING = {"_": False, "N_": False, "_n": True}
"""The functions that take sentences, and whether theirs have two forms."""
WORDS = "knowledge/data/words"
DATA_FILES: dict[str, tuple[str, ...]] = {
    "bot/store/kept.toml": ("kept.*.what", "kept.*.why", "kept.*.long"),
    f"{WORDS}/guards.toml": ("guards.*.say",),
    f"{WORDS}/hearing.toml": ("profile.*.ask", "profile.*.choices.*"),
    f"{WORDS}/needs.toml": ("needs.*.name",),
    f"{WORDS}/anchors.toml": ("anchors.*.name", "anchors.*.ask"),
    f"{WORDS}/places.toml": ("cities.*.0",),
    f"{WORDS}/reminders.toml": ("audiences.*.0", "zones.*.0"),
}
"""Data files with sentences of ours (never those of a document), and where in them: ``*`` stands for any key."""
OPTIONAL: dict[str, tuple[str, ...]] = {
    "knowledge/data/checks/[!_]*.toml": (
        "fields.*.question",
        "fields.*.label",
        "fields.*.typed",
        "fields.*.choices.*",
        "fields.*.unit",
        "fields.*.early",
        "fields.*.late",
        "criteria.*.label",
        "together.*.question",
    ),
    "knowledge/data/programmes/*.toml": ("facets.*.question", "facets.*.values.*.0"),
}
"""The same of programmes: questions of ours, by patterns of file names."""


@dataclass(frozen=True)
class Sentence:
    """One sentence to be translated, and the file it stands in."""

    text: str
    plural: bool
    file: str


def in_code(path: Path) -> Iterator[Sentence]:
    """The sentences of one module; TypeError where one is put together at run time and could not be looked up."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING):
            continue
        (first, *_) = node.args
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield Sentence(first.value, SAYING[node.func.id], path.relative_to(ROOT).as_posix())
        elif isinstance(first, ast.JoinedStr | ast.BinOp):
            raise TypeError(f"{path}:{node.lineno}: a sentence is written out, with places to fill in")


def in_data(file: str, places: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of one data file."""
    table = tomllib.loads((ROOT / file).read_text(encoding="utf-8"))
    for place in places:
        yield from (Sentence(text, False, file) for text in found(table, place.split(".")))


def found(value: Any, keys: list[str]) -> Iterator[str]:
    """The texts under a path of keys."""
    if not keys:
        yield value
    elif keys[0] == "*":
        for each in value.values() if isinstance(value, dict) else value:
            yield from found(each, keys[1:])
    elif isinstance(value, list):
        yield from found(value[int(keys[0])], keys[1:])
    elif keys[0] in value:
        yield from found(value[keys[0]], keys[1:])


def needed() -> list[Sentence]:
    """Every sentence that has to be translated, in the order of the files."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    sentences = [each for path in paths for each in in_code(path)]
    return sentences + [each for file, places in DATA_FILES.items() for each in in_data(file, places)]


def optional() -> list[Sentence]:
    """Those that may stay in Chinese."""
    return [
        each
        for pattern, places in OPTIONAL.items()
        for path in sorted(ROOT.glob(pattern))
        for each in in_data(path.relative_to(ROOT).as_posix(), places)
    ]


def extract() -> Catalog:
    """Every sentence."""
    catalog = Catalog(domain=DOMAIN, project="zigetong")
    for each in needed() + optional():
        catalog.add((each.text, each.text) if each.plural else each.text, locations=[(each.file, 0)])
    return catalog


def file_of(language: str, ending: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def written(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with file_of(language, "po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def update(language: str) -> None:
    """Bring a catalogue up to date with the code: new sentences without translation, old ones gone."""
    catalog = written(language)
    template = extract()
    template.creation_date = catalog.creation_date
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.msgid_bugs_address = ""
    made = io.BytesIO()
    write_po(made, catalog, width=110, include_lineno=False)
    file_of(language, "po").write_bytes(made.getvalue())


def compiled(language: str) -> bytes:
    """A catalogue as gettext reads it."""
    made = io.BytesIO()
    write_mo(made, written(language))
    return made.getvalue()


def main() -> None:
    for language in LANGUAGES.keys() - {CHINESE}:
        update(language)
        file_of(language, "mo").write_bytes(compiled(language))
        missing = [message.id for message in written(language) if message.id and not any_of(message.string)]
        print(f"{language}: {len(missing)} sentences without translation", *missing, sep="\n  ")


def any_of(string: object) -> bool:
    """Whether every form of a translation is there."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    main()
