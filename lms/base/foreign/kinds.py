"""What kind of file it is, told by its content: its name may lie."""

import enum
import io
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


TO_CONVERT = {Kind.OLD_WORD: Kind.WORD, Kind.OLD_SLIDES: Kind.SLIDES, Kind.RICH_TEXT: Kind.WORD}
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


def kind_of(data: bytes) -> Kind:
    """The kind of a file by its content.

    Raises :class:`UnreadableFile` with a sentence for what is read nowhere.
    """
    if not data.strip(b"\0\r\n\t "):
        raise UnreadableFile(message("The file is empty."))
    for start, name in _FOREIGN.items():
        if data.startswith(start):
            raise UnreadableFile(
                message(
                    "In truth this is a %(kind)s file, which is not read. "
                    "Choose a Word, PowerPoint, Excel or text file.",
                    kind=name,
                )
            )
    if data.startswith(b"PK"):
        return _of_archive(data)
    if data.startswith(OLD_OFFICE):
        return _of_old_office(data)
    return Kind.RICH_TEXT if data.startswith(b"{\\rtf") else Kind.TEXT


def _of_archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except DAMAGE as error:
        raise damaged_document() from error
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
