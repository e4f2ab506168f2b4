"""One certificate as the product draws it, and the same words on a bare page."""

import io
from datetime import date

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from certificates.library import design
from certificates.pdf.certificate import draw
from lms.paper.faces import BOLD, REGULAR, register_faces
from tests.factories.certificates import PAPER


def certificate() -> bytes:
    """A certificate with its frame, code and numbers."""
    return draw(PAPER, design("giay-chung-nhan"), date(2026, 2, 5))


def bare_certificate() -> bytes:
    """What nothing can beat: the same words in two of the same faces, and nothing else."""
    register_faces()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), initialFontName=REGULAR)
    for number, words in enumerate(vars(PAPER).values()):
        canvas.setFont(BOLD if number % 2 else REGULAR, 12)
        canvas.drawString(60, 540 - 20 * number, words.replace("\n", " "))
    canvas.showPage()
    canvas.save()
    return out.getvalue()
