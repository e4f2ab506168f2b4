"""Headers of every answer, and the origin of every request that changes something."""

import secrets
from urllib.parse import quote_from_bytes, urlsplit

from flask import Flask, Request, Response, abort, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from lms.web.cookies import SignedCookies
from lms.web.reading import AT_ONCE_HASH

csrf = CSRFProtect()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def protect(app: Flask) -> None:
    """Switch on signed cookies, tokens, the origin check and the headers."""
    app.session_interface = SignedCookies()
    app.before_request(_escape_query)
    app.before_request(_check_origin)
    csrf.init_app(app)
    app.before_request(_check_text)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The nonce that allows this answer's own inline script and style."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _escape_query() -> None:
    """Read bytes behind the question mark that are no UTF-8, which no browser sends, as if they were escaped:
    Werkzeug would fail on them."""
    if not request.query_string.isascii():
        request.query_string = quote_from_bytes(request.query_string, safe="%&=+").encode()


def _check_origin() -> None:
    """Refuse a changing request that another site sent."""
    if not same_site(request):
        abort(403)


def same_site(asked: Request) -> bool:
    """Whether a request changes nothing or comes from this site; a browser names where, tools need not."""
    if asked.method in SAFE_METHODS:
        return True
    origin = asked.headers.get("Origin") or asked.headers.get("Referer")
    return not origin or _site_of(origin) == asked.host


def _site_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def _check_text() -> None:
    """Refuse NUL, which no browser sends and PostgreSQL cannot keep."""
    if "\0" in request.path:
        abort(404)
    sent = [request.args] if request.query_string else []
    if request.method not in SAFE_METHODS and request.mimetype in FORMS:
        sent.append(request.form)
    for given in sent:
        if any("\0" in name or any("\0" in value for value in values) for name, values in given.lists()):
            abort(400)


HARMLESS = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""The policy of a file that somebody sent in: whatever it holds, it loads and runs nothing."""

SENT_FILE = "no-cache"
"""What Flask says of a file that a view sends, which a shared cache may keep."""

_ALWAYS = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"))
_OF_PAGES = (
    *_ALWAYS,
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "microphone=()"),  # the camera scans cards; more is dear in one round trip
)
_OF_FILES = (*_ALWAYS, ("Cross-Origin-Resource-Policy", "same-origin"))
_SECURELY = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),)
PAGE = "text/html"
_POLICY = (
    f"default-src 'none'; script-src 'self' '{AT_ONCE_HASH}'%(nonce)s; style-src 'self'%(nonce)s; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POLICY = _POLICY % {"nonce": ""}
"""Of a page without a script of its own."""


def _add_headers(response: Response) -> Response:
    headers = response.headers
    for name, value in general_headers(current_app, request, response.mimetype or ""):
        if name not in headers:
            headers.add(name, value)
    if "Content-Security-Policy" not in headers:
        headers.add("Content-Security-Policy", _policy())
    lasting = (request.endpoint or "").endswith("static") and response.status_code < 400
    if not lasting and headers.get("Cache-Control", SENT_FILE) == SENT_FILE:
        headers["Cache-Control"] = "private, no-store"
    return response


def general_headers(app: Flask, asked: Request, mimetype: str) -> tuple[tuple[str, str], ...]:
    """What every answer of a type says. A page stays apart from windows of other sites and never
    listens; what is no page is shown inside pages of this site only, which for pages the policy
    of frames and ``nosniff`` see to."""
    general = _OF_PAGES if mimetype == PAGE else _OF_FILES
    return (*general, *_SECURELY) if asked.is_secure or app.config["SESSION_COOKIE_SECURE"] else general


def _policy() -> str:
    return _POLICY % {"nonce": f" 'nonce-{g.csp_nonce}'"} if "csp_nonce" in g else POLICY
