"""What the bank hears of."""

from quizzes.bank.rules.indexing import index_version
from quizzes.models import ExerciseVersion
from quizzes.signals import exercise_published


def connect() -> None:
    """Listen; called once when the app is made."""
    exercise_published.connect(take_up)


def take_up(version: ExerciseVersion) -> None:
    """The questions of a new version stand in the bank at once."""
    index_version(version)
