"""An exercise as an Excel workbook: a sheet of settings, and one of scenes with a row for each choice."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from flask_babel import force_locale, gettext

from lms.base.cells import text_of
from lms.base.foreign.parts import names_in
from lms.base.messages import Message, message
from lms.base.spreadsheets import Sheet, Value, address, read_workbook
from lms.base.text import clean
from quizzes.authoring.formats.cells import YES, ExerciseCells, cells_of
from quizzes.authoring.formats.columns import (
    CHOICE,
    NEEDED,
    NOTE,
    SCENE,
    SETTINGS,
    faults_of,
    heading,
    known,
    label,
)
from quizzes.authoring.formats.composing import Cell, Filled, FilledScene, Placed, Taken, compose
from quizzes.authoring.formats.helps import helps
from quizzes.exercise.graph import Exercise, Kind
from quizzes.exercise.keywords import KINDS, LANGUAGES, QUESTION_TYPES, VERDICTS

SETTINGS_SHEET = ("Cài đặt", "Settings")
SCENES_SHEET = ("Cảnh", "Scenes")
LISTS_SHEET = ("Danh mục", "Lists")
COLUMNS = {**SCENE, **CHOICE}
WIDTHS = {"name": 20, "text": 48, "choice": 40, "feedback": 40, "target": 20, "match": 24, "hint": 24}
LONGEST = 32_000  # characters of one cell: what Excel holds
EMPTY_ROWS = 200  # below the last choice, with the same lists to choose from
MOST_ROWS = 8_000  # that are read: more choices than a text has room for
MOST_SETTINGS = 200
HEAD_ROWS = 2  # what to write in a column, and its name

_SETTINGS, _COLUMNS = known(SETTINGS), known(SCENE) | known(CHOICE)
_NOTES = {heading(word) for word in NOTE}
_TICKED = ("must_pass", "right", "retry", "critical")
_NUMBERS = ("lesson", "points", "pass_mark", "draw", "attempts", "wait_hours")


def to_workbook(exercise: Exercise, language: str) -> bytes:
    """The file, with the words of a language at the head of rows and columns."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book, force_locale(language):
        _Writer(book, cells_of(exercise, language), language).write()
    return stream.getvalue()


