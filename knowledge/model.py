"""What a data file may say: documents, programmes, facts, dates, lists, silences and doubts.

The facts themselves are data (``knowledge/data``); this module is only their shape. Everything is frozen and
checked when it is read: an unknown key, a wrong type or a missing clause stops the program at start-up.
``knowledge/data/_template.toml`` explains every field with an example.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1200, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


class Entry(BaseModel):
    """Base of everything read from a data file: frozen, no unknown keys, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Kind(StrEnum):
    """What a person can ask about a programme; a fact says which of these it answers."""

    WHO = "who"  # 誰可以申請、資格、條件、對象
    WHEN = "when"  # 什麼時候、截止、期程、多久
    MONEY = "money"  # 補助、獎勵金、費用、多少錢
    PAPERS = "papers"  # 要交什麼、表件、證明
    HOW = "how"  # 怎麼申請、流程、步驟、評選方式
    WHERE = "where"  # 在哪裡、地址、網址、寄到哪
    CONTACT = "contact"  # 找誰、電話、信箱、承辦單位
    QUOTA = "quota"  # 名額、人數、幾組
    CONSEQUENCE = "consequence"  # 沒做到會怎樣、逾期、放棄、退回
    DUTY = "duty"  # 要配合什麼、義務、應完成的事
    REWARD = "reward"  # 敘獎、嘉獎、記功、證書、減授課
    DEFINITION = "definition"  # 是什麼、什麼意思、全名
    LIST = "list"  # 有哪些、清單
    EXCEPTION = "exception"  # 例外、不算、可不可以另外
    BASIS = "basis"  # 依據、文號、版本、是否還有效
    FIGURE = "figure"  # 其他數字與成果（白皮書的統計、年份）


class WorkedOut(Entry):
    """A figure, date or name that a fact tells but its clause does not print, with the reason it holds."""

    value: Short
    how: Text


class Cited(Entry):
    """Something that stands in a document.

    ``clause``: one or more clause addresses in the programme's document, as people write them
    (``"附錄六 陸、二"``). ``evidence``: short snippets (figures, dates, names; under 40 characters) that stand word
    for word in one of the clauses; ``verify`` proves them and compares their figures with the entry's own.
    """

    clause: tuple[Short, ...] = Field(min_length=1)
    evidence: tuple[Annotated[str, StringConstraints(min_length=1, max_length=39)], ...] = ()
    worked_out: tuple[WorkedOut, ...] = ()


class Fact(Cited):
    """One answer in our own words. ``say`` is what a person reads; ``asks`` are ways to ask for it."""

    id: Slug
    kind: tuple[Kind, ...] = Field(min_length=1)
    title: Short
    say: Text
    asks: tuple[Short, ...] = Field(min_length=2)
    words: tuple[Short, ...] = ()
    facets: dict[str, str] = Field(default_factory=dict)
    dates: tuple[Slug, ...] = ()
    see: tuple[Slug, ...] = ()
    criterion: str | None = None


class Offset(Entry):
    """A length of time from an anchor; negative means before it. Exactly one unit is set."""

    days: int = 0
    weeks: int = 0
    months: int = 0
    include_holidays: bool = False

    @model_validator(mode="after")
    def _one_unit(self) -> Offset:
        if sum(bool(value) for value in (self.days, self.weeks, self.months)) != 1:
            raise ValueError("恰好要有 days、weeks、months 其中之一")
        return self


class Yearly(Entry):
    """A day that comes back: ``month``/``day`` of the programme's own year or of the year before it.

    ``school_year``: for what begins with school year N, whether the day falls in N's first calendar year or before it.

    ``start_month``/``start_day`` open the window where the document gives one (每年9月開放申請).
    """

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    start_month: int | None = Field(default=None, ge=1, le=12)
    start_day: int | None = Field(default=None, ge=1, le=31)
    of: str = Field(default="same", pattern="^(same|before)$")
    school_year: str | None = Field(default=None, pattern="^(same|before)$")


class DateKind(StrEnum):
    WINDOW = "window"  # 受理期間：start 與 end 都有意義
    DEADLINE = "deadline"  # 某日（時）前：只有 end
    DAY = "day"  # 當天發生：start == end
    PERIOD = "period"  # 期程：活動進行的期間
    YEARLY = "yearly"  # 每年都有
    RELATIVE = "relative"  # 從某件事算起


class DateEntry(Cited):
    """A date, deadline or window. One-off kinds hold ``start``/``end`` (Taipei time, both ends included)."""

    id: Slug
    kind: DateKind
    label: Short
    start: datetime | date | None = None
    end: datetime | date | None = None
    yearly: Yearly | None = None
    anchor: str | None = None
    offset: Offset | None = None
    who: tuple[str, ...] = ()
    applying: bool = False
    postmark: bool | None = None
    after_close: Text | None = None
    asks: tuple[Short, ...] = ()
    facets: dict[str, str] = Field(default_factory=dict)
    doubt: Slug | None = None

    @model_validator(mode="after")
    def _shape(self) -> DateEntry:
        given = {
            DateKind.WINDOW: self.start is not None and self.end is not None,
            DateKind.DEADLINE: self.start is None and self.end is not None,
            DateKind.DAY: self.start is not None,
            DateKind.PERIOD: self.start is not None,
            DateKind.YEARLY: self.yearly is not None,
            DateKind.RELATIVE: self.anchor is not None and self.offset is not None,
        }
        if not given[self.kind]:
            raise ValueError(f"kind = {self.kind.value} 缺少它需要的欄位")
        if self.start is not None and self.end is not None and str(self.end)[:10] < str(self.start)[:10]:
            raise ValueError("end 早於 start")
        return self


