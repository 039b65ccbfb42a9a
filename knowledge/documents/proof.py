"""``verify``: every entry of every programme is proved on the official document it cites.

>>> python -m knowledge.documents.proof FOLDER [programme-id …]    # doctest: +SKIP
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.documents.characters import squeeze
from knowledge.documents.clauses import Document
from knowledge.documents.dates_proof import prove_date
from knowledge.documents.figures import read_figures
from knowledge.documents.folder import read_folder
from knowledge.documents.heads_proof import prove_about, prove_contact
from knowledge.documents.proving import ground, prove
from knowledge.documents.table_proof import prove_table
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, check_programme, load_documents, parse, read_toml
from knowledge.model import About, Cited, Contact, DateEntry, Doubt, Fact, Programme, Silence, Table

# A figure with everything that belongs to it: 110年12月27日, 07-3118935分機64, 第1次.
_FIGURE_WITH_UNIT = re.compile(
    r"(?<![A-Za-z0-9-])[第表註圖]?\d+(?:[.,~-](?=\d)|\d|[年月日時分](?=\d)|分機(?=\d))*"
    r"(?:學年|學期|[年月日天時分元名人位次校所組班節週周項款條件份歲張期團屆級頁%萬])?"
)


@dataclass(frozen=True)
class Unproved:
    """Something told that its document does not bear out; ``message`` says what to do."""

    file: str
    entry: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} › {self.entry}：{self.message}"


def cited_entries(programme: Programme) -> Iterator[tuple[str, Cited]]:
    """Every entry that cites a clause, with the name messages call it by."""
    yield "programme", programme.programme
    for group in ("facts", "dates", "contacts", "lists", "doubts"):
        for entry in getattr(programme, group):
            yield f"{group} {entry.id}", entry


def told_texts(entry: Cited) -> list[str]:
    """What a person reads of an entry and has to be proved word by word."""
    if isinstance(entry, Fact | Doubt):
        return [entry.title, entry.say]
    if isinstance(entry, DateEntry):
        return [entry.label, *([entry.after_close] if entry.after_close else [])]
    if isinstance(entry, Contact):
        return [entry.handles]
    return []


def prove_one(entry: Cited, programme: Programme, document: Document) -> list[str]:
    """What of one entry is not proved; entries with typed values have rules of their own."""
    about = programme.programme
    names = [about.name, about.short, *about.aliases, document.entry.title]
    base = ground(document, entry.clause, entry.evidence, entry.worked_out)
    if isinstance(entry, DateEntry):
        return prove_date(entry, base, told_texts(entry), names)
    if isinstance(entry, Contact):
        return prove_contact(entry, base, names)
    if isinstance(entry, Table):
        return prove_table(entry, base, names)
    if isinstance(entry, About):
        return prove_about(entry, base)
    return prove(base, told_texts(entry), [], names)


def prove_silence(silence: Silence, programme: Programme) -> list[str]:
    """A silence cites nothing, so it may only tell figures (with what they count) that its file proves."""
    proved = squeeze("|".join(text for _, entry in cited_entries(programme) for text in every_text(entry)))
    told = squeeze(f"{silence.title}。{silence.say}")
    return [
        f"「沒有寫」的說明裡有「{said}」，但這個檔案沒有一則證明它；請拿掉這個數字。"
        for said in dict.fromkeys(_FIGURE_WITH_UNIT.findall(told))
        if not re.search(rf"(?<![\d.,]){re.escape(said)}", proved)
    ]


def every_text(entry: Cited) -> list[str]:
    """Every text of an entry that carries proved figures."""
    texts = [*entry.evidence, *(item.value for item in entry.worked_out), *told_texts(entry)]
    if isinstance(entry, Contact):
        texts += [value for value in (entry.office, entry.phone, entry.address, entry.url) if value]
    if isinstance(entry, Table):
        texts += [cell for row in entry.rows for cell in row]
    if isinstance(entry, About):
        texts += [entry.name, entry.edition.label]
    return texts


def prove_programme(programme: Programme, document: Document, file: str) -> list[Unproved]:
    """Everything of a programme that is not proved."""
    problems = [
        Unproved(file, name, "", message)
        for name, entry in cited_entries(programme)
        for message in prove_one(entry, programme, document)
    ]
    return problems + [
        Unproved(file, f"silences {silence.id}", "say", message)
        for silence in programme.silences
        for message in prove_silence(silence, programme)
    ]


def verify(programmes: Mapping[str, Programme], documents: Mapping[str, Document]) -> list[Unproved]:
    """What the documents (by id) do not bear out, over all programmes (by id)."""
    problems: list[Unproved] = []
    for name, programme in programmes.items():
        wanted = programme.programme.document
        if document := documents.get(wanted):
            problems += prove_programme(programme, document, f"{name}.toml")
        else:
            message = f"資料夾裡沒有公文 {wanted}；請放入它的文字檔再核對。"
            problems.append(Unproved(f"{name}.toml", "programme", "document", message))
    return problems


def count(programme: Programme) -> tuple[int, int]:
    """(entries that cite a clause, figures told or typed)."""
    entries = [entry for _, entry in cited_entries(programme)]
    figures = sum(sum(read_figures(text).arabic.values()) for entry in entries for text in entry.evidence)
    return len(entries), figures


def main(folder: Path, only: tuple[str, ...] = (), data: Path = DATA) -> int:
    """Prove every data file (or only those named) on the folder; 1 where something is not proved."""
    entries = load_documents(data)
    documents = read_folder(folder, entries)
    print("公文：" + "、".join(documents) if documents else f"{folder} 裡沒有認得的公文。")
    failed = not documents
    for path in sorted((data / "programmes").glob("*.toml")):
        if only and path.stem not in only:
            continue
        try:
            programme = parse(Programme, read_toml(path), path.name)
            check_programme(programme, path.name, entries)
        except KnowledgeError as error:
            print(f"✗ {error}")
            failed = True
            continue
        problems = verify({path.stem: programme}, documents)
        cited, figures = count(programme)
        print(
            f"{'✗' if problems else '✓'} {path.name}：{cited} 則、{figures} 個數字，未證明 {len(problems)} 處"
        )
        for problem in problems:
            print(f"  {problem.entry}：{problem.message}")
        failed = failed or bool(problems)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), tuple(sys.argv[2:])))
