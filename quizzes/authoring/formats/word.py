"""An exercise as a Word file: a table of its settings, then one for each scene with a row for each choice."""

from collections.abc import Sequence
from datetime import date

from flask_babel import force_locale, gettext

from lms.base.foreign.documents import Document, Paragraph, Table
from lms.base.foreign.encodings import Encoding
from lms.base.foreign.word import read_word as read_document
from lms.base.messages import Message, message
from lms.base.text import clean
from lms.paper.word_tables import WordCell, WordTable, tables_as_docx
from quizzes.authoring.formats.cells import SceneCells, cells_of
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
from quizzes.exercise.graph import Exercise
from quizzes.exercise.keywords import LANGUAGES

STORY = ("choice", "target", "retry", "points", "feedback", "critical", "competencies")
QUESTIONS = ("right", "choice", "feedback", "critical", "competencies")
"""The columns that every table has; others where a choice uses them."""
WIDTHS = {"choice": 6, "feedback": 6, "target": 3, "match": 3, "competencies": 2.4, "critical": 2}
"""Of the columns, against 1.6 of the others."""
ALWAYS = {"story": ("name", "text", "ending", "ending_text"), "list": ("name", "text", "type", "lesson")}
EMPTY_ROWS = 1  # below the choices of each scene, to be filled in

_SETTINGS, _SCENE, _CHOICE = known(SETTINGS), known(SCENE), known(CHOICE)
_NOTES = {heading(word) for word in NOTE}


def to_word(exercise: Exercise, language: str, made_on: date) -> bytes:
    """The file, with the words of a language at the head of rows and columns."""
    cells = cells_of(exercise, language)
    with force_locale(language):
        note = gettext(
            "One table for each scene; copy a table for a further scene. In the columns to be ticked write x."
            " Rows that may be added above the choices: %(rows)s.",
            rows=", ".join(label(SCENE, key, language) for key in SCENE if key != "name"),
        )
    settings = [(label(SETTINGS, key, language), text) for key, text in cells.settings.items()]
    settings.append((NOTE[LANGUAGES.index(language)], note))
    rows = [[WordCell(name, is_head=True), WordCell(text)] for name, text in settings]
    tables = [WordTable((0.2, 0.8), rows)]
    kind = "story" if exercise.is_scenario else "list"
    columns = STORY if exercise.is_scenario else QUESTIONS
    tables += [_table(scene, ALWAYS[kind], columns, language) for scene in cells.scenes]
    return tables_as_docx(exercise.title, tables, language, made_on)


def _table(scene: SceneCells, always: Sequence[str], usual: Sequence[str], language: str) -> WordTable:
    used = {key for row in scene.choices for key in row}
    columns = [key for key in CHOICE if key in usual or key in used]
    rest = len(columns) - 1
    rows = [
        [
            WordCell(label(SCENE, key, language), is_head=True),
            WordCell(scene.fields.get(key, ""), span=rest, is_head=key == "name"),
        ]
        for key in SCENE
        if key in always or key in scene.fields
    ]
    rows.append([WordCell(label(CHOICE, key, language), is_head=True) for key in columns])
    empty: list[dict[str, str]] = [{}] * EMPTY_ROWS
    rows += [[WordCell(row.get(key, "")) for key in columns] for row in (*scene.choices, *empty)]
    widths = [WIDTHS.get(key, 1.6) for key in columns]
    return WordTable([width / sum(widths) for width in widths], rows)


def read_word(data: bytes, language: str = LANGUAGES[0]) -> Taken:
    """The text of an exercise from such a file, and what is wrong with it, by table and row.

    Raises :class:`lms.base.office_safety.UnreadableFile` for a file that is damaged, locked or harmful.
    """
    return compose(filled_in(read_document(data, Encoding.UNICODE)), language)


def is_exercise(document: Document) -> bool:
    """Whether a document holds the tables of an exercise: one that begins a scene, and choices below."""
    found = filled_in(document)
    return any(scene.choices for scene in found.scenes)


