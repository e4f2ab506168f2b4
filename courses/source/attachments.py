"""Files of a lesson to be taken along: PDF, Word or Excel, recognised by their content, or refused."""

import io
import re
import zipfile
from dataclasses import dataclass

from courses.source.pictures import Picture
from lms.base.messages import Message, message
from lms.base.office_safety import DAMAGE, UnreadableFile, check_unpacked

MAX_BYTES = 2_000_000
SUFFIXES = (".pdf", ".docx", ".xlsx")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(pdf|docx|xlsx)")
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_ACTS = re.compile(r"vbaProject|/(embeddings|activeX|macrosheets)/|\.bin$", re.IGNORECASE)
_PRINTER = re.compile(r"(xl|word)/printerSettings/printerSettings\d+\.bin")
"""What Excel keeps of the printer that was chosen last: in most of its files, and nothing that acts."""
_PDF_ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


@dataclass(frozen=True)
class Attachment(Picture):
    """A file of a course's ``media`` folder that learners may save; it stands in a lesson like a picture."""


def read_attachment(name: str, body: bytes) -> Attachment:
    """The file of this name, with what is wrong with it."""
    kind = name.rpartition(".")[2]
    return Attachment(name, kind, body, problem=_problem(name, kind, body))


def _problem(name: str, kind: str, body: bytes) -> Message | None:
    if not NAME.fullmatch(name):
        return message(
            "The name of such a file is made of a–z, 0–9 and hyphens and ends in .pdf, .docx or .xlsx."
        )
    if len(body) > MAX_BYTES:
        return message(
            "The file has %(bytes)d bytes; at most %(most)d are allowed.", bytes=len(body), most=MAX_BYTES
        )
    if not (_is_pdf(body) if kind == "pdf" else _is_office(body, kind)):
        return message("The content of the file is no %(kind)s.", kind=kind.upper())
    if _PDF_ACTS.search(body) if kind == "pdf" else _acts(body):
        return message("The file holds macros, scripts or embedded objects. Save it without them.")
    return None


def _is_pdf(body: bytes) -> bool:
    return body.startswith(b"%PDF-") and b"%%EOF" in body[-1024:]


def _parts(body: bytes) -> list[zipfile.ZipInfo]:
    """The parts of an office file; none where it is none, is damaged, or unpacks to more than honest ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            check_unpacked(archive.infolist(), len(body))
            return archive.infolist()
    except (*DAMAGE, UnreadableFile):
        return []


def _is_office(body: bytes, kind: str) -> bool:
    parts = _parts(body)
    names = {part.filename for part in parts}
    locked = any(part.flag_bits & 0x1 for part in parts)
    return not locked and {"[Content_Types].xml", _MAIN[kind]} <= names


def _acts(body: bytes) -> bool:
    names = [part.filename for part in _parts(body)]
    return any(_ACTS.search(name) and not _PRINTER.fullmatch(name) for name in names)
