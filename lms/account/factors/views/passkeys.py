"""Passkeys, between the script of a page and the rules: JSON both ways."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, render_template, request, session, url_for
from flask_babel import gettext as _

from lms.account.factors.queries import factors_of
from lms.account.factors.rules.keeping_passkeys import (
    CHALLENGE_LASTS,
    Site,
    handle_of,
    options_to_add,
    options_to_prove,
    prove,
    refused,
    too_late,
)
from lms.account.factors.rules.keeping_passkeys import (
    add_passkey as keep_passkey,
)
from lms.account.factors.views.awaiting import Awaited, awaited_second
from lms.account.factors.views.blueprint import factors
from lms.account.models import DeviceKind
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.coming_in import Way, come_in
from lms.account.views.device_names import device_name
from lms.account.views.loading import address
from lms.account.views.signing import wanted
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.web.access import asker, public, signed_in
from lms.web.addresses import base_address
from lms.web.asking import json_sent, same_site_path
from lms.web.freshness import fresh, mark_fresh
from lms.web.i18n import said
from lms.web.safety import csrf

Said = FlaskResponse | tuple[FlaskResponse, int]
CHALLENGE = "challenge"
TO_ADD, TO_BEGIN_WITH, TO_COME = "add", "begin with", "come"
TRIES = "by passkey"


class Challenged(NamedTuple):
    """What a device was asked to sign."""

    challenge: bytes
    handle: str
    person_id: int | None
    """For whom, where that was known."""


def site() -> Site | None:
    """For which site keys are made; None where browsers make none: without HTTPS, by a number for a name."""
    parts = urlsplit(base_address())
    name = parts.hostname or ""
    if name != "localhost" and (parts.scheme != "https" or not any(sign.isalpha() for sign in name)):
        return None
    return Site(name, f"{parts.scheme}://{parts.netloc}")


def way_by_passkey() -> str:
    """On the page of signing in: a button that the script shows where there are passkeys."""
    return (
        render_template("factors/by_passkey.html", next_page=wanted(), step=False, again=False)
        if site()
        else ""
    )


def way_to_confirm(*, next_page: str) -> str:
    """On the page that asks once more who she is: the same button for whoever has a passkey."""
    if not site() or not factors_of(asker().id).passkeys:
        return ""
    return render_template("factors/by_passkey.html", next_page=next_page, step=False, again=True)


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
def add_passkey() -> Said:
    """Keep the key that a device has made."""
    credential, given = _credential()
    try:
        challenged = _taken(TO_ADD)
        name = str(given.get("name") or "")
        keep_passkey(asker(), name, credential, challenged.handle, _site(), challenged.challenge)
    except Refusal as refusal:
        return _problem(refusal)
    db.session.commit()
    flash(_("The passkey is added."), "success")
    lacks_codes = not factors_of(asker().id).spare_codes
    return jsonify(next=url_for("factors.print_codes" if lacks_codes else "factors.show_factors"))


@factors.post("/sign-in/second-factor/passkey/begin")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def begin_first() -> Said:
    """The same for somebody who has typed her password and must bring a second factor in first of all."""
    try:
        person = _person(_newcomer())
    except Refusal as refusal:
        return _problem(refusal)
    place, handle = _site(), handle_of(person.id)
    return _options(options_to_add(person, handle, place, _challenge(TO_BEGIN_WITH, handle, person.id)))


@factors.post("/sign-in/second-factor/passkey")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def add_first() -> Said:
    """Keep that key, and let her in; then she prints her codes."""
    credential, _given = _credential()
    try:
        challenged, awaited = _taken(TO_BEGIN_WITH), _newcomer()
        person = _person(awaited)
        if challenged.person_id != person.id:
            raise refused()
        name = device_name(request.user_agent.string)
        keep_passkey(person, name, credential, challenged.handle, _site(), challenged.challenge, first=True)
        answer = come_in(*awaited, way=Way.PASSKEY, second_done=True)
    except Refusal as refusal:
        return _problem(refusal)
    return jsonify(next=url_for("factors.print_codes", next=answer.location))


@factors.post("/sign-in/passkey/begin")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def begin_passkey() -> Said:
    """What the browser is to ask a device for: the signature of whoever typed her password, or of anybody."""
    sent = json_sent()
    given = sent if isinstance(sent, dict) else {}
    try:
        awaited = _awaited(given)
    except Refusal as refusal:
        return _problem(refusal)
    person_id = asker().id if _is_again(given) else awaited and awaited.person_id
    return _options(options_to_prove(person_id, _site(), _challenge(TO_COME)))


@factors.post("/sign-in/passkey")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def come_by_passkey() -> Said:
    """Sign in by a passkey: as the second step, or at once; the device has asked for finger, face or PIN.

    Whoever is signed in and is asked once more who she is stays so, and has shown it.
    """
    credential, given = _credential()
    try:
        count_try(TRIES + str(credential.get("id"))[:100], address())
        db.session.commit()
        person_id = prove(credential, _site(), _taken(TO_COME).challenge)
        awaited = _awaited(given) or _at_once(person_id, given)
        if person_id != (asker().id if _is_again(given) else awaited.person_id):
            raise refused()
        forget_tries(TRIES + str(credential.get("id"))[:100], address())
        if _is_again(given):
            db.session.commit()
            mark_fresh()
            return jsonify(next=awaited.next_page)
        answer = come_in(*awaited, way=Way.PASSKEY, second_done=True)
    except Refusal as refusal:
        return _problem(refusal)
    return jsonify(next=answer.location)


def _is_again(given: dict[str, Any]) -> bool:
    """Whether whoever is signed in shows once more who she is."""
    return bool(given.get("again")) and asker().is_authenticated


def _awaited(given: dict[str, Any]) -> Awaited | None:
    """Whose second step it is, where the page of that step asks; on the page of signing in whoever has typed
    her password on this browser before counts for nothing."""
    if not given.get("step"):
        return None
    awaited = awaited_second()
    if awaited is None:
        raise too_late()
    return awaited


def _newcomer() -> Awaited:
    """Who has typed her password on a device of her own and has no second factor; refuses anybody else."""
    awaited = awaited_second()
    if awaited is None or awaited.kind is not DeviceKind.OWN or factors_of(awaited.person_id).any:
        raise too_late()
    return awaited


def _person(awaited: Awaited) -> Person:
    return db.session.get_one(Person, awaited.person_id)


def _problem(refusal: Refusal) -> tuple[FlaskResponse, int]:
    """Why it went no further, for the script to show."""
    db.session.rollback()
    return jsonify(problem=said(refusal.message)), 429 if isinstance(refusal, TooManyTries) else 400


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


def _challenge(purpose: str, handle: str = "", person_id: int | None = None) -> bytes:
    """A new random value to be signed; the cookie of this browser remembers it for a while."""
    challenge = secrets.token_bytes(32)
    session[CHALLENGE] = {
        "for": purpose,
        "value": urlsafe_b64encode(challenge).decode(),
        "handle": handle,
        "person": person_id,
        "until": int((clock.now() + CHALLENGE_LASTS).timestamp()),
    }
    return challenge


def _taken(purpose: str) -> Challenged:
    """The value that this browser was given for ``purpose``; refuses where there is none any more."""
    kept = session.pop(CHALLENGE, None)
    if not kept or kept["for"] != purpose or kept["until"] <= clock.now().timestamp():
        raise refused()
    return Challenged(urlsafe_b64decode(kept["value"]), kept["handle"], kept["person"])
