"""Lists of units and of their succession, read row by row from a workbook or a CSV file. Pure.

The columns are those of the shipped lists, ``code name parent valid_from valid_until`` and
``old new effective_on kind is_default decision``, or their Vietnamese names. Both tables may stand on
sheets of their own or one below the other.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from lms.base.cells import WrongValue, day_of, text_of, yes_of
from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheet_safety import MAX_BYTES, MAX_ROWS, damaged, too_large
from lms.base.spreadsheets import Sheet, UnreadableSpreadsheet, Value, address, read_workbook
from lms.base.text import fold
from lms.places.models import SuccessionKind

T = TypeVar("T")

UNIT_COLUMNS = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "parent": "Mã đơn vị cấp trên",
    "valid_from": "Từ ngày",
    "valid_until": "Hết hiệu lực từ ngày",
}
SUCCESSION_COLUMNS = {
    "old": "Mã cũ",
    "new": "Mã mới",
    "effective_on": "Ngày hiệu lực",
    "kind": "Cách sắp xếp",
    "is_default": "Phần đề xuất",
    "decision": "Quyết định",
}
KINDS = {
    "whole": SuccessionKind.WHOLE,
    "part": SuccessionKind.PART,
    "rename": SuccessionKind.RENAME,
    "toan bo": SuccessionKind.WHOLE,
    "mot phan": SuccessionKind.PART,
    "doi ten": SuccessionKind.RENAME,
}
_NEEDED = {"units": ("code", "name", "parent", "valid_from"), "successions": ("old", "new", "effective_on")}
_COLUMNS = {"units": UNIT_COLUMNS, "successions": SUCCESSION_COLUMNS}
_HEADINGS = {word.casefold() for names in _COLUMNS.values() for pair in names.items() for word in pair}
_CODE_LENGTHS = (2, 3, 5)


class NoUnitList(Refusal):
    """The file holds neither of the two tables."""


class RefusedCell(NamedTuple):
    """A cell that cannot be taken as it is, and why."""

    cell: str
    """Its address, e.g. ``units!C12``."""
    heading: str
    value: str
    sentence: Message


@dataclass(frozen=True)
class Row:
    """Where a row stands, and what its cells say."""

    sheet: str
    number: int
    columns: dict[str, int] = field(compare=False)
    headings: dict[str, str] = field(compare=False)
    values: dict[str, str] = field(compare=False)

    def refused(self, column: str, sentence: Message) -> RefusedCell:
        """The cell of a column, refused; the whole row where it has no such column."""
        at = self.columns.get(column)
        where = address(self.sheet, self.number, at) if at else f"{self.sheet}!{self.number}"
        return RefusedCell(where, self.headings.get(column, ""), self.values.get(column, ""), sentence)


class UnitRow(NamedTuple):
    """A row of the table of units."""

    row: Row
    code: str
    name: str
    parent: str
    since: date | None
    until: date | None


class SuccessionRow(NamedTuple):
    """A row of the table of successions."""

    row: Row
    old: str
    new: str
    on: date
    kind: SuccessionKind | None
    """None where the row does not say: then it follows from how many units followed."""
    is_default: bool
    decision: str | None


@dataclass
class UnitList:
    """What a list says, and the cells of it that could not be read."""

    units: list[UnitRow] = field(default_factory=list)
    successions: list[SuccessionRow] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)


def read_units(file_name: str, content: bytes) -> UnitList:
    """The units and successions of a file.

    Raises :class:`NoUnitList` where it holds neither table, and the refusals of reading spreadsheets.
    """
    is_workbook = content.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    sheets = read_workbook(content) if is_workbook else [_csv_sheet(file_name, content)]
    found = UnitList()
    for sheet in sheets:
        _read_sheet(sheet, found)
    if not found.units and not found.successions and not found.refused:
        raise NoUnitList(
            message(
                "No list of units was found in this file. One row must hold the headings %(units)s, "
                "or %(successions)s.",
                units=", ".join(_NEEDED["units"]),
                successions=", ".join(_NEEDED["successions"]),
            )
        )
    return found


def _csv_sheet(file_name: str, content: bytes) -> Sheet:
    if len(content) > MAX_BYTES:
        raise too_large()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSpreadsheet(message("The CSV file is not written in UTF-8.")) from error
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    try:
        rows: list[list[Value]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise damaged() from error
    if len(rows) > 2 * MAX_ROWS:
        raise too_large()
    return Sheet(file_name, rows)


def _read_sheet(sheet: Sheet, found: UnitList) -> None:
    table = ""
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    for number, values in enumerate(sheet.rows, start=1):
        heading = _heading(values)
        if heading:
            table, columns = heading
            headings = {name: text_of(values[at - 1]) for name, at in columns.items()}
        elif table and any(text_of(value) for value in values):
            texts = {name: text_of(values[at - 1]) for name, at in columns.items() if at <= len(values)}
            raw = {name: values[at - 1] for name, at in columns.items() if at <= len(values)}
            reader = _RowReader(Row(sheet.name, number, columns, headings, texts), raw, found.refused)
            if table == "units":
                _keep(reader.unit(), found.units)
            else:
                _keep(reader.succession(), found.successions)


def _keep(line: T | None, lines: list[T]) -> None:
    if line is not None:
        lines.append(line)


def _heading(values: Sequence[Value]) -> tuple[str, dict[str, int]] | None:
    """Which table begins with this row, and the column of each of its fields; None for any other row."""
    if not any(isinstance(value, str) and value.strip().casefold() in _HEADINGS for value in values):
        return None
    written = [fold(text_of(value)) for value in values]
    for table, names in _COLUMNS.items():
        columns = {
            name: next(at for at, text in enumerate(written, start=1) if text in (name, fold(vietnamese)))
            for name, vietnamese in names.items()
            if name in written or fold(vietnamese) in written
        }
        if all(name in columns for name in _NEEDED[table]):
            return table, columns
    return None


class _RowReader:
    """Reads the cells of a row, and refuses those that say something else than they should."""

    def __init__(self, row: Row, raw: dict[str, Value], refused: list[RefusedCell]) -> None:
        self._row, self._raw, self._refused = row, raw, refused
        self._wrong = False

    def unit(self) -> UnitRow | None:
        """The row as one of the units; None where a cell is refused."""
        line = UnitRow(
            self._row,
            self._code("code"),
            self._row.values.get("name", ""),
            self._parent(),
            self._read("valid_from", day_of),
            self._read("valid_until", day_of),
        )
        return None if self._wrong else line

    def succession(self) -> SuccessionRow | None:
        """The row as one of the successions; None where a cell is refused."""
        on = self._read("effective_on", day_of)
        line = (
            self._row,
            self._code("old"),
            self._code("new"),
            on or date.max,
            self._read("kind", _kind_of),
            bool(self._read("is_default", yes_of)),
            self._row.values.get("decision") or None,
        )
        if on is None and not self._wrong:
            self._refuse("effective_on", message("The day is missing."))
        return None if self._wrong else SuccessionRow(*line)

    def _parent(self) -> str:
        return self._code("parent") if self._row.values.get("parent") else ""

    def _code(self, column: str) -> str:
        """A code, with the zeros that a spreadsheet drops."""
        text = self._row.values.get(column, "").upper()
        if text.isdigit() and len(text) <= max(_CODE_LENGTHS):
            return text.zfill(min(each for each in _CODE_LENGTHS if each >= len(text)))
        if text != "VN":
            wrong = message("A code has 2 digits for a province, 3 for a district and 5 for a commune.")
            self._refuse(column, wrong if text else message("The code is missing."))
        return text

    def _read(self, column: str, read: Callable[[Value], T]) -> T | None:
        try:
            return read(self._raw[column]) if column in self._raw else None
        except WrongValue as refusal:
            self._refuse(column, refusal.message)
            return None

    def _refuse(self, column: str, sentence: Message) -> None:
        self._wrong = True
        self._refused.append(self._row.refused(column, sentence))


def _kind_of(value: Value) -> SuccessionKind | None:
    word = fold(text_of(value))
    if word and word not in KINDS:
        raise WrongValue(message("Write whole, part or rename."))
    return KINDS.get(word)


def rows_of(lines: Iterable[Sequence[str | None]]) -> bytes:
    """Lines of both tables as a CSV file that :func:`read_units` reads."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([each or "" for each in line] for line in lines)
    return text.getvalue().encode()
