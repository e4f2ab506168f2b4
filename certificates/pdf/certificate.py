"""The certificate on A4 landscape: every word measured first, then drawn.

The look is that of official papers (typography after Decree 30/2020/NĐ-CP); a certificate is not one of
the decree's documents, so the frame is ours.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from certificates.models import Design, Paper
from certificates.pdf.ornament import draw_frame
from lms.base.messages import Message, message
from lms.paper.documents import A4_LANDSCAPE, Document
from lms.paper.faces import BOLD, ITALIC, REGULAR
from lms.paper.fitting import Fitted, Place, fit
from lms.paper.headings import agency_place, draw_agency, draw_nation, superior_place
from lms.paper.qr import draw_qr

TOP = 541.0
AGENCY_CENTRE, AGENCY_WIDTH = 212.0, 280.0
NATION_CENTRE = 608.0
BODY_CENTRE, BODY_WIDTH = 421.0, 640.0
QR_CORNER, QR_SIZE = (58.0, 58.0), 92.0
NOTES_LEFT, NOTES_WIDTH = 158.0, 282.0
SIGNED_CENTRE, SIGNED_WIDTH = 622.0, 290.0
SIGNED_TOP = 176.0


class Text(NamedTuple):
    """One text of the body: its words, its room, the gap above its first baseline, its name in a refusal."""

    words: str
    place: Place
    gap: float
    field: Message
    accent: bool = False


def check(paper: Paper, design: Design) -> None:
    """Raise ``TextTooLong`` or ``UnprintableText`` for the first text that will not print; draw nothing."""
    for words, place, field in _texts(paper, design):
        if words:
            fit(words, place, field)


def draw(paper: Paper, design: Design, issued_on: date) -> bytes:
    """The certificate as a PDF of one page."""
    document = Document(
        A4_LANDSCAPE,
        title=f"{design.title.capitalize()} {paper.number}",
        author=paper.issuer,
        subject=f"{paper.name} – {paper.course}",
        made_on=issued_on,
    )
    canvas = document.canvas
    draw_frame(canvas, document.width, document.height, design)
    canvas.setFillColor(HexColor(design.ink))
    canvas.setStrokeColor(HexColor(design.ink))
    draw_agency(canvas, AGENCY_CENTRE, TOP, AGENCY_WIDTH, paper.superior, paper.issuer)
    draw_nation(canvas, NATION_CENTRE, TOP)
    _draw_body(canvas, paper, design)
    _draw_notes(canvas, paper)
    _draw_signature(canvas, paper, design)
    draw_qr(canvas, paper.address, *QR_CORNER, QR_SIZE)
    return document.finish()


def _texts(paper: Paper, design: Design) -> Iterator[tuple[str, Place, Message]]:
    """Every text whose length nobody knows beforehand, with its room."""
    yield paper.superior.upper(), superior_place(AGENCY_WIDTH), message("The superior agency")
    yield paper.issuer.upper(), agency_place(AGENCY_WIDTH), message("The issuing agency")
    for text in _body(paper, design):
        yield text.words, text.place, text.field
    yield from _notes(paper)
    yield paper.place_and_date, _dated_place(), message("The place and date")
    for line in paper.signatory_title.split("\n"):
        yield line.upper(), _title_place(), message("The signatory's title")
    yield paper.signatory, _signatory_place(), message("The signatory's name")


def _body(paper: Paper, design: Design) -> list[Text]:
    plain = Place(REGULAR, 14, 10, BODY_WIDTH)
    lead = Place(ITALIC, 14, 10, BODY_WIDTH)
    details = " – ".join(
        filter(
            None,
            (
                _labelled("Thời gian", paper.period),
                _labelled("Thời lượng", paper.hours),
                _labelled("Hình thức", paper.form),
            ),
        )
    )
    texts = [
        Text(design.title, Place(BOLD, 34, 20, BODY_WIDTH), 0, message("The title"), accent=True),
        Text(design.opening, lead, 30, message("The opening words")),
        Text(paper.name, Place(BOLD, 29, 17, BODY_WIDTH), 35, message("The full name")),
        Text(_labelled("Sinh ngày", paper.birth_date), plain, 27, message("The birth date")),
        Text(
            _labelled("Đơn vị công tác", paper.workplace),
            plain._replace(lines=2),
            19,
            message("The workplace"),
        ),
        Text(design.completed, lead, 26, message("The words before the course")),
        Text(paper.course, Place(BOLD, 20, 13, BODY_WIDTH, lines=2), 27, message("The course's name")),
        Text(details, plain._replace(size=13), 23, message("The dates, hours and form")),
        Text(_labelled("Xếp loại", paper.grade), plain._replace(size=13.5), 20, message("The grade")),
    ]
    return [text for text in texts if text.words]


def _notes(paper: Paper) -> list[tuple[str, Place, Message]]:
    """The small lines beside the QR code, from top to bottom."""
    place = Place(REGULAR, 11, 8, NOTES_WIDTH)
    where = urlsplit(paper.address)
    short = f"{where.netloc}{where.path.rpartition('/')[0]}"
    notes = [
        (_labelled("Số", paper.number), place, message("The number")),
        (_labelled("Số vào sổ", paper.register_number), place, message("The register number")),
        (_labelled("Quyết định công nhận", paper.decision), place, message("The decision")),
        (paper.validity, place, message("The validity")),
        (f"Xác minh tại: {short}", place, message("The verification address")),
        (_labelled("Mã xác minh", paper.code), place._replace(face=BOLD), message("The verification code")),
    ]
    return [note for note in notes if note[0]]


def _draw_body(canvas: Canvas, paper: Paper, design: Design) -> None:
    fitted = [(text, fit(text.words, text.place, text.field)) for text in _body(paper, design)]
    height = sum(text.gap + _further(lines) for text, lines in fitted)
    baseline = 446.0 - max(0.0, (250.0 - height) / 3)  # what is not needed is shared above and below
    for text, lines in fitted:
        baseline -= text.gap
        canvas.setFillColor(HexColor(design.accent if text.accent else design.ink))
        canvas.setFont(text.place.face, lines.size)
        for number, line in enumerate(lines.lines):
            baseline -= lines.size * 1.2 if number else 0
            canvas.drawCentredString(BODY_CENTRE, baseline, line)


def _further(lines: Fitted) -> float:
    return (len(lines.lines) - 1) * lines.size * 1.2


def _draw_notes(canvas: Canvas, paper: Paper) -> None:
    notes = [fit(*note) for note in _notes(paper)]
    faces = [place.face for _, place, _ in _notes(paper)]
    baseline = QR_CORNER[1] + 10 + (len(notes) - 1) * 14.5
    for face, note in zip(faces, notes, strict=True):
        canvas.setFont(face, note.size)
        canvas.drawString(NOTES_LEFT, baseline, note.lines[0])
        baseline -= 14.5


def _draw_signature(canvas: Canvas, paper: Paper, design: Design) -> None:
    dated = fit(paper.place_and_date, _dated_place(), message("The place and date"))
    canvas.setFont(ITALIC, dated.size)
    canvas.drawCentredString(SIGNED_CENTRE, SIGNED_TOP, dated.lines[0])
    baseline = SIGNED_TOP
    for line in paper.signatory_title.split("\n"):
        title = fit(line.upper(), _title_place(), message("The signatory's title"))
        baseline -= 17
        canvas.setFont(BOLD, title.size)
        canvas.drawCentredString(SIGNED_CENTRE, baseline, title.lines[0])
    if paper.signatory:
        name = fit(paper.signatory, _signatory_place(), message("The signatory's name"))
        canvas.setFont(BOLD, name.size)
        canvas.drawCentredString(SIGNED_CENTRE, QR_CORNER[1] + 6, name.lines[0])
        return
    itself = fit(design.by_itself, Place(ITALIC, 11, 8, 250, lines=3), message("The title"))
    canvas.setFont(ITALIC, itself.size)
    for line in itself.lines:
        baseline -= 17
        canvas.drawCentredString(SIGNED_CENTRE, baseline - 4, line)


def _labelled(label: str, words: str) -> str:
    return f"{label}: {words}" if words else ""


def _dated_place() -> Place:
    return Place(ITALIC, 13.5, 10, SIGNED_WIDTH)


def _title_place() -> Place:
    return Place(BOLD, 13, 9, SIGNED_WIDTH)


def _signatory_place() -> Place:
    return Place(BOLD, 13.5, 9, SIGNED_WIDTH)
