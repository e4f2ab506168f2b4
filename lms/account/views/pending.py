"""What a sign-in remembers from one page to the next, in the signed cookie, for a quarter of an hour.

The cookie can be read by whoever holds the phone: nothing in it says which of several people a secret
belongs to (see :func:`remember_choice`).
"""

import hmac
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from flask import current_app, session

from lms.account.models import DeviceKind
from lms.account.rules.recognising import Recognised
from lms.base import clock
from lms.people.models import Person

LASTS = 15 * 60  # seconds
CHOICE, FIRST_USE, PIN, KIND = "choice", "first_use", "pin", "kind"


class AwaitedPin(NamedTuple):
    """Whose PIN is to be typed."""

    person_id: int
    card_id: int | None
    """The card that was shown; None where her name was chosen on a device that knows her."""
    kind: DeviceKind


def remember_choice(login: str, people: Sequence[Person], found: Sequence[Recognised]) -> None:
    """Remember for whom of several people the secret was right.

    A proof only this server can check stands for each person; for those it was not right, a random one.
    """
    matches = {match.person_id: match for match in found}
    nonce, until = secrets.token_hex(8), _end()
    proofs = [
        _proof(nonce, until, matches[person.id])
        if person.id in matches
        else _proof(secrets.token_hex(8), 0, None)
        for person in people
    ]
    session[CHOICE] = {"login": login, "nonce": nonce, "until": until, "proofs": proofs}


def login_of_choice() -> str | None:
    """The login under which a name is to be chosen; None when there is no such choice, or no longer."""
    kept = session.get(CHOICE)
    return kept["login"] if kept and kept["until"] > _now() else None


def chosen(person_id: int) -> Recognised | None:
    """The match for the person chosen; None when the secret was not hers."""
    kept = session.get(CHOICE)
    if not kept or kept["until"] <= _now():
        return None
    for by_code in (True, False):
        match = Recognised(person_id, by_code)
        proof = _proof(kept["nonce"], kept["until"], match)
        if any(hmac.compare_digest(proof, each) for each in kept["proofs"]):
            return match
    return None


def remember_first_use(person_id: int, code_mark: str) -> None:
    """Remember who typed her printed code and is to choose a password now."""
    session[FIRST_USE] = {"person": person_id, "mark": code_mark, "until": _end()}


def first_use() -> tuple[int, str] | None:
    """Who is to choose a password, and the mark of her code; None when nobody, or no longer."""
    kept = session.get(FIRST_USE)
    return (kept["person"], kept["mark"]) if kept and kept["until"] > _now() else None


def remember_pin(awaited: AwaitedPin) -> None:
    """Remember whose PIN is to be typed next."""
    session[PIN] = {**awaited._asdict(), "until": _end()}


def awaited_pin() -> AwaitedPin | None:
    """Whose PIN is to be typed; None when nobody's, or no longer."""
    kept = session.get(PIN)
    if not kept or kept["until"] <= _now():
        return None
    return AwaitedPin(kept["person_id"], kept["card_id"], DeviceKind(kept["kind"]))


def remember_kind(kind: DeviceKind) -> None:
    """Remember whose the device is until somebody is signed in on it."""
    session[KIND] = kind.value


def kind_said() -> DeviceKind:
    """Whose the device is, as she said on the page before; hers when she said nothing."""
    return DeviceKind(session.get(KIND, DeviceKind.OWN))


def _proof(nonce: str, until: int, match: Recognised | None) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"choice {nonce} {until} {match}".encode(), "sha256").hex()[:32]


def _now() -> int:
    return int(clock.now().timestamp())


def _end() -> int:
    return _now() + LASTS
