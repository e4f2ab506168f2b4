"""When two writings of a name are one name. Pure.

Lists write names in capitals, without diacritics, or with the tone on the other vowel (hoà, hòa); none of
that makes another name, and none of it may spoil a name that is already written well.
"""

import unicodedata

from lms.base.text import clean, fold

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HAMLET_TYPES = frozenset(
    {"thon", "xom", "ban", "khoi", "khu", "ap", "buon", "to", "tdp", "khom", "pho", "lang"}
)


def proper(name: str) -> str:
    """A name as it is kept: written in capitals or small letters only, it gets its capitals."""
    name = clean(name)
    return (
        " ".join(word.capitalize() for word in name.split(" ")) if name.isupper() or name.islower() else name
    )


def same_name(one: str, other: str) -> bool:
    """Whether both write one name: case, normal form and the place of the tone in a word do not matter."""
    return one == other or _spelling(one) == _spelling(other)


def bare_of(name: str, full: str) -> bool:
    """Whether ``name`` is ``full`` without its diacritics."""
    return fold(name) == fold(full) and name.casefold().replace("đ", "d") == fold(name)


def writes_same(one: str, other: str) -> bool:
    """Whether both may write one name, one of them perhaps without diacritics."""
    return same_name(one, other) or bare_of(one, other) or bare_of(other, one)


def better_name(given: str, present: str) -> str | None:
    """``given`` where it says more or something else than ``present``; None where ``present`` stays."""
    return None if same_name(given, present) or bare_of(given, present) else given


def same_hamlet(one: str, other: str) -> bool:
    """Whether both name one hamlet, with or without its type: ``Thôn Đồng Bông``, ``đồng bông``."""
    return hamlet_key(one) == hamlet_key(other)


def hamlet_key(name: str) -> str:
    """The name of a hamlet for comparing: folded, without its type."""
    words = fold(name).replace("to dan pho", "tdp").split(" ")
    rest = words[1:] if words[0] in _HAMLET_TYPES else words
    return " ".join(rest or words)


def _spelling(name: str) -> list[tuple[str, str]]:
    words = unicodedata.normalize("NFD", clean(name).casefold()).split(" ")
    return [
        (
            "".join(char for char in word if char not in _TONES),
            "".join(sorted(char for char in word if char in _TONES)),
        )
        for word in words
    ]
