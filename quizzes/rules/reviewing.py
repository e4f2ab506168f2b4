"""Where to act differently: what a finished attempt teaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.exercise.graph import Choice, Exercise, Scene
from quizzes.exercise.playing import Path, Play
from quizzes.exercise.scoring import decisions_of, values


@dataclass(frozen=True)
class Note:
    """One decision that was not the best."""

    scene: Scene
    choice: Choice
    grave: bool
    """Whether it alone failed the attempt: a critical error, or a must-pass question."""


@dataclass(frozen=True)
class Advice:
    """Lessons, by their numbers through the course, as the answers speak for or against them."""

    care: tuple[int, ...]
    """A question about them was not answered in the best way."""
    known: tuple[int, ...]
    """Every question about them was."""


def advise(exercise: Exercise, path: Path, order: Sequence[int] | None = None) -> Advice:
    """Which lessons deserve care after this path, and which are known already."""
    met = {exercise.scenes[scene].lesson for scene, _ in path} - {None}
    care = {note.scene.lesson for note in review(exercise, path, order)} & met
    return Advice(_sorted(care), _sorted(met - care))


def _sorted(lessons: set[int | None]) -> tuple[int, ...]:
    return tuple(sorted(number for number in lessons if number is not None))


def review(exercise: Exercise, path: Path, order: Sequence[int] | None = None) -> list[Note]:
    """The decisions of a legal path that cost something, in their order; ways back are none."""
    play = Play(exercise, order)
    return [
        Note(
            exercise.scenes[each.scene], play.choice((each.scene, each.choice)), each.critical or each.missed
        )
        for each in decisions_of(play, values(play), path)
        if (each.regret or each.critical) and not play.choice((each.scene, each.choice)).retry
    ]
