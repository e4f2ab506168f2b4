"""The faces that papers are printed in. They come with a package, so that every machine prints the same."""

import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_spectral
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from lms.base.messages import Refusal, message

REGULAR = "Spectral-Regular"
BOLD = "Spectral-Bold"
ITALIC = "Spectral-Italic"
FACES = (REGULAR, BOLD, ITALIC)


class UnprintableText(Refusal):
    """The face has no glyph for a character."""


@cache
def register_faces() -> None:
    """Make the faces known to ReportLab; once per process, by whoever draws first."""
    for face in FACES:
        registerFont(TTFont(face, str(Path(fontpkg_spectral.ROOT) / "files" / f"{face}.ttf")))


def printable(text: str) -> str:
    """``text`` in NFC, the only form whose marks are printed where they belong.

    Raises :class:`UnprintableText` where a character has no glyph: a box on an official paper is worse
    than a refusal.
    """
    register_faces()
    normal = unicodedata.normalize("NFC", text)
    glyphs = getFont(REGULAR).face.charToGlyph  # type: ignore[attr-defined]
    for char in normal:
        if ord(char) not in glyphs:
            raise UnprintableText(
                message("The character “%(char)s” in “%(words)s” cannot be printed.", char=char, words=normal)
            )
    return normal


def width_of(text: str, face: str, size: float) -> float:
    """How wide ``text`` is when printed, in points."""
    register_faces()
    return float(stringWidth(text, face, size))
