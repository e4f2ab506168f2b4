"""Whether an office file may be read at all: decided before a reader sees it.

An office file is a zip of XML. It can unpack to far more than it weighs, declare entities that grow without
end, or nest its parts so deep that a reader falls over them. So every part is walked here first, in pieces,
against fixed limits; the walkers of spreadsheets count their cells besides.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import IO
from xml.parsers import expat

from lms.base.messages import Refusal, message

MAX_UNPACKED_BYTES = 120 * 1024 * 1024
MAX_RATIO = 250
MAX_PARTS = 2_000
MAX_TEXT = 40_000_000
"""Characters in all parts together."""
MAX_DEPTH = 200
"""Elements one within the other: tables within tables need some dozen."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office begin that are older than 2007, and newer ones that are locked."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,  # a part ends too early
    OSError,  # a part begins before the file does
    RuntimeError,  # a part is locked, or packed in a way that zipfile does not know
    ValueError,  # a name or a time that cannot be
)
"""What reading a broken archive raises: each is the file's fault, not ours."""


class UnreadableFile(Refusal):
    """The file is of a kind that is not read, is damaged, locked or harmful, or holds too much."""


class Walker:
    """Walks one XML part after another, counting what a reader would have to hold."""

    refusal: type[UnreadableFile] = UnreadableFile

    def __init__(self) -> None:
        self.text = 0
        self.depth = 0

    def walk(self, stream: IO[bytes]) -> None:
        """Read a part to its end; raises where it goes beyond a limit or declares entities."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_declarations
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self.characters
        self.depth = 0
        self.begin()
        try:
            parser.ParseFile(stream)
        except LookupError as error:
            raise ValueError("an encoding that nobody knows") from error

    def begin(self) -> None:
        """A part begins."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text between elements."""
        self.spend(len(text))

    def spend(self, characters: int) -> None:
        """Count text against the limit."""
        self.text += characters
        if self.text > MAX_TEXT:
            raise self.too_large()

    def too_large(self) -> UnreadableFile:
        """The refusal of a file that holds too much."""
        return self.refusal(message("The file holds more text than is read here. Send it in parts."))

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refusal(message("The file is nested deeper than any honest file. It was not read."))
        self.start(name, attributes)

    def _leave(self, name: str) -> None:
        self.depth -= 1
        self.end(name)

    def _refuse_declarations(self, *_details: object) -> None:
        raise self.refusal(
            message("The file declares its own document type, as only a harmful file does. It was not read.")
        )


def check_parts(archive: zipfile.ZipFile, weight: int, walker: Walker, *, first: str = "") -> None:
    """Walk every XML part of an archive of ``weight`` bytes, the one called ``first`` before the others.

    Raises the refusal of the walker, or one of :data:`DAMAGE` where the archive cannot be read.
    """
    parts = archive.infolist()
    check_unpacked(parts, weight, walker.refusal)
    if len({part.filename for part in parts}) != len(parts):
        raise zipfile.BadZipFile("two parts of one name")
    if any(part.flag_bits & 0x1 for part in parts):
        raise locked(walker.refusal)
    for part in sorted(parts, key=lambda part: part.filename != first):
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as stream:  # an entry that lies about its size fails its checksum
                walker.walk(stream)


def check_unpacked(
    parts: Sequence[zipfile.ZipInfo], weight: int, refusal: type[UnreadableFile] = UnreadableFile
) -> None:
    """Refuse an archive of ``weight`` bytes whose parts would unpack to more than any honest file holds."""
    unpacked = sum(part.file_size for part in parts)
    if unpacked > min(MAX_UNPACKED_BYTES, weight * MAX_RATIO) or len(parts) > MAX_PARTS:
        raise refusal(
            message(
                "The file unpacks to far more than it weighs, as only a harmful file does. It was not read."
            )
        )


def open_document(data: bytes) -> zipfile.ZipFile:
    """The archive of a Word or PowerPoint file, looked over; raises :class:`UnreadableFile`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        check_parts(archive, len(data), Walker())
    except DAMAGE as error:
        raise damaged_document() from error
    return archive


def locked(refusal: type[UnreadableFile] = UnreadableFile) -> UnreadableFile:
    """The refusal of a file with a password."""
    return refusal(message("The file is locked with a password. Remove the password and save it again."))


def damaged_document() -> UnreadableFile:
    """The refusal of a document that cannot be read to its end."""
    return UnreadableFile(
        message("The file is damaged and cannot be read. Open it in Word or PowerPoint and save it again.")
    )
