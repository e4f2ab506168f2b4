"""An administrative paper as a file."""

from collections.abc import Callable

from flask_babel import force_locale

from lms.base import clock
from lms.paper.administrative import as_pdf
from lms.paper.official import OfficialPaper
from lms.paper.word import as_docx

PAPERS_LANGUAGE = "vi"
"""A paper in the layout of the decree is Vietnamese, whatever language its reader has chosen."""


def drawn(shape: str, compose: Callable[[], OfficialPaper]) -> bytes:
    """A paper of the decree as ``docx``, else as PDF, composed and drawn in its language."""
    with force_locale(PAPERS_LANGUAGE):
        paper = compose()
    return as_docx(paper, clock.today()) if shape == "docx" else as_pdf(paper, clock.today())
