"""An exercise from a file, whichever face it has: Word, Excel or text. Its content says which."""

from lms.base.foreign.encodings import Encoding, UnreadableText, decode
from lms.base.foreign.kinds import Kind, kind_of
from lms.base.messages import Message, message
from lms.base.office_safety import UnreadableFile
from quizzes.authoring.formats.composing import Placed, Taken, TooMuch
from quizzes.authoring.formats.word import read_word
from quizzes.authoring.formats.workbook import read_exercise_workbook
from quizzes.exercise.checking import read_and_check
from quizzes.exercise.grammar import MAX_TEXT

SHEETS = (Kind.SHEET, Kind.OLD_SHEET, Kind.OPEN_SHEET)


def read_file(data: bytes, language: str) -> Taken:
    """The text of the exercise in a file, and what is wrong with it, by table and row, cell or line.

    Raises :class:`UnreadableFile` with a sentence for what is none of the three, damaged, locked or harmful.
    """
    kind = kind_of(data)
    if kind is Kind.WORD:
        return read_word(data, language)
    if kind in SHEETS:
        return read_exercise_workbook(data, language)
    if kind is not Kind.TEXT:
        raise UnreadableFile(message("Save it as a Word (.docx), Excel (.xlsx) or text (.txt) file first."))
    try:
        text = decode(data, Encoding.UNICODE).best.text
    except UnreadableText as refusal:
        raise UnreadableFile(refusal.message) from refusal
    if len(text) > MAX_TEXT:
        raise TooMuch(message("The text is longer than %(limit)d characters.", limit=MAX_TEXT))
    _, found = read_and_check(text)
    return Taken(text, [Placed(_line(each.line), each.scene, each.sentence, each.error) for each in found])


def _line(number: int) -> Message:
    return message("Line %(number)d", number=number)
