"""A question as it is asked: what is offered, in which order; nothing of what is right."""

from dataclasses import dataclass

from quizzes.exercise.answers import lefts
from quizzes.exercise.graph import Exercise, Kind, Media, QuestionType, Scene
from quizzes.exercise.showing import offered


@dataclass(frozen=True)
class Asked:
    """A question without its answers."""

    ordinal: int
    """Of its scene."""
    kind: QuestionType
    text: str
    options: tuple[str, ...]
    """Answers, statements, steps, left sides, or the names of fields."""
    sides: tuple[str, ...] = ()
    """The right sides of pairs."""
    media: tuple[Media, ...] = ()
    """What is to be seen or heard with it."""

    @property
    def name(self) -> str:
        """Of its field, and the beginning of the names of its fields."""
        return f"q{self.ordinal}"


def asked(exercise: Exercise, ordinal: int) -> Asked:
    """The question of a scene, as it is asked."""
    scene, shown = exercise.scenes[ordinal], offered(exercise, ordinal)
    if scene.type is QuestionType.MATCHING:
        left = tuple(scene.choices[each].text for each in lefts(scene))
        right = tuple(scene.choices[each].match for each in shown)
        return Asked(ordinal, scene.type, scene.text, left, right, media=scene.media)
    options = () if scene.type in _TYPED else tuple(scene.choices[each].text for each in shown)
    return Asked(ordinal, scene.type, scene.text, options, media=scene.media)


def has_other_kinds(exercise: Exercise) -> bool:
    """Whether some question is not answered by one choice."""
    return any(not is_single(scene) for scene in exercise.scenes)


def has_hints(exercise: Exercise) -> bool:
    """Whether some question offers a hint: nothing but practice does."""
    return exercise.kind is Kind.PRACTICE and any(scene.hint for scene in exercise.scenes)


def is_single(scene: Scene) -> bool:
    """Whether it is answered by one choice."""
    return scene.type is QuestionType.SINGLE


_TYPED = frozenset({QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER})
