"""Tables of exercises and of what people answered."""

from quizzes.models.attempt import HAS_ANSWERS, AssessmentForm, Attempt, AttemptConflict, Draft
from quizzes.models.exercise import Exercise, ExerciseText, ExerciseVersion, Origin
from quizzes.models.rescore import AttemptRescore, Rescoring, Scored

__all__ = [
    "HAS_ANSWERS",
    "AssessmentForm",
    "Attempt",
    "AttemptConflict",
    "AttemptRescore",
    "Draft",
    "Exercise",
    "ExerciseText",
    "ExerciseVersion",
    "Origin",
    "Rescoring",
    "Scored",
]
