"""What the desk hears of."""

from quizzes.authoring.rules.writing import follow
from quizzes.models import ExerciseVersion
from quizzes.signals import exercise_published


def connect() -> None:
    """Listen; called once when the app is made."""
    exercise_published.connect(take_up)


def take_up(version: ExerciseVersion) -> None:
    """Who has changed nothing finds the new version on her desk."""
    follow(version)
