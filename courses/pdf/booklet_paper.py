"""What stands in the booklet of a course."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Lesson(NamedTuple):
    """A lesson as it is printed."""

    number: int
    title: str
    part: str
    """The title of its section."""
    html: str
    basis: str
    """What it rests on; may be empty."""
    review_by: date | None


class Term(NamedTuple):
    """A word of the glossary."""

    term: str
    meaning: str


class BookletPaper(NamedTuple):
    """What stands in a booklet."""

    title: str
    summary: str
    aims: Sequence[str]
    lessons: Sequence[Lesson]
    terms: Sequence[Term]
    language: str
    edition: int
    published_on: date
    call: bool
    """Whether every lesson says to call 111."""
