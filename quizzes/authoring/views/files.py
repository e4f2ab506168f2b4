"""An exercise as a file: taken along as Word, Excel or text, and brought back changed."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.messages import Refusal
from lms.web.access import Permission, requires
from lms.web.differences import beside, folded
from lms.web.files import sent
from lms.web.i18n import said
from quizzes.authoring.formats.reading import read_file
from quizzes.authoring.formats.word import to_word
from quizzes.authoring.formats.workbook import to_workbook
from quizzes.authoring.forms.files import ExerciseFileForm
from quizzes.authoring.rules.writing import Opened
from quizzes.authoring.views.blueprint import authoring
from quizzes.authoring.views.desk import form_of, language_asked, opened_or_404
from quizzes.exercise.findings import finding_in
from quizzes.exercise.grammar import read_exercise

SHAPES = ("docx", "xlsx", "txt")


@authoring.get("/exercises/<string:exercise_code>/files")
@requires(Permission.EXERCISES_WRITE)
def exercise_files(exercise_code: str) -> str:
    """The three files to take along, and the place to bring one back."""
    opened = opened_or_404(exercise_code, language_asked(request.args.get("text")))
    return _page(opened, ExerciseFileForm())


@authoring.get("/exercises/<string:exercise_code>/file")
@requires(Permission.EXERCISES_WRITE)
def download_exercise(exercise_code: str) -> Response:
    """Her text, else the published one, as a file. A text that cannot be read to its end is a file of text
    only: a form would lose what it cannot hold."""
    opened = opened_or_404(exercise_code, language_asked(request.args.get("text")))
    shape = request.args.get("as", SHAPES[0])
    if shape not in SHAPES:
        abort(404)
    name = f"{opened.code}-{opened.language}"
    if shape == "txt":
        return sent(opened.text.encode(), shape, name)
    exercise, found = read_exercise(opened.text)
    if found:
        flash(
            gettext(
                "Only as text for now: a form cannot hold this yet. %(finding)s",
                finding=said(finding_in(opened.code, found[0])),
            ),
            "warning",
        )
        return redirect(
            url_for("authoring.exercise_files", exercise_code=exercise_code, text=opened.language)
        )
    if shape == "xlsx":
        return sent(to_workbook(exercise, opened.language), shape, name)
    return sent(to_word(exercise, opened.language, clock.today()), shape, name)


@authoring.post("/exercises/<string:exercise_code>/files")
@requires(Permission.EXERCISES_WRITE)
def upload_exercise(exercise_code: str) -> str | tuple[str, int]:
    """What a changed file says: its differences and what is wrong, before anything is taken over."""
    opened = opened_or_404(exercise_code, language_asked(request.form.get("language")))
    form = ExerciseFileForm()
    if not form.validate_on_submit():
        return _page(opened, form), 422
    try:
        taken = read_file(form.file.data.read(), opened.language)
    except Refusal as refusal:
        form.file.errors = [said(refusal.message)]
        return _page(opened, form), 422
    return render_template(
        "authoring/file_preview.html",
        opened=opened,
        taken=taken,
        is_same=taken.text == opened.text,
        pairs=folded(beside(opened.text, taken.text)),
        form=form_of(opened, taken.text),
    )


def _page(opened: Opened, form: ExerciseFileForm) -> str:
    return render_template("authoring/exercise_files.html", opened=opened, form=form, shapes=SHAPES)
