"""In which encoding a text came: told by marks of order, by what can be read at all, and by whether its words
could be Vietnamese."""

import codecs
import enum
import unicodedata
from dataclasses import dataclass

from lms.base.foreign.legacy import Legacy, to_unicode
from lms.base.foreign.syllables import share_of_syllables
from lms.base.messages import Refusal, message

SAMPLE = 60_000  # characters: enough to tell an encoding by
CLEAR = 0.9  # of the words that say anything
AHEAD = 0.15  # before the next reading


class UnreadableText(Refusal):
    """The bytes are no text."""


class Encoding(enum.StrEnum):
    """How a text was written."""

    UNICODE = "unicode"
    WINDOWS_1258 = "windows-1258"
    TCVN3 = "tcvn3"
    VNI = "vni"


LEGACY = {Encoding.TCVN3: Legacy.TCVN3, Encoding.VNI: Legacy.VNI}


@dataclass(frozen=True)
class Reading:
    """A text as it is read in one encoding."""

    encoding: Encoding
    text: str
    share: float
    """How many of its words could be Vietnamese, of those that say anything; 1 where none does."""


@dataclass(frozen=True)
class Decoded:
    """A text in its likeliest reading, and the others that it may have."""

    best: Reading
    others: tuple[Reading, ...] = ()
    """Not empty where somebody has to say which is right."""


def decode(data: bytes, chosen: Encoding | None = None) -> Decoded:
    """The text of a file; ``chosen`` is what somebody said of its encoding.

    Raises :class:`UnreadableText` for what holds bytes that no text has.
    """
    text = _unicode(data)
    if text is not None:
        return recognise(text, chosen)
    if data.count(0) or sum(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1a" for byte in data[:SAMPLE]) > 2:
        raise UnreadableText(message("The file is no text."))
    western = data.decode("latin-1")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    found = [_reading(Encoding.WINDOWS_1258, windows), *_legacy_readings(western)]
    return _chosen(found, chosen)


def recognise(text: str, chosen: Encoding | None = None) -> Decoded:
    """A text that may hold letters of the nineties in the places of Western ones."""
    return _chosen([_reading(Encoding.UNICODE, text), *_legacy_readings(text)], chosen)


def _legacy_readings(text: str) -> list[Reading]:
    return [_reading(encoding, to_unicode(text, legacy)) for encoding, legacy in LEGACY.items()]


def _reading(encoding: Encoding, text: str) -> Reading:
    normal = unicodedata.normalize("NFC", text)
    right, said = share_of_syllables(normal[:SAMPLE])
    return Reading(encoding, normal, right / said if said else 1.0)


def _chosen(found: list[Reading], chosen: Encoding | None) -> Decoded:
    """The reading that was chosen; else the likeliest, with the others where it is not clearly so."""
    for each in found:
        if each.encoding is chosen:
            return Decoded(each)
    distinct: dict[str, Reading] = {}
    for each in found:
        distinct.setdefault(each.text, each)
    best, *others = sorted(distinct.values(), key=lambda each: -each.share)
    doubtful = [each for each in others if each.share > best.share - AHEAD]
    # What is Unicode and reads well is so: a few words may read well in another way, a text never does.
    if best.share >= CLEAR and (best.encoding is Encoding.UNICODE or not doubtful):
        return Decoded(best)
    if best.encoding is Encoding.UNICODE and _says_little(best, others):
        return Decoded(best)
    return Decoded(best, tuple(others))


def _says_little(best: Reading, others: list[Reading]) -> bool:
    """Whether the text is Unicode in another language, with names or signs: no other reading makes more of
    it, and letters that only Unicode has stand in it."""
    return all(each.share <= best.share for each in others) and not any(
        "\u00c0" <= sign <= "\u00ff" for sign in best.text[:SAMPLE]
    )


def _unicode(data: bytes) -> str | None:
    """The text of bytes that are Unicode; None for others."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    if half := _without_mark(data):
        return data.decode(half, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A file that was cut short ends within a letter; more than that is another encoding.
        return data[: error.start].decode("utf-8-sig") if error.start >= len(data) - 3 > 60 else None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark of order: every other byte is 0 or 1 or the block of Vietnamese letters."""
    sample = data[:2000]
    if len(sample) < 4 or not sample.count(0):
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(byte in (0, 1, 3, 0x1E, 0x20) for byte in high) > 0.95 * len(high) and 0 in high:
            return name
    return None
