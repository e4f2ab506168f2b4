"""The desk of requests about personal data: what is due when, and answering it."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.privacy.formats.wording import OUTCOMES, WANTED
from lms.privacy.forms.requesting import AnswerForm
from lms.privacy.models import DataRequest, Outcome
from lms.privacy.queries import answered_requests, open_requests
from lms.privacy.rules.requesting import answer
from lms.privacy.views.blueprint import privacy
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.menu import stands_under
from lms.web.paging import page_of


@privacy.get("/data-requests")
@requires(Permission.SYSTEM_ADMINISTER)
def list_requests() -> str:
    """What waits, the most urgent first, and what was answered; the look is noted."""
    audit.note_access(asker().id, "data requests")
    db.session.commit()
    return render_template(
        "privacy/list_requests.html",
        waiting=open_requests(),
        page=page_of(answered_requests()),
        today=clock.today(),
        WANTED=WANTED,
        OUTCOMES=OUTCOMES,
    )


@privacy.route("/data-requests/<int:request_id>", methods=["GET", "POST"])
@requires(Permission.SYSTEM_ADMINISTER)
@stands_under("privacy.list_requests")
def show_request(request_id: int) -> str | Response | tuple[str, int]:
    """One request, and the form of its answer."""
    row = db.session.get(DataRequest, request_id) or abort(404)
    audit.note_access(asker().id, f"data request {request_id}", person_id=row.person_id)
    db.session.commit()
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            with force_locale("vi"):
                subject = _("Your request about your data was answered")
            answer(request_id, Outcome(form.outcome.data), form.words.data, by=asker().id, subject=subject)
            db.session.commit()
            flash(_("The answer was sent."), "success")
            return redirect(url_for("privacy.list_requests"), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.form_errors.append(said(refusal.message))
    page = render_template(
        "privacy/show_request.html",
        row=db.session.get_one(DataRequest, request_id),
        form=form,
        today=clock.today(),
        WANTED=WANTED,
        OUTCOMES=OUTCOMES,
    )
    return page, 422 if form.errors else 200


def waiting_number() -> int:
    """How many requests wait; the menu of administrators shows it."""
    return len(open_requests())
