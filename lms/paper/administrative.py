"""The PDF of an administrative paper: the frame of Decree 30/2020/NĐ-CP in the packaged face."""

import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from lms.base.messages import message
from lms.paper.canvases import MarkedCanvas
from lms.paper.documents import A4_LANDSCAPE, A4_PORTRAIT
from lms.paper.faces import BOLD, ITALIC, REGULAR, printable, register_faces, width_of
from lms.paper.fitting import Place, fit
from lms.paper.headings import agency_height, draw_agency, draw_nation
from lms.paper.official import (
    AGENCY_SHARE,
    MARGINS,
    Align,
    Block,
    Items,
    Letterhead,
    Lines,
    Note,
    OfficialPaper,
    Section,
    Signature,
    Table,
    Text,
    listed,
)

NATION_WIDTH = 276.0
SIGNING_ROOM = 62.0  # points between the power and the name, for the signature and the seal
ALIGNMENTS: dict[str, Literal[0, 1, 2, 4]] = {
    "left": TA_LEFT,
    "center": TA_CENTER,
    "right": TA_RIGHT,
    "justify": TA_JUSTIFY,
}
SECTION_ROOM = 90.0  # points: a heading with less below it goes to the next page
WHOLE_ROW = 300.0  # points: a row up to this height, with the headings, stands on one page
WIDE_TABLE = 7  # columns from which a table is set smaller


def as_pdf(paper: OfficialPaper, made_on: date) -> bytes:
    """The paper, on as many pages as it takes; the same paper gives the same bytes.

    Raises ``UnprintableText`` for a character that the face does not have, ``TextTooLong`` for an agency
    whose name does not fit.
    """
    register_faces()
    stream = io.BytesIO()
    size = A4_LANDSCAPE if paper.wide else A4_PORTRAIT
    template = BaseDocTemplate(
        stream,
        pagesize=size,
        title=printable(" ".join((paper.title, paper.subject)).strip()),
        author=printable(paper.letterhead.agency if paper.letterhead else ""),
        creator="Lớp 520",
        invariant=1,
        lang="vi-VN",
        initialFontName=REGULAR,
    )
    template.addPageTemplates(_page(*size, made_on))
    width = size[0] - (MARGINS["left"] + MARGINS["right"]) * mm
    template.build(_flow(paper, width), canvasmaker=MarkedCanvas)
    return stream.getvalue()


