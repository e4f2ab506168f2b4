"""Knowing a shipped lesson again after an upgrade moved it, renamed it or took it away."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from lms.base.text import clean

SAME = 0.5  # more than this share of its lines makes a lesson under another title the same one


def title_of(text: str) -> str:
    """The title on the first line of a lesson."""
    return clean(text.partition("\n")[0].lstrip("# "))


def lesson_now(language: str, number: int, text: str, shipped: Mapping[tuple[str, int], str]) -> int | None:
    """The number that a lesson has among those shipped now; None where it is not among them any more.

    ``number`` and ``text`` are what was shipped before. A lesson is known by its title, in its place or
    elsewhere; under another title only in its place, and only if more than half of it is the same.
    """
    title = title_of(text)
    named = [at for (words, at), now in shipped.items() if words == language and title_of(now) == title]
    if named:
        return number if number in named else named[0]
    now = shipped.get((language, number))
    return number if now is not None and _likeness(text, now) > SAME else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _lines(one), _lines(other), autojunk=False).ratio()


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
