"""What a trainer fills in: an exercise as text and as cards, where it is published, a trial play."""

from quizzes.authoring.forms.exercises import (
    SAMPLES,
    NewExerciseForm,
    ReleaseForm,
    WritingForm,
    path_from,
    path_text,
)

__all__ = ["SAMPLES", "NewExerciseForm", "ReleaseForm", "WritingForm", "path_from", "path_text"]
