"""Vietnamese text: one normal form, one folding for search, one order for names. Pure functions."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_CONTROL = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")

# The order of the Vietnamese alphabet, and of the tones within one letter:
# ngang, huyền, hỏi, ngã, sắc, nặng (the order of the dictionaries).
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {tone: rank for rank, tone in enumerate(_TONES)}


def clean(text: str) -> str:
    """Text as it may enter: NFC, without control characters, what nobody sees (soft hyphens) and halves of
    characters (which no database keeps), spaces folded to one, ends stripped."""
    return _SPACES.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_block(text: str) -> str:
    """Like :func:`clean` for text of several lines: line ends become ``\\n`` and lines stay lines."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", normal)


def fold(text: str) -> str:
    """Text for search and matching: lower case, no diacritics, đ as d, one space between words."""
    return _SPACES.sub(" ", unaccented(text.casefold())).strip()


def unaccented(text: str) -> str:
    """Text without diacritics, đ as d; upper case and lower case stay."""
    bare = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in bare if not unicodedata.combining(char))


def slug(text: str) -> str:
    """Text as a part of an address or file name: folded, words joined by hyphens."""
    return _NOT_WORD.sub("-", fold(text)).strip("-")


def sort_key(full_name: str) -> str:
    """A key that orders full names as a Vietnamese list does: by given name, then by the words before it.

    Words are compared letter by letter in the order of the alphabet, then tone by tone
    (ngang, huyền, hỏi, ngã, sắc, nặng). Keys compare as plain ASCII strings, on any database.
    """
    words = clean(full_name).lower().split(" ")
    return _ordered([words[-1], *words[:-1]])


def alphabet_key(text: str) -> str:
    """A key that orders names of places and things as a Vietnamese dictionary does, word by word from the
    first; numbers by their size, after the letters."""
    return _ordered([word.zfill(6) if word.isdigit() else word for word in clean(text).lower().split(" ")])


def _ordered(words: Sequence[str]) -> str:
    letters = "0".join("".join(_letter_code(char) for char in word) for word in words)
    tones = "0".join(_tone_code(word) for word in words)
    return f"{letters}!{tones}"


@lru_cache(maxsize=1000)
def _split(char: str) -> tuple[str, str]:
    """A letter without its tone, and the tone: ế -> ê, sắc."""
    parts = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in parts if mark in _TONE_RANK and mark)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone))
    return letter, tone[:1]


def _letter_code(char: str) -> str:
    letter, _ = _split(char)
    rank = _LETTER_RANK.get(letter)
    return chr(ord("A") + rank) if rank is not None else f"~{ord(letter[0]):06x}"


def _tone_code(word: str) -> str:
    return "".join(str(_TONE_RANK[_split(char)[1]] + 1) for char in word)