class Contact(Cited):
    """Whom to ask: an office; a person only where the document gives no other way."""

    id: Slug
    office: Short
    person: Short | None = None
    phone: Short | None = None
    email: Short | None = None
    address: Short | None = None
    url: Short | None = None
    handles: Short
    asks: tuple[Short, ...] = ()


class Table(Cited):
    """A list of the document: accepted competitions, fees, levels, weights. Cells stand in the clause."""

    id: Slug
    title: Short
    kind: tuple[Kind, ...] = Field(min_length=1)
    columns: tuple[Short, ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...] = Field(min_length=1)
    row: Text
    note: Text | None = None
    asks: tuple[Short, ...] = Field(min_length=1)
    facets: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        for number, cells in enumerate(self.rows, 1):
            if len(cells) != len(self.columns):
                raise ValueError(f"第 {number} 列有 {len(cells)} 格，欄位有 {len(self.columns)} 個")
        return self


class Silence(Entry):
    """What people ask and the document does not state. ``say`` tells that, and whom to ask instead."""

    id: Slug
    title: Short
    say: Text
    asks: tuple[Short, ...] = Field(min_length=2)
    words: tuple[Short, ...] = ()
    contact: Slug | None = None


class Doubt(Cited):
    """Where the document contradicts itself or cannot be right: told to whoever asks, never repaired."""

    id: Slug
    title: Short
    say: Text
    touches: tuple[Slug, ...] = ()
    asks: tuple[Short, ...] = ()


Piece = Fact | DateEntry | Contact | Table | Silence | Doubt


class Facet(Entry):
    """A choice inside one programme (美國／加拿大, 基礎／中級 …): values with the words that name them.

    ``ranges`` (both ends included) with ``unit`` let a number name a value: 20小時 lies in 19–24.
    """

    id: str
    title: Short
    question: Short
    values: dict[str, tuple[Short, ...]]
    unit: tuple[Short, ...] = ()
    ranges: dict[str, tuple[float, float]] = Field(default_factory=dict)


class Edition(Entry):
    """Which edition of a programme this is, and how long it runs.

    ``ends`` is the last day on which this edition still means something to an applicant or participant;
    None for standing rules, which stay until revised (``standing = true``).
    """

    label: Short
    issued: date | None = None
    number: Short | None = None
    revised: bool = False
    starts: date | None = None
    ends: date | None = None
    standing: bool = False

    @model_validator(mode="after")
    def _ends_or_stands(self) -> Edition:
        if self.standing == (self.ends is not None):
            raise ValueError("edition 要嘛有 ends，要嘛 standing = true")
        return self


class About(Cited):
    """The head of a programme's file."""

    id: Slug
    name: Short
    short: Short
    document: Slug
    summary: Text
    issuer: Short
    city: Annotated[str, StringConstraints(pattern="^(taipei|new-taipei|kaohsiung|kinmen)$")]
    audience: tuple[Annotated[str, StringConstraints(pattern="^(parent|student|teacher|school)$")], ...]
    aliases: tuple[Short, ...] = Field(min_length=1)
    hints: tuple[Short, ...] = ()
    edition: Edition
    overview: tuple[Slug, ...] = Field(min_length=1)
    next: tuple[Slug, ...] = ()


class Programme(Entry):
    """One programme's file: everything an official document says about it, fact by fact."""

    programme: About
    facets: tuple[Facet, ...] = ()
    facts: tuple[Fact, ...] = Field(min_length=1)
    dates: tuple[DateEntry, ...] = ()
    contacts: tuple[Contact, ...] = Field(min_length=1)
    lists: tuple[Table, ...] = ()
    silences: tuple[Silence, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def groups(self) -> dict[str, tuple[Piece, ...]]:
        """Every entry of the file by the name of its group."""
        return {
            "facts": self.facts, "dates": self.dates, "contacts": self.contacts,
            "lists": self.lists, "silences": self.silences, "doubts": self.doubts,
        }  # fmt: skip


class DocumentEntry(Entry):
    """An official document: its title, how to recognise its file, and how its paper is laid out.

    ``parts`` are the headings that open a part, in order (see ``knowledge.documents.clauses``); ``furniture`` are
    running heads that a page repeats and no clause says; ``terms`` are names that a reader takes for one thing.
    """

    id: Slug
    title: Short
    issuer: Short
    number: Short | None = None
    issued: date | None = None
    recognise: tuple[Annotated[str, StringConstraints(min_length=4, max_length=39)], ...] = Field(
        min_length=1
    )
    parts: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    terms: tuple[tuple[Short, ...], ...] = ()
