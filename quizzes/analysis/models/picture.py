"""What is shown of an exercise: the same on its page and in its workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.base.messages import Message
from quizzes.analysis.models.question import FEW, By, Question
from quizzes.analysis.statistics.branching import Decision, Figures
from quizzes.analysis.statistics.linear import ItemStatistics, ListStatistics
from quizzes.analysis.statistics.mastery import Gain
from quizzes.exercise.graph import Exercise, Scene
from quizzes.map.drawing import Flow


@dataclass(frozen=True)
class Line:
    """One answer, or one part of it, and how many gave it."""

    letter: str
    """Of the choice; empty for what is typed."""
    words: str
    """Empty for all typed answers together that only few gave."""
    people: int
    share: float
    """Of those who answered."""
    credit: float | None
    """What it is worth as a share of the best; None where that cannot be said."""
    critical: bool = False
    dead: bool = False
    """Whether hardly anybody chose it, of enough people."""


@dataclass(frozen=True)
class Advice:
    """One place to look at, and what to do there."""

    scene: int
    decision: Decision
    sentences: tuple[Message, ...]


@dataclass(frozen=True)
class Measured:
    """A list of questions in numbers."""

    items: Mapping[int, ItemStatistics]
    """By question."""
    guesses: Sequence[float | None]
    """By question, the share that guessing gives."""
    b_indices: Mapping[int, float]
    """By question the facility of those who passed less that of the others; none below thirty
    attempts, and of an orientation test."""
    whole: ListStatistics
    consistency: float | None
    """Which share would pass twice or fail twice; None where there are no indices."""


@dataclass(frozen=True)
class LessonGain:
    """How the people who took both did on the questions about one lesson."""

    lesson: int
    gain: Gain


@dataclass(frozen=True)
class Place:
    """A scene in which something was decided."""

    ordinal: int
    scene: Scene
    decision: Decision
    lines: Sequence[Line]
    """Its answer table; empty for fewer than :data:`FEW` people."""
    apart: Mapping[By, Decision]
    """The same by who answered and how; without groups of fewer than :data:`FEW` people."""


@dataclass(frozen=True)
class Route:
    """A way that people went."""

    scenes: Sequence[int]
    letters: str
    """What was chosen in each of them."""
    end: int | None
    people: int
    share: float


@dataclass(frozen=True)
class Picture:
    """All that is shown of an exercise."""

    question: Question
    attempts: int
    """How many count."""
    exercise: Exercise
    """In the words and with the key of today."""
    figures: Figures
    measured: Measured | None
    first: Sequence[Advice]
    places: Sequence[Place]
    groups: Sequence[By]
    """The groups that have enough people to be shown apart."""
    routes: Sequence[Route]
    gains: Sequence[LessonGain]

    @property
    def flow(self) -> Flow:
        """How many people came by each scene, and took each choice, the first time; without the choices of
        scenes in which fewer than :data:`FEW` people were."""
        decisions = self.figures.decisions
        scenes = {number: each.reached for number, each in decisions.items()}
        ends = {number: people for number, people in self.figures.endings.items() if number is not None}
        taken = {
            (number, given): people
            for number, each in decisions.items()
            for given, people in each.answers.items()
            if isinstance(given, int) and each.people >= FEW
        }
        return Flow(ends | scenes, taken)
