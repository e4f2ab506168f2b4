"""Tables of exercises and of what people answered."""

from quizzes.models.attempt import AssessmentForm, Attempt, AttemptConflict, Draft
from quizzes.models.exercise import Exercise, ExerciseText, ExerciseVersion, Origin

__all__ = [
    "AssessmentForm",
    "Attempt",
    "AttemptConflict",
    "Draft",
    "Exercise",
    "ExerciseText",
    "ExerciseVersion",
    "Origin",
]
