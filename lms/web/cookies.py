"""The signed cookie in which a browser keeps its session: Flask's own, with less work for every request."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from lms.base.keeping import Kept


def host_only(name: str, *, secure: bool) -> str:
    """The name under which a cookie travels. Where it travels by HTTPS alone, browsers take ``__Host-`` only
    from this very host: no neighbour under the same domain can slip in one of its own."""
    return f"__Host-{name}" if secure else name


class SignedCookies(SecureCookieSessionInterface):
    """Of one app. Flask makes anew for every request what signs, verifies what it verified a moment ago, and
    reads all settings to write none.

    What a verified cookie says stays what it says, so it is kept in mind; its age is looked at each time, and
    whether the session it names still lasts is asked of the database.
    """

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        self._verified: Kept[str, tuple[Any, datetime]] = Kept(1000)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs with the app's key, made once: the key stays while the app runs."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie says; an empty session where there is none, or none that this app signed lately."""
        signer, cookie = self.get_signing_serializer(app), request.cookies.get(self.get_cookie_name(app))
        if signer is None:
            return None
        if not cookie:
            return self.session_class()
        try:
            said, signed_at = self._verified.get_or_make(
                cookie, lambda: signer.loads(cookie, return_timestamp=True)
            )
        except BadSignature:
            return self.session_class()
        # Signed by a clock that was ahead and has been set back since, it is as good as one of this moment.
        if datetime.now(UTC) - signed_at > app.permanent_session_lifetime:
            return self.session_class()
        return self.session_class(deepcopy(said))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie where it changed; say that the answer depends on it where it was read. What is
        kept for everybody does not, though who asks was looked at: else a browser whose cookie was renewed
        might fetch it again."""
        if self.should_set_cookie(app, session):
            super().save_session(app, session, response)
            return
        kept, depends = response.headers.get("Cache-Control", ""), response.headers.get("Vary", "")
        if session.accessed and "Cookie" not in depends and not kept.startswith("public"):
            response.vary.add("Cookie")
