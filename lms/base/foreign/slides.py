"""Reading PowerPoint files (.pptx): each slide's title, its texts, tables and pictures, and what its speaker
notes."""

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lms.base.foreign.documents import (
    PLAIN,
    Block,
    Document,
    Look,
    Paragraph,
    Picture,
    Run,
    Table,
    moved,
    settled,
)
from lms.base.foreign.encodings import Encoding
from lms.base.foreign.legacy import Legacy, of_font
from lms.base.foreign.parts import EMBED, ID, Parts
from lms.base.messages import Message, message
from lms.base.office_safety import UnreadableFile
from lms.base.text import clean

MAIN = "ppt/presentation.xml"
MOST_SLIDES = 1_000
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES = frozenset({"title", "ctrTitle"})
_NOT_TEXT = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_NUMBERED = "buAutoNum"


def read_slides(data: bytes, chosen: Encoding | None = None) -> Document:
    """The slides of a .pptx file, one after the other: each title as a heading of depth 1, what the speaker
    notes behind it.

    Raises :class:`UnreadableFile` with a sentence for what is damaged, locked or harmful.
    """
    parts = Parts(data)
    relations = parts.relations(MAIN)
    ids = [each.get(ID, "") for each in parts.needed(MAIN).iter(f"{_P}sldId")]
    names = [relations[each] for each in ids if each in relations]
    if len(names) > MOST_SLIDES:
        raise UnreadableFile(message("The file holds more text than is read here. Send it in parts."))
    blocks: list[Block] = []
    left_out: list[Message] = list(parts.left_out)
    for number, name in enumerate(names, 1):
        slide = _Slide(parts, name, number)
        blocks += slide.blocks()
        left_out += slide.left_out
    return settled(blocks, left_out, chosen)


class _Slide:
    """One slide."""

    def __init__(self, parts: Parts, name: str, number: int) -> None:
        self.parts, self.name = parts, name
        self.relations = parts.relations(name)
        self.place = message("slide %(number)d", number=number)
        self.left_out: list[Message] = []

    def blocks(self) -> list[Block]:
        root = self.parts.xml(self.name)
        if root is None or root.get("show") == "0":
            return []
        tree = root.find(f"{_P}cSld/{_P}spTree")
        shapes = list(self.shapes(tree)) if tree is not None else []
        title = clean(" ".join(each.text for each in shapes if isinstance(each, Paragraph) and each.heading))
        head = [Paragraph((Run(title, PLAIN, self._legacy(shapes)),), heading=1, place=self.place)]
        rest = [each for each in shapes if isinstance(each, Table) or not each.heading]
        return [*head, *rest, *self.notes()]

    @staticmethod
    def _legacy(shapes: list[Block]) -> Legacy:
        return next(
            (
                run.legacy
                for each in shapes
                if isinstance(each, Paragraph) and each.heading
                for run in each.runs
            ),
            Legacy.UNICODE,
        )

    def shapes(self, tree: Element) -> Iterator[Block]:
        """What stands on the slide, groups opened."""
        for shape in tree:
            if shape.tag == f"{_P}sp":
                yield from self.texts(shape)
            elif shape.tag == f"{_P}pic":
                yield from self.picture(shape)
            elif shape.tag == f"{_P}graphicFrame":
                yield from self.frame(shape)
            elif shape.tag == f"{_P}grpSp":
                yield from self.shapes(shape)

    def texts(self, shape: Element) -> Iterator[Paragraph]:
        placeholder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        role = placeholder.get("type", "body") if placeholder is not None else ""
        body = shape.find(f"{_P}txBody")
        if body is None or role in _NOT_TEXT:
            return
        for paragraph in body.findall(f"{_A}p"):
            read = self.paragraph(paragraph, listed=role == "body")
            if role in _TITLES:
                yield Paragraph(read.runs, heading=1, place=self.place)
            elif read.text.strip():
                yield read

    def paragraph(self, element: Element, *, listed: bool = False) -> Paragraph:
        properties = element.find(f"{_A}pPr")
        level = properties.get("lvl", "0") if properties is not None else "0"
        plain = properties is not None and properties.find(f"{_A}buNone") is not None
        bulleted = properties is not None and properties.find(f"{_A}buChar") is not None
        numbered = properties is not None and properties.find(f"{_A}{_NUMBERED}") is not None
        runs = []
        for each in element:
            if each.tag in (f"{_A}r", f"{_A}fld"):
                text = each.find(f"{_A}t")
                marks = each.find(f"{_A}rPr")
                look, font = _look(marks)
                words = (text.text or "") if text is not None else ""
                runs.append(Run(moved(words, _place(marks)), look, of_font(font)))
            elif each.tag == f"{_A}br":
                runs.append(Run("\n"))
        in_list = numbered or bulleted or (listed and not plain)
        return Paragraph(
            runs=tuple(runs),
            label=("1." if numbered else "•") if in_list else "",
            level=min(int(level), 8) if in_list and level.isdecimal() else None,
            place=self.place,
        )

    def picture(self, shape: Element) -> Iterator[Paragraph]:
        words = next((each.get("descr", "") for each in shape.iter(f"{_P}cNvPr")), "")
        asked = [each.get(EMBED) for each in shape.iter(f"{_A}blip")]
        found = [self.parts.picture(self.relations.get(each or ""), words) for each in asked]
        pictures: tuple[Picture, ...] = tuple(each for each in found if each)
        if pictures:
            yield Paragraph(pictures=pictures, place=self.place)

    def frame(self, shape: Element) -> Iterator[Block]:
        """A table; a chart or an object of another program is named and left out."""
        table = shape.find(f".//{_A}tbl")
        if table is None:
            name = next((each.get("name", "") for each in shape.iter(f"{_P}cNvPr")), "")
            self.left_out.append(
                message("The embedded object “%(name)s” was left out.", name=clean(name)[:80])
            )
            return
        rows = []
        for row in table.findall(f"{_A}tr"):
            cells = [
                tuple(self.paragraph(each) for each in cell.iter(f"{_A}p")) for cell in row.findall(f"{_A}tc")
            ]
            rows.append(tuple(cells))
        yield Table(tuple(rows), self.place)

    def notes(self) -> Iterator[Paragraph]:
        """What the speaker says beside the slide."""
        name = next(
            (
                each
                for each in self.relations.values()
                if posixpath.basename(posixpath.dirname(each)) == "notesSlides"
            ),
            "",
        )
        root = self.parts.xml(name)
        for shape in root.iter(f"{_P}sp") if root is not None else ():
            for each in self.texts(shape):
                if not each.heading:
                    yield Paragraph(each.runs, place=self.place, aside=True)


def _place(properties: Element | None) -> str:
    """Whether a run stands above or below its line."""
    raised = properties.get("baseline", "0") if properties is not None else "0"
    return "subscript" if raised.startswith("-") else "superscript" if raised.strip("0%") else ""


def _look(properties: Element | None) -> tuple[Look, str]:
    """How a run looks, and the name of its font."""
    if properties is None:
        return PLAIN, ""
    color = properties.find(f"{_A}solidFill/{_A}srgbClr")
    marked = properties.find(f"{_A}highlight")
    font = properties.find(f"{_A}latin")
    given = (color.get("val", "") if color is not None else "").upper()
    look = Look(
        bold=properties.get("b") in ("1", "true"),
        italic=properties.get("i") in ("1", "true"),
        underline=properties.get("u", "none") != "none",
        color="" if given in ("000000", "FFFFFF") else given,
        highlight="marked" if marked is not None else "",
    )
    return look, font.get("typeface", "") if font is not None else ""
