"""What a step asks of a learner, and in which words: what the checker of courses must know of it."""

from typing import NamedTuple

from lms.base.messages import Message


class Wording(NamedTuple):
    """A stretch of a step's words, as the course's checker reads them."""

    place: str
    """The file, as a reader finds it from the top of the product: ``quizzes/library/ds-bai-01.vi.txt``."""
    line: int
    """Its line in that file; 0 where it is not known."""
    language: str
    text: str
    feedback: str = ""
    """What is said to whoever chooses it."""
    wrong: bool = False
    """Whether it is an answer that is not the best one: only there may a replaced rule be said at all."""


class Contents(NamedTuple):
    """What a step asks of a learner, beyond what she reads; everything empty for a step that asks nothing."""

    code: str = ""
    """What it is called in lists, e.g. ``ds-kiem-tra``."""
    competencies: frozenset[str] = frozenset()
    """The codes of what it tests."""
    lessons: frozenset[int] = frozenset()
    """The lessons to which it refers, counted through the whole course."""
    warnings: tuple[Message, ...] = ()
    """What its own checker doubts, with file and line; a shipped course has none."""
    role: str = ""
    """``practice``, ``orientation`` or ``assessment``."""
    scenario: bool = False
    """Whether it is a branching scenario; otherwise a list of questions."""
    bank: int = 0
    """How many questions there are; 0 for a scenario."""
    drawn: int = 0
    """How many of them one attempt asks."""
    wordings: tuple[Wording, ...] = ()
    """Its words, one entry per scene and per answer, in every language."""
