"""Reading Word files (.docx): paragraphs with their looks and numbers, tables, pictures.

What was deleted while changes were tracked is not read; what was inserted is. Macros and embedded objects are
left out and named.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lms.base.foreign.documents import Block, Document, Paragraph, Picture, Run, Table, moved, settled
from lms.base.foreign.encodings import Encoding
from lms.base.foreign.parts import EMBED, ID, Parts
from lms.base.foreign.word_lists import W, read_numbering, value
from lms.base.foreign.word_styles import Style, list_of, read_styles
from lms.base.messages import Message, message
from lms.base.office_safety import UnreadableFile
from lms.base.text import clean

MAIN = "word/document.xml"
MOST_BLOCKS = 60_000
MOST_COLUMNS = 63  # as many as Word has
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_SKIPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr"))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_TICKS = {
    "F0FC": "✓",
    "F0FE": "☑",
    "F0FB": "✗",
    "F052": "☑",
    "F050": "✓",
    "F0A3": "☐",
    "F0E0": "→",
    "F0B0": "°",
}


def read_word(data: bytes, chosen: Encoding | None = None) -> Document:
    """The document in a .docx file; ``chosen`` is what somebody said of its encoding.

    Raises :class:`UnreadableFile` with a sentence for what is damaged, locked or harmful.
    """
    parts = Parts(data)
    body = parts.needed(MAIN).find(f"{W}body")
    if body is None:
        raise UnreadableFile(message("The document is empty."))
    reader = _Reader(parts)
    blocks = list(reader.blocks(body))
    return settled(blocks, [*parts.left_out, *reader.left_out], chosen)


class _Reader:
    """Walks the body of a document and counts its paragraphs and tables."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.relations = parts.relations(MAIN)
        self.styles = read_styles(parts.xml("word/styles.xml"))
        self.numbering = read_numbering(parts.xml("word/numbering.xml"))
        self.left_out: list[Message] = []
        self.paragraph_count = self.table_count = 0
        self.asked = 0
        self.known_notes: dict[str, dict[str, str]] = {}

    def blocks(self, container: Element) -> Iterator[Block]:
        for element in _opened(container):
            self.asked += 1
            if self.asked > MOST_BLOCKS:
                raise UnreadableFile(message("The file holds more text than is read here. Send it in parts."))
            if element.tag == f"{W}p":
                self.paragraph_count += 1
                place = message("paragraph %(number)d", number=self.paragraph_count)
                yield self.paragraph(element, place)
                yield from self.boxes(element)
            elif element.tag == f"{W}tbl":
                yield self.table(element)

    def boxes(self, paragraph: Element) -> Iterator[Block]:
        """What stands in the text boxes of a paragraph."""
        for box in _within(paragraph, f"{W}txbxContent"):
            yield from self.blocks(box)

    def table(self, element: Element) -> Table:
        self.table_count += 1
        number = self.table_count
        rows = []
        for count, row in enumerate(each for each in _opened(element) if each.tag == f"{W}tr"):
            place = message("table %(table)d, row %(row)d", table=number, row=count + 1)
            cells: list[tuple[Paragraph, ...]] = []
            for each in _opened(row):
                if each.tag == f"{W}tc":
                    cells.append(tuple(self.cell(each, place)))
                    cells += [()] * (_width(each) - 1)
            rows.append(tuple(cells))
        return Table(tuple(rows), message("table %(table)d", table=number))

    def cell(self, element: Element, place: Message) -> Iterator[Paragraph]:
        """The paragraphs of a cell; those of a table within it too, one after the other."""
        for each in _opened(element):
            self.asked += 1
            if each.tag == f"{W}p":
                yield self.paragraph(each, place)
            elif each.tag == f"{W}tbl":
                for row in (inner for inner in _opened(each) if inner.tag == f"{W}tr"):
                    for cell in (inner for inner in _opened(row) if inner.tag == f"{W}tc"):
                        yield from self.cell(cell, place)

    def paragraph(self, element: Element, place: Message) -> Paragraph:
        properties = element.find(f"{W}pPr")
        style = self.styles.paragraph(properties)
        label, level = self.label(properties, style)
        runs: list[Run] = []
        pictures: list[Picture] = []
        for run in _runs(element):
            self.run(run, style, runs, pictures)
        return Paragraph(
            runs=tuple(_joined(runs)),
            label=label,
            level=level,
            heading=self.heading(properties, style),
            pictures=tuple(pictures),
            place=place,
        )

    @staticmethod
    def heading(properties: Element | None, style: Style) -> int:
        outline = value(properties.find(f"{W}outlineLvl")) if properties is not None else None
        return int(outline) + 1 if outline and outline in "012345" else style.heading

    def label(self, properties: Element | None, style: Style) -> tuple[str, int | None]:
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        list_id, depth = list_of(numbered) if numbered is not None else (style.list_id, style.depth)
        list_id = list_id or style.list_id
        if not list_id or list_id == "0":
            return "", None
        label = self.numbering.label(list_id, depth)
        return ("", None) if label is None else (label, depth)

    def run(self, element: Element, style: Style, runs: list[Run], pictures: list[Picture]) -> None:
        if element.tag == f"{_MATH}oMath":
            text = "".join(each.text or "" for each in element.iter(f"{_MATH}t"))
            runs.append(Run(text, style.look))
            return
        look, legacy = self.styles.run(element.find(f"{W}rPr"), style)
        text = ""
        for each in element:
            if each.tag == f"{W}t":
                text += each.text or ""
            elif each.tag == f"{W}sym":
                text += _TICKS.get(each.get(f"{W}char", "").upper(), "•")
            elif each.tag in _SIGNS:
                text += _SIGNS[each.tag]
            elif each.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.note(each)
            else:
                pictures += self.pictures(each)
        if text:
            raised = value(element.find(f"{W}rPr/{W}vertAlign"))
            runs.append(Run(moved(text, raised or ""), look, legacy))

    def note(self, reference: Element) -> None:
        """A note at the foot of the page or at the end: named, for nothing holds it."""
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        words = self.notes(kind).get(reference.get(f"{W}id", ""), "")
        if words:
            self.left_out.append(message("The footnote “%(words)s” was left out.", words=words[:120]))

    def notes(self, kind: str) -> dict[str, str]:
        """The footnotes or endnotes of the document by their ids."""
        if kind not in self.known_notes:
            root = self.parts.xml(f"word/{kind}s.xml")
            self.known_notes[kind] = {
                each.get(f"{W}id", ""): clean(" ".join(text.text or "" for text in each.iter(f"{W}t")))
                for each in (root.findall(f"{W}{kind}") if root is not None else ())
            }
        return self.known_notes[kind]

    def pictures(self, element: Element) -> Iterator[Picture]:
        """The pictures that stand in a run; an object of another program is named and left out."""
        for thing in element.iter(f"{_OFFICE}OLEObject"):
            name = clean(thing.get("ProgID", "")) or "?"
            self.left_out.append(message("The embedded object “%(name)s” was left out.", name=name[:80]))
            return
        words = next((each.get("descr", "") for each in element.iter(f"{_PLACING}docPr")), "")
        inside = _first_choice(element)
        asked = [each.get(EMBED) for each in inside.iter(f"{_DRAWING}blip")]
        asked += [each.get(ID) for each in inside.iter(f"{_VML}imagedata")]
        for relation in asked:
            picture = self.parts.picture(self.relations.get(relation or ""), words)
            if picture:
                yield picture