class _Writer:
    """Writes the three sheets of one workbook."""

    def __init__(self, book: Any, cells: ExerciseCells, language: str) -> None:
        self.book, self.cells = book, cells
        self.language, self.index = language, LANGUAGES.index(language)
        border = {"border": 1, "font_name": "Times New Roman", "valign": "top", "text_wrap": True}
        self.plain = book.add_format({**border, "num_format": "@"})
        self.number = book.add_format(border)
        self.head = book.add_format({**border, "bold": True, "bg_color": "#E3EDF7", "valign": "vcenter"})
        self.help = book.add_format({**border, "italic": True, "font_color": "#555555", "font_size": 9})

    def write(self) -> None:
        """Settings first, scenes next, the lists to choose from last."""
        settings = self.book.add_worksheet(SETTINGS_SHEET[self.index])
        scenes = self.book.add_worksheet(SCENES_SHEET[self.index])
        self.write_lists(self.book.add_worksheet(LISTS_SHEET[self.index]))
        self.write_settings(settings)
        self.write_scenes(scenes)
        for sheet in (settings, scenes):
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)

    def write_settings(self, sheet: Any) -> None:
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 2, 60)
        said = helps()
        for row, (key, text) in enumerate(self.cells.settings.items()):
            sheet.write_string(row, 0, label(SETTINGS, key, self.language), self.head)
            self.put(sheet, row, 1, key, text)
            sheet.write_string(row, 2, said[key], self.help)
            if key == "kind":
                self.choose(sheet, row, 1, row, "kind")
        last = len(self.cells.settings)
        sheet.write_string(last, 0, NOTE[self.index], self.head)
        note = gettext("The scenes stand in the next sheet; the last sheet holds the lists to choose from.")
        sheet.write_string(last, 1, note, self.help)

    def write_scenes(self, sheet: Any) -> None:
        said, last = helps(), HEAD_ROWS + self.rows() + EMPTY_ROWS
        for column, key in enumerate(COLUMNS):
            sheet.set_column(column, column, WIDTHS.get(key, 11))
            sheet.write_string(0, column, said[key], self.help)
            sheet.write_string(1, column, label(COLUMNS, key, self.language), self.head)
            if key in ("type", "ending", "target", *_TICKED):
                self.choose(sheet, HEAD_ROWS, column, last, key)
        row = HEAD_ROWS
        for scene in self.cells.scenes:
            beside = [*scene.choices] or [{}]
            for number, choice in enumerate(beside):
                for column, key in enumerate(COLUMNS):
                    text = {**(scene.fields if not number else {}), **choice}.get(key, "")
                    self.put(sheet, row, column, key, text)
                row += 1
        sheet.freeze_panes(HEAD_ROWS, 1)
        sheet.repeat_rows(1)

    def rows(self) -> int:
        """How many rows the scenes take."""
        return sum(max(1, len(scene.choices)) for scene in self.cells.scenes)

    def write_lists(self, sheet: Any) -> None:
        for column, (name, words) in enumerate(self.lists().items()):
            sheet.set_column(column, column, 24)
            sheet.write_string(0, column, label(COLUMNS | SETTINGS, name, self.language), self.head)
            for row, word in enumerate(words, 1):
                sheet.write_string(row, column, word, self.plain)

    def lists(self) -> dict[str, list[str]]:
        """What may be chosen; of the scenes those that are there, others may be typed."""
        return {
            "target": [scene.fields.get("name", "") for scene in self.cells.scenes],
            "type": [words[self.index] for words in QUESTION_TYPES.values()],
            "ending": [words[self.index] for words in VERDICTS.values()],
            "kind": [KINDS[kind][self.index] for kind in Kind],
        }

    def choose(self, sheet: Any, first: int, column: int, last: int, key: str) -> None:
        """Offer a list in the cells of a column; whatever else is typed is taken too."""
        names = list(self.lists())
        source: Any = [YES]
        if key in names:
            letter, count = "ABCD"[names.index(key)], max(1, len(self.lists()[key]))
            source = f"='{LISTS_SHEET[self.index]}'!${letter}$2:${letter}${count + 1}"
        sheet.data_validation(
            first, column, last, column, {"validate": "list", "source": source, "show_error": False}
        )

    def put(self, sheet: Any, row: int, column: int, key: str, text: str) -> None:
        if key in _NUMBERS and text:
            sheet.write_number(row, column, int(text), self.number)
        else:
            sheet.write_string(row, column, text[:LONGEST], self.plain)


def read_exercise_workbook(data: bytes, language: str = LANGUAGES[0]) -> Taken:
    """The text of an exercise from such a file, and what is wrong with it, by sheet and cell.

    Raises :class:`lms.base.spreadsheets.UnreadableSpreadsheet` for a file that is damaged, locked or harmful.
    """
    filled = filled_in(read_workbook(data))
    pictures = sum(name.startswith("xl/media/") for name in names_in(data))
    if pictures:
        sentence = message(
            "Pictures of the workbook that are not taken over: %(count)d. Add them under “Pictures and"
            " sounds”, and write their names in the column “Ảnh, âm thanh”.",
            count=pictures,
        )
        filled.findings.append(Placed(filled.place, "", sentence, error=False))
    return compose(filled, language)


