"""Reads the workbook of the standard, cell by cell. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lms.base.cells import WrongValue, day_of, text_of
from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheets import Sheet, Value, address
from lms.base.text import fold
from lms.standards.rules.sheets import SHEETS, Cell, Kind, Row, Shape, SheetShape


class NoStandard(Refusal):
    """The file holds none of the sheets, or one without its columns."""


class RefusedCell(NamedTuple):
    """A cell that cannot be taken as it is, and why."""

    cell: str
    """Its address, e.g. ``Yêu cầu!C12``; that of the row where it is no single one."""
    heading: str
    value: str
    sentence: Message


@dataclass(frozen=True)
class ReadRow:
    """A row as the workbook has it."""

    shape: SheetShape
    number: int
    columns: dict[str, int] = field(repr=False)
    values: Row

    @property
    def key(self) -> tuple[Cell, ...]:
        """What tells it apart."""
        return tuple(self.values[name] for name in self.shape.key)

    def refused(self, name: str, sentence: Message) -> RefusedCell:
        """The cell of a field, refused; the whole row where it has no such column."""
        shape = self.shape.columns.get(name)
        if shape is None:
            return RefusedCell(f"{self.shape.name}!{self.number}", "", "", sentence)
        where = address(self.shape.name, self.number, self.columns[name])
        value = self.values.get(name)
        shown = text_of(float(value) if isinstance(value, Decimal) else value) if value is not None else ""
        return RefusedCell(where, shape.heading, shown, sentence)


def read_standard(sheets: Iterable[Sheet]) -> tuple[list[ReadRow], list[RefusedCell]]:
    """The rows of all sheets that are there, and the cells that cannot be read.

    Raises :class:`NoStandard` where none is there, or one lacks a column.
    """
    by_name = {fold(sheet.name): sheet for sheet in sheets}
    rows: list[ReadRow] = []
    refused: list[RefusedCell] = []
    found = [(shape, by_name[fold(shape.name)]) for shape in SHEETS if fold(shape.name) in by_name]
    if not found:
        raise NoStandard(
            message(
                "This workbook has none of the sheets %(names)s.",
                names=", ".join(each.name for each in SHEETS),
            )
        )
    for shape, sheet in found:
        _read_sheet(shape, sheet, rows, refused)
    return rows, refused


def _read_sheet(shape: SheetShape, sheet: Sheet, rows: list[ReadRow], refused: list[RefusedCell]) -> None:
    at, columns = _headings(shape, sheet)
    seen: dict[tuple[Cell, ...], int] = {}
    for number, cells in enumerate(sheet.rows[at:], start=at + 1):
        if not any(text_of(cell) for cell in cells):
            continue
        row = ReadRow(shape, number, columns, {})
        wrong = [each for name in shape.columns if (each := _take(row, name, cells))]
        refused += wrong
        if wrong:
            continue
        if row.key in seen:
            told = message("This row stands in row %(row)s already.", row=str(seen[row.key]))
            refused.append(row.refused(shape.key[0], told))
            continue
        seen[row.key] = number
        rows.append(row)


def _headings(shape: SheetShape, sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The number of the row of headings, and the column of each field."""
    wanted = {fold(each.heading): name for name, each in shape.columns.items()}
    for number, cells in enumerate(sheet.rows, start=1):
        found = {
            wanted[fold(text_of(cell))]: at
            for at, cell in enumerate(cells, 1)
            if fold(text_of(cell)) in wanted
        }
        if len(found) == len(wanted):
            return number, found
    headings = ", ".join(each.heading for each in shape.columns.values())
    raise NoStandard(
        message(
            "Sheet “%(sheet)s” needs a row with the headings %(names)s.", sheet=sheet.name, names=headings
        )
    )


def _take(row: ReadRow, name: str, cells: Sequence[Value]) -> RefusedCell | None:
    """Put a cell among the values of its row; the refusal where it is none of its kind."""
    shape, at = row.shape.columns[name], row.columns[name]
    cell = cells[at - 1] if at <= len(cells) else ""
    row.values[name] = text_of(cell) or None
    try:
        row.values[name] = _value(shape, cell)
    except WrongValue as wrong:
        return row.refused(name, wrong.message)
    if shape.needed and row.values[name] is None:
        return row.refused(name, message("This cell must be filled."))
    return None


def _value(shape: Shape, cell: Value) -> Cell:
    text = text_of(cell)
    if text.startswith("="):
        raise WrongValue(message("A formula stands here: write its value instead."))
    if shape.kind is Kind.DAY:
        return day_of(cell)
    if shape.kind is Kind.TEXT or not text:
        return text or None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise WrongValue(message("“%(value)s” is not a number.", value=text[:40])) from error
    if shape.kind is Kind.SHARE:
        return number.quantize(Decimal("0.01")) if abs(number) < 10**6 else number
    if not number.is_finite() or number != number.to_integral_value() or abs(number) >= 10**9:
        raise WrongValue(message("“%(value)s” is not a whole number.", value=text[:40]))
    return int(number)
