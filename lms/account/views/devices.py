"""One's account, and the devices on which one is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.queries import digest, sessions_of
from lms.account.rules.keeping_sessions import end_other_sessions, end_session
from lms.account.views.blueprint import account
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, signed_in


@account.get("/account")
@signed_in
def show_account() -> str:
    """The account of the person who asks."""
    return render_template("account/show_account.html")


@account.get("/account/devices")
@signed_in
def list_devices() -> str:
    """Where she is signed in."""
    sessions = db.session.scalars(sessions_of(asker().id, clock.now())).all()
    return render_template("account/list_devices.html", sessions=sessions, here=digest(asker().session_token))


@account.post("/account/devices/<int:session_id>/sign-out")
@signed_in
def sign_out_device(session_id: int) -> Response:
    """Sign her out on one device."""
    if not end_session(asker(), session_id):
        abort(404)
    db.session.commit()
    flash(_("That device has been signed out."), "success")
    return redirect(url_for("account.list_devices"), 303)


@account.post("/account/devices/sign-out-others")
@signed_in
def sign_out_others() -> Response:
    """Sign her out on every device but this one."""
    end_other_sessions(asker().id, but=asker().session_token)
    db.session.commit()
    flash(_("All other devices have been signed out."), "success")
    return redirect(url_for("account.list_devices"), 303)
