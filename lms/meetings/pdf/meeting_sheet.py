"""The sheet of a monthly meeting: all that its page says, on one side of A4 where it stays readable."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from flask_babel import gettext as _
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from lms.paper.canvases import MarkedCanvas
from lms.paper.documents import A4_PORTRAIT
from lms.paper.faces import BOLD, ITALIC, REGULAR, printable, register_faces

SIDE, EDGE = 12 * mm, 11 * mm
WIDTH, HEIGHT = A4_PORTRAIT[0] - 2 * SIDE, A4_PORTRAIT[1] - 2 * EDGE
SIZES = (11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7)
"""In points; a meeting that does not fit on one side at the smallest goes on overleaf."""
LOST_AT_THE_TURN = 60.0  # points: the headings again, and the row that did not fit
SHARES = (0.04, 0.22, 0.26, 0.2, 0.22, 0.06)
AGREED_SHARES = (0.07, 0.58, 0.23, 0.12)
BLANK_ROWS = 3


@dataclass(frozen=True)
class SheetRow:
    """A collaborator: her name, where she serves, what she lacks, what is due, what she finished."""

    name: str
    about: str
    lacking: str
    due: str
    finished: str
    came: str
    """Empty: to be ticked by hand."""


@dataclass(frozen=True)
class AgreedRow:
    """A follow-up: whether it is done (empty: to be ticked by hand), what, by whom, since which month."""

    done: str
    words: str
    person: str
    month: str


@dataclass(frozen=True)
class MeetingSheet:
    """What stands on the sheet."""

    unit: str
    title: str
    when: str
    first: str
    """Whom to help first, in a sentence; empty for nobody."""
    rows: Sequence[SheetRow]
    messages: Sequence[str] = ()
    agreed: Sequence[AgreedRow] = ()


def draw_meeting_sheet(sheet: MeetingSheet, made_on: date) -> bytes:
    """The sheet, set as large as it fits on one page; the same sheet gives the same bytes.

    Raises ``UnprintableText`` for a character that the face does not have.
    """
    register_faces()
    stream = io.BytesIO()
    template = BaseDocTemplate(
        stream,
        pagesize=A4_PORTRAIT,
        title=printable(f"{sheet.title} – {sheet.unit}"),
        author=printable(sheet.unit),
        creator="Lớp 520",
        invariant=1,
        lang="vi-VN",
        initialFontName=REGULAR,
    )

    def date_page(canvas: Canvas, _template: Any) -> None:
        canvas.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000+07'00'")

    room = Frame(SIDE, EDGE, WIDTH, HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template.addPageTemplates(PageTemplate(frames=[room], onPage=date_page))
    template.build(_fitting(sheet), canvasmaker=MarkedCanvas)
    return stream.getvalue()


def _fitting(sheet: MeetingSheet) -> list[Flowable]:
    """The flow as large as it fits on one side; where it never does, on two; else at the smallest size."""
    flows = [_flow(sheet, size) for size in SIZES]
    heights = [sum(_height(each) for each in flow) for flow in flows]
    for room in (HEIGHT, 2 * HEIGHT - LOST_AT_THE_TURN):
        for flow, height in zip(flows, heights, strict=True):
            if height <= room:
                return flow
    return flows[-1]


def _height(flowable: Flowable) -> float:
    return float(flowable.wrap(WIDTH, HEIGHT)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _flow(sheet: MeetingSheet, size: float) -> list[Flowable]:
    plain, small = _style(REGULAR, size), _style(ITALIC, size - 0.5)
    bold, section = _style(BOLD, size), _style(BOLD, size + 0.5, above=size * 0.6, below=size * 0.2)
    flow: list[Flowable] = [
        _paragraph(sheet.unit.upper(), bold),
        _paragraph(sheet.title.upper(), _style(BOLD, size + 3, centred=True, above=2)),
        _paragraph(sheet.when, _style(ITALIC, size, centred=True, below=size * 0.4)),
    ]
    if sheet.first:
        flow.append(_paragraph(sheet.first, _style(REGULAR, size, below=size * 0.4)))
    flow.append(_people(sheet.rows, size))
    flow.append(_paragraph(_("Messages to pass on"), section))
    flow += [_paragraph(f"– {words}", plain) for words in sheet.messages] or [_paragraph("–", plain)]
    flow.append(_paragraph(_("To be followed up until it is done"), section))
    flow.append(_agreed(sheet.agreed, size))
    flow.append(Spacer(1, size * 0.4))
    flow.append(_paragraph(_("Nothing about a household or a child belongs on this sheet."), small))
    return flow


def _people(rows: Sequence[SheetRow], size: float) -> Table:
    headings = [
        _("No."),
        _("Full name, hamlet"),
        _("Still lacks"),
        _("Due this month"),
        _("Finished"),
        _("Came"),
    ]
    plain, small = _style(REGULAR, size), _style(REGULAR, size - 0.5)
    middle = _style(REGULAR, size, centred=True)
    lines: list[list[Any]] = []
    for number, row in enumerate(rows, 1):
        name = Paragraph(_name(row, size), plain)
        texts = [_paragraph(words, small) for words in (row.lacking, row.due, row.finished)]
        lines.append([_paragraph(str(number), middle), name, *texts, _paragraph(row.came, middle)])
    if not lines:
        lines.append(["", _paragraph("—", plain), "", "", "", ""])
    return _grid(headings, lines, SHARES, size)


def _name(row: SheetRow, size: float) -> str:
    """Her name in bold, and after it in small what else is said of her."""
    name = f'<font name="{BOLD}">{escape(printable(row.name))}</font>'
    about = f', <font size="{size - 0.5}">{escape(printable(row.about))}</font>'
    return name + (about if row.about else "")


def _agreed(rows: Sequence[AgreedRow], size: float) -> Table:
    plain, middle = _style(REGULAR, size), _style(REGULAR, size, centred=True)
    lines: list[list[Any]] = [
        [
            _paragraph(each.done, middle),
            _paragraph(each.words, plain),
            _paragraph(each.person, plain),
            _paragraph(each.month, middle),
        ]
        for each in rows
    ]
    lines += [[_paragraph("\u00a0", plain), "", "", ""] for _row in range(BLANK_ROWS)]
    return _grid(
        [_("Done"), _("What is to be done"), _("By whom"), _("Since month")], lines, AGREED_SHARES, size
    )


def _grid(headings: Sequence[str], lines: list[list[Any]], shares: Sequence[float], size: float) -> Table:
    heads = _style(BOLD, size - 0.5, centred=True)
    table = Table(
        [[_paragraph(each, heads) for each in headings], *lines],
        colWidths=[share * WIDTH for share in shares],
        repeatRows=1,
    )
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), size * 0.1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.25),
        ]
    )
    return table


def _paragraph(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(printable(words)), style)


def _style(
    face: str, size: float, *, centred: bool = False, above: float = 0, below: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        "sheet",
        fontName=face,
        fontSize=size,
        leading=size * 1.2,
        spaceBefore=above,
        spaceAfter=below,
        splitLongWords=1,
        alignment=TA_CENTER if centred else TA_LEFT,
    )
