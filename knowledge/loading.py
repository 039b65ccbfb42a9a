"""Read the data files, check them, and say exactly where one is wrong.

>>> from knowledge.loading import load_programmes
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.errors import KnowledgeError
from knowledge.model import DocumentEntry, Entry, Piece, Programme

DATA = Path(__file__).parent / "data"
M = TypeVar("M", bound=BaseModel)


class Documents(Entry):
    documents: tuple[DocumentEntry, ...]


def read_toml(path: Path) -> dict[str, object]:
    """The file's tables; KnowledgeError names the file where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnowledgeError(
            path.name, "", "", f"找不到資料檔 {path}；請確認資料夾完整，或重新安裝。"
        ) from None
    except UnicodeDecodeError:
        raise KnowledgeError(path.name, "", "", "不是 UTF-8 文字檔；請另存成 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(path.name, "", "", f"TOML 寫法不對：{error}") from None


def entry_name(tables: object, location: tuple[str | int, ...]) -> tuple[str, str]:
    """(entry, key) for a pydantic error location: list positions are told by the entry's own id."""
    entry, here = "", tables
    names: list[str] = []
    for step in location:
        if isinstance(here, dict):
            here = here.get(step)
            names.append(str(step))
        elif isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
            here = here[step]
            label = here.get("id", step + 1) if isinstance(here, dict) else step + 1
            if names and isinstance(here, dict):
                entry = f"{names.pop()} {label}"
            else:
                names.append(str(label))
        else:
            names.append(str(step))
    return entry, ".".join(names)


def parse(model: type[M], tables: dict[str, object], file: str) -> M:
    """``tables`` as ``model``; KnowledgeError tells file, entry and key of the first thing wrong."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        entry, key = entry_name(tables, first["loc"])
        more = f"（另有 {error.error_count() - 1} 處）" if error.error_count() > 1 else ""
        raise KnowledgeError(file, entry, key, f"{first['msg']}{more}") from None


def load_documents(data: Path = DATA) -> dict[str, DocumentEntry]:
    """The official documents by id."""
    path = data / "documents.toml"
    entries = parse(Documents, read_toml(path), path.name).documents
    return {entry.id: entry for entry in entries}


def load_programmes(data: Path = DATA) -> dict[str, Programme]:
    """Every programme by id, checked one by one and against each other."""
    folder = data / "programmes"
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise KnowledgeError(
            str(folder), "", "", "這個資料夾裡沒有任何計畫資料；請確認安裝完整，或檢查資料夾設定。"
        )
    documents = load_documents(data)
    programmes: dict[str, Programme] = {}
    for path in files:
        programme = parse(Programme, read_toml(path), path.name)
        check_programme(programme, path.name, documents)
        programmes[programme.programme.id] = programme
    return programmes


def check_programme(programme: Programme, file: str, documents: dict[str, DocumentEntry]) -> None:
    """References inside one file: ids are unique, every mention is defined, facets exist."""
    about = programme.programme
    if about.id != Path(file).stem:
        raise KnowledgeError(file, "programme", "id", f"應和檔名相同（{Path(file).stem}）")
    if about.document not in documents:
        raise KnowledgeError(file, "programme", "document", f"documents.toml 裡沒有 {about.document}")
    seen: dict[str, str] = {}
    for group, entry in grouped(programme):
        if entry.id in seen:
            raise KnowledgeError(file, f"{group} {entry.id}", "id", f"和 {seen[entry.id]} 的 id 重複")
        seen[entry.id] = group
    for where, key, wanted in mentions(programme):
        if wanted not in seen:
            raise KnowledgeError(file, where, key, f"提到了不存在的 id「{wanted}」")
    check_facets(programme, file)


def grouped(programme: Programme) -> list[tuple[str, Piece]]:
    """(group, entry) for every entry."""
    return [(group, entry) for group, entries in programme.groups().items() for entry in entries]


def check_facets(programme: Programme, file: str) -> None:
    """Every choice that an entry names is defined."""
    values = {facet.id: facet.values for facet in programme.facets}
    for group, entry in grouped(programme):
        for facet, value in getattr(entry, "facets", {}).items():
            if value not in values.get(facet, {}):
                raise KnowledgeError(file, f"{group} {entry.id}", "facets", f"沒有定義 {facet} = {value}")


def mentions(programme: Programme) -> list[tuple[str, str, str]]:
    """(entry, key, id) for every id that one entry of a programme says of another."""
    about = programme.programme
    found = [("programme", "overview", name) for name in about.overview]
    found += [("programme", "next", name) for name in about.next]
    for fact in programme.facts:
        found += [(f"facts {fact.id}", "dates", name) for name in fact.dates]
        found += [(f"facts {fact.id}", "see", name) for name in fact.see]
    found += [(f"dates {d.id}", "doubt", d.doubt) for d in programme.dates if d.doubt]
    found += [(f"silences {s.id}", "contact", s.contact) for s in programme.silences if s.contact]
    found += [(f"doubts {d.id}", "touches", name) for d in programme.doubts for name in d.touches]
    return found
