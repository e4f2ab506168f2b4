"""Walks through an exercise: which scene comes next, and whether a path could have been walked.

A path is a list of ``(scene, answer)`` from the first decision on: the ordinal of the scene, and what was
answered (in a story the ordinal of a choice). A scenario begins in its first scene; a list of questions asks
those drawn, in their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.base.messages import Message, Refusal, message
from quizzes.exercise.answers import Answer, is_legal
from quizzes.exercise.graph import Choice, Exercise, QuestionType

Path = Sequence[tuple[int, Answer]]
MAX_STEPS = 500


class IllegalPath(Refusal):
    """Nobody can have walked this path through this exercise."""


@dataclass(frozen=True)
class Place:
    """Where a path has led: a scene, or None behind the last question."""

    scene: int | None
    finished: bool
    """Whether it ends here; an ending may still offer a way back."""


class Play:
    """The moves of an exercise; ``order`` names the scenes that were drawn for an attempt."""

    def __init__(self, exercise: Exercise, order: Sequence[int] | None = None) -> None:
        self.exercise = exercise
        self.order: tuple[int, ...] | None = None
        if not exercise.is_scenario:
            self.order = tuple(range(len(exercise.scenes)) if order is None else order)
            self._next = dict(zip(self.order, (*self.order[1:], None), strict=False))

    @property
    def start(self) -> int | None:
        """The first scene."""
        return self.order[0] if self.order else (0 if self.order is None and self.exercise.scenes else None)

    def after(self, scene: int, answer: Answer) -> int | None:
        """The scene after an answer; None when it was the last."""
        if self.order is None:
            choice = answer if isinstance(answer, int) else 0
            return self.exercise.scenes[scene].choices[choice].target
        return self._next[scene]

    def walk(self, path: Path) -> Place:
        """Where the path leads; :class:`IllegalPath` names the first step that was not possible."""
        here = self.start
        if len(path) > MAX_STEPS:
            raise IllegalPath(message("The path has more than %(limit)d steps.", limit=MAX_STEPS))
        for number, (scene, answer) in enumerate(path, 1):
            if scene != here:
                raise IllegalPath(
                    message("Step %(step)d does not follow from the step before it.", step=number)
                )
            if not is_legal(self.exercise.scenes[scene], answer):
                raise IllegalPath(self._why_illegal(scene, number))
            here = self.after(scene, answer)
        return Place(here, here is None or self.exercise.scenes[here].ending is not None)

    def choice(self, step: tuple[int, Answer]) -> Choice | None:
        """The choice that a step of a path names; None where a question is not answered by one choice."""
        scene, answer = step
        return self.exercise.scenes[scene].choices[answer] if isinstance(answer, int) else None

    def _why_illegal(self, scene: int, number: int) -> Message:
        if self.exercise.scenes[scene].type is QuestionType.SINGLE:
            return message("Step %(step)d names a choice that does not exist.", step=number)
        return message("Step %(step)d is no answer to its question.", step=number)
