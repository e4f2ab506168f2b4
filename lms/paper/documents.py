"""A PDF being drawn: its pages, what its properties say, and its bytes."""

import io
from datetime import date

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape

from lms.paper.canvases import MarkedCanvas
from lms.paper.faces import REGULAR, printable, register_faces

A4_PORTRAIT: tuple[float, float] = A4
A4_LANDSCAPE: tuple[float, float] = landscape(A4)
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and quicker to write


class Document:
    """One PDF. The same drawing on the same day gives the same bytes on every machine."""

    def __init__(
        self,
        size: tuple[float, float],
        *,
        title: str,
        author: str,
        subject: str,
        made_on: date,
        language: str = "vi",
    ) -> None:
        register_faces()
        self._buffer = io.BytesIO()
        self.width, self.height = size
        self.canvas = MarkedCanvas(
            self._buffer,
            pagesize=size,
            invariant=1,
            initialFontName=REGULAR,  # type: ignore[arg-type]  # or else an unembedded Helvetica is named on every page
            lang=_LANGUAGES[language],
        )
        self.canvas.setTitle(printable(title))
        self.canvas.setAuthor(printable(author))
        self.canvas.setSubject(printable(subject))
        self.canvas.setCreator("Lớp 520")
        self.canvas.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000+07'00'")

    def finish(self) -> bytes:
        """Close the last page and hand out the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()
