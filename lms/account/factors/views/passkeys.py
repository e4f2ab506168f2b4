"""Passkeys, between the script of a page and the rules: JSON both ways."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, render_template, session, url_for
from flask_babel import gettext as _

from lms.account.factors.rules.keeping_passkeys import (
    CHALLENGE_LASTS,
    Site,
    handle_of,
    options_to_add,
    options_to_prove,
    prove,
    refused,
)
from lms.account.factors.rules.keeping_passkeys import (
    add_passkey as keep_passkey,
)
from lms.account.factors.views.awaiting import Awaited, awaited_second
from lms.account.factors.views.blueprint import factors
from lms.account.models import DeviceKind
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.coming_in import Way, come_in
from lms.account.views.loading import address
from lms.account.views.signing import wanted
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import asker, public, signed_in
from lms.web.addresses import base_address
from lms.web.asking import json_sent, same_site_path
from lms.web.freshness import fresh
from lms.web.i18n import said
from lms.web.safety import csrf

CHALLENGE = "challenge"
TO_ADD, TO_COME = "add", "come"
TRIES = "by passkey"


class Challenged(NamedTuple):
    """What a device was asked to sign."""

    challenge: bytes
    handle: str


def site() -> Site | None:
    """For which site keys are made; None where browsers make none: without HTTPS, by a number for a name."""
    parts = urlsplit(base_address())
    name = parts.hostname or ""
    if name != "localhost" and (parts.scheme != "https" or not any(sign.isalpha() for sign in name)):
        return None
    return Site(name, f"{parts.scheme}://{parts.netloc}")


def way_by_passkey() -> str:
    """On the page of signing in: a button that the script shows where there are passkeys."""
    return render_template("factors/by_passkey.html", next_page=wanted(), step=False) if site() else ""


@factors.post("/account/passkeys/begin")
@csrf.exempt  # type: ignore[untyped-decorator]
@signed_in
@fresh
def begin_adding() -> FlaskResponse:
    """What the browser is to ask a device for: a new key."""
    place, handle = _site(), handle_of(asker().id)
    return _options(options_to_add(asker(), handle, place, _challenge(TO_ADD, handle)))


@factors.post("/account/passkeys")
@csrf.exempt  # type: ignore[untyped-decorator]
@signed_in
@fresh
def add_passkey() -> FlaskResponse | tuple[FlaskResponse, int]:
    """Keep the key that a device has made."""
    credential, given = _credential()
    try:
        challenged = _taken(TO_ADD)
        name = str(given.get("name") or "")
        keep_passkey(asker(), name, credential, challenged.handle, _site(), challenged.challenge)
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(problem=said(refusal.message)), 400
    db.session.commit()
    flash(_("The passkey is added. Print the codes too, in case this device is lost."), "success")
    return jsonify(next=url_for("factors.show_factors"))


@factors.post("/sign-in/passkey/begin")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def begin_passkey() -> FlaskResponse:
    """What the browser is to ask a device for: the signature of whoever typed her password, or of anybody."""
    awaited = awaited_second()
    person_id = awaited.person_id if awaited else None
    return _options(options_to_prove(person_id, _site(), _challenge(TO_COME)))


@factors.post("/sign-in/passkey")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def come_by_passkey() -> FlaskResponse | tuple[FlaskResponse, int]:
    """Sign in by a passkey: as the second step, or at once; the device has asked for finger, face or PIN."""
    credential, given = _credential()
    try:
        count_try(TRIES + str(credential.get("id"))[:100], address())
        db.session.commit()
        person_id = prove(credential, _site(), _taken(TO_COME).challenge)
        awaited = awaited_second() or _at_once(person_id, given)
        if awaited.person_id != person_id:
            raise refused()
        forget_tries(TRIES + str(credential.get("id"))[:100], address())
        answer = come_in(*awaited, way=Way.PASSKEY, second_done=True)
    except TooManyTries as refusal:
        db.session.rollback()
        return jsonify(problem=said(refusal.message)), 429
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(problem=said(refusal.message)), 400
    return jsonify(next=answer.location)


def _at_once(person_id: int, given: dict[str, Any]) -> Awaited:
    """Whoever comes without having typed a password: whose device it is stands in a box of the page."""
    kind = DeviceKind.BORROWED if given.get("borrowed") else DeviceKind.OWN
    return Awaited(person_id, kind, same_site_path(str(given.get("next") or "")))


def _site() -> Site:
    return site() or abort(404)


def _options(options: str) -> FlaskResponse:
    return FlaskResponse(options, mimetype="application/json")


def _credential() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the device has made, and what else was sent with it."""
    given = json_sent()
    credential = given.get("credential") if isinstance(given, dict) else None
    if not isinstance(credential, dict):
        abort(400)
    return credential, given


def _challenge(purpose: str, handle: str = "") -> bytes:
    """A new random value to be signed; the cookie of this browser remembers it for a while."""
    challenge = secrets.token_bytes(32)
    session[CHALLENGE] = {
        "for": purpose,
        "value": urlsafe_b64encode(challenge).decode(),
        "handle": handle,
        "until": int((clock.now() + CHALLENGE_LASTS).timestamp()),
    }
    return challenge


def _taken(purpose: str) -> Challenged:
    """The value that this browser was given for ``purpose``; refuses where there is none any more."""
    kept = session.pop(CHALLENGE, None)
    if not kept or kept["for"] != purpose or kept["until"] <= clock.now().timestamp():
        raise refused()
    return Challenged(urlsafe_b64decode(kept["value"]), kept["handle"])
