"""A section: its bundle as it was compiled, and what of it she has done."""

import hashlib
import re

from flask import Request, Response, abort, jsonify, request
from werkzeug.http import quote_etag

from courses.queries import Served, bundle_of, section_state
from courses.views.blueprint import courses
from lms.web.access import let_in, reads_asker, session_token, signed_in
from lms.web.ahead import Ahead, Answer, Asked
from lms.web.i18n import chosen_language
from lms.web.keeping import kept_for, may_be_kept
from lms.web.reading import AT_ONCE_HASH

FORMS = ("br", "gzip", "identity")
"""What a browser may say it can read, the smallest first."""


@courses.get("/learn/<string:slug>/<int:number>")
@signed_in
@reads_asker
def section(slug: str, number: int) -> Response:
    """The section's bundle in her language: nothing is rendered, nothing is compressed here."""
    form = _form(request)
    found, bundle = bundle_of(session_token(), slug, number, chosen_language(), form)
    person_id = let_in(found)
    if bundle is None:
        abort(404)
    response = Response(bundle.body, headers=_headers(bundle, form, person_id))
    return _if_new(response)


def _ahead(asked: Asked, slug: str, number: str) -> Answer | None:
    """The same to somebody who is signed in and has not kept it yet."""
    form = _form(asked)
    person_id, bundle = bundle_of(asked.token, slug, int(number), asked.language, form)
    if person_id is None or bundle is None:
        return None
    return Answer(_headers(bundle, form, person_id), bundle.body)


AHEAD = Ahead("GET", re.compile("/learn/([a-z0-9-]+)/([1-9][0-9]{0,3})"), _ahead)


def _form(asked: Request) -> str:
    return next(each for each in FORMS if asked.accept_encodings[each] or each == "identity")


def _headers(bundle: Served, form: str, person_id: int) -> list[tuple[str, str]]:
    policy = (
        f"default-src 'none';script-src 'self' '{AT_ONCE_HASH}' '{bundle.script_hash}';"
        f"style-src '{bundle.style_hash}';img-src 'self';media-src 'self';connect-src 'self';"
        "form-action 'self';base-uri 'none';frame-ancestors 'none'"
    )
    return [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Vary", "Accept-Encoding, Cookie"),
        ("Content-Security-Policy", policy),
        *kept_for(person_id, at_once=True),
        *_renewed(f"{bundle.etag}-{form}"),
        *([("Content-Encoding", form)] if form != "identity" else []),
    ]


@courses.get("/learn/<string:slug>/<int:number>/state")
@signed_in
@reads_asker
def state(slug: str, number: int) -> Response:
    """Who reads, as the key of what the phone keeps for her, and which steps are done."""
    found, done = section_state(session_token(), slug, number)
    person_id = let_in(found)
    tag = hashlib.sha256(f"{person_id} {done}".encode()).hexdigest()[:32]
    answer = jsonify(who=person_id, done=done)
    answer.headers.extend(_renewed(tag))
    return may_be_kept(_if_new(answer), who=person_id)


def _renewed(tag: str) -> list[tuple[str, str]]:
    """Of an answer that is asked for again each time, and costs nothing while it is the same."""
    return [("Cache-Control", "private, no-cache"), ("ETag", quote_etag(tag))]


def _if_new(response: Response) -> Response:
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response
