"""The parts of an Office archive and what they name: XML without declarations, relations, pictures."""

import io
import posixpath
import zipfile
from collections.abc import Iterable
from functools import cached_property
from xml.etree.ElementTree import Element, fromstring

from lms.base.foreign.documents import Picture
from lms.base.messages import Message, message
from lms.base.office_safety import DAMAGE, damaged_document, open_document
from lms.base.text import clean

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EMBED, ID, LINK = f"{_OFFICE}embed", f"{_OFFICE}id", f"{_OFFICE}link"
MACROS = "vbaproject"
MOST_NAMED = 20


class Parts:
    """An archive that was looked over."""

    def __init__(self, data: bytes) -> None:
        self.archive = open_document(data)
        self.sizes = {part.filename: part.file_size for part in self.archive.infolist()}

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where there is no such part."""
        if name not in self.sizes:
            return None
        try:
            return fromstring(self.archive.read(name))  # noqa: S314 — walked before: it declares nothing
        except (*DAMAGE, SyntaxError) as error:
            raise damaged_document() from error

    def needed(self, name: str) -> Element:
        """The root of a part without which there is no document."""
        root = self.xml(name)
        if root is None:
            raise damaged_document()
        return root

    def relations(self, name: str) -> dict[str, str]:
        """Where the ids of a part lead within the archive; what leads out of it is left out."""
        folder, file = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{file}.rels")
        if root is None:
            return {}
        return {
            each.get("Id", ""): posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/")
            if not each.get("Target", "").startswith("/")
            else posixpath.normpath(each.get("Target", "")).lstrip("/")
            for each in root.iter(_RELATIONS)
            if each.get("TargetMode") != "External"
        }

    def picture(self, part: str | None, words: str) -> Picture | None:
        """The picture in a part, if there is one."""
        if part is None or part not in self.sizes:
            return None
        return Picture(part, clean(words), self.sizes[part])

    @cached_property
    def left_out(self) -> list[Message]:
        """What of the archive is never taken up: programs and objects of other programs."""
        return never_taken(self.sizes)


def never_taken(parts: Iterable[str]) -> list[Message]:
    """What of an archive with parts of these names is never taken up, in sentences."""
    names = list(parts)
    found = []
    if any(MACROS in name.lower() for name in names):
        found.append(message("The file holds macros (small programs). They were left out."))
    objects = sorted({posixpath.basename(name) for name in names if "/embeddings/" in name.lower()})
    found += [
        message("The embedded object “%(name)s” was left out.", name=clean(name)[:80])
        for name in objects[:20]
    ]
    if any("/activex/" in name.lower() for name in names):
        found.append(message("Buttons and fields of a form (ActiveX) were left out."))
    return found


def names_in(data: bytes) -> list[str]:
    """The names of the parts of a file; none where it is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except DAMAGE:
        return []


def pictures_in(data: bytes, parts: Iterable[str]) -> dict[str, bytes]:
    """The bytes of pictures of a file that was looked over when it was read; absent ones are left out."""
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            there = set(archive.namelist())
            for part in parts:
                if part in there:
                    found[part] = archive.read(part)
    except DAMAGE:
        return found
    return found
