"""Pictures of lessons, as far as they are ones: told by their content, never by their names."""

import io
import re
from collections.abc import Iterable
from dataclasses import replace

from PIL import Image, UnidentifiedImageError

from lms.base.foreign.documents import Picture
from lms.base.foreign.parts import pictures_in
from lms.base.messages import Message, message
from quizzes.importing.formats.proposals import Asks, Item, Lesson, Proposal

_FORMATS = ("JPEG", "PNG", "WEBP")


def with_true_pictures(proposal: Proposal, data: bytes) -> Proposal:
    """The proposal without what only seems a picture, or is of a kind that no phone shows. Each is named, one
    of a question beside it."""
    pictures = pictures_of(proposal)
    bodies = pictures_in(data, {picture.part for picture in pictures})
    false = {picture.part for picture in pictures if not _is_picture(bodies.get(picture.part, b""))}
    if not false:
        return proposal
    lessons = tuple(_without(lesson, false) for lesson in proposal.lessons)
    items = tuple(_asking(item, false) for item in proposal.items)
    understood = proposal.understood
    in_lessons = {picture.part for lesson in proposal.lessons for picture in lesson.pictures}
    left_out = (*understood.left_out, *_named(sorted(false & in_lessons)))
    return replace(proposal, lessons=lessons, items=items, understood=replace(understood, left_out=left_out))


def pictures_of(proposal: Proposal) -> list[Picture]:
    """Every picture of a proposal, in its order."""
    shown = [each.pictures for each in proposal.lessons] + [each.pictures for each in proposal.items]
    return [picture for pictures in shown for picture in pictures]


def address_of(picture: Picture) -> str:
    """What stands for a picture in the text of a lesson until it is taken up: its part of the file."""
    return picture.part.rpartition("/")[2]


def _is_picture(body: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            return min(image.size) > 0
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return False


def _without(lesson: Lesson, false: set[str]) -> Lesson:
    text = lesson.text
    for picture in lesson.pictures:
        if picture.part in false:
            text = re.sub(rf"!\[[^\]]*\]\({re.escape(address_of(picture))}\)", "", text)
    kept = tuple(picture for picture in lesson.pictures if picture.part not in false)
    return replace(lesson, text=re.sub("\n{3,}", "\n\n", text).strip(), pictures=kept)


def _asking(item: Item, false: set[str]) -> Item:
    """A question without false pictures: somebody is asked whether it can do without them."""
    lost = sorted({picture.part for picture in item.pictures} & false)
    if not lost:
        return item
    kept = tuple(picture for picture in item.pictures if picture.part not in false)
    asks = Asks.TAKE if item.asks is Asks.NOTHING else item.asks
    return replace(item, pictures=kept, doubts=(*item.doubts, *_named(lost)), asks=asks)


def _named(parts: Iterable[str]) -> Iterable[Message]:
    for part in parts:
        name = part.rpartition("/")[2]
        yield message(
            "“%(name)s” is no picture that phones show (JPEG, PNG, WebP); it was left out.", name=name
        )
