"""Questions in a table: a row each, under headings in any order (STT, Câu hỏi, A, B, C, D, Đáp án, …)."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress

from lms.base.messages import message
from lms.base.text import clean, clean_block, fold
from quizzes.importing.formats.columns import OFFERS, Columns, Row, columns_of
from quizzes.importing.formats.drafts import Draft, Option, Source
from quizzes.importing.formats.filling import Filling
from quizzes.importing.formats.layouts import pieces_of
from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.options import split_options
from quizzes.importing.formats.wording import (
    OPTION,
    QUESTION,
    RIGHT_END,
    SEVERAL,
    TICKED,
    level_of,
)

LETTERS = "ABCDEFGHIJK"
_TICKS_IN_ROWS = frozenset({"x", "v", "✓", "✔", "√", "☑"})


def questions_of(rows: Sequence[Row]) -> tuple[list[Draft], list[Line]] | None:
    """The questions of a table, and the rows that are none; None for a table that holds no questions."""
    found = columns_of(rows)
    return _Reader(found[0]).read(found[1]) if found else None


def questions_of_cells(text: str) -> tuple[list[Draft], list[Line]]:
    """The questions of cells that were pasted from a workbook or saved as a .csv, and the rows that are none;
    nothing for any other text."""
    for delimiter in filter(text.count, "\t,;"):
        rows: list[list[Line]] = []
        cells = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
        with suppress(csv.Error):  # a line that is longer than any cell
            rows = [
                [
                    Line(clean_block(cell).strip(), message("line %(number)d", number=cells.line_num))
                    for cell in row
                ]
                for row in cells
                if any(cell.strip() for cell in row)
            ]
        read = questions_of(rows) if max(map(len, rows), default=0) > 2 else None
        if read and len(read[0]) > len(read[1]):
            return read
    return [], []


class _Reader:
    """Reads the rows of a table; a question may go on in rows below its own, an answer in each."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.drafts: list[Draft] = []
        self.outside: list[Line] = []
        self.here: Filling | None = None
        self.topic = ""

    def read(self, rows: Sequence[Row]) -> tuple[list[Draft], list[Line]]:
        """The questions, and what is none."""
        keys: list[tuple[Draft, str]] = []
        for row in rows:
            filled = [cell for cell in row if cell.text.strip() or cell.pictures]
            stem = self.columns.cell(row, "stem")
            if self.here and self._goes_on(row, stem):
                self._go_on(self.here, row, stem)
            elif stem is None or (len(filled) == 1 and len(row) > 2):
                self.topic = filled[0].words if len(filled) == 1 else self.topic
                self.outside += filled
                continue
            else:
                self.here = self._begin(row, stem)
            self.here.draft.pictures += [picture for cell in filled for picture in cell.pictures]
            key = self.columns.words(row, "key")
            if key and fold(key) in _TICKS_IN_ROWS and self.here.draft.options:
                self.here.draft.options[-1].ticked = True
            elif key:
                keys.append((self.here.draft, key))
        for draft, key in keys:  # at last: where a key is known, no answers are looked for
            draft.answers.insert(0, key)
        _letters_for_numbers(self.drafts)
        return self.drafts, self.outside

    def _goes_on(self, row: Row, stem: Line | None) -> bool:
        """Whether a row holds nothing but further answers of the question above."""
        if self.columns.words(row, "number"):
            return False
        return bool(OPTION.match(stem.text) if stem else self.columns.cell(row, "choices"))

    def _go_on(self, here: Filling, row: Row, stem: Line | None) -> None:
        for cell in filter(None, (stem, self.columns.cell(row, "choices"))):
            _take(here, cell)

    def _begin(self, row: Row, stem: Line) -> Filling:
        draft = _draft(row, stem, self.columns, self.topic)
        self.drafts.append(draft)
        filling = Filling(draft, bullets=False)
        _fill_stem(filling, stem)
        choices = self.columns.cell(row, "choices")
        if choices:
            filling.bullets = not OFFERS.search(choices.text)
            _take(filling, choices)
        draft.options += [
            _option(row[at], place) for place, at in enumerate(self.columns.options) if _has_words(row, at)
        ]
        return filling


def _draft(row: Row, stem: Line, columns: Columns, topic: str) -> Draft:
    """A question with all but its words and answers."""
    number = columns.words(row, "number").rstrip(".")
    draft = Draft(place=stem.place, number=int(number) if number.isdecimal() and len(number) < 5 else None)
    draft.said_by = Source.COLUMN
    if "true" in columns.roles and "false" in columns.roles:
        draft.answers += [
            word for role, word in (("true", "Đúng"), ("false", "Sai")) if columns.words(row, role)
        ]
    if explanation := columns.words(row, "explanation"):
        draft.explanation.append(explanation)
    level, own_topic = columns.words(row, "level"), columns.words(row, "topic") or topic
    draft.tags += [each for each in (level_of(level) or level, own_topic) if each]
    draft.hint, basis = columns.words(row, "hint"), columns.words(row, "basis")
    draft.basis += [basis] if basis else []
    kind = columns.words(row, "type")
    draft.several = bool(SEVERAL.search(kind)) or fold(kind) in ("nhieu", "multiple", "several")
    return draft


def _fill_stem(filling: Filling, stem: Line) -> None:
    """The words of a question, and the answers that may stand below them in the same cell."""
    first, *rest = _pieces(stem)
    found = QUESTION.match(first.text)
    filling.begin(first.cut(found.end()) if found else first, found["note"] if found else None)
    for line in rest:
        if not filling.take(line):
            filling.draft.stem.append(line.words)


def _take(filling: Filling, cell: Line) -> None:
    for line in _pieces(cell):
        if not filling.take(line):
            filling.draft.stem.append(line.words)


def _pieces(cell: Line) -> list[Line]:
    """The lines of a cell, each cut before the answers that stand in it."""
    return [piece for line in pieces_of(cell) for piece in split_options(line, [])]


def _has_words(row: Row, at: int) -> bool:
    return at < len(row) and bool(row[at].text.strip())


def _option(cell: Line, place: int) -> Option:
    words = cell.cut(0)
    letter = LETTERS[place]
    prefix = re.match(rf"{letter}\s*[.)]\s*(?=\S)", words.text, re.IGNORECASE)
    words = words.cut(prefix.end()) if prefix else words
    right = RIGHT_END.search(words.text)
    ticked = bool(right) or words.text[:1] in TICKED
    words = words.cut(0, right.start()) if right else words
    return Option(letter, words.cut(1) if words.text[:1] in TICKED else words, ticked=ticked)


def _letters_for_numbers(drafts: Sequence[Draft]) -> None:
    """Where every key is the number of an answer and none of its words, numbers become letters."""
    keyed = [draft for draft in drafts if draft.answers and draft.options]
    if not keyed or not all(map(_is_number_of_answer, keyed)):
        return
    for draft in keyed:
        draft.answers = [draft.options[int(draft.answers[0].rstrip(".")) - 1].letter]


def _is_number_of_answer(draft: Draft) -> bool:
    key = draft.answers[0].rstrip(".")
    words = {clean(option.words) for option in draft.options}
    return key.isdecimal() and 0 < int(key[:6]) <= len(draft.options) and key not in words
