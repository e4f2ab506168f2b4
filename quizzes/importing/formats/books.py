"""The sheets of a workbook as rows of lines: every cell in the words that its author sees."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from lms.base.cells import text_of
from lms.base.foreign.documents import PLAIN, Look
from lms.base.foreign.encodings import Encoding, recognise
from lms.base.foreign.parts import names_in, never_taken
from lms.base.foreign.sheet_looks import Looks
from lms.base.messages import Message, message
from lms.base.spreadsheets import Sheet, Value, address
from quizzes.importing.formats.lines import Line


def sheets_as_rows(
    sheets: Sequence[Sheet], looks: Mapping[str, Looks], encoding: Encoding
) -> Iterator[list[list[Line]]]:
    """The rows of each sheet that hold anything."""
    for sheet in sheets:
        yield list(_rows(sheet, looks.get(sheet.name, {}), encoding))


def left_out_of(data: bytes) -> Iterator[Message]:
    """What of a workbook is never taken up."""
    names = names_in(data)
    yield from never_taken(names)
    count = sum(name.startswith("xl/media/") for name in names)
    if count:
        yield message(
            "Pictures of the workbook that were left out: %(count)d. Add them under “Pictures and sounds”"
            " once the exercise is made.",
            count=count,
        )


def _rows(sheet: Sheet, looks: Looks, encoding: Encoding) -> Iterator[list[Line]]:
    from_legacy = encoding if encoding in (Encoding.TCVN3, Encoding.VNI) else None
    for number, row in enumerate(sheet.rows, 1):
        if any(value != "" for value in row):
            yield [
                _line(value, from_legacy, _address(sheet, number, at), looks.get((number, at), PLAIN))
                for at, value in enumerate(row, 1)
            ]


def _line(value: Value, encoding: Encoding | None, place: Message, look: Look) -> Line:
    words = _words(value, encoding, look.shown_as)
    return Line(words, place, (look,) * len(words) if look != PLAIN else ())


def _address(sheet: Sheet, row: int, column: int) -> Message:
    return message("cell %(cell)s", cell=address(sheet.name, row, column))


def _words(value: Value, encoding: Encoding | None, shown_as: str) -> str:
    """The words of a cell as its author sees them: 50%, not 0.5; 26/12 without the year that Excel added; a
    broken number with its comma."""
    match value:
        case bool():
            return "Đúng" if value else "Sai"
        case str():
            return recognise(value, encoding).best.text if encoding else value
        case int() | float() if "%" in shown_as:
            return f"{value * 100:.10g}%".replace(".", ",")
        case float() if not value.is_integer():
            return f"{value:.10g}".replace(".", ",")
        case date() if shown_as:
            return f"{value.day}/{value.month}" if "d" in shown_as else f"{value.month}/{value.year}"
        case time():
            return f"{value:%H:%M}"
        case _:
            return text_of(value)
