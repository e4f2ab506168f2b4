"""What a file is proposed as: plain data between reading it and taking it up."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

from lms.base.foreign.documents import Picture
from lms.base.foreign.encodings import Encoding
from lms.base.messages import Message, message
from quizzes.exercise.graph import Choice, Scene


class ProposalKind(enum.StrEnum):
    """What a file may become."""

    QUESTIONS = "questions"
    EXERCISE = "exercise"
    LESSONS = "lessons"


class Asks(enum.StrEnum):
    """What a trainer has to say of a question before it is taken up."""

    NOTHING = "nothing"
    RIGHT = "right"
    """Which answer is right."""
    SEVERAL = "several"
    """Which answers are right; there may be several."""
    TAKE = "take"
    """Whether to take it as it is, to be mended at the desk, or to leave it out."""


LOST_PICTURE = message(
    "A picture stands in it: add it under “Pictures and sounds” once the exercise is made."
)


PART_OF_POINTS = message("For an answer a part of the points was given; here it counts as wrong.")
SEVERAL_MARKED = message("Several answers are marked, but the question does not say that several are right.")


@dataclass(frozen=True)
class Item:
    """A question as it was understood."""

    scene: Scene
    place: Message
    """Where it stands in the file."""
    told: tuple[Message, ...] = ()
    """How the right answer was told."""
    doubts: tuple[Message, ...] = ()
    """Why somebody is asked."""
    asks: Asks = Asks.NOTHING
    explanation: str = ""
    """Becomes the feedback of the right answer once that is known."""
    pictures: tuple[Picture, ...] = ()
    """What is shown with it; they become its media when it is taken up."""


def marked(choices: Iterable[Choice]) -> tuple[Message, ...]:
    """How a file of another system told what is right."""
    right = ", ".join(choice.text for choice in choices if choice.right)
    return (message("Marked in the file: %(answers)s.", answers=right[:200]),) if right else ()


@dataclass(frozen=True)
class Lesson:
    """A lesson in the Markdown of courses, without its title."""

    title: str
    text: str
    place: Message
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Understood:
    """How the words of a file were read."""

    encodings: tuple[Encoding, ...] = (Encoding.UNICODE,)
    uncertain: tuple[Encoding, ...] = ()
    """Between which encodings somebody has to choose."""
    sample: tuple[str, str] = ("", "")
    """A line as it was written and as it was read; empty where nothing was converted."""
    left_out: tuple[Message, ...] = ()
    """What was not taken up, and why."""


@dataclass(frozen=True)
class Proposal:
    """What a file holds, read as one kind."""

    kind: ProposalKind
    title: str
    items: tuple[Item, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    text: str = ""
    """The text of an exercise, in the grammar."""
    understood: Understood = field(default=Understood())

    @property
    def uncertain(self) -> tuple[int, ...]:
        """The ordinals of the items that somebody has to decide."""
        return tuple(number for number, item in enumerate(self.items) if item.asks is not Asks.NOTHING)
