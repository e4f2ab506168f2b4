"""Choosing a PIN, and leaving a borrowed phone."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.forms import ChangePinForm, NewPinForm
from lms.account.queries import account_of
from lms.account.rules.keeping_pins import check_pin, choose_pin, count_pin_try
from lms.account.rules.opening_cards import check_person, has_pin
from lms.account.views.arriving import PIN_MARK, came_by_card_without_pin, lacks_pin
from lms.account.views.blueprint import account
from lms.account.views.signing import beside
from lms.base.database import db
from lms.web.access import asker, signed_in
from lms.web.refusing import refusal_flashed, refusal_told


@account.route("/account/pin", methods=["GET", "POST"])
@signed_in
def choose_own_pin() -> Response | str:
    """Four digits, twice; whoever has some already types them first."""
    with refusal_flashed():
        check_person(asker())
        return _choose()
    return redirect(url_for("account.show_account"))


@account.get("/account/leave")
@signed_in
def show_leaving() -> str:
    """Before signing out: what this device forgets, and the PIN that is still to be chosen."""
    return render_template("account/show_leaving.html", form=NewPinForm() if lacks_pin() else None)


def fill_pin_box() -> str:
    """After the first lesson, on the start page: a quiet word that a PIN is still to be chosen."""
    return render_template("account/pin_box.html") if came_by_card_without_pin() else ""


def _choose() -> Response | str:
    person_id, leaving = asker().id, lacks_pin()
    form = ChangePinForm() if has_pin(account_of(person_id)) else NewPinForm()
    if form.validate_on_submit() and _fits(form):
        changes = isinstance(form, ChangePinForm)
        with refusal_told(beside(form.present if changes else form.pin)):
            if changes:
                count_pin_try(person_id)
                db.session.commit()
            choose_pin(asker(), form.pin.data, form.present.data if changes else None)
            db.session.commit()
            session[PIN_MARK] = form.mark.data
            flash(_("The PIN is set. Next time the card and these four digits open the product."), "success")
            return redirect(url_for("account.show_leaving") if leaving else "/", 303)
    return render_template("account/choose_own_pin.html", form=form, leaving=leaving)


def _fits(form: NewPinForm) -> bool:
    """Whether the new digits may be taken: digits that may not are no try at the present PIN."""
    with refusal_told(beside(form.pin)):
        check_pin(form.pin.data, asker())
    return not form.pin.errors
