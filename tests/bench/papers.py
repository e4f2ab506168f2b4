"""One certificate as the product draws it, the same marks on a bare page, and the words alone."""

import io
from datetime import date

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from certificates.library import design
from certificates.pdf.certificate import QR_CORNER, QR_SIZE, draw
from certificates.pdf.ornament import draw_frame
from lms.paper.faces import FACES, REGULAR, register_faces
from lms.paper.qr import draw_qr
from tests.factories.certificates import PAPER


def certificate() -> bytes:
    """A certificate with its frame, code and numbers."""
    return draw(PAPER, design("giay-chung-nhan"), date(2026, 2, 5))


def bare_certificate() -> bytes:
    """What nothing can beat that looks alike: words, frame and code put on the page without measuring."""
    out, canvas = _page_of_words()
    width, height = landscape(A4)
    draw_frame(canvas, width, height, design("giay-chung-nhan"))
    draw_qr(canvas, PAPER.address, *QR_CORNER, QR_SIZE)
    return _finished(out, canvas)


def bare_words() -> bytes:
    """The same words in the same faces, and nothing else."""
    return _finished(*_page_of_words())


def _page_of_words() -> tuple[io.BytesIO, Canvas]:
    register_faces()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), initialFontName=REGULAR)
    for number, words in enumerate(vars(PAPER).values()):
        canvas.setFont(FACES[number % len(FACES)], 12)
        canvas.drawString(60, 540 - 20 * number, words.replace("\n", " "))
    return out, canvas


def _finished(out: io.BytesIO, canvas: Canvas) -> bytes:
    canvas.showPage()
    canvas.save()
    return out.getvalue()
