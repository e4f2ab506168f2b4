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
from quizzes.authoring.forms import WritingForm, path_from
from quizzes.authoring.queries import other_writers
from quizzes.authoring.rules.writing import Opened, SavedInBetween, drop_text, save_text
from quizzes.authoring.views.blueprint import authoring
from quizzes.authoring.views.desk import (
    FACES,
    Written,
    desk,
    face_sent,
    form_of,
    language_asked,
    look_at,
    looked,
    opened_or_404,
    path_sent,
    written,
)
from quizzes.exercise.grammar import MAX_TEXT
from quizzes.views.signed_out import keep_answers

MOST_FIELDS = 20_000  # of a form of three hundred scenes
LONGEST_SENT = 2 * MAX_TEXT  # a browser ends each line with two characters


@authoring.get("/exercises/<string:exercise_code>/edit")
@requires(Permission.EXERCISES_WRITE)
def edit_exercise(exercise_code: str) -> str:
    """Her text, else the published one, with findings and a trial play that goes on at ``path``."""
    opened = opened_or_404(exercise_code, language_asked(request.args.get("text")))
    return _text_page(opened, opened.text, opened.revision)


@authoring.post("/exercises/<string:exercise_code>/draft")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def save_exercise(exercise_code: str) -> Response | str | tuple[str, int]:
    """Keep her text and look it over: a page for a form, its changing part for a script.

    Without a token, so that a text outlives its session: the Origin check and SameSite guard it. Signed out,
    or with another person signed in beside it, what was written is carried on.
    """
    form = WritingForm(meta={"csrf": False})
    if not asker().is_authenticated or form.writer.data not in (None, asker().id):
        abort(401) if wants_json() else None
        return keep_answers(LONGEST_SENT, MOST_FIELDS)
    if not asker().may(Permission.EXERCISES_WRITE):
        abort(404)
    opened = opened_or_404(exercise_code, language_asked(form.language.data))
    sent = written(request.form, opened) if face_sent() == "form" else Written(form.text.data or "", None)
    revision = int(form.revision.data or 0)
    try:
        saved = save_text(
            asker().id,
            exercise_code,
            opened.language,
            sent.text,
            revision,
            clock.now(),
            base=form.base.data,
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _refused(refusal, opened, form, sent.text)
    return _saved(saved, sent)


@authoring.post("/exercises/<string:exercise_code>/drop")
@requires(Permission.EXERCISES_WRITE)
def drop_exercise(exercise_code: str) -> Response:
    """Throw her draft away; what is published stays."""
    drop_text(asker().id, exercise_code)
    db.session.commit()
    flash(gettext("The draft was thrown away."), "success")
    return redirect(url_for("authoring.exercises"))


def _text_page(opened: Opened, text: str, revision: int, errors: tuple[str, ...] = ()) -> str:
    form = form_of(opened, text, revision)
    form.text.errors = list(errors)
    look = look_at(opened, text, path_from(request.args.get("path", "")))
    return desk("authoring/edit_exercise.html", opened, look, form, "text")


def _saved(saved: Opened, sent: Written) -> Response | str:
    path = path_sent(saved.text)
    if wants_json():
        return _json(saved, path)
    if "publish" in request.form:
        return redirect(url_for("authoring.publish_exercise", exercise_code=saved.code))
    arranged = "do" in request.form
    place = None if sent.shown is None else sent.shown + 1
    here = url_for(
        FACES[face_sent()],
        exercise_code=saved.code,
        text=saved.language,
        path=path,
        scene=place,
        plays="plays" in request.form or None,
        _anchor=f"scene-{place}" if place else ("cards" if arranged else "look"),
    )
    return redirect(here)


def _json(saved: Opened, path: str) -> FlaskResponse:
    look = look_at(saved, saved.text, path_from(path))
    with_map = "map" in request.form
    margin = looked(look, saved.code, saved.language, face_sent(), with_map=with_map)
    return jsonify(
        revision=saved.revision,
        saved=gettext("Saved %(moment)s.", moment=moment(saved.saved_at)) if saved.saved_at else "",
        look=render_template("authoring/look.html", **margin),
        others=render_template("authoring/others.html", others=other_writers(asker().id, saved.code)),
    )


def _refused(
    refusal: Refusal, opened: Opened, form: WritingForm, text: str
) -> Response | str | tuple[str, int]:
    """What stands, what she wrote, and why it was not saved; nothing she wrote is lost."""
    standing = refusal.standing if isinstance(refusal, SavedInBetween) else None
    if wants_json():
        answer = jsonify(error=said(refusal.message), conflict=standing is not None)
        answer.status_code = 409 if standing else 422
        return answer
    if standing is None:
        return _text_page(opened, text, int(form.revision.data or 0), (said(refusal.message),)), 422
    form.revision.data, form.text.data = standing.revision, text
    page = render_template(
        "authoring/both_texts.html",
        opened=opened,
        form=form,
        saved_at=standing.saved_at,
        pairs=beside(standing.text, text),
    )
    return page, 409
