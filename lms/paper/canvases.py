"""The canvas of every PDF: a page of a file that leaves with names says at its foot who took it."""

from reportlab.pdfgen.canvas import Canvas

from lms.base.marking import mark
from lms.paper.faces import REGULAR, printable

SIZE, FOOT = 6.5, 12  # points: of the type, and above the edge of the page


class MarkedCanvas(Canvas):
    """A canvas that marks its pages where something leaves with names; else it draws nothing of its own."""

    def showPage(self) -> None:  # noqa: N802 — the library's name
        """Close the page, with the mark at its foot."""
        if line := mark():
            self.saveState()
            self.setFillGray(0.3)
            self.setFont(REGULAR, SIZE)
            width, _height = self._pagesize  # type: ignore[attr-defined]  # the library names no other
            self.drawCentredString(width / 2, FOOT, printable(line))
            self.restoreState()
        super().showPage()
