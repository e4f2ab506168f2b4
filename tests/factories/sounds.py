"""Recordings of silence in Opus, made from bytes."""

import struct

SILENCE = b"\xf8\xff\xfe"
"""A packet of 20 milliseconds, one channel (RFC 6716, 3.1)."""
A_SECOND = 50
"""Of such packets."""


def page(packets: list[bytes], *, number: int, kind: int = 0, position: int = 0) -> bytes:
    """A page of Ogg with its checksum (RFC 3533, 6)."""
    lacing = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqII", b"OggS", 0, kind, position, 520, number)
    rest = bytes([len(lacing)]) + lacing + b"".join(packets)
    return head + struct.pack("<I", checksum(head + bytes(4) + rest)) + rest


def checksum(content: bytes) -> int:
    """Ogg's own cyclic sum: the polynomial 0x04c11db7, begun with nothing and not turned round."""
    remainder = 0
    for byte in content:
        remainder ^= byte << 24
        for _ in range(8):
            remainder = (remainder << 1) ^ (0x04C11DB7 if remainder & 0x80000000 else 0)
            remainder &= 0xFFFFFFFF
    return remainder


def recording(seconds: int = 10, *, channels: int = 1) -> bytes:
    """So many seconds of silence, a page each."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    sound = [
        page([SILENCE] * A_SECOND, number=1 + second, kind=4 * (second == seconds), position=second * 48_000)
        for second in range(1, seconds + 1)
    ]
    return b"".join([page([head], number=0, kind=2), page([tags], number=1), *sound])
