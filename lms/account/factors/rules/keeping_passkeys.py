"""Passkeys: bringing one in, proving by one who somebody is, taking one out. WebAuthn, level 3."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from lms.account.factors.models import Passkey, UsedChallenge
from lms.account.factors.queries import passkey_of, passkeys_of
from lms.account.factors.rules.keeping_apps import check_first
from lms.account.rules.telling import tell_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.models import Person
from lms.people.queries import merged_people

AT_MOST = 10
LONGEST_NAME = 60
CHALLENGE_LASTS = timedelta(minutes=5)


class PasskeyRefused(Refusal):
    """What a device sent is no proof."""


class TooMany(Refusal):
    """Somebody has as many passkeys as anybody may have."""


class Site(NamedTuple):
    """For which site keys are good: they are bound to its name for ever."""

    name: str
    """The domain, e.g. ``lop520.example.vn``."""
    origin: str
    """With the scheme, and the port where it has one."""


def handle_of(person_id: int) -> str:
    """What devices call this person: the same for all her keys, nothing that says who she is."""
    known = passkeys_of(person_id)
    return known[0].handle if known else secrets.token_urlsafe(32)


def options_to_add(person: Person, handle: str, site: Site, challenge: bytes) -> str:
    """What the browser is to ask a device for, as JSON: a new key, one that knows whose it is."""
    known = passkeys_of(person.id)
    return options_to_json(
        generate_registration_options(
            rp_id=site.name,
            rp_name="Lớp 520",
            user_name=person.code,
            user_display_name=person.full_name,
            user_id=handle.encode(),
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[_described(each) for each in known],
        )
    )


def options_to_prove(person_id: int | None, site: Site, challenge: bytes) -> str:
    """What the browser is to ask a device for, as JSON: a signature by a key of this person, or of any."""
    return options_to_json(
        generate_authentication_options(
            rp_id=site.name,
            challenge=challenge,
            allow_credentials=[_described(each) for each in passkeys_of(person_id)] if person_id else None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def add_passkey(
    person: Person,
    name: str,
    credential: dict[str, Any],
    handle: str,
    site: Site,
    challenge: bytes,
    *,
    first: bool = False,
) -> Passkey:
    """Keep the key that a device has made; ``first``: its person has shown no more than her password.

    Raises :class:`PasskeyRefused`, :class:`TooMany`, ``NotFirst``.
    """
    made = _made(credential, site, challenge)
    credential_id, person_id = bytes_to_base64url(made.credential_id), person.id
    lock_for_writing(f"account:{person_id}")
    if first:
        check_first(person_id)
    _use(challenge)
    known = passkeys_of(person_id)
    if len(known) >= AT_MOST:
        raise TooMany(message("At most %(most)s passkeys are kept. Remove one first.", most=AT_MOST))
    if passkey_of(credential_id) is not None:
        raise refused()
    row = Passkey(
        person_id=person_id,
        credential_id=credential_id,
        public_key=made.credential_public_key,
        handle=handle,
        sign_count=made.sign_count,
        name=clean(name)[:LONGEST_NAME] or f"Passkey {len(known) + 1}",
        added_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("passkey:added", row, by=person_id, facts={"person": person_id})
    what = message("The passkey “%(name)s” was added: it signs in without a password.", name=row.name)
    tell_of(what, person_id, person_id)
    return row


def _made(credential: dict[str, Any], site: Site, challenge: bytes) -> VerifiedRegistration:
    try:
        return verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise refused() from problem


def prove(credential: dict[str, Any], site: Site, challenge: bytes) -> int:
    """Whose key has signed the challenge; raises :class:`PasskeyRefused` for whatever is no proof.

    A count that does not grow betrays a copied key: it is refused.
    """
    named = credential.get("id")
    row = passkey_of(named) if isinstance(named, str) else None
    if row is None or row.person_id in merged_people():
        raise refused()
    try:
        proof = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise refused() from problem
    passkey_id, person_id = row.id, row.person_id
    lock_for_writing(f"account:{person_id}")
    _use(challenge)
    row = db.session.get(Passkey, passkey_id, populate_existing=True)
    if row is None:
        raise refused()
    row.sign_count, row.last_used_at = max(row.sign_count, proof.new_sign_count), clock.now()
    db.session.flush()
    return person_id


def remove_passkeys(person_id: int, by: int | None, passkey_id: int | None = None) -> int:
    """Forget one passkey of a person, or all; returns how many it were."""
    lock_for_writing(f"account:{person_id}")
    rows = [each for each in passkeys_of(person_id) if passkey_id in (None, each.id)]
    for row in rows:
        audit.record("passkey:removed", row, by=by, facts={"person": person_id})
        db.session.delete(row)
    db.session.flush()
    return len(rows)


def forget_challenges() -> None:
    """Remove the values that are refused by their age anyway."""
    lock_for_writing("challenges")
    db.session.execute(delete(UsedChallenge).where(UsedChallenge.until <= clock.now()))


def refused() -> PasskeyRefused:
    """What is said of every proof that is none."""
    return PasskeyRefused(
        message("This passkey does not open anything here. Try again, or sign in with the password.")
    )


def too_late() -> PasskeyRefused:
    """What is said where no password was typed lately."""
    return PasskeyRefused(
        message("That took too long. Open the page of signing in again and type the password.")
    )


def _use(challenge: bytes) -> None:
    """Take a challenge once; raises :class:`PasskeyRefused` for one that was signed before."""
    lock_for_writing("challenges")
    digest = hashlib.sha256(challenge).hexdigest()
    if db.session.get(UsedChallenge, digest) is not None:
        raise refused()
    db.session.add(UsedChallenge(digest=digest, until=clock.now() + 2 * CHALLENGE_LASTS))
    db.session.flush()


def _described(row: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(row.credential_id))
