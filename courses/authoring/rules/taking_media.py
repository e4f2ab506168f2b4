"""Taking in pictures, recordings and files for the lessons of a course of our own."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from courses.authoring.formats.pictures import shrunk
from courses.authoring.rules.changing import Change, lock, media_path
from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder
from courses.source.arranging import NoSuchStep
from courses.source.attachments import SUFFIXES
from courses.source.media import read_media
from courses.source.pictures import Picture
from courses.source.sounds import MAX_BYTES as MOST_OF_SOUND
from courses.source.sounds import SUFFIX
from lms.base.messages import Message, Refusal, message
from lms.base.text import slug

DRAWING = ".svg"
PHOTOS = (".jpg", ".jpeg", ".png", ".webp")
SOUNDS = (".mp3", ".m4a", ".aac", ".wav", ".ogg", ".oga", ".wma", ".amr", ".3gp", ".flac", ".mp4")


class BadMedia(Refusal):
    """What was sent cannot stand in a lesson."""


class Taken(NamedTuple):
    """What was taken in."""

    media: Picture
    sent_bytes: int
    """What the file weighed as it was sent."""
    replaces: bool = False
    """Whether another file of this name was there, which is not shown any more."""


def take_media(course: OwnCourse, filename: str, data: bytes, *, by: int, now: datetime) -> Taken:
    """Keep a picture (made small), a recording in Opus, or a file to be taken along; a file of the same name
    is replaced.

    Refuses what is not what its name says, too heavy, or harmful (:class:`BadMedia`, ``BadPicture``).
    """
    return keep_media(course, make_ready(filename, data), by=by, now=now)


def make_ready(filename: str, data: bytes) -> Taken:
    """What a file becomes before it is kept. It takes a while, so it is done before anything is locked.

    Refuses what :func:`take_media` refuses.
    """
    suffix = PurePosixPath(filename).suffix.lower()
    name = slug(PurePosixPath(filename).stem)[:60].strip("-") or "tep"
    kept, body = _kept_as(name, suffix, data)
    media = read_media({kept: body})[kept]
    if media.problem:
        raise BadMedia(media.problem)
    return Taken(media, len(data))


def keep_media(course: OwnCourse, taken: Taken, *, by: int, now: datetime) -> Taken:
    """Keep what was made ready; a file of the same name is replaced, and what is returned says so."""
    path = media_path(taken.media.name)
    change = Change(course, "media_added", taken.media.name, by=by, now=now)
    replaces = path in change.paths() and change.file(path).body != taken.media.body
    change.write(path, taken.media.body)
    return taken._replace(replaces=replaces)


def remove_media(course: OwnCourse, name: str, *, by: int, now: datetime) -> None:
    """Take a picture, recording or file out of a course."""
    lock(course)
    path = media_path(name)
    if path not in kept_folder(course).paths():
        raise NoSuchStep(message("What was to be changed is not there any more. Look at the course again."))
    Change(course, "media_removed", name, by=by, now=now).take_out(path)


def _kept_as(name: str, suffix: str, data: bytes) -> tuple[str, bytes]:
    """Under which name and with which content a file is kept."""
    if suffix in PHOTOS:
        picture = shrunk(data)
        return f"{name}.{picture.kind}", picture.body
    if suffix in (DRAWING, SUFFIX, *SUFFIXES):
        return f"{name}{suffix}", data
    raise BadMedia(_wrong_kind(suffix))


def _wrong_kind(suffix: str) -> Message:
    if suffix in SOUNDS:
        return message(
            "Recordings are kept as Opus, so that they are light: at most %(size)d KB, one channel. Convert"
            " it with: ffmpeg -i sound%(suffix)s -ac 1 -c:a libopus -b:a 16k sound.opus",
            size=MOST_OF_SOUND // 1000,
            suffix=suffix,
        )
    if suffix in (".doc", ".xls", ".ppt", ".pptx"):
        return message("Save the file as PDF, Word (.docx) or Excel (.xlsx), then send it again.")
    return message(
        "Such a file cannot stand in a lesson. Photos (JPEG, PNG, WebP), drawings (SVG), recordings (Opus),"
        " PDF, Word and Excel can."
    )
