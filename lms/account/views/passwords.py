"""Choosing the first password with a printed code, and another one later."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.forms import ChangePasswordForm, NewPasswordForm
from lms.account.rules.choosing_passwords import (
    CodeSpent,
    UnfitPassword,
    WrongPassword,
    change_password,
    set_first_password,
)
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.blueprint import account
from lms.account.views.coming_in import come_in
from lms.account.views.loading import address
from lms.account.views.pending import first_use as pending_first_use
from lms.account.views.pending import kind_said
from lms.account.views.signing import Answer, beside, too_many, wanted
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker, public, signed_in
from lms.web.i18n import said

OWN = "account/change_own_password.html"


@account.route("/sign-in/first-use", methods=["GET", "POST"])
@public
def first_use() -> Response | str:
    """Choose a password after typing the code on the slip; then she is signed in."""
    person_id, mark = pending_first_use() or (0, "")
    person, form = db.session.get(Person, person_id), NewPasswordForm()
    if person is None:
        return redirect(url_for("account.sign_in", next=wanted()))
    if form.validate_on_submit():
        try:
            set_first_password(person, mark, form.password.data)
        except UnfitPassword as refusal:
            db.session.rollback()
            beside(form.password)(said(refusal.message))
        except CodeSpent as refusal:
            flash(said(refusal.message), "error")
            return redirect(url_for("account.sign_in", next=wanted()))
        else:
            answer = come_in(person_id, kind_said(), wanted())
            flash(
                _("The password is set. From now on sign in with it; the slip is no longer needed."),
                "success",
            )
            return answer
    return render_template("account/first_use.html", form=form, person=person)


@account.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_own_password() -> Answer:
    """Another password; the other devices are signed out. The present one is guessed no faster here than
    where it is asked for once more."""
    form, tries = ChangePasswordForm(), f"confirm {asker().id}"
    if form.validate_on_submit():
        try:
            count_try(tries, address())
        except TooManyTries as refusal:
            return too_many(OWN, form, refusal)
        db.session.commit()  # the try counts, whatever comes of it
        try:
            change_password(asker(), form.present.data, form.password.data)
        except (WrongPassword, UnfitPassword) as refusal:
            db.session.rollback()
            beside(form.present if isinstance(refusal, WrongPassword) else form.password)(
                said(refusal.message)
            )
        else:
            forget_tries(tries, address())
            db.session.commit()
            flash(_("The password is changed. Other devices have been signed out."), "success")
            return redirect(url_for("account.show_account"), 303)
    return render_template(OWN, form=form)
