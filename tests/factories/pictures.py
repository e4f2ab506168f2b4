"""Pictures as cameras and drawing programs write them."""

from io import BytesIO

from PIL import Image

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 120">'
    b'<rect width="360" height="120" fill="#eee"/><text x="20" y="60" font-size="24">So A0</text></svg>'
)
"""A drawing that may stand in a lesson."""


def photo(width: int = 900, height: int = 600) -> bytes:
    """A photo full of detail, heavier than any that is shown."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    written = BytesIO()
    image.save(written, "JPEG", quality=90)
    return written.getvalue()
