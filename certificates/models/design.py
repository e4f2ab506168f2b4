"""What a design decides about a paper. Designs are shipped files, not rows: see ``certificates.library``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Design:
    """The fixed words and colours of a certificate."""

    name: str
    """The name of its folder."""
    title: str
    """GIẤY CHỨNG NHẬN."""
    opening: str
    """The words before the name."""
    completed: str
    """The words before the course."""
    by_itself: str
    """What stands in the place of the signature on a paper that the product issues by itself."""
    ink: str
    """The colour of text, as ``#rrggbb``."""
    accent: str
    """The colour of the title and the name's rule."""
    frame: str
    """The colour of the frame's lines."""
    wash: str
    """The colour behind the frame's ornament."""
