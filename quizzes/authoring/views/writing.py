"""Writing an exercise: its text, what is wrong with it, and how it plays, beside each other."""

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, public, requires
from lms.web.asking import wants_json
from lms.web.differences import beside
from lms.web.filters import moment
from lms.web.i18n import said
from lms.web.safety import csrf
from quizzes.authoring.forms import WritingForm, path_from, path_text
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import other_writers
from quizzes.authoring.rules.looking import Look, look_over
from quizzes.authoring.rules.releasing import newer_shipped
from quizzes.authoring.rules.writing import (
    NoExercise,
    Opened,
    SavedInBetween,
    drop_text,
    open_text,
    save_text,
)
from quizzes.authoring.views.blueprint import authoring
from quizzes.exercise.grammar import MAX_TEXT
from quizzes.exercise.playing import Path
from quizzes.queries.exercises import competencies_on, newest_version
from quizzes.views.signed_out import keep_answers


@authoring.get("/exercises/<string:exercise_code>/edit")
@requires(Permission.EXERCISES_WRITE)
def edit_exercise(exercise_code: str) -> str:
    """Her text, else the published one, with findings and a trial play that goes on at ``path``."""
    opened = _opened(exercise_code, _language(request.args.get("text")))
    look = _look(opened, opened.text, path_from(request.args.get("path", "")))
    return _desk(
        opened, look, WritingForm(text=opened.text, language=opened.language, revision=opened.revision)
    )


@authoring.post("/exercises/<string:exercise_code>/draft")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def save_exercise(exercise_code: str) -> Response | str | tuple[str, int]:
    """Keep her text and look it over: a page for a form, its changing part for a script.

    Without a token, so that a text outlives its session: the Origin check and SameSite guard it. Signed out,
    the text is carried on.
    """
    if not asker().is_authenticated:
        abort(401) if wants_json() else None
        return keep_answers(MAX_TEXT)
    if not asker().may(Permission.EXERCISES_WRITE):
        abort(404)
    form = WritingForm(meta={"csrf": False})
    opened = _opened(exercise_code, _language(form.language.data))
    text, revision = str(form.text.data or ""), int(form.revision.data or 0)
    try:
        saved = save_text(asker().id, exercise_code, opened.language, text, revision, clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _refused(refusal, opened, form)
    return _saved(saved, opened)


@authoring.post("/exercises/<string:exercise_code>/drop")
@requires(Permission.EXERCISES_WRITE)
def drop_exercise(exercise_code: str) -> Response:
    """Throw her draft away; what is published stays."""
    drop_text(asker().id, exercise_code)
    db.session.commit()
    flash(gettext("The draft was thrown away."), "success")
    return redirect(url_for("authoring.exercises"))


def _language(given: str | None) -> str:
    return "en" if given == "en" else "vi"


def _opened(code: str, language: str) -> Opened:
    try:
        return open_text(asker().id, code, language)
    except NoExercise:
        abort(404)


def _look(opened: Opened, text: str, path: Path) -> Look:
    vietnamese = open_text(asker().id, opened.code, "vi").text if opened.language != "vi" else None
    return look_over(text, opened.code, path, vietnamese=vietnamese)


def _desk(opened: Opened, look: Look, form: WritingForm) -> str:
    newest = newest_version(opened.code)
    shipped = newer_shipped(newest) if newest else None
    theirs = shipped.texts.get(opened.language) if shipped else None
    return render_template(
        "authoring/edit_exercise.html",
        opened=opened,
        look=look,
        form=form,
        path_text=path_text,
        others=other_writers(asker().id, opened.code),
        shipped=theirs,
        pairs=beside(theirs, opened.text) if theirs else [],
        competencies=competencies_on(clock.today()),
    )


def _saved(saved: Manuscript, opened: Opened) -> Response | str:
    path = request.form.get("to", request.form.get("path", ""))
    if wants_json():
        look = _look(opened, saved.text, path_from(path))
        return _json(saved, render_template("authoring/look.html", look=look, path_text=path_text))
    if "publish" in request.form:
        return redirect(url_for("authoring.publish_exercise", exercise_code=saved.code))
    here = url_for(
        "authoring.edit_exercise", exercise_code=saved.code, text=opened.language, path=path, _anchor="look"
    )
    return redirect(here)


def _json(saved: Manuscript, html: str) -> FlaskResponse:
    sentence = gettext("Saved %(moment)s.", moment=moment(saved.saved_at))
    return jsonify(revision=saved.revision, saved=sentence, look=html)


def _refused(refusal: Refusal, opened: Opened, form: WritingForm) -> Response | str | tuple[str, int]:
    """What stands, what she wrote, and why it was not saved; nothing she wrote is lost."""
    standing = refusal.standing if isinstance(refusal, SavedInBetween) else None
    if wants_json():
        answer = jsonify(error=said(refusal.message), conflict=standing is not None)
        answer.status_code = 409 if standing else 422
        return answer
    if standing is None:
        form.text.errors = [said(refusal.message)]
        return _desk(opened, _look(opened, str(form.text.data or ""), ()), form), 422
    form.revision.data = standing.revision
    page = render_template(
        "authoring/both_texts.html",
        opened=opened,
        form=form,
        saved_at=standing.saved_at,
        pairs=beside(standing.text, str(form.text.data or "")),
    )
    return page, 409
