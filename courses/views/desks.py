"""What every desk of lessons answers: saved, not saved, both texts, or signed out in the meantime."""

from datetime import datetime

from flask import Response as FlaskResponse
from flask import abort, jsonify, make_response, render_template, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from courses.rules.editing import SavedInBetween
from lms.base.markdown import MAX_CHARACTERS
from lms.base.messages import Refusal
from lms.web.access import sign_in_url
from lms.web.asking import wants_json
from lms.web.differences import beside
from lms.web.filters import moment
from lms.web.i18n import said


def saved_answer(revision: int, saved_at: datetime, look: str) -> FlaskResponse:
    """What a script hears of a text that was saved: its revision, a sentence, and how it looks."""
    return jsonify(revision=revision, saved=gettext("Saved %(moment)s.", moment=moment(saved_at)), look=look)


def refused_answer(refusal: Refusal) -> FlaskResponse:
    """What a script hears of a text that was not saved."""
    conflict = isinstance(refusal, SavedInBetween)
    answer = jsonify(error=said(refusal.message), conflict=conflict)
    answer.status_code = 409 if conflict else 422
    return answer


def both_texts(
    refusal: SavedInBetween, form: FlaskForm, *, title: str, action: str, desk: str
) -> tuple[str, int]:
    """The page that shows what stands beside what was sent; nothing that anybody wrote is lost."""
    form.revision.data = refusal.standing.revision
    pairs = beside(refusal.standing.text, str(form.text.data or ""))
    page = render_template(
        "courses/lessons/both_texts.html",
        form=form,
        standing=refusal.standing,
        pairs=pairs,
        title=title,
        action=action,
        desk=desk,
    )
    return page, 409


def carried_on(*names: str) -> Response:
    """Her text on a page of its own: she signs in in another tab, then sends it again."""
    if wants_json():
        abort(401)
    fields = {name: request.form.get(name, "")[:MAX_CHARACTERS] for name in names}
    page = render_template("courses/lessons/signed_out.html", fields=fields, sign_in=sign_in_url())
    return make_response(page, 401)
