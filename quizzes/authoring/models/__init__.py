"""Tables of what is being written."""

from quizzes.authoring.models.manuscript import Manuscript

__all__ = ["Manuscript"]
