"""Whether an ID token is to be trusted: signed by the house, for us, now, and in answer to this question
(OpenID Connect Core 1.0 §3.1.3.7)."""

from typing import Any, NamedTuple

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from lms.base import clock
from lms.base.messages import Refusal, message

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""By a key of which only the house has the secret half: never "none", never a shared secret."""
LEEWAY = 120  # seconds by which two clocks may differ
LONGEST_SUBJECT = 255  # characters, OpenID Connect Core §2


class NotTrusted(Refusal):
    """What the house answered proves nothing."""


class ClockWrong(NotTrusted):
    """It would prove something at another time."""


class UnknownKey(Exception):
    """The token names a key that is not among those known."""


class Expected(NamedTuple):
    """What a token has to say."""

    issuer: str
    client_id: str
    nonce: str
    name: str
    """What the house is called in sentences."""


class Said(NamedTuple):
    """Who somebody is, as the house says."""

    issuer: str
    subject: str


def read_token(
    token: object,
    access_token: object,
    key_set: dict[str, Any],
    expected: Expected,
    *,
    all_keys: bool = False,
) -> Said:
    """Who it is, by a token and the keys of the house; ``all_keys`` says that it has no others.

    Raises :class:`NotTrusted` with the reason as its note, :class:`ClockWrong`, and :class:`UnknownKey`."""
    try:
        read = jwt.decode(str(token), _public_keys(key_set), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "sub": {"essential": True},
            },
            {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": access_token},
        )
        claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY)
    except InvalidKeyIdError as problem:
        raise (_not_trusted(expected.name, problem) if all_keys else UnknownKey) from problem
    except ClaimError as problem:
        raise (_clock_wrong if _is_of_time(problem) else _not_trusted)(expected.name, problem) from problem
    except (JoseError, ValueError, TypeError, KeyError) as problem:
        raise _not_trusted(expected.name, problem) from problem
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise _not_trusted(expected.name, ValueError("a subject that is none"))
    return Said(expected.issuer, subject)


def _is_of_time(problem: ClaimError) -> bool:
    """Whether only the time is wrong at which it is read."""
    return isinstance(problem, ExpiredTokenError) or problem.claim in ("iat", "nbf")


def _public_keys(key_set: dict[str, Any]) -> KeySet:
    """The keys that check signatures; a shared secret among them is none."""
    keys = [
        key for key in key_set["keys"] if key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"
    ]
    return KeySet.import_key_set({"keys": keys})


def _clock_wrong(name: str, problem: Exception) -> ClockWrong:
    refusal = ClockWrong(
        message(
            "What %(name)s says is no longer true, or not yet: the clocks of the two servers differ. Tell the"
            " administrator; sign in with the password meanwhile.",
            name=name,
        )
    )
    refusal.add_note(repr(problem))
    return refusal


def _not_trusted(name: str, problem: Exception) -> NotTrusted:
    refusal = NotTrusted(
        message(
            "What %(name)s answered proves nothing, so nobody is signed in. Tell the administrator;"
            " sign in with the password meanwhile.",
            name=name,
        )
    )
    refusal.add_note(repr(problem))
    return refusal
