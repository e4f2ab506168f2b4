"""A file that came from elsewhere as what it is proposed as: questions, an exercise, or lessons."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from lms.base.foreign.converting import convert
from lms.base.foreign.documents import Document, Paragraph, Run
from lms.base.foreign.encodings import Decoded, Encoding, decode, recognise
from lms.base.foreign.kinds import TO_CONVERT, Kind, kind_of
from lms.base.foreign.sheet_looks import looks_in
from lms.base.foreign.slides import read_slides
from lms.base.foreign.word import read_word
from lms.base.messages import Message, message
from lms.base.office_safety import UnreadableFile
from lms.base.spreadsheets import read_workbook
from lms.base.text import clean, clean_block
from quizzes.authoring.formats import word, workbook
from quizzes.authoring.formats.composing import compose
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.keywords import LANGUAGES
from quizzes.importing.formats.books import left_out_of, sheets_as_rows
from quizzes.importing.formats.drafts import Draft
from quizzes.importing.formats.gift import items_of_gift, looks_like_gift
from quizzes.importing.formats.items import items_of
from quizzes.importing.formats.keys import KeyList, hand_out, keys_in_table
from quizzes.importing.formats.layouts import as_one, cell_of, lines_of_rows, pieces_of
from quizzes.importing.formats.lessons import LONGEST_TITLE, lessons_of_document, lessons_of_slides
from quizzes.importing.formats.lines import Line, lines_of, lines_of_paragraph, lines_of_text
from quizzes.importing.formats.lists import read_list
from quizzes.importing.formats.moodle import items_of_moodle, looks_like_moodle
from quizzes.importing.formats.pictures import with_true_pictures
from quizzes.importing.formats.proposals import Item, Proposal, ProposalKind, Understood
from quizzes.importing.formats.tables import questions_of, questions_of_cells

MOST_QUESTIONS = 3_000
WRAPPED = 60  # characters: a line as long as this goes on in the next
SHOWN_OUTSIDE = 12  # lines that belong to no question; the rest is counted
Listed = tuple[list[Item], list[Line], list[tuple[int, str]]]
"""Questions, what belongs to none, and keys that belong to none."""
_SCENE = re.compile(r"^==\s*\S")
_CHOICE = re.compile(r"^[*=]!?\s*\S")


def propose(
    name: str, data: bytes, kind: ProposalKind | None = None, encoding: Encoding | None = None
) -> Proposal:
    """What a file is proposed as; ``kind`` and ``encoding`` are what somebody said of it.

    Raises :class:`UnreadableFile` (or another refusal of a reader) with a sentence for what cannot be read.
    """
    title = _title(name)
    file_kind = kind_of(data)
    if file_kind in TO_CONVERT:
        data, file_kind = convert(data, file_kind), TO_CONVERT[file_kind]
    match file_kind:
        case Kind.WORD:
            return with_true_pictures(_of_document(title, read_word(data, encoding), kind), data)
        case Kind.SLIDES:
            kind = kind or ProposalKind.LESSONS
            read = _of_document(title, read_slides(data, encoding), kind, slides=True)
            return with_true_pictures(read, data)
        case Kind.TEXT:
            return _of_text(title, decode(data, encoding), kind)
        case _:
            return _of_workbook(title, data, kind, encoding)


def _title(name: str) -> str:
    """The title of what a file becomes, by its name."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return clean(stem.replace("_", " "))[:200] or "?"


# Text


def _of_text(title: str, decoded: Decoded, kind: ProposalKind | None) -> Proposal:
    text, understood = decoded.best.text, _understood(decoded)
    lines = lines_of_text(text)
    if kind is ProposalKind.LESSONS:
        return _lessons(title, _document_of(lines), understood)
    if kind is ProposalKind.EXERCISE or (kind is None and _is_exercise(lines)):
        return _exercise(title, text, understood)
    if looks_like_moodle(text):
        return _questions(title, items_of_moodle(text), understood)
    if looks_like_gift(text):
        return _questions(title, items_of_gift(text), understood)
    tabled, around = questions_of_cells(text)
    items, outside, homeless = _listed([], tabled=tabled) if tabled else _listed(lines)
    outside = [*around, *outside]
    if kind is None and not _is_list(items, lines, outside):
        return _lessons(title, _document_of(lines), understood)
    return _questions(title, items, _with_outside(understood, outside, homeless))


