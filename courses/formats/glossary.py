"""The glossary of all courses: each word once, under its letter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from courses.models import Edition
from lms.base.text import fold


@dataclass
class Entry:
    """A word and what it means."""

    term: str
    senses: dict[str, list[Edition]] = field(default_factory=dict)
    """Each meaning with the courses that give it; more than one where courses say it in different words."""


@dataclass(frozen=True)
class Letter:
    """A letter of the alphabet and the words that begin with it."""

    letter: str
    entries: list[Entry]

    @property
    def anchor(self) -> str:
        """Its place in the page; đ has one of its own."""
        return "dd" if self.letter == "Đ" else self.letter.casefold()


def glossary_of(editions: Sequence[Edition], words: str = "") -> list[Letter]:
    """The words of these editions by letter; only those that hold ``words``, with or without diacritics."""
    found: dict[str, Entry] = {}
    for edition in editions:
        for each in edition.terms or ():
            entry = found.setdefault(each["term"].casefold(), Entry(each["term"]))
            entry.senses.setdefault(each["meaning"], []).append(edition)
    wanted = fold(words)
    entries = [entry for entry in found.values() if wanted in fold(" ".join([entry.term, *entry.senses]))]
    entries.sort(key=lambda entry: (_order(_letter(entry)), fold(entry.term)))
    return [Letter(letter, list(group)) for letter, group in groupby(entries, key=_letter)]


def _letter(entry: Entry) -> str:
    first = entry.term[0].upper()
    return first if first == "Đ" else fold(first).upper()


def _order(letter: str) -> str:
    return "D~" if letter == "Đ" else letter
