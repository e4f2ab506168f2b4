"""What every page of answers asks first: which exercise, and whose answers to it."""

from typing import TypeVar

from flask import abort

from courses.queries import newest_editions
from lms.web.filters import named
from quizzes.analysis.forms import QuestionForm
from quizzes.analysis.queries import versions_of
from quizzes.models import ExerciseVersion

F = TypeVar("F", bound=QuestionForm)


def asked(kind: type[F]) -> F:
    """The question in the address; what was said wrongly is shown beside its field and not asked."""
    courses = {edition.course.slug: named(edition) for edition in newest_editions()}
    form = kind.from_address(courses)
    form.validate()
    return form


def published(code: str) -> list[ExerciseVersion]:
    """All versions of an exercise, the newest first; 404 where none was ever published."""
    return versions_of(code) or abort(404)
