"""Recordings of lessons: Opus in Ogg, one channel, small; recognised by their content, or refused."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from courses.source.pictures import Picture
from lms.base.messages import Message, message

MAX_BYTES = 600_000  # five minutes at 16 kbit a second
SUFFIX = ".opus"
KIND = "ogg"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.opus")
_RATE = 48_000  # of the samples that Ogg Opus counts in, whatever was recorded (RFC 7845, 4)
_PAGE = struct.Struct("<4sBBqIIIB")  # RFC 3533, 6: what stands before the lacing values of a page
_HEAD = struct.Struct("<8sBBH")  # RFC 7845, 5.1: magic, version, channels, pre-skip
_BEGINS = 2


@dataclass(frozen=True)
class Sound(Picture):
    """A recording of a course's ``media`` folder; it stands in a lesson as a picture does."""

    seconds: int = 0
    """How long it is."""
    times: tuple[str, ...] = ()
    """When each sentence of the lesson begins, in seconds; empty where nobody wrote it down."""

    @property
    def address(self) -> str:
        """Where it is served; behind the # stand its length and its times, which only scripts read."""
        return f"{super().address}#{','.join((str(self.seconds), *self.times))}"


def read_sound(name: str, body: bytes, labels: str | None = None) -> Sound:
    """The recording in a file of this name, with what is wrong with it.

    ``labels`` is the text file beside it that may say when each sentence begins (:func:`labels_name`): a line
    for each, beginning with seconds, as editors of sound write down their labels.
    """
    sound = Sound(name, KIND, body)
    if not NAME.fullmatch(name):
        rule = message("A recording's name is made of a–z, 0–9 and hyphens and ends in .opus.")
        return replace(sound, problem=rule)
    if len(body) > MAX_BYTES:
        problem = message(
            "The recording has %(bytes)d bytes; at most %(most)d are allowed.",
            bytes=len(body),
            most=MAX_BYTES,
        )
        return replace(sound, problem=problem)
    try:
        sound = replace(sound, seconds=_seconds(body))
    except (ValueError, struct.error):
        problem = message("The content of the file is no recording in Opus (Ogg) with one channel.")
        return replace(sound, problem=problem)
    return sound if labels is None else _timed(sound, labels)


def labels_name(name: str) -> str:
    """The file beside a recording that says when its sentences begin: ``bai-1.txt`` for ``bai-1.opus``."""
    return f"{name.removesuffix(SUFFIX)}.txt"


def _timed(sound: Sound, labels: str) -> Sound:
    times = [line.split()[0].replace(",", ".") for line in labels.splitlines() if line.strip()]
    try:
        starts = [float(time) for time in times]
    except ValueError:
        return replace(sound, problem=_wrong_times())
    if starts != sorted(starts) or not all(0 <= start <= sound.seconds for start in starts):
        return replace(sound, problem=_wrong_times())
    return replace(sound, times=tuple(f"{start:.1f}".removesuffix(".0") for start in starts))


def _wrong_times() -> Message:
    return message(
        "The times of the recording are no rising list of seconds within its length, one on each line."
    )


def _seconds(body: bytes) -> int:
    """How long a recording is, rounded up; ValueError for what is none of ours."""
    pages = list(_pages(body))
    if len(pages) < 3:
        raise ValueError("a head, tags and sound are three pages at least")
    kind, _, first = pages[0]
    magic, version, channels, skipped = _HEAD.unpack_from(first)
    if kind != _BEGINS or magic != b"OpusHead" or version >> 4 or channels != 1:
        raise ValueError("no Opus with one channel")
    if not pages[1][2].startswith(b"OpusTags"):
        raise ValueError("no tags")
    samples: int = max(pages[-1][1] - skipped, 0)
    return -(-samples // _RATE)


def _pages(body: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, position in samples and content of each page; the file ends where the last one ends."""
    at = 0
    while at < len(body):
        magic, version, kind, position, _serial, _number, _check, count = _PAGE.unpack_from(body, at)
        if magic != b"OggS" or version:
            raise ValueError("no page of Ogg")
        begin = at + _PAGE.size + count
        end = begin + sum(body[at + _PAGE.size : begin])
        if end > len(body):
            raise ValueError("the file breaks off")
        yield kind, position, body[begin:end]
        at = end
