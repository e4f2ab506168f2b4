"""What she is writing, searched as the bank is: read from her texts when it is asked for."""

from dataclasses import dataclass

from lms.base.text import fold
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import manuscripts_of
from quizzes.bank.formats import labels_of, searched
from quizzes.bank.queries import Wanted
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.keywords import LANGUAGES


@dataclass(frozen=True)
class DraftQuestion:
    """A question of a draft."""

    draft: Manuscript
    exercise: Exercise
    number: int
    """Its ordinal, from 0."""
    scene: Scene


def drafted(person_id: int) -> list[tuple[Manuscript, Exercise]]:
    """Her drafts of lists of questions, the latest first."""
    read = [(each, read_exercise(each.text)[0]) for each in manuscripts_of(person_id)]
    return [(draft, text) for draft, text in read if draft.language == LANGUAGES[0] and not text.is_scenario]


def draft_questions(person_id: int, wanted: Wanted) -> list[DraftQuestion]:
    """The questions of her drafts that fit."""
    return [
        DraftQuestion(draft, exercise, number, scene)
        for draft, exercise in drafted(person_id)
        for number, scene in enumerate(exercise.scenes)
        if _fits(scene, exercise, wanted)
    ]


def _fits(scene: Scene, exercise: Exercise, wanted: Wanted) -> bool:
    said, labels = searched([scene], exercise.title), labels_of(scene, exercise)
    return (
        all(word in said for word in fold(wanted.words).split())
        and all(fold(value) in map(fold, labels[kind]) for kind, value in wanted.labels.items())
        and wanted.type in ("", scene.type.value)
    )
