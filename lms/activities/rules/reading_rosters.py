"""Reading a list of participants: pasted lines, a .csv or a spreadsheet; one line is one person."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.base.cells import text_of
from lms.base.messages import Refusal, message
from lms.base.spreadsheet_safety import MAX_BYTES
from lms.base.spreadsheets import read_workbook
from lms.base.text import clean, clean_block, fold
from lms.people.rules.phoning import BadPhone, normal_phone

MOST_LINES = 2_000
ROWS_ABOVE = 15
"""Rows in which the headings are looked for: lists begin with titles."""

_PARTED = re.compile(r"\t|;|,|\s+[-–]\s+")
_CODE = re.compile(r"(?=.*[\d_-])[A-Za-z0-9][A-Za-z0-9._/-]{2,31}")
_NUMBER = re.compile(r"\d{1,4}[.)]?")
_COMMUNE = re.compile(r"(?:xa|phuong|thi tran|dac khu|tt\.|x\.|p\.)\s")
_BEGINS_NUMBERED = re.compile(r"^\s*\d{1,4}[.)]\s+")
_HEADINGS = {
    "code": ("ma", "ma can bo", "ma ctv", "ma nhan vien", "code"),
    "name": ("ho ten", "ho va ten", "ten", "name", "full name"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "phone"),
    "commune": ("xa", "xa phuong", "xa/phuong", "phuong", "don vi", "dia ban", "commune"),
}


class UnreadableRoster(Refusal):
    """The list cannot be read, or names nobody."""


@dataclass(frozen=True)
class Line:
    """One line of a list, and what it says of a person."""

    number: int
    """As it stands in the file or text, from 1."""
    text: str
    """As it was written, to be shown again."""
    code: str = ""
    phone: str = ""
    """Digits with their leading zero."""
    name: str = ""
    commune: str = ""


def read_text(text: str) -> list[Line]:
    """The lines that somebody typed or pasted: code, phone, or name and commune, parted by comma, semicolon,
    tab or dash."""
    rows = [_PARTED.split(_BEGINS_NUMBERED.sub("", each)) for each in clean_block(text).split("\n")]
    return _lines([[clean(cell) for cell in row] for row in rows])


def read_file(data: bytes) -> list[Line]:
    """The lines of a spreadsheet (its first sheet that holds any) or of a text parted by commas.

    Raises :class:`UnreadableRoster`, or ``UnreadableSpreadsheet`` for a spreadsheet that cannot be read.
    """
    text = _text_in(data)
    if text is not None:
        separator = max(";,\t", key=text.count)
        try:
            rows = [
                [clean(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)
            ]
        except csv.Error as error:
            raise UnreadableRoster(message("The file is no list that can be read.")) from error
        return _lines(rows)
    for sheet in read_workbook(data):
        rows = [[text_of(cell) if not isinstance(cell, bool) else "" for cell in row] for row in sheet.rows]
        if any(any(row) for row in rows):
            return _lines(rows)
    return _lines([])


def _text_in(data: bytes) -> str | None:
    """The text of a file that is no spreadsheet; None for one that may be."""
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or not data or len(data) > MAX_BYTES:
        return None
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _lines(rows: Sequence[Sequence[str]]) -> list[Line]:
    start, columns = _find_headings(rows)
    lines = []
    for number, row in enumerate(rows[start:], start + 1):
        line = _by_headings(number, row, columns) if columns else _by_looks(number, row)
        if line.code or line.phone or line.name:
            lines.append(line)
    if not lines:
        raise UnreadableRoster(message("The list names nobody."))
    if len(lines) > MOST_LINES:
        raise UnreadableRoster(message("A list has at most %(most)d lines.", most=MOST_LINES))
    return lines


def _find_headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """In which row the list begins, and which column holds what; no columns where there are no headings."""
    for number, row in enumerate(rows[:ROWS_ABOVE]):
        folded = [fold(cell) for cell in row]
        columns = {
            what: next(place for place, cell in enumerate(folded) if cell in words)
            for what, words in _HEADINGS.items()
            if any(cell in words for cell in folded)
        }
        if "name" in columns or "code" in columns or "phone" in columns:
            return number + 1, columns
    return 0, {}


def _by_headings(number: int, row: Sequence[str], columns: dict[str, int]) -> Line:
    cells = {what: row[place] if place < len(row) else "" for what, place in columns.items()}
    cells["phone"] = _phone(cells.get("phone", ""))
    return Line(number, _written(row), **cells)


def _by_looks(number: int, row: Sequence[str]) -> Line:
    """What the cells hold by their looks: a number of the row, a code, a phone, then a name and a commune."""
    found = {"code": "", "phone": "", "name": "", "commune": ""}
    for cell in (each for each in row if each and not _NUMBER.fullmatch(each)):
        if phone := _phone(cell):
            found["phone"] = found["phone"] or phone
        elif _CODE.fullmatch(cell):
            found["code"] = found["code"] or cell
        elif _COMMUNE.match(fold(cell)):
            found["commune"] = cell
        elif not any(char.isdigit() for char in cell):
            what = "commune" if found["name"] else "name"
            found[what] = found[what] or cell
    return Line(number, _written(row), **found)


def _phone(text: str) -> str:
    try:
        return normal_phone(text) or ""
    except BadPhone:
        return ""


def _written(row: Iterable[str]) -> str:
    return ", ".join(cell for cell in row if cell)[:200]
