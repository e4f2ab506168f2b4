"""A recording as small as can be: three pages of Ogg with an Opus head, tags and one packet."""

import struct


def page(content: bytes, *, number: int, kind: int = 0, position: int = 0) -> bytes:
    """A page of Ogg; its checksum is not looked at."""
    lacing = bytes([255] * (len(content) // 255) + [len(content) % 255])
    return (
        struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, 520, number, 0, len(lacing)) + lacing + content
    )


def recording(seconds: int = 90, *, channels: int = 1, sound: bytes = bytes(40)) -> bytes:
    """A recording of so many seconds."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return (
        page(head, number=0, kind=2)
        + page(tags, number=1)
        + page(sound, number=2, kind=4, position=seconds * 48_000 + 312)
    )
