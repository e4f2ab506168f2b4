"""Lines of a staff list: each cell read as what its column asks for, or refused with a sentence. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from lms.base.cells import day_of, text_of, yes_of
from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheets import Sheet, Value, address
from lms.base.text import fold
from lms.people.rules.joining import CODE_AT_MOST, NAME_AT_MOST, checked_birth_date
from lms.people.rules.phoning import normal_phone
from lms.places.rules.founding import HAMLET_NAME_AT_MOST, ORGANISATION_NAME_AT_MOST
from lms.staffing.rules.headings import Field, Table, find_table, missing_columns

T = TypeVar("T")

LONGEST = {
    Field.NAME: NAME_AT_MOST,
    Field.CODE: CODE_AT_MOST,
    Field.HAMLET: HAMLET_NAME_AT_MOST,
    Field.ORGANISATION: ORGANISATION_NAME_AT_MOST,
    Field.DOCUMENT: 200,
}
EARLIEST = date(1950, 1, 1)  # nobody on a list of today began before
_LETTERS = re.compile(r"[^\W\d_]")
_COLUMN_NUMBER = re.compile(r"\(?[0-9a-zA-Z]{1,2}\)?")


class NoStaffList(Refusal):
    """No sheet of the file holds a staff list."""


class Cell(NamedTuple):
    """Where something stands in the file; rows and columns count from 1, column 0 is the whole row."""

    sheet: str
    row: int
    column: int = 0
    file: str = ""
    """The name of the file, where several were sent together; else ''."""

    @property
    def address(self) -> str:
        """As Excel writes it, e.g. ``Danh sách!C12`` or ``[Tam Dương.xlsx]Danh sách!C12``; for a whole row
        ``Danh sách!12``."""
        within = address(self.sheet, self.row, self.column) if self.column else f"{self.sheet}!{self.row}"
        return f"[{self.file}]{within}" if self.file else within

    @property
    def whole_row(self) -> str:
        """The address of its row, which tells it from every other row of the list."""
        return self._replace(column=0).address

    def row_seen_from(self, other: "Cell") -> str:
        """The row as a reader of ``other`` is told of it: its number, and its sheet and file where they are
        others."""
        if (self.file, self.sheet) == (other.file, other.sheet):
            return str(self.row)
        return self.whole_row


class RefusedCell(NamedTuple):
    """A cell that cannot be taken as it is, and why."""

    cell: Cell
    heading: str
    value: str
    sentence: Message


class Training(NamedTuple):
    """A past training that the list names."""

    requirement: str
    day: date
    document: str | None
    cell: Cell
    day_cell: Cell


@dataclass(frozen=True)
class Line:
    """One row of a list, understood cell by cell but compared with nothing yet."""

    place: Cell
    columns: dict[Field, int]
    headings: Mapping[int, str] = field(repr=False, compare=False)
    """The heading of each column, as the list writes it."""
    name: str
    birth_date: date | None
    phone: str | None
    code: str
    unit_code: str
    commune: str
    district: str
    province: str
    hamlet: str
    staff_kind: str
    level: str
    organisation: str
    since: date | None
    until: date | None
    """The first day no longer served: the list gives the last one served."""
    second_job: bool | None
    trainings: tuple[Training, ...]

    def cell(self, *fields: Field) -> Cell:
        """The cell of the first of the fields that the list has a column for; else the whole row."""
        column = next((self.columns[each] for each in fields if each in self.columns), 0)
        return self.place._replace(column=column)


class Reading(NamedTuple):
    """What a file holds."""

    lines: list[Line]
    refused: list[RefusedCell]
    unread: list[str]
    """Headings whose columns are not read."""


def read_lines(sheets: Iterable[Sheet], today: date, file: str = "") -> Reading:
    """The lines of every sheet that holds a list. ``file`` is the name of one file among several.

    Raises :class:`NoStaffList` where there is none, or where a column is missing without which no row can
    be understood.
    """
    reading = Reading([], [], [])
    tables = [table for sheet in sheets if not _is_beside(sheet) and (table := find_table(sheet))]
    if not tables:
        raise NoStaffList(
            message(
                "No staff list was found in this file. One row must hold the headings, "
                "such as “Họ và tên”, “Xã/phường” and “Chức danh”."
            )
        )
    for table in tables:
        for sentence in missing_columns(table):
            raise NoStaffList(
                message("Sheet “%(sheet)s”: %(problem)s", sheet=table.sheet.name, problem=sentence)
            )
        reading.unread.extend(table.unread)
        for column, sentence in table.problems:
            cell = Cell(table.sheet.name, table.heading_row, column, file)
            reading.refused.append(
                RefusedCell(cell, table.headings[column], table.headings[column], sentence)
            )
        for row, values in _filled_rows(table):
            line = _LineReader(
                table, Cell(table.sheet.name, row, 0, file), values, reading.refused, today
            ).read()
            if line:
                reading.lines.append(line)
    if not reading.lines and not reading.refused:
        raise NoStaffList(message("The list has headings but no rows."))
    return reading


def _is_beside(sheet: Sheet) -> bool:
    """Whether the sheet is one of those that the template workbook brings beside the list."""
    return fold(sheet.name).startswith(("vi du", "huong dan", "example", "guide"))


def _filled_rows(table: Table) -> Iterator[tuple[int, Sequence[Value]]]:
    """The rows below the headings that hold anything in a column that is read, without the row that
    numbers the columns."""
    used = [*table.columns.values(), *(column for each in table.trainings for column in each.values())]
    for row, values in enumerate(table.sheet.rows[table.heading_row :], table.heading_row + 1):
        filled = [values[column - 1] for column in used if values[column - 1] != ""]
        numbers = row == table.heading_row + 1 and all(
            _COLUMN_NUMBER.fullmatch(text_of(each)) for each in filled
        )
        if filled and not numbers and any(map(text_of, filled)):
            yield row, values


class _LineReader:
    """Reads the cells of one row, noting what it refuses."""

    def __init__(
        self, table: Table, place: Cell, values: Sequence[Value], refused: list[RefusedCell], today: date
    ) -> None:
        self.table, self.values, self.refused, self.today = table, values, refused, today
        self.place = place
        self.bad = False

    def read(self) -> Line | None:
        """The line, or None where a cell of it was refused."""
        name = self._name()
        since, until = self._period()
        line = Line(
            place=self.place,
            columns=self.table.columns,
            headings=self.table.headings,
            name=name,
            birth_date=self._take(Field.BIRTH_DATE, lambda value: checked_birth_date(day_of(value))),
            phone=self._take(Field.PHONE, lambda value: normal_phone(text_of(value))),
            code=self._text(Field.CODE),
            unit_code=self._text(Field.UNIT_CODE),
            commune=self._text(Field.COMMUNE),
            district=self._text(Field.DISTRICT),
            province=self._text(Field.PROVINCE),
            hamlet=self._text(Field.HAMLET),
            staff_kind=self._text(Field.STAFF_KIND),
            level=self._text(Field.LEVEL),
            organisation=self._text(Field.ORGANISATION),
            since=since,
            until=until,
            second_job=self._take(Field.SECOND_JOB, yes_of),
            trainings=tuple(self._trainings()),
        )
        return None if self.bad else line

    def _name(self) -> str:
        parts = [self._text(each) for each in (Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME)]
        name = parts[0] or " ".join(part for part in parts[1:] if part)
        column = self.table.columns.get(Field.NAME) or self.table.columns.get(Field.GIVEN_NAME, 0)
        if not name:
            self._refuse(column, message("The name is missing."))
        elif len(name) > LONGEST[Field.NAME]:
            self._refuse(column, _too_long(Field.NAME))
        elif not _LETTERS.search(name):
            self._refuse(column, message("“%(name)s” is not a name.", name=name[:40]))
        return name

    def _period(self) -> tuple[date | None, date | None]:
        since, last = self._take(Field.SINCE, day_of), self._take(Field.UNTIL, day_of)
        if since and since > self.today:
            self._refuse(self.table.columns[Field.SINCE], _in_future(since))
        elif since and since < EARLIEST:
            self._refuse(self.table.columns[Field.SINCE], message("This date lies too far back."))
        if since and last and last < since:
            self._refuse(
                self.table.columns[Field.UNTIL],
                message("The last day lies before the first one. Check both dates."),
            )
        return since, last + timedelta(days=1) if last and last < date.max else None

    def _trainings(self) -> Iterator[Training]:
        for columns in self.table.trainings:
            if all(self.values[column - 1] == "" for column in columns.values()):
                continue
            what, when, paper = (
                columns.get(each) for each in (Field.TRAINING, Field.TRAINED_ON, Field.DOCUMENT)
            )
            requirement, day = self._text_at(what), self._take_at(when, day_of)
            document = self._text_at(paper)
            if not requirement and (day or document):
                self._refuse(what or when or 0, message("Name what the training was about."))
            elif requirement and not day:
                self._refuse(when or what or 0, message("The day of this training is missing."))
            elif day and day > self.today:
                self._refuse(when or 0, _in_future(day))
            elif len(document) > LONGEST[Field.DOCUMENT]:
                self._refuse(paper or 0, _too_long(Field.DOCUMENT))
            elif requirement and day:
                cells = (self.place._replace(column=what or 0), self.place._replace(column=when or 0))
                yield Training(requirement, day, document or None, *cells)

    def _text(self, field: Field) -> str:
        text = self._text_at(self.table.columns.get(field))
        if field is not Field.NAME and len(text) > LONGEST.get(field, 200):
            self._refuse(self.table.columns[field], _too_long(field))
        return text

    def _text_at(self, column: int | None) -> str:
        return text_of(self.values[column - 1]) if column and self.values[column - 1] != "" else ""

    def _take(self, field: Field, read: Callable[[Value], T | None]) -> T | None:
        return self._take_at(self.table.columns.get(field), read)

    def _take_at(self, column: int | None, read: Callable[[Value], T | None]) -> T | None:
        if not column:
            return None
        try:
            return read(self.values[column - 1])
        except Refusal as refusal:
            self._refuse(column, refusal.message)
            return None

    def _refuse(self, column: int, sentence: Message) -> None:
        self.bad = True
        cell = self.place._replace(column=column)
        self.refused.append(
            RefusedCell(cell, self.table.headings[column], self._text_at(column)[:60], sentence)
        )


def _in_future(day: date) -> Message:
    return message("%(day)s lies in the future.", day=day.strftime("%d/%m/%Y"))


def _too_long(field: Field) -> Message:
    return message("This text is too long: at most %(longest)s characters.", longest=LONGEST.get(field, 200))
