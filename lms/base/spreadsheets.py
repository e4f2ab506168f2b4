"""Spreadsheets: reading what an office sends (.xlsx, .xls, .ods), writing what it opens (.xlsx).

Reading gives plain rows whose numbers are Excel's, from 1; :mod:`lms.base.cells` makes codes, phones and
dates of the values. Writing keeps text text (a name that begins with "=" is no formula) and gives numbers,
shares and days their types.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import xlsxwriter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from lms.base.marking import mark
from lms.base.spreadsheet_safety import (
    MAX_COLUMNS,
    MAX_ROWS,
    UnreadableSpreadsheet,
    check_file,
    damaged,
    locked,
    too_large,
)
from lms.base.text import clean

__all__ = ["Column", "Sheet", "UnreadableSpreadsheet", "Value", "Workbook", "address", "read_workbook"]

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What stands in a cell; an empty cell is ''."""

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was read: ``rows[0]`` is row 1 of the file."""

    name: str
    rows: list[list[Value]] = field(repr=False)


def read_workbook(data: bytes) -> list[Sheet]:
    """The sheets of a file, in its order, hidden ones too.

    Raises :class:`UnreadableSpreadsheet` with a sentence for a file of another kind, one that is damaged,
    locked or harmful, or one that holds more than 20,000 rows or 200 columns.
    """
    check_file(data)
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            kinds = {sheet.name: sheet.typ for sheet in book.sheets_metadata}
            names = [name for name in book.sheet_names if kinds.get(name) == SheetTypeEnum.WorkSheet]
            return [_read_sheet(book.get_sheet_by_name(name)) for name in names]
    except PasswordError as error:
        raise locked() from error
    except (CalamineError, ValueError, OSError) as error:
        raise damaged() from error
    except BaseException as error:
        if (
            type(error).__name__ == "PanicException"
        ):  # the reader is written in Rust; its panics are no Exception
            raise damaged() from error
        raise


def address(sheet: str, row: int, column: int) -> str:
    """The name of a cell as Excel writes it, e.g. ``Danh sách!C12``; rows and columns count from 1."""
    return f"{sheet}!{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column by its number: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read_sheet(sheet: CalamineSheet) -> Sheet:
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise too_large()
    return Sheet(sheet.name, sheet.to_python(skip_empty_area=False))


class Column(NamedTuple):
    """A column to be written: its heading, its width in characters, and the number format of its cells
    where the type of the value does not say enough, e.g. ``0.0%`` for shares."""

    heading: str
    width: float = 16
    number_format: str = ""


class Workbook:
    """A workbook being written. Add sheets, then take :meth:`data`.

    Text is written as text, a date as a date (``dd/mm/yyyy``), int, float and Decimal as numbers, None as
    an empty cell; a share is a fraction (0.923) in a column with the number format ``0.0%``.
    """

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._formats: dict[tuple[str, bool], Any] = {}
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._note = self._book.add_format({"italic": True, "font_color": "#555555"})
        self._heading = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E3EDF7", "border": 1}
        )

    def add_sheet(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        *,
        title: str | None = None,
        notes: Sequence[str] = (),
        totals: Iterable[Sequence[Any]] = (),
    ) -> None:
        """Add a sheet: the title and notes above, then the headings, frozen, with a filter, then the rows;
        ``totals`` in bold below them, outside the filter."""
        sheet = self._book.add_worksheet(self._free_name(name))
        top = [(title, self._title)] if title else []
        top += [(note, self._note) for note in notes]
        for number, (text, look) in enumerate(top):
            sheet.write_string(number, 0, text, look)
        first = len(top)
        for number, column in enumerate(columns):
            sheet.write_string(first, number, column.heading, self._heading)
            sheet.set_column(number, number, column.width)
        last = first
        for last, row in enumerate(rows, first + 1):
            for number, value in enumerate(row):
                self._write(sheet, last, number, value, columns[number].number_format)
        for below, row in enumerate(totals, last + 1):
            for number, value in enumerate(row):
                self._write(sheet, below, number, value, columns[number].number_format, bold=True)
        sheet.freeze_panes(first + 1, 0)
        sheet.autofilter(first, 0, last, max(0, len(columns) - 1))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)

    def data(self) -> bytes:
        """The finished file; nothing can be added after it. One that leaves with names says with whom."""
        if line := mark():
            self._book.set_properties({"comments": line})
            for sheet in self._book.worksheets():
                sheet.set_footer("&L&8" + line.replace("&", "&&") + "&R&8&P/&N")
        self._book.close()
        return self._stream.getvalue()

    def _write(
        self, sheet: Any, row: int, column: int, value: Any, number_format: str, *, bold: bool = False
    ) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value, self._format("General", bold=True) if bold else None)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._format(number_format or "dd/mm/yyyy", bold=bold))
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, column, value, self._format(number_format or "General", bold=bold))
        else:
            raise TypeError(f"no cell for {type(value).__name__}")

    def _format(self, number_format: str, *, bold: bool) -> Any:
        key = number_format, bold
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"num_format": number_format, "bold": bold})
        return self._formats[key]

    def _free_name(self, name: str) -> str:
        """Excel's limits: 31 characters, some signs not allowed, no name twice."""
        base = _NOT_IN_SHEET_NAMES.sub(" ", clean(name))[:31].strip() or "Sheet"
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        number, free = 2, base
        while free.casefold() in taken:
            suffix = f" ({number})"
            free, number = base[: 31 - len(suffix)] + suffix, number + 1
        return free
