"""A course as one file: a zip of its folder, written the same each time; read only when it can do no harm.

Sizes, names, links and compression are judged by the directory of the archive before anything is unpacked,
and again by what unpacking gives.
"""

import io
import re
import stat
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from courses.source.folders import HEAD, Folder
from lms.base.messages import Refusal, message
from lms.base.office_safety import DAMAGE

MAX_FILES = 400
MAX_UNPACKED = 20_000_000  # bytes
MAX_RATIO = 100
_LESSON = r"(vi|en)/(\d\d-[a-z0-9]+(-[a-z0-9]+)*|job-aid)\.md"
_MEDIA = r"media/[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]{3,4}"
_ALLOWED = re.compile(rf"course\.toml|terms\.toml|{_LESSON}|{_MEDIA}")
_LONGEST_NAME = 180
_DAY = (2026, 1, 1, 0, 0, 0)  # the same folder gives the same bytes


class BadArchive(Refusal):
    """The file is no course, or may do harm."""


def packed(folder: Folder) -> bytes:
    """The folder of a course as one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.paths():
            part = zipfile.ZipInfo(f"{folder.name}/{path}", _DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            archive.writestr(part, folder.read(path))
    return target.getvalue()


def unpacked(data: bytes) -> tuple[str, dict[str, bytes]]:
    """The name of the folder in an archive (empty where the files lie at the top) and its files by path.

    Raises :class:`BadArchive` with a sentence.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not _is_clutter(part)]
            _check_parts(parts, len(data))
            top = _top_of(parts)
            return top.rstrip("/"), {
                part.filename.removeprefix(top): _content(archive, part) for part in parts
            }
    except DAMAGE as error:
        raise BadArchive(
            message("This is no zip file, or it is damaged. Export the course once more and take that file.")
        ) from error


def _is_clutter(part: zipfile.ZipInfo) -> bool:
    """Folders, and what systems leave in archives by themselves."""
    path = PurePosixPath(part.filename)
    clutter = "__MACOSX" in path.parts or path.name in (".DS_Store", "Thumbs.db", "desktop.ini")
    return part.is_dir() or clutter


def _check_parts(parts: Sequence[zipfile.ZipInfo], weight: int) -> None:
    unpacked_bytes = sum(part.file_size for part in parts)
    if len(parts) > MAX_FILES or unpacked_bytes > min(MAX_UNPACKED, max(weight, 10_000) * MAX_RATIO):
        raise BadArchive(
            message(
                "The file unpacks to more than a course holds: at most %(files)d files of %(size)d MB"
                " together. It was not read.",
                files=MAX_FILES,
                size=MAX_UNPACKED // 1_000_000,
            )
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadArchive(
            message("The file is locked with a password. Remove the password and save it again.")
        )
    if len({part.filename for part in parts}) != len(parts):
        raise BadArchive(message("The file holds two files of the same name. It was not read."))
    top = _top_of(parts)
    for part in parts:
        path = part.filename.removeprefix(top)
        if (
            stat.S_ISLNK(part.external_attr >> 16)
            or len(path) > _LONGEST_NAME
            or not _ALLOWED.fullmatch(path)
        ):
            raise BadArchive(
                message(
                    "“%(file)s” does not belong to a course: a course is course.toml, terms.toml, lessons"
                    " such as vi/01-mo-so.md, and files in media. Take it out.",
                    file=part.filename[:80],
                )
            )


def _top_of(parts: Sequence[zipfile.ZipInfo]) -> str:
    """The folder in which everything lies, with its slash; empty where the files lie at the top."""
    heads = [part.filename for part in parts if PurePosixPath(part.filename).name == HEAD]
    if len(heads) != 1 or heads[0].count("/") > 1:
        raise BadArchive(message("There is no course in the file: it must hold one course.toml."))
    return heads[0].removesuffix(HEAD)


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """What a part unpacks to, and never more than it says."""
    with archive.open(part) as stream:
        body = stream.read(part.file_size + 1)
    if len(body) != part.file_size:
        raise ValueError("a part lies about its size")
    return body