def _page(width: float, height: float, made_on: date) -> PageTemplate:
    """The room for text within the margins, and the number of the page above it."""
    room = Frame(
        MARGINS["left"] * mm,
        MARGINS["bottom"] * mm,
        width - (MARGINS["left"] + MARGINS["right"]) * mm,
        height - (MARGINS["top"] + MARGINS["bottom"]) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def number_page(canvas: Canvas, _template: Any) -> None:
        canvas.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000+07'00'")
        if canvas.getPageNumber() > 1:  # the first page carries no number
            canvas.setFont(REGULAR, 13)
            canvas.drawCentredString(width / 2, height - 13 * mm, str(canvas.getPageNumber()))

    return PageTemplate(frames=[room], onPage=number_page)


class _Head(Flowable):
    """The agency, the nation, the number and the dated place."""

    def __init__(self, letterhead: Letterhead, width: float) -> None:
        super().__init__()
        self.letterhead, self.width = letterhead, width
        self.nation = max(NATION_WIDTH, width * (1 - AGENCY_SHARE))
        self.agency = width - self.nation - 6
        self.names = max(36.0, agency_height(self.agency, letterhead.superior, letterhead.agency))
        self.height = self.names + (30 if letterhead.numbered or letterhead.dated_place else 12)

    def wrap(self, *_room: float) -> tuple[float, float]:
        """Its size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        head, canvas = self.letterhead, self.canv
        left, right = self.agency / 2, self.width - self.nation / 2
        draw_agency(canvas, left, self.height, self.agency, head.superior, head.agency)
        draw_nation(canvas, right, self.height)
        baseline = self.height - self.names - 16
        number = fit(head.numbered, Place(REGULAR, 13, 9, self.agency), message("The number of the paper"))
        canvas.setFont(REGULAR, number.size)
        canvas.drawCentredString(left, baseline, "".join(number.lines))
        dated = fit(
            head.dated_place, Place(ITALIC, 13.5, 10, self.nation), message("The place and date of the paper")
        )
        canvas.setFont(ITALIC, dated.size)
        canvas.drawCentredString(right, baseline, "".join(dated.lines))


class _Dots(Flowable):
    """Dotted lines to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Its size."""
        self.width = width
        return width, 20.0 * self.count

    def draw(self) -> None:
        """Draw them."""
        self.canv.setLineWidth(0.6)
        self.canv.setDash(1, 2)
        for number in range(self.count):
            self.canv.line(0, 20.0 * number + 4, self.width, 20.0 * number + 4)


class _Rule(Flowable):
    """The rule under the subject, as long as a third of it."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Its size."""
        self.width = width
        return width, 14.0

    def draw(self) -> None:
        """Draw it."""
        self.canv.setLineWidth(0.8)
        self.canv.line((self.width - self.length) / 2, 10, (self.width + self.length) / 2, 10)


class _Ruled(Grid):
    """A table whose headings stand again on every page; only a very tall row is parted between two pages."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits into the rest of the page, and what goes on; nothing where the first row does not fit."""
        self.wrap(width, height)
        self.splitInRow = int(sum(self._rowHeights[:2]) > WHOLE_ROW)  # type: ignore[attr-defined]
        return super().split(width, height)


def _flow(paper: OfficialPaper, width: float) -> list[Flowable]:
    flow: list[Flowable] = []
    if paper.letterhead:
        flow += [_Head(paper.letterhead, width), Spacer(1, 6)]
    flow += _titles(paper, width)
    for block in paper.body:
        flow += _block(block, width)
    ending = _signing(paper, width)
    if ending and flow and isinstance(flow[-1], Paragraph):
        ending = [flow.pop(), *ending]  # who signs never stands alone on a page
    if ending:
        flow.append(KeepTogether(ending))
    for annex in paper.annexes:
        flow += [PageBreak(), _paragraph(annex.title, _style("title", BOLD, 14, align="center", below=8))]
        for block in annex.body:
            flow += _block(block, width)
    return flow


def _titles(paper: OfficialPaper, width: float) -> list[Flowable]:
    bold = _style("title", BOLD, 14, align="center")
    titles: list[Flowable] = [_paragraph(paper.title, bold)]
    if paper.subject:
        titles.append(_paragraph(paper.subject, bold))
        titles.append(_Rule(min(width, width_of(printable(paper.subject), BOLD, 14)) / 3))
    else:
        titles.append(Spacer(1, 8))
    return titles


def _block(block: Block, width: float) -> list[Flowable]:
    match block:
        case Section(title):
            return [
                CondPageBreak(SECTION_ROOM),
                _paragraph(title, _style("section", BOLD, 13, above=8, below=4)),
            ]
        case Text(words):
            return [_paragraph(words, _style("text", REGULAR, 13, align="justify", first=28, below=5))]
        case Note(words):
            return [_paragraph(words, _style("note", ITALIC, 11, below=5))]
        case Items(lines):
            style = _style("item", REGULAR, 13, align="justify", first=28, below=3)
            return [_paragraph(f"- {line}", style) for line in lines]
        case Lines(count):
            return [_Dots(count)]
        case Table():
            return [_grid(block, width), Spacer(1, 7)]


def _grid(table: Table, width: float) -> Flowable:
    size = 10 if len(table.columns) >= WIDE_TABLE else 11.5
    heads = _style("head", BOLD, size, align="center")
    plain = [_style("cell", REGULAR, size, align=each.align) for each in table.columns]
    bold = [_style("total", BOLD, size, align=each.align) for each in table.columns]
    rows = [[_paragraph(column.heading, heads) for column in table.columns]]
    for styles, lines in ((plain, table.rows), (bold, table.totals)):
        rows += [
            [_paragraph(cell, style) for cell, style in zip(line, styles, strict=True)] for line in lines
        ]
    grid = _Ruled(rows, colWidths=[share * width for share in table.shares], repeatRows=1, splitInRow=1)
    grid.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3.5),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return grid


def _signing(paper: OfficialPaper, width: float) -> list[Flowable]:
    """Who receives it on the left of a single signature; below several that stand beside each other."""
    recipients = _recipients(paper.recipients)
    if not paper.signatures:
        return recipients
    if len(paper.signatures) > 1:
        part = width / len(paper.signatures)
        return [Spacer(1, 8), _side_by_side([_signed(each) for each in paper.signatures], part), *recipients]
    return [Spacer(1, 8), _side_by_side([recipients, _signed(paper.signatures[0])], width / 2)]


def _side_by_side(cells: list[list[Flowable]], width: float) -> Flowable:
    grid = Grid([cells], colWidths=[width] * len(cells))
    grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return grid


def _recipients(lines: Sequence[str]) -> list[Flowable]:
    if not lines:
        return []
    title = _paragraph("Nơi nhận:", _style("to", ITALIC, 12))
    return [title, *(_paragraph(line, _style("receiver", REGULAR, 11)) for line in listed(lines))]


def _signed(signature: Signature) -> list[Flowable]:
    power = _style("power", BOLD, 13, align="center")
    lines: list[Flowable] = [_paragraph(line.upper(), power) for line in signature.power.split("\n")]
    return [*lines, Spacer(1, SIGNING_ROOM), _paragraph(signature.name, power)]


def _paragraph(words: str, style: ParagraphStyle) -> Paragraph:
    lines = [escape(printable(line)) for line in words.split("\n")]
    return Paragraph("<br/>".join(lines), style)


@cache
def _style(
    name: str,
    face: str,
    size: float,
    *,
    align: Align | Literal["justify"] = "left",
    first: float = 0,
    above: float = 0,
    below: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        fontSize=size,
        leading=size * 1.28,
        alignment=ALIGNMENTS[align],
        firstLineIndent=first,
        spaceBefore=above,
        spaceAfter=below,
        splitLongWords=1,
    )