def _understood(decoded: Decoded) -> Understood:
    best = decoded.best
    uncertain = (best.encoding, *(each.encoding for each in decoded.others)) if decoded.others else ()
    line = next((each for each in best.text.split("\n") if not each.isascii()), "")
    sample = ("", clean(line)[:120]) if best.encoding is not Encoding.UNICODE else ("", "")
    return Understood((best.encoding,), uncertain, sample)


def _is_exercise(lines: Sequence[Line]) -> bool:
    """Whether a text is written in the grammar of exercises."""
    scenes = sum(bool(_SCENE.match(line.text)) for line in lines)
    choices = sum(bool(_CHOICE.match(line.text)) and not line.text.startswith("==") for line in lines)
    return scenes > 0 and choices > 0


def _document_of(lines: Sequence[Line]) -> Document:
    """Lines as a document, where they become lessons."""
    paragraphs: list[Paragraph] = []
    for line in lines:
        last = paragraphs[-1] if paragraphs else None
        wrapped = last and len(last.text) >= WRAPPED and last.text[-1] not in ".:;?!"
        if last and wrapped and not line.apart and not re.match(r"[-–•*+]\s|\d+[.)]\s", line.text):
            paragraphs[-1] = replace(last, runs=(*last.runs, Run(f" {line.text}")))
        else:
            paragraphs.append(Paragraph((Run(line.text),), place=line.place))
    return Document(tuple(paragraphs))


# Documents


def _of_document(
    title: str, document: Document, kind: ProposalKind | None, *, slides: bool = False
) -> Proposal:
    understood = Understood(document.encodings, document.uncertain, document.sample, document.left_out)
    if kind is ProposalKind.LESSONS:
        return _lessons(title, document, understood, slides=slides)
    if kind is not ProposalKind.QUESTIONS and word.is_exercise(document):
        composed = compose(word.filled_in(document), LANGUAGES[0])
        return _exercise(title, composed.text, understood)
    lines = list(lines_of(document))
    if kind is ProposalKind.EXERCISE or (kind is None and _is_exercise(lines)):
        return _exercise(title, "\n".join(line.text for line in lines), understood)
    items, outside, homeless = _in_document(document)
    if kind is None and not _is_list(items, lines, outside):
        return _lessons(title, document, understood)
    return _questions(title, items, _with_outside(understood, outside, homeless))


def _in_document(document: Document) -> Listed:
    """The questions of a document: those of its lines, and those of its tables."""
    lines: list[Line] = []
    key_tables: list[tuple[int, list[tuple[int, str]]]] = []
    tabled: list[Draft] = []
    outside: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += lines_of_paragraph(block)
            continue
        cells = [[cell_of(cell) for cell in row] for row in block.rows]
        rows = [[as_one(cell, block.place) for cell in row] for row in cells]
        keys = keys_in_table(rows)
        read = None if keys else questions_of(rows)
        if keys:
            key_tables.append((len(lines), keys))
        elif read:
            tabled += read[0]
            outside += read[1]
        else:
            lines += lines_of_rows(cells)
    items, more, homeless = _listed(lines, key_tables, tabled)
    return items, [*more, *outside], homeless


