"""A question while it is being read: its words, and every sign of what its right answer is."""

import enum
from dataclasses import dataclass, field

from lms.base.foreign.documents import PLAIN, Look, Picture
from lms.base.messages import Message, message
from quizzes.importing.formats.lines import Line


class Source(enum.StrEnum):
    """What may tell which answer is right."""

    LINE = "line"
    """Said below the question: "Đáp án: B"."""
    TABLE = "table"
    """Said in a list or table of keys."""
    COLUMN = "column"
    """Said in a column of a table of questions."""
    STAR = "star"
    """A star or a tick beside the answer."""
    EXPLANATION = "explanation"
    """Said in the explanation: "chọn B vì …"."""
    BOLD = "bold"
    UNDERLINE = "underline"
    COLOR = "color"
    HIGHLIGHT = "highlight"
    ITALIC = "italic"
    FORMAT = "format"
    """Marked as files of this format mark it."""


UNUSUAL = message("The sign is not the usual one of this file.")
LOOKS = (Source.BOLD, Source.UNDERLINE, Source.COLOR, Source.HIGHLIGHT, Source.ITALIC)


@dataclass(frozen=True)
class Sign:
    """What one source says: the ordinals of the answers that are right."""

    source: Source
    right: frozenset[int]
    doubt: Message | None = None
    """Why it may not be believed if nothing else is said."""
    words: str = ""
    """What stands there, where it names no answer."""

    @property
    def sure(self) -> bool:
        """Whether it may be believed alone."""
        return self.doubt is None


@dataclass
class Option:
    """An answer that is offered."""

    letter: str
    """The letter before it, as a capital; empty for a bullet."""
    line: Line
    letter_look: Look = PLAIN
    ticked: bool = False
    more: list[str] = field(default_factory=list)
    """Further lines of its words."""
    truth: bool | None = None
    """What stands behind a statement: whether it is true."""

    @property
    def words(self) -> str:
        """Its words in one line."""
        return " ".join(filter(None, [self.line.words, *self.more]))


@dataclass
class Draft:
    """A question as far as it was read."""

    place: Message
    number: int | None = None
    stem: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """What was said below it of its answer, in the words of the file."""
    said_by: Source = Source.LINE
    """Where that was said."""
    keys: list[str] = field(default_factory=list)
    """What lists of keys say of it."""
    explanation: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    hint: str = ""
    basis: list[str] = field(default_factory=list)
    several: bool = False
    """Whether it says that several answers are right."""
    truth: bool | None = None
    """What stands behind its words: whether they are true."""
    key_doubtful: bool = False
    """Whether the list of keys has several entries that may be meant."""
    pictures: list[Picture] = field(default_factory=list)
    pictures_doubtful: bool = False
    """Whether one stands below its answers, where it may belong to the next question."""
    swallowed: bool = False
    """Whether answers of another question, whose beginning was not found, stand below its own."""

    @property
    def words(self) -> str:
        """What it asks."""
        return "\n".join(self.stem)

    @property
    def is_answered(self) -> bool:
        """Whether all of it seems to have been read: its answers, or what is right."""
        return len(self.options) > 1 or bool(self.answers) or self.truth is not None
