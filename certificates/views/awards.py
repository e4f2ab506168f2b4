"""Awards for those who decide over them: approve candidates, look at what was issued, revoke, replace."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from certificates import queries
from certificates.forms import ApprovalForm, ReasonForm
from certificates.models import Award
from certificates.rules.approving import approve
from certificates.rules.revoking import record_signature, replace_award, revoke
from certificates.rules.wording import Approval
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.web.access import Permission, asker, requires
from lms.web.addresses import base_address
from lms.web.forms import ActionForm
from lms.web.i18n import said
from lms.web.paging import page_of

awards = Blueprint("awards", "certificates", template_folder="templates")


@awards.route("/certificates/candidates", methods=["GET", "POST"])
@requires(Permission.AWARDS_APPROVE)
def candidates() -> str | Response:
    """Who waits for approval; choose many, say who signs by which decision, approve."""
    _note("candidates for certificates")
    form = ApprovalForm()
    page = page_of(queries.candidates(asker()))
    form.awards.choices = [(award.id, award.person.full_name) for award in page.rows]
    if form.validate_on_submit():
        try:
            approved = approve(form.awards.data, _approval(form))
            db.session.commit()
        except Refusal as refusal:
            db.session.rollback()
            form.form_errors.append(said(refusal.message))
            page = page_of(queries.candidates(asker()))
        else:
            flash(
                ngettext(
                    "%(num)s certificate is approved.", "%(num)s certificates are approved.", len(approved)
                ),
                "success",
            )
            return redirect(url_for("awards.issued_awards"))
    return render_template("certificates/candidates.html", form=form, page=page)


@awards.get("/certificates/issued")
@requires(Permission.AWARDS_APPROVE)
def issued_awards() -> str:
    """What was issued in her scope, newest first."""
    _note("register of certificates")
    return render_template(
        "certificates/issued_awards.html", page=page_of(queries.issued(asker())), today=clock.today()
    )


@awards.get("/certificates/issued/<int:award_id>")
@requires(Permission.AWARDS_APPROVE)
def issued_award(award_id: int) -> str:
    """One award: what is printed, what happened to it, what can be done."""
    return _shown(_award(award_id), ReasonForm())


@awards.post("/certificates/issued/<int:award_id>/sign")
@requires(Permission.AWARDS_APPROVE)
def sign(award_id: int) -> str | Response:
    """Note that the paper was signed and sealed."""
    award = _award(award_id)
    if not ActionForm().validate_on_submit():
        abort(400)
    record_signature(award, by=asker().id)
    db.session.commit()
    flash(gettext("The signature is noted: the certificate counts from today on."), "success")
    return redirect(url_for("awards.issued_award", award_id=award_id))


@awards.post("/certificates/issued/<int:award_id>/revoke")
@requires(Permission.AWARDS_APPROVE)
def withdraw(award_id: int) -> str | Response:
    """Revoke the award for a reason."""
    award, form = _award(award_id), ReasonForm()
    if not form.validate_on_submit():
        return _shown(award, form)
    revoke(award, reason=form.reason.data, by=asker().id)
    db.session.commit()
    flash(gettext("The certificate is revoked. Whoever verifies it will see that."), "success")
    return redirect(url_for("awards.issued_award", award_id=award_id))


@awards.post("/certificates/issued/<int:award_id>/replace")
@requires(Permission.AWARDS_APPROVE)
def reissue(award_id: int) -> str | Response:
    """Put a new candidate in the award's place."""
    award, form = _award(award_id), ReasonForm()
    if not form.validate_on_submit():
        return _shown(award, form)
    replace_award(award, reason=form.reason.data, by=asker().id)
    db.session.commit()
    flash(
        gettext(
            "The certificate is superseded. The new one waits below, unless its course approves by itself."
        ),
        "success",
    )
    return redirect(url_for("awards.candidates"))


def decisions(*, person: Person) -> str:
    """On the start page: how many wait for her approval, and how many papers for their signature."""
    if not person.may(Permission.AWARDS_APPROVE):
        return ""
    return render_template("certificates/decisions.html", waiting=queries.waiting_for(person))


def month(*, person: Person, day: date) -> str:
    """On the start page: how many were issued in the month of a day."""
    if not person.may(Permission.AWARDS_APPROVE):
        return ""
    number = queries.issued_since(person, day.replace(day=1))
    return render_template("certificates/month.html", number=number)


def _award(award_id: int) -> Award:
    """An award that was issued and that the asker may decide over; that she looked at it is noted."""
    award = queries.approvable_award(asker(), award_id)
    if award is None or award.number is None:
        abort(404)
    _note(f"certificate {award_id} in the register", award.person_id)
    return award


def _note(subject: str, person_id: int | None = None) -> None:
    audit.note_access(asker().id, subject, person_id=person_id)
    db.session.commit()


def _shown(award: Award, form: ReasonForm) -> str:
    return render_template(
        "certificates/issued_award.html", award=award, form=form, state=award.state_on(clock.today())
    )


def _approval(form: ApprovalForm) -> Approval:
    return Approval(
        issued_on=form.issued_on.data,
        address=base_address(),
        by=asker().id,
        decision=form.decision.data,
        signatory_title=form.title_lines(),
        signatory=form.signatory.data,
    )
