"""One's account, and the devices on which one is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.models import DeviceUser
from lms.account.queries import account_of, devices_of, digest, sessions_of
from lms.account.rules.issuing_cards import may_carry
from lms.account.rules.keeping_sessions import end_other_sessions, end_session
from lms.account.rules.knowing_devices import revoke
from lms.account.rules.opening_cards import has_pin
from lms.account.views.arriving import is_borrowed
from lms.account.views.blueprint import account
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, signed_in


@account.get("/account")
@signed_in
def show_account() -> str:
    """The account of the person who asks."""
    return render_template(
        "account/show_account.html",
        has_pin=has_pin(account_of(asker().id)),
        may_have_pin=may_carry(asker(), clock.today()),
        borrowed=is_borrowed(),
    )


@account.get("/account/devices")
@signed_in
def list_devices() -> str:
    """Where she is signed in, and where she was: whose each device is, and what it has not sent yet."""
    now = clock.now()
    sessions = db.session.scalars(sessions_of(asker().id, now)).all()
    known = {user.device_id: user for user in devices_of(asker().id)}
    signed_in_on = {row.device_id for row in sessions}
    return render_template(
        "account/list_devices.html",
        sessions=sessions,
        known=known,
        others=[user for device_id, user in known.items() if device_id not in signed_in_on],
        here=digest(asker().session_token),
        borrowed=is_borrowed(),
        now=now,
    )


@account.post("/account/devices/<int:session_id>/sign-out")
@signed_in
def sign_out_device(session_id: int) -> Response:
    """Sign her out on one device."""
    if not end_session(asker(), session_id):
        abort(404)
    db.session.commit()
    flash(_("That device has been signed out."), "success")
    return redirect(url_for("account.list_devices"), 303)


@account.post("/account/devices/<int:use_id>/revoke")
@signed_in
def revoke_device(use_id: int) -> Response:
    """Trust a device no longer that she lost or sold."""
    user = db.session.get(DeviceUser, use_id)
    if user is None or user.person_id != asker().id:
        abort(404)
    revoke(user, asker().id)
    db.session.commit()
    flash(_("The device is revoked. What it still sends in this name is kept apart."), "success")
    return redirect(url_for("account.list_devices"), 303)


@account.post("/account/devices/sign-out-others")
@signed_in
def sign_out_others() -> Response:
    """Sign her out on every device but this one."""
    end_other_sessions(asker().id, but=asker().session_token, by=asker().id)
    db.session.commit()
    flash(_("All other devices have been signed out."), "success")
    return redirect(url_for("account.list_devices"), 303)
