"""Asking the other house who somebody is: the authorization code flow of OpenID Connect, with PKCE, state and
nonce (RFC 9700, OpenID Connect Core 1.0 §3.1)."""

import hmac
import secrets
import threading
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from lms.account.outside.rules.fetching import Declined, Unreachable, fetch, is_safe
from lms.account.outside.rules.trusting import Expected, Said, UnknownKey, read_token
from lms.base import clock
from lms.base.messages import Refusal, message
from lms.config import Config

REMEMBERED = timedelta(hours=1)  # for so long what the house says of itself holds
ASKED_AGAIN = timedelta(minutes=1)  # the least between two looks for keys that are not known


class NoAnswer(Refusal):
    """The other house is not there, or speaks another language."""


class Denied(Refusal):
    """The other house does not say who it is."""


class Stale(Refusal):
    """What comes back belongs to no sign-in that was begun here lately."""


class House(NamedTuple):
    """The other house, as the settings name it."""

    issuer: str
    client_id: str
    client_secret: str | None
    name: str
    """What its button says."""


class Journey(NamedTuple):
    """One way there and back, remembered by the browser that begins it."""

    state: str
    nonce: str
    verifier: str


def house_of(config: Config) -> House | None:
    """The other house of the settings; None where there is none."""
    if not config.oidc_issuer or not config.oidc_client_id:
        return None
    name = config.oidc_name or urlsplit(config.oidc_issuer).hostname or config.oidc_issuer
    return House(config.oidc_issuer, config.oidc_client_id, config.oidc_client_secret, name)


def new_journey() -> Journey:
    """256 random bits each for state, nonce and verifier."""
    return Journey(*(secrets.token_urlsafe(32) for _ in Journey._fields))


class Asking:
    """Asks one house; shared by all threads. What the house says of itself is kept for an hour."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._lock = threading.Lock()
        self._about: tuple[datetime, dict[str, Any]] | None = None
        self._keys: tuple[datetime, dict[str, Any]] | None = None

    def way_there(self, journey: Journey, back: str) -> str:
        """The address at which the house asks her who she is; it sends her ``back``.

        Raises :class:`NoAnswer`."""
        asked = {
            "response_type": "code",
            "client_id": self.house.client_id,
            "redirect_uri": back,
            "scope": "openid",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": create_s256_code_challenge(journey.verifier),
            "code_challenge_method": "S256",
        }
        address = self._endpoint("authorization_endpoint")
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def who(self, journey: Journey, answered: Mapping[str, str], back: str) -> Said:
        """Who it is, by the parameters with which the house sent her back.

        Raises :class:`Stale`, :class:`Denied`, :class:`NoAnswer` and ``NotTrusted``."""
        if not hmac.compare_digest(answered.get("state", "").encode(), journey.state.encode()):
            raise stale()
        self._check_issuer(answered)
        code = answered.get("code")
        if "error" in answered or not code:
            raise self._denied(f"error={answered.get('error', '')[:80]!r}")
        tokens = self._exchange(code, journey, back)
        expected = Expected(self.house.issuer, self.house.client_id, journey.nonce, self.house.name)
        given = tokens.get("id_token"), tokens.get("access_token")
        try:
            return read_token(*given, self._key_set(), expected)
        except UnknownKey:  # the house has changed its keys
            return read_token(*given, self._key_set(anew=True), expected, all_keys=True)

    def _check_issuer(self, answered: Mapping[str, str]) -> None:
        """Another house must not answer in this one's place (RFC 9207)."""
        promised = self._known().get("authorization_response_iss_parameter_supported") is True
        named = answered.get("iss")
        if (named is not None or promised) and named != self.house.issuer:
            raise stale()

    def _exchange(self, code: str, journey: Journey, back: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.house.client_id,
            "code_verifier": journey.verifier,
        }
        headers = {}
        if self.house.client_secret:
            if self._takes_basic():
                headers["Authorization"] = self._basic(self.house.client_secret)
            else:
                form["client_secret"] = self.house.client_secret
        address = self._endpoint("token_endpoint")
        try:
            return fetch(address, form, headers)
        except (
            Declined
        ) as problem:  # the code was used, or is too old; or the house does not know this product
            raise self._denied(str(problem)) from problem
        except Unreachable as problem:
            raise self._no_answer(str(problem)) from problem

    def _takes_basic(self) -> bool:
        ways = self._known().get("token_endpoint_auth_methods_supported")
        return not isinstance(ways, list) or "client_secret_basic" in ways

    def _basic(self, secret: str) -> str:
        pair = f"{quote_plus(self.house.client_id)}:{quote_plus(secret)}"  # RFC 6749 §2.3.1
        return "Basic " + b64encode(pair.encode()).decode()

    def _known(self) -> dict[str, Any]:
        """What the house says of itself."""
        now = clock.now()
        with self._lock:
            if self._about and now - self._about[0] < REMEMBERED:
                return self._about[1]
        address = self.house.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = self._fetch(address)
        if found.get("issuer") != self.house.issuer:
            raise self._no_answer(f"{address} speaks for {found.get('issuer')!r}")
        with self._lock:
            self._about = now, found
        return found

    def _endpoint(self, name: str) -> str:
        address = self._known().get(name)
        if not isinstance(address, str) or not is_safe(address):
            raise self._no_answer(f"{name} is {address!r}")
        return address

    def _key_set(self, *, anew: bool = False) -> dict[str, Any]:
        now, lasts = clock.now(), ASKED_AGAIN if anew else REMEMBERED
        with self._lock:
            if self._keys and now - self._keys[0] < lasts:
                return self._keys[1]
        found = self._fetch(self._endpoint("jwks_uri"))
        with self._lock:
            self._keys = now, found
        return found

    def _fetch(self, address: str) -> dict[str, Any]:
        try:
            return fetch(address)
        except Unreachable as problem:
            raise self._no_answer(str(problem)) from problem

    def _denied(self, why: str) -> Denied:
        refusal = Denied(
            message(
                "%(name)s has not said who you are. Try it again, or sign in with the password.",
                name=self.house.name,
            )
        )
        refusal.add_note(why)
        return refusal

    def _no_answer(self, why: str) -> NoAnswer:
        refusal = NoAnswer(
            message(
                "%(name)s does not answer properly now. Sign in with the password, or try again later.",
                name=self.house.name,
            )
        )
        refusal.add_note(why)
        return refusal


def stale() -> Stale:
    """The refusal of what belongs to no sign-in that was begun here lately."""
    return Stale(
        message(
            "This sign-in was begun in another window, was used already or took too long. Begin it again."
        )
    )
