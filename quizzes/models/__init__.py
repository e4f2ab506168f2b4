"""Tables of exercises, of what is being written, and of what people answered."""

from quizzes.models.attempt import AssessmentForm, Attempt, AttemptConflict, Draft
from quizzes.models.exercise import Exercise, ExerciseText, ExerciseVersion, Origin
from quizzes.models.manuscript import Manuscript

__all__ = [
    "AssessmentForm",
    "Attempt",
    "AttemptConflict",
    "Draft",
    "Exercise",
    "ExerciseText",
    "ExerciseVersion",
    "Manuscript",
    "Origin",
]
