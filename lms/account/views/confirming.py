"""Proving once more who one is, before a dangerous act: see ``lms.web.freshness``."""

from flask import redirect, render_template
from flask_babel import gettext as _

from lms.account.forms import ConfirmByPinForm, ConfirmForm
from lms.account.queries import account_of
from lms.account.rules.hashing import fits
from lms.account.rules.keeping_pins import count_pin_try, forget_pin_tries, wrong
from lms.account.rules.opening_cards import has_pin
from lms.account.rules.recognising import recognise
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.blueprint import account
from lms.account.views.loading import address
from lms.account.views.signing import Answer, beside, too_many, wanted
from lms.base.database import db
from lms.web.access import asker, signed_in
from lms.web.freshness import mark_fresh
from lms.web.refusing import refusal_told

TEMPLATE = "account/confirm.html"


@account.route("/account/confirm", methods=["GET", "POST"])
@signed_in
def confirm() -> Answer:
    """The password once more, or the PIN of whoever has none; then on with what she was about."""
    row, person_id = account_of(asker().id), asker().id
    by_pin = row is not None and row.password_hash is None and has_pin(row)
    form = ConfirmByPinForm() if by_pin else ConfirmForm()
    if not form.validate_on_submit():
        return render_template(TEMPLATE, form=form, next_page=wanted())
    tries = f"confirm {person_id}"
    try:
        count_try(tries, address())
    except TooManyTries as refusal:
        return too_many(TEMPLATE, form, refusal, next_page=wanted())
    db.session.commit()  # the try counts, whatever comes of it
    with refusal_told(beside(form.secret)):
        if _is_her_pin(person_id, form.secret.data) if by_pin else _is_her_password(form.secret.data):
            forget_tries(tries, address())
            db.session.commit()
            mark_fresh()
            return redirect(wanted(), 303)
        form.secret.errors = [*form.secret.errors, _("This is not the present password.")]
    return render_template(TEMPLATE, form=form, next_page=wanted())


def _is_her_password(secret: str) -> bool:
    """Whether it is the password with which the asker signs in."""
    person_id = asker().id
    _people, found = recognise(asker().code, secret)
    return any(each.person_id == person_id and not each.by_code for each in found)


def _is_her_pin(person_id: int, pin: str) -> bool:
    """True for her PIN; refuses any other and says how many tries are left. A try counts at once."""
    hashed = count_pin_try(person_id)
    db.session.commit()
    if not fits(pin, hashed):
        raise wrong(person_id)
    forget_pin_tries(person_id)
    return True
