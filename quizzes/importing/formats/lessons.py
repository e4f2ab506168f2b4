"""Lessons out of documents: headings, lists, tables, emphasis and pictures in the Markdown of courses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lms.base.foreign.documents import Block, Document, Paragraph, Picture, Run, Table
from lms.base.markdown import MAX_CHARACTERS
from lms.base.messages import Message, message
from lms.base.text import clean
from quizzes.importing.formats.pictures import address_of
from quizzes.importing.formats.proposals import Lesson

ROOM = MAX_CHARACTERS - 2_000  # characters of one lesson: a longer one is cut in two
LONGEST_TITLE = 150  # characters
SHORT = 90  # characters of a line that may be a heading
_SPECIAL = re.compile(r"([\\*_`\[\]])")
_START = re.compile(r"^(#|>|[-+](?=\s)|!!!|:::|=+$|~~~|(?:\d{1,9})(?=[.)]\s))")
_TYPED_BULLET = re.compile(r"^\s*(?P<sign>[-–•*●▪]|\+|o(?=\s))\s+")
_LESSON_HEAD = re.compile(r"(?:bài|chương|phần|chuyên đề|module)\s+(?:\d+|[IVX]+)\b", re.IGNORECASE)
_PART_HEAD = re.compile(r"[IVX]+[.)]\s+\S")
_GOES_ON = re.compile(
    r"\s*[(\[]\s*(?:tiếp(?: theo)?|tt|cont(?:inued)?\.?|\d+(?:/\d+)?)\s*[)\]]\s*$", re.IGNORECASE
)


@dataclass
class _Growing:
    """A lesson being written."""

    title: str
    place: Message
    pieces: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def add(self, piece: str) -> None:
        """Add a block of Markdown."""
        if piece:
            self.pieces.append(piece)


def lessons_of_document(document: Document, name: str) -> list[Lesson]:
    """The lessons of a text document: one for each heading of depth 1, or one in all."""
    blocks = _with_headings(document.blocks)
    here = _Growing(name, message("paragraph %(number)d", number=1))
    found = [here]
    for block in blocks:
        if isinstance(block, Paragraph) and block.heading == 1 and block.text.strip():
            here = _Growing(clean(block.text), block.place)
            found.append(here)
        else:
            here.add(_block(block, here))
    return _finished(found)


def lessons_of_slides(document: Document, name: str) -> list[Lesson]:
    """The lessons of a presentation: one for each slide that is only a title, with those that follow it;
    slides of one title are one part."""
    here = _Growing(name, message("slide %(number)d", number=1))
    found = [here]
    last = ""
    for slide in _slides(document.blocks):
        title = _GOES_ON.sub("", clean(slide[0].text)) if isinstance(slide[0], Paragraph) else ""
        rest = slide[1:]
        if title and _is_divider(rest):
            here, last = _Growing(title, slide[0].place), title
            found.append(here)
        elif title and title != last:
            here.add(f"## {_inline_text(title)}")
            last = title
        for block in rest:
            here.add(_block(block, here))
    return _finished(found)


def _finished(found: Iterable[_Growing]) -> list[Lesson]:
    """The lessons that hold anything; what stands before the first heading joins it."""
    lessons: list[Lesson] = []
    for each in found:
        text = _joined(each.pieces)
        if text.strip() or each.pictures:
            lessons += _cut(each, text)
    return lessons


def _cut(growing: _Growing, text: str) -> Iterator[Lesson]:
    """One lesson, or several where it is longer than one may be."""
    part: list[str] = []
    room, number = ROOM, 1
    for piece in text.split("\n\n"):
        if len(piece) > room and part:
            yield _lesson(growing, part, number)
            part, room, number = [], ROOM, number + 1
        part.append(piece[:ROOM])
        room -= len(piece) + 2
    yield _lesson(growing, part, number)


def _lesson(growing: _Growing, part: list[str], number: int) -> Lesson:
    title = growing.title[:LONGEST_TITLE] + (f" ({number})" if number > 1 else "")
    text = "\n\n".join(part)
    pictures = tuple(each for each in growing.pictures if f"]({address_of(each)})" in text)
    return Lesson(title, text, growing.place, pictures)


def _slides(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks of each slide, its title first."""
    slide: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.heading == 1 and slide:
            yield slide
            slide = []
        slide.append(block)
    if slide:
        yield slide


def _is_divider(rest: list[Block]) -> bool:
    """Whether a slide holds a title and at most a line below it that is no item of a list."""
    words = [each for each in rest if isinstance(each, Table) or each.text.strip() or each.pictures]
    shown = [each for each in words if isinstance(each, Table) or not each.aside]
    if not shown:
        return True
    only = shown[0]
    return len(shown) == 1 and isinstance(only, Paragraph) and not only.pictures and only.level is None


