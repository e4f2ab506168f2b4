"""Photos that people send: recognised by their content, and kept without what the camera wrote about place,
time and owner.

The picture itself is not decoded: a file that is whole by the rules of its format is copied piece by piece,
and every piece that holds no picture is left out (Exif with its GPS position, XMP, comments, what follows the
end).
Formats: JPEG (ITU-T T.81, Exif 2.32), PNG (W3C, third edition), WebP (RFC 9649).
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lms.base.messages import Refusal, message

MIME_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
LONGEST_SIDE = 12_000  # pixels; the cameras of phones stay below
SHORTEST_SIDE = 200  # pixels; below, nobody can read a paper on it

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"IDAT", b"IEND"}
_WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"}
_WEBP_DESCRIBED = 0x0C  # the flags of VP8X that announce Exif and XMP
_WEBP_MOVES = 0x02
_SOS, _EOI = 0xDA, 0xD9
_SOF = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # what says the size of the picture
_ORIENTATION = 0x0112


class BadPhoto(Refusal):
    """What was sent is no photo that can be kept."""


@dataclass(frozen=True)
class Photo:
    """A photo without what is not picture."""

    kind: str
    """``jpeg``, ``png`` or ``webp``."""
    width: int
    height: int
    body: bytes


def read_photo(data: bytes) -> Photo:
    """The photo in a file; :class:`BadPhoto` for what is none, not whole, too small or too large."""
    try:
        photo = _read(data)
    except (struct.error, IndexError) as error:
        raise BadPhoto(message("The photo is not complete. Please send it again.")) from error
    if min(photo.width, photo.height) < SHORTEST_SIDE:
        raise BadPhoto(message("The photo is too small to be read. Please take it again, from nearer."))
    if max(photo.width, photo.height) > LONGEST_SIDE:
        raise BadPhoto(
            message(
                "The photo has more than %(most)d points on a side. Send a smaller one.", most=LONGEST_SIDE
            )
        )
    return photo


def _read(data: bytes) -> Photo:
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(_PNG):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    raise BadPhoto(message("This is no photo. Choose a picture in JPEG, PNG or WebP."))


def _broken() -> BadPhoto:
    return BadPhoto(message("The photo is not complete. Please send it again."))


def _jpeg(data: bytes) -> Photo:
    size, turned = (0, 0), 1
    pieces: list[bytes] = []
    for marker, piece in _segments(data):
        if marker in _SOF:
            height, width = struct.unpack(">HH", piece[5:9])
            size = (width, height)
        if marker == 0xE1:
            turned = _orientation(piece[4:]) or turned
        if _is_picture(marker, piece):
            pieces.append(piece)
    if not all(size) or not any(piece[1] == _SOS for piece in pieces):
        raise _broken()
    return Photo("jpeg", *size, b"\xff\xd8" + _turned_by(turned) + b"".join(pieces) + b"\xff\xd9")


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The pieces of a JPEG between its first and its last marker; a scan together with its header."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise _broken()
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = data[at + 1]
        if marker == _EOI:
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise _broken()
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the marker behind a scan stands: 0xFF is stuffed with a zero within it, or a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise _broken()
        if data[at + 1] != 0 and data[at + 1] != 0xFF and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _is_picture(marker: int, piece: bytes) -> bool:
    """Whether a segment is needed to show the picture as it is: of what applications wrote, only the header
    without a preview, the colour profile and Adobe's note on colours."""
    body = piece[4:]
    if marker == 0xE0:
        return body.startswith(b"JFIF\0") and len(body) == 14
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return body.startswith(b"Adobe") and len(body) == 12
    return not 0xE0 <= marker <= 0xEF and marker != 0xFE


def _orientation(exif: bytes) -> int | None:
    """How the camera was held, 1 to 8; None where it does not say."""
    tiff = exif[6:] if exif.startswith(b"Exif\0\0") else b""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return None
    try:
        (start,) = struct.unpack(order + "I", tiff[4:8])
        (count,) = struct.unpack(order + "H", tiff[start : start + 2])
        for entry in range(min(count, 100)):
            at = start + 2 + 12 * entry
            tag, _kind, _number, value = struct.unpack(order + "HHIH", tiff[at : at + 10])
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _turned_by(orientation: int) -> bytes:
    """An Exif segment that says how the camera was held, and nothing else."""
    if orientation == 1:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _png(data: bytes) -> Photo:
    at = len(_PNG)
    kept: list[bytes] = []
    names: list[bytes] = []
    while not names or names[-1] != b"IEND":
        length, name = struct.unpack(">I4s", data[at : at + 8])
        piece = data[at : at + 12 + length]
        if len(piece) != 12 + length or zlib.crc32(piece[4:-4]) != int.from_bytes(piece[-4:]):
            raise _broken()
        names.append(name)
        if name in _PNG_KEPT:
            kept.append(piece)
        at += len(piece)
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise _broken()
    width, height = struct.unpack(">II", kept[0][8:16])
    return Photo("png", width, height, _PNG + b"".join(kept))


def _webp(data: bytes) -> Photo:
    pieces = [(name, body) for name, body in _webp_chunks(data) if name in _WEBP_KEPT]
    names = [name for name, _ in pieces]
    if not {b"VP8 ", b"VP8L"} & set(names):
        raise _broken()
    width, height = _webp_size(dict(reversed(pieces)))
    kept = b"".join(_webp_chunk(name, body) for name, body in pieces)
    return Photo("webp", width, height, b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept)


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise _broken()
    while at + 8 <= end:
        name, length = struct.unpack("<4sI", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) != length:
            raise _broken()
        yield name, body
        at += 8 + length + length % 2


def _webp_chunk(name: bytes, body: bytes) -> bytes:
    if name == b"VP8X":
        body = bytes([body[0] & ~_WEBP_DESCRIBED]) + body[1:]
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _webp_size(chunks: dict[bytes, bytes]) -> tuple[int, int]:
    if b"VP8X" in chunks:
        head = chunks[b"VP8X"]
        if head[0] & _WEBP_MOVES or len(head) != 10:
            raise _broken()
        return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    if b"VP8L" in chunks:
        head = chunks[b"VP8L"]
        bits = int.from_bytes(head[1:5], "little")
        if head[0] != 0x2F:
            raise _broken()
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    head = chunks[b"VP8 "]
    if head[3:6] != b"\x9d\x01\x2a":
        raise _broken()
    width, height = struct.unpack("<HH", head[6:10])
    return width & 0x3FFF, height & 0x3FFF
