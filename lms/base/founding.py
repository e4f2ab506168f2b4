"""What a part asks when an installation is set up, and what it makes of the answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lms.base.messages import Message, Refusal, message
from lms.base.text import clean

Answers = Mapping[str, str]
"""The answers so far, by the names of their questions; checked, and empty where nothing was said."""


class MissingAnswer(Refusal):
    """A question that must be answered was not."""


def given(answer: str, _answers: Answers) -> str:
    """Check an answer that may be anything but nothing: as it is kept. Raises :class:`MissingAnswer`."""
    if not clean(answer):
        raise MissingAnswer(message("An answer is needed here."))
    return clean(answer)


def nothing(_answers: Answers) -> str:
    """No proposal."""
    return ""


@dataclass(frozen=True)
class Question:
    """One thing to be asked; checked without the database, which is empty then."""

    name: str
    """A word in small letters and hyphens; the name of its option and of its field."""
    label: Message
    """What is asked for, in a few words."""
    check: Callable[[str, Answers], str] = given
    """The answer as it is kept; raises a ``Refusal`` for one that cannot be."""
    hint: Message | None = None
    """What helps to answer."""
    proposal: Callable[[Answers], str] = nothing
    """What is taken when nothing is said; empty for nothing."""
    secret: bool = False
    """Whether it is typed twice and never shown."""


@dataclass(frozen=True)
class Founding:
    """A part's share in setting up an installation."""

    questions: Sequence[Question]
    found: Callable[[Answers], None]
    """Writes the part's share into an empty database that holds what is shipped: locks, flushes, and leaves
    the commit to the setup."""
