"""The faces that papers are printed in. They come with a package, so that every machine prints the same."""

import threading
import unicodedata
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

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


_ONE_AT_A_TIME = threading.RLock()
_registered: set[str] = set()


def register_faces() -> None:
    """Make the faces known to ReportLab; once per process, by whoever draws first."""
    if len(_registered) == len(FACES):
        return
    with _ONE_AT_A_TIME:
        for name in FACES:
            if name not in _registered:
                registerFont(_font(name))
                _registered.add(name)


def _font(name: str) -> TTFont:
    """A face of which one paper at a time is given its letters: ReportLab remembers in the face itself how
    far it has read, so that two papers at once would mix theirs, mostly without an error."""
    font = TTFont(name, str(Path(fontpkg_spectral.ROOT) / "files" / f"{name}.ttf"))
    font.face.makeSubset = _in_turn(font.face.makeSubset)  # type: ignore[method-assign]
    return font


def _in_turn(read: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(read)
    def alone(*given: Any, **named: Any) -> Any:
        with _ONE_AT_A_TIME:
            return read(*given, **named)

    return alone


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
