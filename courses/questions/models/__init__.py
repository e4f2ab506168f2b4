"""Tables of what is asked and answered."""

from courses.questions.models.question import Question, RedactedFor

__all__ = ["Question", "RedactedFor"]