def _with_headings(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; where no style says what is a heading, short bold lines and "Bài 1: …" are."""
    known = list(blocks)
    paragraphs = [each for each in known if isinstance(each, Paragraph)]
    if any(each.heading for each in paragraphs):
        return known
    return [_as_heading(each) if isinstance(each, Paragraph) else each for each in known]


def _as_heading(paragraph: Paragraph) -> Paragraph:
    text = clean(paragraph.text)
    bold = bool(text) and all(run.look.bold or not run.text.strip() for run in paragraph.runs)
    depth = 0
    if len(text) <= SHORT and paragraph.level is None and bold:
        depth = 1 if _LESSON_HEAD.match(text) else 2
        depth = 3 if depth == 2 and re.match(r"\d+\.\d+", text) else depth
    elif len(text) <= SHORT and _LESSON_HEAD.match(text) and not text.endswith((".", ",", ";")):
        depth = 1
    elif len(text) <= SHORT and _PART_HEAD.match(text) and not text.endswith((".", ",", ";")):
        depth = 2
    return Paragraph(
        paragraph.runs, paragraph.label, paragraph.level, depth, paragraph.pictures, paragraph.place
    )


def _block(block: Block, here: _Growing) -> str:
    if isinstance(block, Table):
        return _table(block, here)
    pictures = "\n\n".join(_picture(each, here) for each in block.pictures)
    words = _paragraph(block)
    return "\n\n".join(filter(None, [words, pictures]))


def _picture(picture: Picture, here: _Growing) -> str:
    here.pictures.append(picture)
    return f"![{_inline_text(picture.words)}]({address_of(picture)})"


def _paragraph(paragraph: Paragraph) -> str:
    text = _inline(paragraph.runs)
    if not text:
        return ""
    if paragraph.heading:
        return f"{'#' * min(max(paragraph.heading, 2), 4)} {_inline_text(clean(paragraph.text))}"
    if paragraph.aside:
        lines = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
        return f'!!! note "Lời người giảng"\n{lines}'
    typed = _TYPED_BULLET.match(paragraph.text)
    if paragraph.level is not None and paragraph.label:
        return _listed(text, paragraph.level, paragraph.label)
    if typed:
        return _listed(_TYPED_BULLET.sub("", text), int(typed["sign"] == "+"), "•")
    return "\n".join(_START.sub(r"\\\1", line) for line in text.split("\n"))


def _listed(text: str, depth: int, label: str) -> str:
    """An item of a list; letters and Roman numbers, which Markdown does not count, stay as they are."""
    indent = "    " * min(depth, 3)
    if label == "•":
        mark = "- "
    elif re.fullmatch(r"\d+[.)]", label):
        mark = f"{label[:-1]}. "
    else:
        mark = f"- {_inline_text(label)} "
    return f"{indent}{mark}{text.replace(chr(10), ' ')}"


def _joined(pieces: list[str]) -> str:
    """Blocks parted by empty lines; items of one list stand below each other."""
    text, listed = "", False
    for piece in pieces:
        is_item = bool(re.match(r"\s*(?:- |\d+\. )", piece))
        gap = "" if not text else "\n" if is_item and listed else "\n\n"
        text += gap + piece
        listed = is_item
    return text


def _table(table: Table, here: _Growing) -> str:
    """A table; one of a single cell is a box."""
    rows = [[_cell(cell, here) for cell in row] for row in table.rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    width = max(map(len, rows))
    if width == 1 and len(rows) == 1:
        return f"> {rows[0][0]}"
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(cell: tuple[Paragraph, ...], here: _Growing) -> str:
    parts = []
    for paragraph in cell:
        words = _inline(paragraph.runs).replace("\n", " ").replace("|", "\\|")
        parts.append(f"{paragraph.label} {words}" if paragraph.label and words else words)
        parts += [_picture(each, here) for each in paragraph.pictures]
    return " ".join(filter(None, parts))


def _inline(runs: Iterable[Run]) -> str:
    """The words of runs with their emphasis; marks stand beside letters, never beside spaces."""
    text = ""
    for run in runs:
        words = run.text.replace("\t", " ")
        bare = words.strip()
        mark = ("**" if run.look.bold else "") + ("*" if run.look.italic else "")
        if not bare or not mark or "\n" in bare:
            text += _inline_text(words)
            continue
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        text += f"{before}{mark}{_inline_text(bare)}{mark[::-1]}{after}"
    text = re.sub(r"(?<=\S)\*\*\*\*(?=\S)|(?<=[^*\s])\*{4}(?=[^*])", "", text)
    return "\n".join(clean(line) for line in text.split("\n")).strip()


def _inline_text(text: str) -> str:
    """Words whose signs mean nothing in Markdown."""
    return _SPECIAL.sub(r"\\\1", text).replace("<", "&lt;")