def filled_in(document: Document) -> Filled:
    """What somebody filled in: settings and scenes by their tables, in any order of rows and columns."""
    filled = Filled(message("the settings"))
    for sentence in document.left_out:
        filled.findings.append(Placed(filled.place, "", sentence, error=False))
    for block in document.blocks:
        if isinstance(block, Table):
            _read_table(block, filled)
    _tell_of_other_text(document, filled)
    _tell_of_pictures(document, filled)
    if not filled.settings:
        sentence = message("There is no table of settings: rows such as “Tên bài”, “Mã” and “Loại”.")
        filled.findings.append(Placed(filled.place, "", sentence))
    if not filled.scenes:
        sentence = message("There is no table of a scene: its first row is “Cảnh” with the name.")
        filled.findings.append(Placed(filled.place, "", sentence))
    return filled


def _read_table(table: Table, filled: Filled) -> None:
    columns: dict[int, str] | None = None
    scene: FilledScene | None = None
    for row in table.rows:
        cells = [_cell(each, table.place) for each in row]
        words = [heading(cell.text) for cell in cells]
        key = _SCENE.get(words[0]) if words else None
        if not any(cell.text for cell in cells):
            continue
        if key == "name":
            scene, columns = FilledScene(cells[0].place, {"name": _beside(cells)}), None
            filled.scenes.append(scene)
        elif scene is None:
            _read_setting(words[0], cells, filled)
        elif columns is None and key and sum(word in _CHOICE for word in words) < 2:
            said = _with_labels(row, table.place) if key == "text" else _beside(cells)
            scene.fields |= {key: said} if said.text else {}
        elif columns is None:
            columns = _columns(words, cells, filled, scene)
        else:
            row_cells = {key: cells[at] for at, key in columns.items() if at < len(cells) and cells[at].text}
            scene.choices += [row_cells] if row_cells else []


def _read_setting(word: str, cells: Sequence[Cell], filled: Filled) -> None:
    key = _SETTINGS.get(word)
    if key and key in filled.settings:
        text = f"{filled.settings[key].text}\n{_beside(cells).text}"
        filled.settings[key] = Cell(text, filled.settings[key].place)
    elif key:
        filled.settings[key] = _beside(cells)
    elif word not in _NOTES:
        sentence = message("“%(name)s” is no setting of an exercise.", name=cells[0].text[:40])
        filled.findings.append(Placed(cells[0].place, "", sentence, error=False))


def _columns(
    words: Sequence[str], cells: Sequence[Cell], filled: Filled, scene: FilledScene
) -> dict[int, str]:
    """By its number, what each column is; columns that are missing or not known are told."""
    name = clean(scene.fields["name"].text)
    columns = {at: _CHOICE[word] for at, word in enumerate(words) if word in _CHOICE}
    for sentence, error in faults_of(words, [cell.text for cell in cells], CHOICE, NEEDED):
        filled.findings.append(Placed(cells[0].place, name, sentence, error))
    return columns


def _tell_of_other_text(document: Document, filled: Filled) -> None:
    """Words outside the tables are not taken up; the heading that the file began with is the title."""
    for each in document.blocks:
        if isinstance(each, Paragraph) and clean(each.text) and not each.heading:
            sentence = message("What stands outside the tables was left out: “%(line)s”.", line=_short(each))
            filled.findings.append(Placed(each.place, "", sentence, error=False))
            return


def _tell_of_pictures(document: Document, filled: Filled) -> None:
    """Pictures stand beside the text, and are named in it."""
    for each in document.paragraphs:
        if each.pictures:
            sentence = message(
                "A picture stands here that is not taken over: add it under “Pictures and sounds”,"
                " and write its name in the row “Ảnh, âm thanh”."
            )
            filled.findings.append(Placed(each.place, "", sentence, error=False))


def _short(paragraph: Paragraph) -> str:
    return clean(paragraph.text)[:60]


def _cell(paragraphs: Sequence[Paragraph], table: Message) -> Cell:
    text = "\n".join(each.text for each in paragraphs).strip("\n")
    return Cell(text, paragraphs[0].place if paragraphs else table)


def _with_labels(row: Sequence[Sequence[Paragraph]], table: Message) -> Cell:
    """Words as they are seen: with the numbers and signs that Word sets before the lines of a list."""
    lines = [each for cell in row[1:] for each in cell]
    text = "\n".join(f"{each.label} {each.text}" if each.label else each.text for each in lines)
    return Cell(text.strip("\n"), row[0][0].place if row[0] else table)


def _beside(cells: Sequence[Cell]) -> Cell:
    """What stands beside the word at the head of a row."""
    return Cell("\n".join(cell.text for cell in cells[1:] if cell.text), cells[0].place)
