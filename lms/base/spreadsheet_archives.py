"""Several spreadsheets as one file: a .zip that an office sends, or what is kept of files sent together."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from lms.base.messages import message
from lms.base.office_safety import DAMAGE, MAX_UNPACKED_BYTES, check_unpacked
from lms.base.spreadsheet_safety import MAX_BYTES, UnreadableSpreadsheet, damaged, locked
from lms.base.text import clean

MAX_FILES = 500
_ENDINGS = frozenset({".xlsx", ".xls", ".ods"})


class NamedFile(NamedTuple):
    """A file with the name that it had where it came from."""

    name: str
    data: bytes


def is_archive(data: bytes) -> bool:
    """Whether the bytes are an archive of files, and not one spreadsheet (which is a zip too)."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_is_spreadsheet(part) for part in archive.infolist())
    except DAMAGE:
        return False


def files_in(data: bytes) -> list[NamedFile]:
    """The spreadsheets of an archive, by name. What they hold is checked when each is read.

    Raises :class:`UnreadableSpreadsheet` where the archive is damaged or locked, holds more than 500 files or
    another kind of file, or where all of it would unpack to far more than it weighs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not _is_clutter(part)]
            check_unpacked(parts, len(data), UnreadableSpreadsheet)
            _check_parts(parts)
            files = [NamedFile(_own_name(part), archive.read(part)) for part in parts]
    except DAMAGE as error:
        raise damaged() from error
    if sum(_unpacked(each.data) for each in files) > MAX_UNPACKED_BYTES:
        raise too_many()
    return sorted(files)


def pack(files: Iterable[NamedFile]) -> bytes:
    """The files as one archive; a name that comes again is numbered."""
    stream = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            path = PurePosixPath(clean(file.name).replace("\\", "/").rpartition("/")[2] or "?")
            name, number = path.name, 2
            while name.casefold() in taken:
                name, number = f"{path.stem} ({number}){path.suffix}", number + 1
            taken.add(name.casefold())
            archive.writestr(name, file.data)
    return stream.getvalue()


def too_many() -> UnreadableSpreadsheet:
    """The refusal of files that together hold more than is read at once."""
    return UnreadableSpreadsheet(
        message(
            "The files together hold more than is read at once: at most %(files)s files of %(size)s MB.",
            files=MAX_FILES,
            size=MAX_BYTES // 1024 // 1024,
        )
    )


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_FILES or sum(part.file_size for part in parts) > MAX_BYTES:
        raise too_many()
    if any(part.flag_bits & 0x1 for part in parts):
        raise locked()
    for part in parts:
        if not _is_spreadsheet(part):
            raise UnreadableSpreadsheet(
                message(
                    "“%(file)s” in the archive is no spreadsheet. Take it out.", file=_own_name(part)[:80]
                )
            )


def _is_spreadsheet(part: zipfile.ZipInfo) -> bool:
    return PurePosixPath(part.filename).suffix.lower() in _ENDINGS and not _is_clutter(part)


def _is_clutter(part: zipfile.ZipInfo) -> bool:
    """Folders, and what systems leave in archives by themselves."""
    path = PurePosixPath(part.filename)
    return part.is_dir() or "__MACOSX" in path.parts or path.name.startswith((".", "~$"))


def _own_name(part: zipfile.ZipInfo) -> str:
    return clean(part.filename)


def _unpacked(data: bytes) -> int:
    """To how much a spreadsheet would unpack; a kind that is no archive, to itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except DAMAGE:
        return len(data)