def _width(cell: Element) -> int:
    """Over how many columns a cell reaches."""
    span = value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
    return min(max(int(span), 1), MOST_COLUMNS) if span.isdecimal() and len(span) < 4 else 1


def _opened(container: Element) -> Iterator[Element]:
    """The children of an element; what only surrounds them (fields, tracked insertions) is opened."""
    for child in container:
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _opened(child)
        elif child.tag not in _SKIPPED:
            yield child


def _runs(element: Element) -> Iterator[Element]:
    """The runs of a paragraph in their order, within links and fields too."""
    for child in element:
        if child.tag in (f"{W}r", f"{_MATH}oMath"):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _runs(_first_choice(child))


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Every element of a name below, once where it stands in two forms for two ages of Word."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _within(_first_choice(child), tag)
        elif child.tag not in _SKIPPED:
            yield from _within(child, tag)


def _first_choice(element: Element) -> Element:
    if element.tag != f"{_MC}AlternateContent":
        return element
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None else element


def _joined(runs: list[Run]) -> list[Run]:
    """Runs beside each other that look alike, as one: Word cuts them where somebody once stopped typing."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.look == run.look and last.legacy is run.legacy:
            joined[-1] = Run(last.text + run.text, run.look, run.legacy)
        else:
            joined.append(run)
    return joined