def _listed(
    lines: Sequence[Line],
    key_tables: Sequence[tuple[int, list[tuple[int, str]]]] = (),
    tabled: Sequence[Draft] = (),
    keys: Sequence[KeyList] = (),
) -> Listed:
    """The questions of lines and of tables, what belongs to none, and keys without a question."""
    found = read_list(lines, key_tables)
    drafts = [*found.drafts, *tabled]
    if len(drafts) > MOST_QUESTIONS:
        raise UnreadableFile(
            message("The file holds more than %(most)d questions. Cut it in two.", most=MOST_QUESTIONS)
        )
    every = [*found.keys, *keys]
    for each in every:
        each.behind = each.behind or len(drafts)
    homeless = hand_out(every, drafts)
    return items_of(drafts), found.outside, homeless


def _is_list(items: Sequence[Item], lines: Sequence[Line], outside: Sequence[Line]) -> bool:
    """Whether a document is a list of questions, and no lesson with a few numbered lines."""
    offered = sum(len(item.scene.choices) > 0 for item in items)
    whole, left = sum(len(line.text) for line in lines), sum(len(line.text) for line in outside)
    return offered > 0 and 3 * offered >= len(items) and 10 * left <= 7 * whole


# Workbooks


def _of_workbook(title: str, data: bytes, kind: ProposalKind | None, encoding: Encoding | None) -> Proposal:
    sheets = read_workbook(data)
    if kind is not ProposalKind.QUESTIONS and workbook.is_exercise(sheets):
        composed = compose(workbook.filled_in(sheets), LANGUAGES[0])
        return _exercise(title, composed.text, Understood(left_out=tuple(left_out_of(data))))
    text = "\n".join(cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
    decoded = recognise(text, encoding)
    understood = replace(_understood(decoded), left_out=tuple(left_out_of(data)))
    drafts: list[Draft] = []
    outside: list[Line] = []
    keys: list[KeyList] = []
    lines: list[Line] = []
    for rows in sheets_as_rows(sheets, looks_in(data), decoded.best.encoding):
        entries = keys_in_table(rows)
        read = None if entries else questions_of(rows)
        if entries:
            keys.append(KeyList(0, entries))
        elif read:
            drafts += read[0]
            outside += read[1]
        else:
            lines += lines_of_rows([[pieces_of(cell) for cell in row] for row in rows])
    items, more, homeless = _listed(lines, tabled=drafts, keys=keys)
    return _questions(title, items, _with_outside(understood, [*outside, *more], homeless))


# What is proposed


def _questions(title: str, items: Sequence[Item], understood: Understood) -> Proposal:
    return Proposal(ProposalKind.QUESTIONS, title, items=tuple(items), understood=understood)


def _exercise(title: str, text: str, understood: Understood) -> Proposal:
    """A text in the grammar, called as it says itself."""
    text = clean_block(text)
    named = read_exercise(text)[0].title[:LONGEST_TITLE]
    return Proposal(ProposalKind.EXERCISE, named or title, text=text, understood=understood)


def _lessons(title: str, document: Document, understood: Understood, *, slides: bool = False) -> Proposal:
    read = lessons_of_slides if slides else lessons_of_document
    return Proposal(ProposalKind.LESSONS, title, lessons=tuple(read(document, title)), understood=understood)


def _with_outside(
    understood: Understood, outside: Sequence[Line], homeless: Sequence[tuple[int, str]]
) -> Understood:
    """What belongs to no question, said as such."""
    said = [_outside(line) for line in outside[:SHOWN_OUTSIDE]]
    if len(outside) > SHOWN_OUTSIDE:
        said.append(
            message("%(count)d more lines belong to no question.", count=len(outside) - SHOWN_OUTSIDE)
        )
    if homeless:
        numbers = ", ".join(str(number) for number, _ in homeless[:20])
        said.append(message("Keys without a question: %(numbers)s.", numbers=numbers))
    return replace(understood, left_out=(*understood.left_out, *said))


def _outside(line: Line) -> Message:
    if line.text:
        return message(
            "%(place)s belongs to no question: “%(words)s”", place=line.place, words=line.words[:100]
        )
    return message("%(place)s: the picture there belongs to no question.", place=line.place)
