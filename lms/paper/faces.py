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
MISSING = "□"


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


def printed(text: str) -> str:
    """``text`` in NFC with ``MISSING`` in the place of what has no glyph: for a paper that may show a gap.

    What only steers the characters beside it, as the parts of an emoji, goes without a trace.
    """
    register_faces()
    glyphs = getFont(REGULAR).face.charToGlyph  # type: ignore[attr-defined]
    normal = unicodedata.normalize("NFC", text).replace("\N{NON-BREAKING HYPHEN}", "-")
    return "".join(
        char
        if ord(char) in glyphs or char.isspace()
        else ""
        if unicodedata.category(char) in ("Cf", "Mn")
        else MISSING
        for char in normal
    )


def width_of(text: str, face: str, size: float) -> float:
    """How wide ``text`` is when printed, in points."""
    register_faces()
    return float(stringWidth(text, face, size))
