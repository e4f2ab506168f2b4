"""Sheets of ten cards, each the size of a bank card (ISO/IEC 7810 ID-1), with marks where to cut.

A card is Vietnamese, like every paper of the product. It names nobody's phone number and carries no PIN.
"""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lms.account.models import PrintedCard
from lms.base.messages import message
from lms.paper.documents import A4_PORTRAIT, Document
from lms.paper.faces import BOLD, ITALIC, REGULAR
from lms.paper.fitting import Place, TextTooLong, fit
from lms.paper.mark import draw_figures
from lms.paper.qr import draw_qr

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT = 85.6 * mm, 54 * mm
LEFT, BOTTOM = (A4_PORTRAIT[0] - COLUMNS * WIDTH) / 2, (A4_PORTRAIT[1] - ROWS * HEIGHT) / 2
CUT, GAP = 5 * mm, 1.5 * mm  # length of a mark, and how far it keeps from the cards
BAND, MARGIN, QR_SIZE = 9 * mm, 4 * mm, 34 * mm
ACCENT, INK = HexColor("#0b5a48"), HexColor("#17251f")  # of lms/web/static/css/tokens.css
WORDS_WIDTH = WIDTH - QR_SIZE - 2 * MARGIN
NAME = Place(BOLD, 13, 8, WORDS_WIDTH, lines=2), Place(BOLD, 9, 6, WORDS_WIDTH, lines=3)
PLACE = Place(REGULAR, 9, 8.5, WORDS_WIDTH, lines=2), Place(REGULAR, 8, 6, WORDS_WIDTH, lines=3)


def draw_cards(cards: Sequence[PrintedCard], day: date) -> bytes:
    """A PDF of A4 pages with ten cards each."""
    document = Document(
        A4_PORTRAIT, title="Thẻ học", author="Lớp 520", subject=f"{len(cards)} thẻ học", made_on=day
    )
    for number in range(0, len(cards), COLUMNS * ROWS):
        if number:
            document.canvas.showPage()
        _draw_marks(document.canvas)
        for place, card in enumerate(cards[number : number + COLUMNS * ROWS]):
            row, column = divmod(place, COLUMNS)
            _draw_card(document.canvas, card, LEFT + column * WIDTH, BOTTOM + (ROWS - 1 - row) * HEIGHT)
    return document.finish()


def _draw_marks(canvas: Canvas) -> None:
    """Short lines around the cards, in line with every edge to be cut."""
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(INK)
    right, top = LEFT + COLUMNS * WIDTH, BOTTOM + ROWS * HEIGHT
    for column in range(COLUMNS + 1):
        x = LEFT + column * WIDTH
        canvas.line(x, BOTTOM - GAP, x, BOTTOM - GAP - CUT)
        canvas.line(x, top + GAP, x, top + GAP + CUT)
    for row in range(ROWS + 1):
        y = BOTTOM + row * HEIGHT
        canvas.line(LEFT - GAP, y, LEFT - GAP - CUT, y)
        canvas.line(right + GAP, y, right + GAP + CUT, y)


def _draw_card(canvas: Canvas, card: PrintedCard, x: float, y: float) -> None:
    _draw_band(canvas, x, y + HEIGHT - BAND)
    draw_qr(canvas, card.address, x + WIDTH - QR_SIZE - 1 * mm, y + HEIGHT - BAND - QR_SIZE, QR_SIZE)
    canvas.setFillColor(INK)
    left, line = x + MARGIN, y + HEIGHT - BAND - 1 * mm
    line = _write(canvas, card.name, _room(card.name, *NAME), left, line)
    _write(canvas, card.place, _room(card.place, *PLACE), left, line - 1 * mm)
    code = y + 14 * mm
    canvas.setFont(ITALIC, 8)
    canvas.drawString(left, code + 14, "Mã thẻ")
    canvas.setFont(BOLD, 14)
    canvas.drawString(left, code, card.code, charSpace=0.6)
    _write(
        canvas, _how(card.address), Place(REGULAR, 8.5, 6.5, WIDTH - 2 * MARGIN, lines=2), left, y + 10 * mm
    )


def _draw_band(canvas: Canvas, x: float, y: float) -> None:
    """The product's name and mark: a grown-up and a child over one book."""
    canvas.setFillColor(ACCENT)
    canvas.rect(x, y, WIDTH, BAND, stroke=0, fill=1)
    canvas.setFillColor(white)
    size = BAND * 8 / 9
    draw_figures(canvas, x + MARGIN - 1 * mm, y + BAND - 0.8 * mm - size, size)
    canvas.setFont(BOLD, 13)
    canvas.drawString(x + MARGIN + 9 * mm, y + 2.7 * mm, "Lớp 520")
    canvas.setFont(REGULAR, 9)
    canvas.drawRightString(x + WIDTH - MARGIN, y + 3 * mm, "Thẻ học – giữ như chìa khóa nhà")


def _room(text: str, roomy: Place, narrow: Place) -> Place:
    """Where a text goes: into two lines, or where it is long into three small ones."""
    try:
        fit(text, roomy, message("The card"))
    except TextTooLong:
        return narrow
    return roomy


def _write(canvas: Canvas, text: str, place: Place, x: float, top: float) -> float:
    """Write a text that fits below ``top``; returns where it ends."""
    if not text:
        return top
    fitted = fit(text, place, message("The card"))
    canvas.setFont(place.face, fitted.size)
    for line in fitted.lines:
        top -= fitted.size * 1.2
        canvas.drawString(x, top, line)
    return top


def _how(address: str) -> str:
    """One sentence how to use the card, and what to do without a camera."""
    host = urlsplit(address).netloc
    return (
        "Mở máy ảnh của điện thoại, soi mã vuông rồi bấm vào đường dẫn hiện ra. "
        f"Không soi được: vào {host}/code và gõ mã thẻ."
    )
