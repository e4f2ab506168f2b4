"""Before and after: two spans of days, or two versions, beside each other."""

from flask import render_template

from lms.base import clock
from lms.web.access import Permission, requires
from lms.web.i18n import language
from quizzes.analysis.formats import wording
from quizzes.analysis.forms import ComparisonForm
from quizzes.analysis.models import FEW
from quizzes.analysis.rules.comparing import Comparison, compare_days, compare_versions
from quizzes.analysis.views.asking import asked, published
from quizzes.analysis.views.blueprint import analysis
from quizzes.models import ExerciseVersion


@analysis.get("/exercises/<string:exercise_code>/analysis/comparison")
@requires(Permission.EXERCISES_WRITE)
def comparison(exercise_code: str) -> str:
    """Each scene before and after, with what changed."""
    versions, form = published(exercise_code), asked(ComparisonForm)
    return render_template(
        "analysis/comparison.html",
        code=exercise_code,
        versions=versions,
        form=form,
        comparison=_compared(versions, form),
        wording=wording,
        few=FEW,
    )


def _compared(versions: list[ExerciseVersion], form: ComparisonForm) -> Comparison | None:
    """By the day that was named; else by the two versions; None while neither was."""
    question, now = form.question(), clock.now()
    day = None if form.day.errors else form.day.data
    if day:
        return compare_days(versions, question, day, now, language())
    numbers = {version.number: version for version in versions}
    earlier, later = numbers.get(form.earlier.data), numbers.get(form.later.data)
    if earlier is None or later is None or earlier is later:
        return None
    return compare_versions(earlier, later, question, now, language())
