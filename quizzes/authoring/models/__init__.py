"""Tables of what is being written."""

from quizzes.authoring.models.manuscript import Manuscript
from quizzes.authoring.models.media import ManuscriptMedia

__all__ = ["Manuscript", "ManuscriptMedia"]
