"""A document as it was read, whatever program wrote it: paragraphs, tables and pictures in their order."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.base.foreign.encodings import Encoding, recognise
from lms.base.foreign.legacy import Legacy, goes_on, to_unicode
from lms.base.messages import Message

NOWHERE = Message("", {})


@dataclass(frozen=True)
class Look:
    """How a stretch of text looks."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    """Six hexadecimal digits; empty for the colour that text has by itself."""
    highlight: str = ""
    shown_as: str = ""
    """Of a cell of a workbook: the format of its number where that changes what is read, e.g. ``0%``."""


PLAIN = Look()
_MOVED = {
    "superscript": str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
    "subscript": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look."""

    text: str
    look: Look = PLAIN
    legacy: Legacy = Legacy.UNICODE
    """How its font puts letters into signs."""


def moved(text: str, place: str) -> str:
    """Figures above or below their line (``superscript``, ``subscript``) as signs of their own: 10² is no
    102."""
    signs = _MOVED.get(place)
    return text.translate(signs) if signs and re.fullmatch(r"[0-9+\-−=() ]+", text) else text


@dataclass(frozen=True)
class Picture:
    """A picture of a document; its bytes stay in the file until they are asked for."""

    part: str
    """Its part of the archive."""
    words: str
    """What it shows, where the document says so."""
    size: int
    """Its weight in bytes."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a line end within it is ``\\n`` in its runs."""

    runs: tuple[Run, ...] = ()
    label: str = ""
    """What the program writes before it by itself: a number of a list, a letter, a bullet."""
    level: int | None = None
    """How deep it stands in a list, from 0; None outside lists."""
    heading: int = 0
    """1 to 6; 0 for ordinary text."""
    pictures: tuple[Picture, ...] = ()
    place: Message = NOWHERE
    """Where it stands, as somebody finds it: "paragraph 12"."""
    aside: bool = False
    """Whether it is what a speaker says beside a slide."""

    @property
    def text(self) -> str:
        """Its words without their looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Table:
    """A table: rows of cells of paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    place: Message = NOWHERE


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """What a file holds, in its order."""

    blocks: tuple[Block, ...]
    left_out: tuple[Message, ...] = ()
    """What was not taken up, and why."""
    encodings: tuple[Encoding, ...] = (Encoding.UNICODE,)
    """Those that were met; what is not Unicode was converted."""
    uncertain: tuple[Encoding, ...] = ()
    """Between which encodings somebody has to choose; empty where it is clear."""
    sample: tuple[str, str] = ("", "")
    """A line as it was written and as it was converted; empty where all was Unicode."""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs, those within tables too."""
        return (each for block in self.blocks for each in _paragraphs(block))


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    else:
        for row in block.rows:
            for cell in row:
                yield from cell


def settled(
    blocks: Sequence[Block], left_out: Sequence[Message] = (), chosen: Encoding | None = None
) -> Document:
    """The document of blocks as they were written, its letters of the nineties converted: those of fonts that
    say so, and all others if their words are Vietnamese only then."""
    raw = Document(tuple(blocks))
    unnamed = "\n".join(
        run.text for each in raw.paragraphs for run in each.runs if run.legacy is Legacy.UNICODE
    )
    decoded = recognise(unnamed, chosen)
    by_default = (
        Legacy(decoded.best.encoding) if decoded.best.encoding != Encoding.UNICODE else Legacy.UNICODE
    )
    met = {Encoding(_plain(run.legacy)) for each in raw.paragraphs for run in each.runs if run.text.strip()}
    if by_default is not Legacy.UNICODE:
        met = met - {Encoding.UNICODE} | {decoded.best.encoding}
    converted = tuple(_converted(block, by_default) for block in blocks)
    return Document(
        blocks=converted,
        left_out=tuple({str(each): each for each in left_out}.values()),
        encodings=tuple(sorted(met)) or (Encoding.UNICODE,),
        uncertain=(decoded.best.encoding, *(each.encoding for each in decoded.others))
        if decoded.others
        else (),
        sample=_sample(raw, Document(converted)),
    )


def _plain(legacy: Legacy) -> str:
    return Legacy.TCVN3.value if legacy is Legacy.TCVN3_CAPITALS else legacy.value


def _converted(block: Block, by_default: Legacy) -> Block:
    if isinstance(block, Table):
        rows = tuple(
            tuple(tuple(_paragraph(each, by_default) for each in cell) for cell in row) for row in block.rows
        )
        return Table(rows, block.place)
    return _paragraph(block, by_default)


def _paragraph(paragraph: Paragraph, by_default: Legacy) -> Paragraph:
    legacies = [by_default if run.legacy is Legacy.UNICODE else run.legacy for run in paragraph.runs]
    texts = [run.text for run in paragraph.runs]
    for number in range(1, len(texts)):
        # A letter of two signs may have been cut between two looks.
        if goes_on(texts[number], legacies[number]) and texts[number - 1][-1:].isalpha():
            texts[number - 1] += texts[number][0]
            texts[number] = texts[number][1:]
    runs = tuple(
        Run(to_unicode(text, legacy), run.look)
        for text, legacy, run in zip(texts, legacies, paragraph.runs, strict=True)
        if text
    )
    label = to_unicode(paragraph.label, legacies[0] if legacies else by_default)
    return Paragraph(
        runs, label, paragraph.level, paragraph.heading, paragraph.pictures, paragraph.place, paragraph.aside
    )


def _sample(before: Document, after: Document) -> tuple[str, str]:
    """The first line that conversion changed, before and after."""
    for old, new in zip(before.paragraphs, after.paragraphs, strict=True):
        if unicodedata.normalize("NFC", old.text) != new.text:
            return old.text[:120], new.text[:120]
    return "", ""
