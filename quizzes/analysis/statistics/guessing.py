"""What somebody gets who only guesses."""

from quizzes.exercise.answers import lefts, rights
from quizzes.exercise.graph import QuestionType, Scene
from quizzes.exercise.judging import worth


def random_guess(scene: Scene) -> float | None:
    """The share of a question that guessing gives on average; None where guesses are without number, and for
    several choices, where it depends on how many somebody ticks (as in Moodle)."""
    if scene.type is QuestionType.SINGLE:
        best, least = worth(scene)
        points = [choice.points for choice in scene.choices if not choice.retry]
        return sum(each - least for each in points) / len(points) / (best - least) if best != least else None
    if scene.type is QuestionType.TRUE_FALSE:
        return 0.5
    if scene.type is QuestionType.ORDERING and scene.choices:
        return 1 / len(scene.choices)  # in so many of all orders two given neighbours stand side by side
    if scene.type is QuestionType.MATCHING and lefts(scene):
        return 1 / len(rights(scene))
    return None
