"""A picture from a camera or a computer, made as small as a phone shows it, and nothing but the picture.

It is decoded under limits, turned as the camera held it, drawn anew without whatever else was in the file,
and kept in the format that weighs least.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from courses.source.pictures import MAX_BYTES
from lms.base.messages import Refusal, message

WIDTH = 720  # points: twice as fine as a phone is wide
MOST_POINTS = 60_000_000
"""Of the largest cameras of phones."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_SMALLER = ((1.0, 78), (1.0, 66), (0.84, 66), (0.84, 55), (0.67, 55), (0.5, 50), (0.4, 40))
"""Width and quality to try one after the other until the picture is light enough."""
_FEW_COLOURS = 256


class BadPicture(Refusal):
    """What was sent is no picture that can be kept."""


@dataclass(frozen=True)
class Shrunk:
    """A picture as it is kept."""

    kind: str
    """``jpg``, ``png`` or ``webp``."""
    body: bytes
    width: int
    height: int


def shrunk(data: bytes) -> Shrunk:
    """The picture in a file, as small as a phone shows it; :class:`BadPicture` with a sentence."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _check(image)
            image.load()
            picture = _plain(ImageOps.exif_transpose(image))
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_points() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadPicture(
            message(
                "The content of the file is no picture that can be read: a photo (JPEG, PNG or WebP) or a"
                " drawing (SVG)."
            )
        ) from error
    found = next(filter(lambda each: len(each.body) <= MAX_BYTES, _tries(picture)), None)
    if found is None:
        raise BadPicture(message("The picture cannot be made small enough. Cut out what matters in it."))
    return found


def _check(image: Image.Image) -> None:
    if image.width * image.height > MOST_POINTS:
        raise _too_many_points()
    if getattr(image, "n_frames", 1) > 1:
        raise BadPicture(message("The picture moves. Send one that stands still."))


def _too_many_points() -> BadPicture:
    sentence = message(
        "The picture has more than %(most)d million points. Send a smaller one.",
        most=MOST_POINTS // 1_000_000,
    )
    return BadPicture(sentence)


def _plain(image: Image.Image) -> Image.Image:
    """The picture in red, green and blue (with transparency if it has some), as wide as a phone shows it."""
    transparent = image.has_transparency_data
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.thumbnail((WIDTH, 2 * WIDTH), Image.Resampling.LANCZOS)
    return plain


def _tries(picture: Image.Image) -> Iterator[Shrunk]:
    """The lightest form at each size, the finest first."""
    for share, quality in _SMALLER:
        size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
        fitted = picture if share == 1 else picture.resize(size, Image.Resampling.LANCZOS)
        yield min(_forms(fitted, quality), key=lambda each: len(each.body))


def _forms(picture: Image.Image, quality: int) -> Iterator[Shrunk]:
    if picture.getcolors(_FEW_COLOURS) is not None:  # a drawing: every point stays as it is
        exact = picture if picture.mode == "RGBA" else picture.quantize(_FEW_COLOURS)
        yield _saved(exact, "png", optimize=True)
        yield _saved(picture, "webp", lossless=True, method=6)
        return
    yield _saved(picture, "webp", quality=quality, method=6)
    if picture.mode == "RGB":
        yield _saved(picture, "jpg", quality=quality, optimize=True, progressive=True)


def _saved(picture: Image.Image, kind: str, **how: object) -> Shrunk:
    target = io.BytesIO()
    picture.save(target, {"jpg": "JPEG"}.get(kind, kind.upper()), exif=b"", icc_profile=None, **how)
    return Shrunk(kind, target.getvalue(), picture.width, picture.height)
