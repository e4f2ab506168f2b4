"""Choosing the first password with a printed code, and another one later."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.forms import ChangePasswordForm, NewPasswordForm
from lms.account.models import DeviceKind
from lms.account.rules.choosing_passwords import (
    CodeSpent,
    UnfitPassword,
    WrongPassword,
    change_password,
    set_first_password,
)
from lms.account.views.arriving import arrive
from lms.account.views.blueprint import account
from lms.account.views.pending import first_use as pending_first_use
from lms.account.views.signing import wanted
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker, public, signed_in
from lms.web.i18n import said


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
            _beside(form.password, refusal)
        except CodeSpent as refusal:
            flash(said(refusal.message), "error")
            return redirect(url_for("account.sign_in", next=wanted()))
        else:
            arrive(person_id, DeviceKind.OWN)
            flash(
                _("The password is set. From now on sign in with it; the slip is no longer needed."),
                "success",
            )
            return redirect(wanted(), 303)
    return render_template("account/first_use.html", form=form, person=person)


@account.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_own_password() -> Response | str:
    """Another password; the other devices are signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            change_password(asker(), form.present.data, form.password.data)
        except WrongPassword as refusal:
            _beside(form.present, refusal)
        except UnfitPassword as refusal:
            _beside(form.password, refusal)
        else:
            db.session.commit()
            flash(_("The password is changed. Other devices have been signed out."), "success")
            return redirect(url_for("account.show_account"), 303)
    return render_template("account/change_own_password.html", form=form)


def _beside(field: Any, refusal: UnfitPassword | WrongPassword) -> None:
    db.session.rollback()
    field.errors = [*field.errors, said(refusal.message)]
