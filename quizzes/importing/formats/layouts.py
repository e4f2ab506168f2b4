"""Tables that only arrange the lines of a list: letters beside their answers, questions beside each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lms.base.foreign.documents import PLAIN, Look, Paragraph
from lms.base.messages import Message
from quizzes.importing.formats.lines import Line, lines_of_paragraph
from quizzes.importing.formats.wording import ANSWER, EXPLANATION, NUMBER, OPTION, QUESTION

Cell = Sequence[Line]
"""The lines of a cell."""
_LETTER = re.compile(r"[A-Ka-k]\s*[.):]?")
_COUNT = re.compile(r"(?:câu\s*)?\d{1,3}\s*[.):]?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:đáp án|phương án)(?: đúng)?|đ/a|giải thích|lời giải|gợi ý|mức độ|chủ đề)\s*:?", re.IGNORECASE
)
_LETTERS_ALONE = ((_LETTER, "."), (_LABEL, ":"))
_MARKS = (*_LETTERS_ALONE, (_COUNT, "."))
"""What may stand in a cell of its own before its words, and the sign that parts the two in a line."""
Marks = tuple[tuple[re.Pattern[str], str], ...]


def cell_of(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The lines of a cell in a document."""
    return [line for paragraph in paragraphs for line in lines_of_paragraph(paragraph)]


def pieces_of(cell: Line) -> list[Line]:
    """The lines of a cell that was read as one."""
    found: list[Line] = []
    start = 0
    for piece in cell.text.split("\n"):
        line = cell.cut(start, start + len(piece))
        start += len(piece) + 1
        found += [line] if line.text else []
    return found


def as_one(cell: Cell, place: Message) -> Line:
    """A cell as one line with its looks and pictures; its lines are parted by line ends."""
    text = ""
    looks: list[Look] = []
    for line in cell:
        if line.text:
            own = line.looks or (PLAIN,) * len(line.text)
            looks += [*own[:1], *own] if text else own
            text += f"\n{line.text}" if text else line.text
    pictures = tuple(picture for line in cell for picture in line.pictures)
    return Line(text, cell[0].place if cell else place, tuple(looks), pictures=pictures)


def lines_of_rows(rows: Sequence[Sequence[Cell]]) -> list[Line]:
    """The lines of a table that only arranges them; a table of data has a line for each of its rows."""
    found: list[Line] = []
    is_list = any(_is_of_list(line) for row in rows for cell in row for line in cell)
    for row in rows:
        cells = list(_marked(row, _MARKS if is_list else _LETTERS_ALONE))
        filled = [line for cell in cells for line in cell if line.text]
        if is_list or len(cells) < sum(bool(cell) for cell in row) or len(filled) < 2:
            found += [line for cell in cells for line in cell]
        else:
            found.append(replace(filled[0], text=" | ".join(line.words for line in filled), looks=()))
            found += [line for cell in cells for line in cell if line.pictures]
    return found


def _is_of_list(line: Line) -> bool:
    """Whether a line is one of a list of questions, wherever it stands."""
    answer = ANSWER.fullmatch(line.text)
    if answer and answer["gap"].strip():
        return True
    return any(each.match(line.text) for each in (QUESTION, NUMBER, OPTION, EXPLANATION))


def _marked(row: Sequence[Cell], marks: Marks) -> Iterator[list[Line]]:
    """The cells of a row, each letter, number or label joined with the words in the cell beside it."""
    cells = [list(cell) for cell in row if any(line.text or line.pictures for line in cell)]
    at = 0
    while at < len(cells):
        mark = _mark(cells[at], marks)
        if mark and at + 1 < len(cells) and cells[at + 1][0].text and not _mark(cells[at + 1], marks):
            yield [_joined(cells[at][0], mark, cells[at + 1][0]), *cells[at + 1][1:]]
            at += 2
        elif mark and at + 1 < len(cells) and mark == ":":
            yield [_joined(cells[at][0], mark, cells[at + 1][0])]
            at += 2
        else:
            yield cells[at]
            at += 1


def _mark(cell: Cell, marks: Marks) -> str:
    """The sign behind a cell that stands before words; empty where it holds words itself."""
    if len(cell) != 1:
        return ""
    return next((sign for pattern, sign in marks if pattern.fullmatch(cell[0].text.strip())), "")


def _joined(mark: Line, sign: str, words: Line) -> Line:
    head = f"{mark.text.strip().rstrip('.):')}{sign} "
    looks: tuple[Look, ...] = ()
    if mark.looks or words.looks:
        first = mark.looks[0] if mark.looks else PLAIN
        looks = (*(first,) * len(head), *(words.looks or (PLAIN,) * len(words.text)))
    return replace(words, text=head + words.text, looks=looks, label=0)
