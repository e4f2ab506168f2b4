"""An administrative paper as data: what its PDF (``administrative``) and its Word file (``word``) both say.

Both follow the layout of Decree 30/2020/NĐ-CP, Annex I: the agency on the left and the nation on the right,
the number and the dated place under them, the kind of paper and its subject, the body, who receives it on
the left of who signs it. Such a paper is Vietnamese, whatever language its reader has chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]

MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""In millimetres; the decree allows 20–25, 20–25, 30–35 and 15–20."""
FILE_COPY = "Lưu: VT"
"""The last of those who receive a paper: the file of the office itself."""
AGENCY_SHARE = 0.4
"""Of the width of a page of text: the column of the agency; the rest is the nation's."""


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is, its number, and where and when it is signed."""

    agency: str
    superior: str = ""
    """The agency above; may be empty."""
    number: str = ""
    """Number and sign, e.g. ``12/BC-CCDSTE``; with nothing before the slash there is room to write it."""
    place: str = ""
    """Where it is signed; empty for a paper that has no dated place, such as minutes."""
    day: date | None = None
    """When it is signed; None leaves room to write it."""

    @property
    def dated_place(self) -> str:
        """``Phú Thọ, ngày 05 tháng 02 năm 2026``; empty without a place."""
        if not self.place:
            return ""
        return f"{self.place}, {written_day(self.day) if self.day else 'ngày … tháng … năm ……'}"

    @property
    def numbered(self) -> str:
        """``Số: 12/BC-CCDSTE``; with room before the slash where there is no number yet; may be empty."""
        if not self.number:
            return ""
        return f"Số: {'……' if self.number.startswith('/') else ''}{self.number}"


@dataclass(frozen=True)
class Signature:
    """Who signs: the power in capitals, one line or more, and the name (empty: to be written)."""

    power: str
    name: str = ""


@dataclass(frozen=True)
class Section:
    """A heading inside the body."""

    block: ClassVar[str] = "section"
    title: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    block: ClassVar[str] = "text"
    words: str


@dataclass(frozen=True)
class Note:
    """A paragraph in small italics: what explains a table or says where a number comes from."""

    block: ClassVar[str] = "note"
    words: str


@dataclass(frozen=True)
class Items:
    """A list, a line each."""

    block: ClassVar[str] = "items"
    lines: Sequence[str]


@dataclass(frozen=True)
class Lines:
    """Dotted lines to write on by hand."""

    block: ClassVar[str] = "lines"
    count: int


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width beside the others, where its text stands."""

    heading: str
    share: float
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A ruled table; its headings stand again on every page."""

    block: ClassVar[str] = "table"
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    """Rows in bold below the others."""

    @property
    def shares(self) -> list[float]:
        """The widths of the columns as parts of one."""
        whole = sum(column.share for column in self.columns)
        return [column.share / whole for column in self.columns]


Block: TypeAlias = Section | Text | Note | Items | Lines | Table


@dataclass(frozen=True)
class Annex:
    """What stands behind the signature, on a page of its own: a list of names, for instance."""

    title: str
    body: Sequence[Block]


@dataclass(frozen=True)
class OfficialPaper:
    """A whole paper."""

    title: str
    """The kind of paper in capitals, e.g. ``BÁO CÁO``."""
    subject: str
    """What it is about, under the title; may be empty."""
    body: Sequence[Block]
    letterhead: Letterhead | None = None
    """None for a sheet that is no document of its own."""
    signatures: Sequence[Signature] = ()
    """One stands on the right, two or three beside each other."""
    recipients: Sequence[str] = ()
    """Who receives it (*Nơi nhận*), a line each."""
    annexes: Sequence[Annex] = ()
    wide: bool = False
    """Whether the page lies on its long side."""


@dataclass(frozen=True)
class Frame:
    """What stands around the body of a report: whose it is, who signs it, who receives it."""

    letterhead: Letterhead
    signature: Signature
    recipients: Sequence[str]

    def around(
        self,
        title: str,
        subject: str,
        body: Iterable[Block],
        *,
        annexes: Sequence[Annex] = (),
        wide: bool = False,
    ) -> OfficialPaper:
        """The whole paper."""
        return OfficialPaper(
            title, subject, list(body), self.letterhead, [self.signature], self.recipients, annexes, wide
        )


def written_day(day: date) -> str:
    """``ngày 05 tháng 02 năm 2026``: days below 10 and the months 1 and 2 with a zero, as the decree asks."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def listed(lines: Sequence[str]) -> list[str]:
    """The lines of *Nơi nhận* with their dashes and stops."""
    return [f"- {line}{'.' if number == len(lines) else ';'}" for number, line in enumerate(lines, 1)]
