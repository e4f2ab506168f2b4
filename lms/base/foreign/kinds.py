"""What kind of file it is, told by its content: its name may lie."""

import enum
import io
import re
import zipfile

from lms.base.foreign.slides import MAIN as SLIDES_MAIN
from lms.base.foreign.word import MAIN as WORD_MAIN
from lms.base.messages import message
from lms.base.office_safety import DAMAGE, OLD_OFFICE, UnreadableFile, damaged_document, locked


class Kind(enum.StrEnum):
    """The kinds of file that are read."""

    WORD = "docx"
    SLIDES = "pptx"
    SHEET = "xlsx"
    OLD_SHEET = "xls"
    OPEN_SHEET = "ods"
    TEXT = "txt"
    OLD_WORD = "doc"
    OLD_SLIDES = "ppt"
    RICH_TEXT = "rtf"
    OPEN_TEXT = "odt"
    OPEN_SLIDES = "odp"


TO_CONVERT = {
    Kind.OLD_WORD: Kind.WORD,
    Kind.OLD_SLIDES: Kind.SLIDES,
    Kind.RICH_TEXT: Kind.WORD,
    Kind.OPEN_TEXT: Kind.WORD,
    Kind.OPEN_SLIDES: Kind.SLIDES,
}
"""Kinds that are read only after another program has saved them anew, and as what."""

_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"ID3": "MP3",
    b"OggS": "Ogg",
}


_WEB_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html\b|MIME-Version:)", re.IGNORECASE)
"""What Word writes as a web page, often under the name of a .doc."""


def kind_of(data: bytes) -> Kind:
    """The kind of a file by its content.

    Raises :class:`UnreadableFile` with a sentence for what is read nowhere.
    """
    if not data.strip(b"\0\r\n\t "):
        raise UnreadableFile(message("The file is empty."))
    for start, name in _FOREIGN.items():
        if data.startswith(start):
            raise _foreign(name)
    if data[4:8] == b"ftyp":
        raise _foreign("HEIC/MP4")
    if _WEB_PAGE.match(data[:500]):
        raise UnreadableFile(
            message("This is a web page. Open it in Word, save it as .docx, and choose that.")
        )
    if data.startswith(b"PK"):
        return _of_archive(data)
    if data.startswith(OLD_OFFICE):
        return _of_old_office(data)
    return Kind.RICH_TEXT if data.startswith(b"{\\rtf") else Kind.TEXT


def _foreign(name: str) -> UnreadableFile:
    return UnreadableFile(
        message(
            "In truth this is a %(kind)s file, which is not read. "
            "Choose a Word, PowerPoint, Excel or text file.",
            kind=name,
        )
    )


def _of_archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            declared = _declared(archive)
    except DAMAGE as error:
        raise damaged_document() from error
    if declared:
        return declared
    for kind, main in (
        (Kind.WORD, WORD_MAIN),
        (Kind.SLIDES, SLIDES_MAIN),
        (Kind.SHEET, "xl/workbook.xml"),
        (Kind.OPEN_SHEET, "content.xml"),
    ):
        if main in names:
            return kind
    raise UnreadableFile(
        message("This archive holds no document. Unpack it and choose the files that are in it.")
    )


def _declared(archive: zipfile.ZipFile) -> Kind | None:
    """The kind of an OpenDocument that is no spreadsheet, by what it says of itself."""
    if "mimetype" not in archive.namelist():
        return None
    with archive.open("mimetype") as stream:
        said = stream.read(100).decode("ascii", "replace")
    return {
        "application/vnd.oasis.opendocument.text": Kind.OPEN_TEXT,
        "application/vnd.oasis.opendocument.presentation": Kind.OPEN_SLIDES,
    }.get(said.strip())


def _of_old_office(data: bytes) -> Kind:
    """The kind of a file of the nineties, by the names of the streams in it."""
    streams = {
        "EncryptedPackage": None,
        "WordDocument": Kind.OLD_WORD,
        "PowerPoint Document": Kind.OLD_SLIDES,
        "Workbook": Kind.OLD_SHEET,
        "Book": Kind.OLD_SHEET,
    }
    for name, kind in streams.items():
        if name.encode("utf-16-le") in data:
            if kind is None:
                raise locked()
            return kind
    raise damaged_document()
