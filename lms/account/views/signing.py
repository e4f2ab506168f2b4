"""Signing in and out."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.forms import SignInForm
from lms.account.models import DeviceKind
from lms.account.queries import account_of, people_known_as
from lms.account.rules.choosing_passwords import mark_of
from lms.account.rules.recognising import Recognised, note_failure, recognise
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.arriving import (
    forget_cookie,
    known_device,
    lacks_pin,
    leave,
    other_browser,
    people_here,
)
from lms.account.views.blueprint import account
from lms.account.views.coming_in import come_in
from lms.account.views.loading import address
from lms.account.views.pending import kind_said, remember_choice, remember_first_use, remember_kind
from lms.base.database import db
from lms.web.access import asker, public, signed_in
from lms.web.asking import same_site_path
from lms.web.forms import Form
from lms.web.i18n import said

Answer = Response | str | tuple[str, int, dict[str, str]]


@account.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Who, and the secret: a password, or the code on the slip."""
    if asker().is_authenticated:
        return redirect(wanted())
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form)
    login = form.login.data
    try:
        tries = count_try(login, address(), known_device(login))
    except TooManyTries as refusal:
        return too_many("account/sign_in.html", form, refusal, **_around())
    db.session.commit()  # the try counts, whatever comes of it
    remember_kind(DeviceKind.BORROWED if form.borrowed.data else DeviceKind.OWN)
    people, found = recognise(login, form.secret.data)
    if not found:
        note_failure([person.id for person in people], tries)
        db.session.commit()
        form.form_errors.append(
            _(
                "This phone number or staff code and this password do not belong together. "
                "Check both and type them again."
            )
        )
        return _page(form)
    if len(people) > 1:
        remember_choice(login, people, found)
        return redirect(url_for("account.choose_name", next=wanted()))
    return go_on(found[0], login)


@account.post("/sign-out")
@signed_in
def sign_out() -> Response:
    """End the sign-in of this device. Before she leaves a borrowed one she chooses a PIN: without it her
    card would open nowhere else."""
    if lacks_pin() and "without_pin" not in request.form:
        return redirect(url_for("account.show_leaving"), 303)
    leave()
    db.session.commit()
    forget_cookie()
    return redirect("/", 303)


def go_on(match: Recognised, login: str) -> Response:
    """From being recognised to being signed in, or to choosing the first password."""
    next_page = wanted()
    if match.by_code:
        row = account_of(match.person_id)
        remember_first_use(match.person_id, (row and mark_of(row)) or "")
        return redirect(url_for("account.first_use", next=next_page))
    shared = len(people_known_as(login)) > 1
    forget_tries(login, address(), known_device(login), shared=shared)
    return come_in(match.person_id, kind_said(), next_page)


def wanted() -> str:
    """The page somebody wanted when she was asked to sign in, if it is one of this site."""
    return same_site_path(request.args.get("next"))


def _page(form: SignInForm) -> str:
    return render_template("account/sign_in.html", form=form, **_around())


def _around() -> dict[str, object]:
    return {"known_here": bool(people_here()), "in_app": other_browser()}


def beside(field: Any) -> Callable[[str], None]:
    """Tells a refusal beside the field it is about."""

    def tell(sentence: str) -> None:
        field.errors = [*field.errors, sentence]

    return tell


def too_many(template: str, form: Form, refusal: TooManyTries, **context: object) -> Answer:
    """The same page, saying how long to wait."""
    db.session.rollback()
    form.form_errors.append(said(refusal.message))
    return render_template(template, form=form, **context), 429, {"Retry-After": str(refusal.seconds)}