def is_exercise(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook holds the sheet of an exercise: a row of headings with scenes and choices."""
    return any(_head_row(sheet) is not None for sheet in sheets)


def filled_in(sheets: Sequence[Sheet]) -> Filled:
    """What somebody filled in: settings by their names, scenes by the row of headings, in any order."""
    filled = Filled(message("the settings"))
    for sheet in sheets:
        head = _head_row(sheet)
        if head is not None:
            _read_scenes(sheet, head, filled)
        elif heading(sheet.name) not in {heading(name) for name in LISTS_SHEET}:
            _read_settings(sheet, filled)
    if not filled.settings:
        sentence = message("There is no sheet of settings: rows such as “Tên bài”, “Mã” and “Loại”.")
        filled.findings.append(Placed(filled.place, "", sentence))
    if not filled.scenes:
        sentence = message(
            "There is no sheet of scenes: its row of headings has at least “Cảnh” and “Lựa chọn”."
        )
        filled.findings.append(Placed(filled.place, "", sentence))
    return filled


def _head_row(sheet: Sheet) -> int | None:
    """The number of the row of headings, from 0: the first in which scenes and two more columns are named."""
    for number, row in enumerate(sheet.rows[:20]):
        keys = {_COLUMNS.get(heading(text_of(value))) for value in row} - {None}
        if "name" in keys and len(keys) > 2:
            return number
    return None


def _read_settings(sheet: Sheet, filled: Filled) -> None:
    for number, row in enumerate(sheet.rows[:MOST_SETTINGS], 1):
        word = heading(text_of(row[0])) if row else ""
        key = _SETTINGS.get(word)
        if key and len(row) > 1:
            cell = _cell(sheet, number, 2, row[1], filled)
            before = filled.settings.get(key)
            filled.settings[key] = Cell(f"{before.text}\n{cell.text}", cell.place) if before else cell
        elif word and not key and word not in _NOTES:
            sentence = message("“%(name)s” is no setting of an exercise.", name=clean(text_of(row[0]))[:40])
            filled.findings.append(Placed(_place(sheet, number, 1), "", sentence, error=False))


def _read_scenes(sheet: Sheet, head: int, filled: Filled) -> None:
    said = [clean(text_of(value)) for value in sheet.rows[head]]
    words = [heading(text) for text in said]
    columns = {at: _COLUMNS[word] for at, word in enumerate(words) if word in _COLUMNS}
    for sentence, error in faults_of(words, said, COLUMNS, NEEDED):
        filled.findings.append(Placed(_place(sheet, head + 1, 1), "", sentence, error))
    here: FilledScene | None = None
    for number, row in enumerate(sheet.rows[head + 1 : head + 1 + MOST_ROWS], head + 2):
        cells = {
            key: _cell(sheet, number, at + 1, row[at], filled)
            for at, key in columns.items()
            if at < len(row) and text_of(row[at])
        }
        if "name" in cells:
            here = FilledScene(cells["name"].place)
            filled.scenes.append(here)
        if here is None and cells:
            sentence = message("The row stands before the first scene: write the name of a scene in “Cảnh”.")
            filled.findings.append(Placed(_place(sheet, number, 1), "", sentence))
        elif here is not None:
            _add_row(here, cells)


def _add_row(scene: FilledScene, cells: dict[str, Cell]) -> None:
    """A row goes on with its scene: its choice, and words that go on in further rows."""
    for key in SCENE:
        cell, before = cells.get(key), scene.fields.get(key)
        if cell:
            scene.fields[key] = Cell(f"{before.text}\n{cell.text}", before.place) if before else cell
    choice = {key: cell for key, cell in cells.items() if key in CHOICE}
    if choice:
        scene.choices.append(choice)


def _cell(sheet: Sheet, row: int, column: int, value: Value, filled: Filled) -> Cell:
    """A cell as it was meant: Excel makes numbers and days of what looks like them."""
    place = _place(sheet, row, column)
    if isinstance(value, str):
        return Cell(value, place)
    if isinstance(value, bool):
        return Cell(str(value).upper(), place)
    text = text_of(value)
    if isinstance(value, int | float):
        return Cell(text.replace(".", ","), place)
    sentence = message(
        "Excel has made a day or a time of what was typed here: it is read as “%(value)s”.", value=text
    )
    filled.findings.append(Placed(place, "", sentence, error=False))
    return Cell(text, place)


def _place(sheet: Sheet, row: int, column: int) -> Message:
    return message("%(cell)s", cell=address(sheet.name, row, column))
