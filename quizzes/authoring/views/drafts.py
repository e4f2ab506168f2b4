"""Two people write one exercise: both texts beside each other, and taking over what the other wrote."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.web.access import Permission, asker, requires
from lms.web.differences import beside
from lms.web.i18n import said
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import manuscript_by_id
from quizzes.authoring.rules.comparing import scenes_beside, take_over
from quizzes.authoring.rules.illustrating import take_over_media
from quizzes.authoring.rules.shaping import NoForm, Sheet, sheet_of, text_of
from quizzes.authoring.rules.writing import save_text
from quizzes.authoring.views.blueprint import authoring
from quizzes.authoring.views.desk import opened_or_404


class WrittenInBetween(Refusal):
    """The other's text is not the one that she looked at."""


@authoring.get("/exercises/<string:exercise_code>/drafts/<int:manuscript_id>")
@requires(Permission.EXERCISES_WRITE)
def compare_drafts(exercise_code: str, manuscript_id: int) -> str:
    """Hers and somebody else's draft of an exercise, scene by scene; neither is changed by looking."""
    theirs = _draft(exercise_code, manuscript_id)
    mine = opened_or_404(exercise_code, theirs.language)
    sheets = _sheets(mine.text, theirs.text)
    return render_template(
        "authoring/compare_drafts.html",
        mine=mine,
        theirs=theirs,
        scenes=scenes_beside(*sheets, mine.language) if sheets else [],
        pairs=beside(mine.text, theirs.text),
        beside=beside,
    )


@authoring.post("/exercises/<string:exercise_code>/drafts/<int:manuscript_id>")
@requires(Permission.EXERCISES_WRITE)
def take_scenes(exercise_code: str, manuscript_id: int) -> Response:
    """Take scenes of the other's draft over into hers; the other's stays as it is."""
    theirs = _draft(exercise_code, manuscript_id)
    mine = opened_or_404(exercise_code, theirs.language)
    sheets = _sheets(mine.text, theirs.text)
    names = request.form.getlist("scene")
    if sheets and names:
        text, language = text_of(take_over(*sheets, names), mine.language), mine.language
        revision, base = request.form.get("revision", 0, type=int), request.form.get("base", type=int)
        try:
            _refuse_unseen(theirs, request.form.get("theirs", type=int))
            take_over_media(asker().id, theirs.person_id, exercise_code, text)
            save_text(asker().id, exercise_code, language, text, revision, clock.now(), base=base)
            db.session.commit()
            flash(gettext("Taken over: %(names)s.", names=", ".join(names)), "success")
        except Refusal as refusal:
            db.session.rollback()
            flash(said(refusal.message), "warning")
            return redirect(request.url)
    return redirect(url_for("authoring.edit_form", exercise_code=exercise_code, text=mine.language))


def _refuse_unseen(theirs: Manuscript, seen: int | None) -> None:
    """What the other wrote since the page was opened would stand in place of hers without being looked at."""
    if seen not in (None, theirs.revision):
        raise WrittenInBetween(
            message(
                "%(name)s has written on in the meantime. Look at both again.", name=theirs.person.full_name
            )
        )


def _draft(code: str, manuscript_id: int) -> Manuscript:
    """Somebody else's draft of this exercise."""
    found = manuscript_by_id(manuscript_id)
    if found is None or found.code != code or found.person_id == asker().id:
        abort(404)
    return found


def _sheets(mine: str, theirs: str) -> tuple[Sheet, Sheet] | None:
    try:
        return sheet_of(mine), sheet_of(theirs)
    except NoForm:
        return None
