"""Where to act differently: what a finished attempt teaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.exercise.answers import Answer
from quizzes.exercise.graph import Choice, Exercise, Kind, Scene
from quizzes.exercise.judging import judge
from quizzes.exercise.playing import Path, Play
from quizzes.exercise.scoring import Decision, decisions_of, values
from quizzes.exercise.telling import feedback_of


@dataclass(frozen=True)
class Note:
    """One decision that was not the best."""

    scene: Scene
    answer: Answer
    grave: bool
    """Whether it alone failed the attempt: a critical error, or a must-pass question."""
    told: tuple[Choice, ...]
    """The choices whose feedback it gets."""

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None where a question is not answered by one choice."""
        return self.scene.choices[self.answer] if isinstance(self.answer, int) else None


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
        _note(exercise, each)
        for each in decisions_of(play, values(play), path)
        if (each.regret or each.critical) and not _is_back(play, each)
    ]


def _note(exercise: Exercise, decision: Decision) -> Note:
    scene = exercise.scenes[decision.scene]
    in_test = exercise.kind is Kind.ASSESSMENT
    told = feedback_of(scene, judge(scene, decision.answer), in_test=in_test)
    return Note(scene, decision.answer, decision.critical or decision.missed, told)


def _is_back(play: Play, decision: Decision) -> bool:
    chosen = play.choice((decision.scene, decision.answer))
    return chosen is not None and chosen.retry
