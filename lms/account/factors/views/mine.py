"""What one has besides one's password."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.factors.queries import factors_of
from lms.account.factors.rules.taking_away import remove_own_app, remove_own_passkey
from lms.account.factors.views.blueprint import factors
from lms.account.factors.views.passkeys import site
from lms.account.policies import must_prove_twice
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, signed_in
from lms.web.freshness import fresh
from lms.web.refusing import refusal_flashed


@factors.get("/account/second-factor")
@signed_in
def show_factors() -> str:
    """Her second factors, and what can be done about each."""
    return render_template(
        "factors/show_factors.html",
        factors=factors_of(asker().id),
        needed=must_prove_twice(asker(), clock.today()),
        site=site(),
    )


@factors.post("/account/second-factor/app/remove")
@signed_in
@fresh
def remove_app() -> Response:
    """Ask for the digits of her app no longer."""
    with refusal_flashed():
        remove_own_app(asker())
        db.session.commit()
        flash(_("The second factor is removed: the password alone signs in."), "success")
    return redirect(url_for("factors.show_factors"), 303)


@factors.post("/account/passkeys/<int:passkey_id>/remove")
@signed_in
@fresh
def remove_passkey(passkey_id: int) -> Response:
    """Let a passkey of hers open nothing any more."""
    with refusal_flashed():
        if not remove_own_passkey(asker(), passkey_id):
            abort(404)
        db.session.commit()
        flash(_("The passkey is removed: it opens nothing any more."), "success")
    return redirect(url_for("factors.show_factors"), 303)


def way_to_factors() -> str:
    """On the page of one's account: the way to here."""
    return render_template("factors/way.html")
