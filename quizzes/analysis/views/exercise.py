"""One exercise: what its answers teach, as a page and as a workbook."""

from flask import abort, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms.base import clock
from lms.web.access import Permission, requires
from lms.web.files import sent
from lms.web.i18n import language, said
from quizzes.analysis.formats import wording
from quizzes.analysis.formats.workbook import as_workbook
from quizzes.analysis.forms import QuestionForm
from quizzes.analysis.models import FEW, Picture
from quizzes.analysis.rules.showing import picture_of
from quizzes.analysis.views.asking import asked, published
from quizzes.analysis.views.blueprint import analysis
from quizzes.map.drawing import draw_map


@analysis.get("/exercises/<string:exercise_code>/analysis")
@requires(Permission.EXERCISES_WRITE)
def exercise(exercise_code: str) -> str:
    """Five places to look at first, where people went, and a table for each question."""
    versions, form = published(exercise_code), asked(QuestionForm)
    gathered, picture = picture_of(versions, form.question(), clock.now(), language())
    return render_template(
        "analysis/exercise.html",
        code=exercise_code,
        version=versions[0],
        form=form,
        gathered=gathered,
        picture=picture,
        drawing=_drawing(picture),
        wording=wording,
        few=FEW,
    )


@analysis.get("/exercises/<string:exercise_code>/analysis/workbook")
@requires(Permission.EXERCISES_WRITE)
def workbook(exercise_code: str) -> Response:
    """The same as an Excel workbook of several sheets."""
    versions, form = published(exercise_code), asked(QuestionForm)
    _, picture = picture_of(versions, form.question(), clock.now(), language())
    if picture is None:
        abort(404)
    return sent(as_workbook(picture, versions[0]), "xlsx", f"tra-loi-{exercise_code}-{clock.today()}")


def _drawing(picture: Picture | None) -> Markup | None:
    """The map of a story, coloured by where people went; every scene leads to its numbers below."""
    if picture is None or not picture.exercise.is_scenario:
        return None
    return draw_map(picture.exercise, link=lambda scene: f"#scene-{scene + 1}", flow=picture.flow, say=said)
