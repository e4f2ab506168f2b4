"""Losses of personal data: entering one, whom it affects, whom to tell what by when, and that it was done."""

from datetime import datetime

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.privacy.formats.breach import DUTIES, WHYS, affected_workbook
from lms.privacy.formats.wording import LOSSES
from lms.privacy.forms.breaking import BreachForm, ToldForm
from lms.privacy.models import Breach, Loss
from lms.privacy.queries import affected_by, breaches, tell_by
from lms.privacy.rules.breaking import note_breach, note_told
from lms.privacy.views.blueprint import privacy
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.i18n import said
from lms.web.menu import stands_under
from lms.web.paging import page_of


@privacy.route("/breaches", methods=["GET", "POST"])
@requires(Permission.SYSTEM_ADMINISTER)
def list_breaches() -> str | Response | tuple[str, int]:
    """The losses on record, and the form of a new one."""
    audit.note_access(asker().id, "losses of data")
    db.session.commit()
    form = BreachForm()
    if form.validate_on_submit():
        try:
            row = note_breach(_entered(form))
            db.session.commit()
            flash(_("The loss was noted. See below whom to tell by when."), "success")
            return redirect(url_for("privacy.show_breach", breach_id=row.id), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.form_errors.append(said(refusal.message))
    page = render_template(
        "privacy/list_breaches.html",
        form=form,
        page=page_of(breaches()),
        now=clock.now(),
        tell_by=tell_by,
        LOSSES=LOSSES,
    )
    return page, 422 if form.errors else 200


@privacy.route("/breaches/<int:breach_id>", methods=["GET", "POST"])
@requires(Permission.SYSTEM_ADMINISTER)
@stands_under("privacy.list_breaches")
def show_breach(breach_id: int) -> str | Response | tuple[str, int]:
    """One loss: what is to be done by when, everybody whom it affects, and noting who was told."""
    audit.note_access(asker().id, f"loss of data {breach_id}")
    db.session.commit()
    row = db.session.get(Breach, breach_id) or abort(404)
    form = ToldForm()
    if form.validate_on_submit():
        note_told(
            breach_id,
            authority=form.authority.data,
            people=form.people.data,
            words=form.words.data,
            by=asker().id,
        )
        db.session.commit()
        flash(_("It was noted."), "success")
        return redirect(url_for("privacy.show_breach", breach_id=breach_id), 303)
    page = render_template(
        "privacy/show_breach.html",
        row=row,
        affected=affected_by(row),
        form=form,
        now=clock.now(),
        tell_by=tell_by(row),
        DUTIES=DUTIES,
        WHYS=WHYS,
        LOSSES=LOSSES,
    )
    return page, 422 if form.errors else 200


@privacy.get("/breaches/<int:breach_id>/people.xlsx")
@requires(Permission.SYSTEM_ADMINISTER)
def affected_file(breach_id: int) -> Response:
    """Everybody affected, to be told: name, code, phone, and why."""
    audit.note_access(asker().id, f"loss of data {breach_id}", exported=True)
    db.session.commit()
    row = db.session.get(Breach, breach_id) or abort(404)
    notes = [said(LOSSES[row.loss]), _("Noticed at %(moment)s", moment=_moment(row.noticed_at))]
    return sent(affected_workbook(affected_by(row), notes), "xlsx", f"nguoi-bi-anh-huong-{breach_id}")


def _entered(form: BreachForm) -> Breach:
    since, until, noticed_at = form.span
    loss = Loss(form.loss.data)
    return Breach(
        loss=loss,
        person_id=form.person.id if form.person else None,
        since=since,
        until=until,
        noticed_at=noticed_at,
        words=form.words.data,
        entered_at=clock.now(),
        entered_by_id=asker().id,
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"
