"""Whether a spreadsheet file may be read at all: decided before a reader sees it.

Beyond what :mod:`lms.base.office_safety` asks of every office file: a spreadsheet can name a cell so far away
that a reader asks for all the memory there is, or repeat one long text in every cell.
"""

import enum
import io
import re
import zipfile

from lms.base import office_safety
from lms.base.messages import message
from lms.base.office_safety import DAMAGE, OLD_OFFICE, UnreadableFile, Walker, check_parts

MAX_BYTES = 16 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class UnreadableSpreadsheet(UnreadableFile):
    """The file is no spreadsheet, is damaged or locked, or holds more than is read here."""


class FileType(enum.StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


def check_file(data: bytes) -> FileType:
    """The type of the file, told by its content.

    Raises :class:`UnreadableSpreadsheet` with a sentence where the file may not be read.
    """
    if not data:
        raise UnreadableSpreadsheet(message("The file is empty."))
    if len(data) > MAX_BYTES:
        raise UnreadableSpreadsheet(
            message("The file is larger than %(limit)s MB.", limit=MAX_BYTES // 1024 // 1024)
        )
    if data.startswith(OLD_OFFICE):
        return _check_old_excel(data)
    if data.startswith(b"PK"):
        return _check_zip(data)
    raise no_spreadsheet()


def no_spreadsheet() -> UnreadableSpreadsheet:
    """The refusal of a file of another kind."""
    return UnreadableSpreadsheet(
        message("This is not a spreadsheet. Open the list in Excel and save it as an .xlsx file.")
    )


def too_large() -> UnreadableSpreadsheet:
    """The refusal of a table that is larger than what is read."""
    return UnreadableSpreadsheet(
        message(
            "The file holds more than %(rows)s rows or %(columns)s columns, or too much text. "
            "Delete what lies outside the list, or cut the list in two.",
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
        )
    )


def locked() -> UnreadableFile:
    """The refusal of a file with a password."""
    return office_safety.locked(UnreadableSpreadsheet)


def damaged() -> UnreadableSpreadsheet:
    """The refusal of a file that cannot be read to its end."""
    return UnreadableSpreadsheet(
        message("The file is damaged and cannot be read. Open it in Excel and save it again as .xlsx.")
    )


def _check_old_excel(data: bytes) -> FileType:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked()
    if "Book".encode("utf-16-le") not in data and "Workbook".encode("utf-16-le") not in data:
        raise no_spreadsheet()
    return FileType.XLS


def _check_zip(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_parts(archive, len(data))
    except DAMAGE as error:
        raise damaged() from error


def _check_parts(archive: zipfile.ZipFile, weight: int) -> FileType:
    kind = _type_of(set(archive.namelist()))
    walker = _OpenDocumentWalker() if kind is FileType.ODS else _ExcelWalker()
    check_parts(archive, weight, walker, first="xl/sharedStrings.xml")
    return kind


def _type_of(names: set[str]) -> FileType:
    if "xl/workbook.xml" in names:
        return FileType.XLSX
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return FileType.ODS
    raise no_spreadsheet()


class _Walker(Walker):
    """Follows rows and columns."""

    refusal = UnreadableSpreadsheet

    def begin(self) -> None:
        """Rows are counted from the top of each part."""
        self.row = self.column = 0

    def too_large(self) -> UnreadableFile:
        """The refusal of a table that holds too much."""
        return too_large()


class _ExcelWalker(_Walker):
    """Counts rows, columns and texts of an .xlsx; empty cells that carry only a format are free."""

    def __init__(self) -> None:
        super().__init__()
        self.shared: list[int] = []  # the length of each shared string
        self.collecting = ""  # the element whose text counts: si, or v of a shared string
        self.cell_type = ""
        self.value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; note where text begins."""
        match name.rpartition(":")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
            case "c":
                self.cell_type = attributes.get("t", "")
                self._enter_cell(attributes.get("r"))
            case "v" | "is" | "f":
                self._fill_cell()
            case "si":
                self.shared.append(0)
                self.collecting = "si"
            case "Relationship":
                self._check_target(attributes)

    def end(self, name: str) -> None:
        """Add up what a shared string costs each time it is used."""
        name = name.rpartition(":")[2]
        if name == "si":
            self.collecting = ""
        elif name == "v" and self.collecting == "v":
            index = int(self.value)
            self.spend(self.shared[index] if 0 <= index < len(self.shared) else 0)
            self.collecting = ""

    def characters(self, text: str) -> None:
        """Text of a shared string, or its number in a cell."""
        super().characters(text)
        if self.collecting == "si":
            self.shared[-1] += len(text)
        elif self.collecting == "v":
            self.value += text

    def _enter_cell(self, address: str | None) -> None:
        self.column += 1
        if address is None:
            return
        parts = _ADDRESS.fullmatch(address)
        if not parts:
            raise damaged()
        self.row, self.column = int(parts[2]), column_number(parts[1])

    def _fill_cell(self) -> None:
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise too_large()
        if self.cell_type == "s":
            self.collecting, self.value = "v", ""

    @staticmethod
    def _check_target(attributes: dict[str, str]) -> None:
        """A sheet must lie in a part that is walked."""
        sheet = attributes.get("Type", "").endswith("/worksheet")
        if sheet and not attributes.get("Target", "").lower().endswith(".xml"):
            raise damaged()


class _OpenDocumentWalker(_Walker):
    """Counts rows, columns and texts of an .ods, where one element may stand for many cells."""

    def __init__(self) -> None:
        super().__init__()
        self.row_repeats = self.cell_repeats = 1
        self.in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells with their repetitions."""
        match name:
            case "table:table":
                self.row = 0
            case "table:table-row":
                self.row_repeats = int(attributes.get("table:number-rows-repeated", 1))
                self.row += self.row_repeats
                self.column = 0
            case "table:table-cell" | "table:covered-table-cell":
                self.cell_repeats = int(attributes.get("table:number-columns-repeated", 1))
                self.column += self.cell_repeats
                self.in_cell = True
                if "office:value-type" in attributes:
                    self._check_place()

    def end(self, name: str) -> None:
        """A cell is over."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            self.in_cell = False

    def characters(self, text: str) -> None:
        """Text counts as often as its cell is repeated."""
        if not self.in_cell:
            return
        self._check_place()
        self.spend(len(text) * self.row_repeats * self.cell_repeats)

    def _check_place(self) -> None:
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise too_large()


def column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
